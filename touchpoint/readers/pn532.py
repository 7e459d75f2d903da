"""An NFC reader with a PN532 on a serial line, made from its options."""

import time
from pathlib import Path

from contract.tags import TagRead
from touchpoint.readers.bindings import read_bindings
from touchpoint.readers.contactless import Contactless
from touchpoint.readers.polling import Polling, Rhythm
from touchpoint.readers.port import ReaderError


class Pn532Reader:
    """*device* is the path of a tty; *bindings* a file of what plain UIDs stand for.

    *technologies* is `A` (Type 2 and 4 tags) or `AF` (Type 3 tags too: each look takes longer).
    An empty field is sensed every *period* seconds, the chip started anew every *reopen* seconds,
    and whenever it has become slow.
    """

    def __init__(
        self,
        device: str,
        bindings: str = "",
        technologies: str = "A",
        period: str = "0.01",
        reopen: str = "3600",
    ) -> None:
        if technologies not in {"A", "AF"}:
            raise ReaderError(f"technologies is {technologies!r}; A and AF are right")
        self._chip = Contactless(device, technologies)
        bound = read_bindings(Path(bindings)) if bindings else {}
        rhythm = Rhythm(_seconds("period", period), _seconds("reopen", reopen))
        self._polling = Polling(self._chip, bound, rhythm, time)

    def open(self) -> None:
        self._polling.open()

    def read(self, timeout: float) -> TagRead | None:
        return self._polling.read(timeout)

    def close(self) -> None:
        self._polling.close()


def _seconds(name: str, text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise ReaderError(f"{name} is {text!r}; seconds above 0 are right")
    return seconds
