"""What a reader must do: open, read, close. It decodes nothing and decides nothing."""

from typing import Protocol

from contract.tags import TagRead


class ReaderError(Exception):
    """The reader cannot work; the text says what was found and what would be right."""


class Reader(Protocol):
    """Made with the options of its table in the configuration, all of them text."""

    def open(self) -> None:
        """Get hold of the device. Raises ReaderError."""

    def read(self, timeout: float) -> TagRead | None:
        """The next read within *timeout* seconds, or nothing. Raises ReaderError when it broke."""

    def close(self) -> None: ...
