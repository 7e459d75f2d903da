"""How a touchpoint is: its readers, its disk, its warmth, and how long its glass could be used."""

import shutil
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from contract.events import ReaderState, TouchpointHealth
from messaging.clock import Clock
from touchpoint.inputs import ReaderHealth

_THERMAL = Path("/sys/class/thermal/thermal_zone0/temp")
#: The glass beats once a second; after a longer pause nobody could have used it meanwhile.
_STALL = 3.0

#: Of so many seconds that end at a moment, those in which the store was open.
Opened = Callable[[datetime, float], float]


def always(_until: datetime, seconds: float) -> float:
    """A store whose hours nobody told is open."""
    return seconds


class Health:
    """Told by the screen's thread and the readers' threads, asked by the writer's.

    Only what passes while the store is *opened* is counted.
    """

    def __init__(
        self, boot: str, version: str, folder: Path, clock: Clock, opened: Opened = always
    ) -> None:
        self._boot, self._version, self._folder, self._clock = boot, version, folder, clock
        self._opened = opened
        self._lock = threading.Lock()
        self._readers: dict[str, ReaderState] = {}
        self._unread: Counter[str] = Counter()
        self._faults: Counter[str] = Counter()
        self._since = clock.monotonic()
        self._usable = 0.0
        self._beat: float | None = None

    def beat(self) -> None:
        """The screen's thread is alive, draws, and has something to show."""
        now, wall = self._clock.monotonic(), self._clock.now()
        with self._lock:
            if self._beat is not None and now - self._beat <= _STALL:
                self._usable += self._opened(wall, now - self._beat)
            self._beat = now

    def reader(self, news: ReaderHealth) -> None:
        with self._lock:
            if news.state != "ok" and self._readers.get(news.name) == "ok":
                self._faults[news.name] += 1
            self._readers[news.name] = news.state

    def unread(self, name: str) -> None:
        """Reader *name* read something that names no garment."""
        with self._lock:
            self._unread[name] += 1

    def readers(self) -> Mapping[str, ReaderState]:
        with self._lock:
            return dict(self._readers)

    def report(self) -> TouchpointHealth:
        """What to say now; the seconds and the counts begin anew."""
        now, wall = self._clock.monotonic(), self._clock.now()
        with self._lock:
            usable, self._usable = self._usable, 0.0
            passed, self._since = now - self._since, now
            opened = self._opened(wall, passed)
            readers = dict(self._readers)
            unread, self._unread = dict(self._unread), Counter()
            faults, self._faults = dict(self._faults), Counter()
        return TouchpointHealth(
            boot=self._boot,
            version=self._version,
            temperature=_temperature(),
            disk_free=shutil.disk_usage(self._folder).free,
            readers=readers,
            unread=unread,
            faults=faults,
            usable_seconds=round(min(usable, opened), 1),
            open_seconds=round(opened, 1),
        )


def _temperature() -> float | None:
    """Degrees Celsius, where the machine tells."""
    try:
        return int(_THERMAL.read_text()) / 1000
    except (OSError, ValueError):
        return None
