"""What a reader must do: open, read, close. It decodes nothing and decides nothing."""

from dataclasses import dataclass
from typing import Protocol

from contract.tags import TagRead


class ReaderError(Exception):
    """The reader cannot work; the text says what was found and what would be right."""


@dataclass(frozen=True, slots=True)
class Stir:
    """Somebody came before the reader (*near*), or went; not who, nor how many."""

    near: bool


class Reader(Protocol):
    """Made with the options of its table in the configuration, all of them text."""

    def open(self) -> None:
        """Get hold of the device. Raises ReaderError."""

    def read(self, timeout: float) -> TagRead | Stir | None:
        """What comes within *timeout* seconds, or nothing. Raises ReaderError when it broke."""

    def close(self) -> None: ...
