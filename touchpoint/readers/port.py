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
    """Made with the options of its table in the configuration, all of them text.

    A wrong option ends its process. A ReaderError of `open` or `read` does not: it is closed and
    opened again four times a second, until that works. One on a network may say *longest_pause*,
    the seconds to which its pauses grow; one that is told what was read, and does not ask each
    time, says *quiet*: seconds since its device last gave a sign of life.
    """

    def open(self) -> None:
        """Get hold of the device, also after it was closed. Raises ReaderError."""

    def read(self, timeout: float) -> TagRead | Stir | None:
        """What comes within *timeout* seconds, or nothing. Raises ReaderError when it broke."""

    def close(self) -> None:
        """Let go of the device, or of the part of it that a failed `open` got hold of."""
