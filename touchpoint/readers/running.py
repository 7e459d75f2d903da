"""One reader run without end: what it reads, that it lives, and why it does not; pure."""

from collections.abc import Callable
from typing import NoReturn

from touchpoint.readers.lines import write_alive, write_down, write_read, write_stir
from touchpoint.readers.pace import Pace
from touchpoint.readers.port import Reader, ReaderError, Stir

#: Twice as often as promised, so that one late heartbeat is no silence.
_HEARTBEAT = 0.5
#: Between two attempts to open a device. What lay there when it went needs a second to be missed,
#: and 2 s after it is plugged in again the same tag has to be news.
_PAUSE = 0.25
#: A device that opens and then answers nothing is not said to live.
_PROOF = 0.1
_REPEAT = 1.0


class Run:
    """*say* takes each line, *stamp* gives the seconds since the machine's boot."""

    def __init__(
        self, reader: Reader, say: Callable[[str], None], stamp: Callable[[], float], pace: Pace
    ) -> None:
        self._reader, self._say, self._stamp, self._pace = reader, say, stamp, pace
        self._longest = float(getattr(reader, "longest_pause", _PAUSE))
        self._wait, self._told, self._tell_at = _PAUSE, "", 0.0

    def forever(self) -> NoReturn:
        """A device that is gone is opened again and again; whatever else comes up ends it."""
        while True:
            try:
                self._attend()
            except ReaderError as error:
                self._tell(str(error))
            self._pace.sleep(self._wait)
            self._wait = min(self._wait * 2, max(self._longest, _PAUSE))

    def _tell(self, why: str) -> None:
        """Once a second is sign of life enough."""
        now = self._pace.monotonic()
        if why != self._told or now >= self._tell_at:
            self._say(write_down(why))
            self._told, self._tell_at = why, now + _REPEAT

    def _attend(self) -> NoReturn:
        try:
            self._reader.open()
            self._read(_PROOF)
            while True:
                self._say(write_alive(self._proved()))
                self._wait, self._told = _PAUSE, ""
                self._read(_HEARTBEAT)
        finally:
            # What it may have got hold of, also when it was interrupted while it opened.
            self._reader.close()

    def _proved(self) -> float:
        """When the device last gave a sign of life."""
        return self._stamp() - float(getattr(self._reader, "quiet", 0.0))

    def _read(self, seconds: float) -> None:
        """Say what is read for *seconds*."""
        end = self._pace.monotonic() + seconds
        while (left := end - self._pace.monotonic()) > 0:
            found = self._reader.read(left)
            if isinstance(found, Stir):
                self._say(write_stir(found, self._stamp()))
            elif found is not None:
                self._say(write_read(found, self._stamp()))
