"""An NFC reader with a PN532 on a serial line; a tag lying there is read once, then sensed."""

import time
from pathlib import Path

from contract.tags import By, TagRead
from contract.uid import write_uid
from touchpoint.readers.bindings import read_bindings
from touchpoint.readers.contactless import Contactless
from touchpoint.readers.port import ReaderError
from touchpoint.readers.records import value_of

#: A tag at the edge of the field is asked so often for its message before its UID has to do.
_TRIES = 3
#: Seconds between senses while a tag lies there: enough to miss it within 60 ms, and fewer lines.
_LYING = 0.02


class Pn532Reader:
    """*device* is the path of a tty; *bindings* a file of what plain UIDs stand for.

    *technologies* is `A` (Type 2 and 4 tags) or `AF` (Type 3 tags too: each look takes longer).
    An empty field is sensed every *period* seconds, the chip started anew every *reopen* seconds.
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
        self._file = Path(bindings) if bindings else None
        self._bound = read_bindings(self._file) if self._file else {}
        self._period, self._reopen = _seconds("period", period), _seconds("reopen", reopen)
        self._sensed = self._opened = 0.0
        self._uid: bytes | None = None
        self._value: str | None = None
        self._tries = 0

    def open(self) -> None:
        self._chip.open()
        self._opened = time.monotonic()

    def read(self, timeout: float) -> TagRead | None:
        deadline = time.monotonic() + timeout
        while True:
            now = time.monotonic()
            due = self._sensed + (self._period if self._uid is None else _LYING)
            time.sleep(max(0.0, min(due, deadline) - now))
            if due > deadline:
                return None
            if found := self._sense():
                return found

    def close(self) -> None:
        self._chip.close()

    def _sense(self) -> TagRead | None:
        self._sensed = time.monotonic()
        if self._sensed - self._opened >= self._reopen:
            # After hours of polling the chip slows to seconds (nfcpy issue 62).
            self._chip.close()
            self.open()
        uid = self._chip.sense()
        if uid != self._uid:
            self._uid, self._value, self._tries = uid, None, 0
        if uid is None:
            return None
        if self._value is None:
            self._value = self._read(uid)
        return TagRead(By.NFC, self._value) if self._value else None

    def _read(self, uid: bytes) -> str | None:
        """The link or text on the tag, what its UID is bound to, or that UID; None: try again."""
        content = self._chip.content()
        if content.message and (value := value_of(content.message)):
            return value
        self._tries += 1
        if not content.sure and self._tries < _TRIES:
            return None
        plain = write_uid(uid)
        return self._bound.get(plain, plain)


def _seconds(name: str, text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise ReaderError(f"{name} is {text!r}; seconds above 0 are right")
    return seconds
