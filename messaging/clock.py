"""Time as it is handed in: the wall clock, a clock that only goes forward, and one for tests."""

import ctypes
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_LIBC = ctypes.CDLL(None)
#: Room for the kernel's `struct timex` on any machine; all zero it asks and sets nothing.
_TIMEX_BYTES = 512


class Clock(Protocol):
    #: Names one boot of the machine; monotonic times compare only within it.
    boot: str

    def now(self) -> datetime: ...

    def monotonic(self) -> float:
        """Seconds since the machine's boot, sleep included."""

    def synced(self) -> bool:
        """Whether `now` can be believed."""


class SystemClock:
    def __init__(self) -> None:
        self.boot = _BOOT_ID.read_text().strip()

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.clock_gettime(time.CLOCK_BOOTTIME)

    def synced(self) -> bool:
        """What the kernel says: whether something keeps its clock right, as NTP does.

        A Pi is woken with the time at which it was switched off; no date tells that from the truth.
        """
        return vouched(_ask_kernel())


def vouched(answer: int) -> bool:
    """Whether *answer* of adjtimex(2) is a clock's that is kept right.

    5 is TIME_ERROR; -1 an error, as where a container forbids to ask.
    """
    return 0 <= answer < 5


def _ask_kernel() -> int:
    return int(_LIBC.adjtimex(ctypes.create_string_buffer(_TIMEX_BYTES)))


@dataclass
class ManualClock:
    """A clock that moves only when told to."""

    moment: datetime = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
    seconds: float = 1000.0
    boot: str = "boot-1"
    believed: bool = True

    def now(self) -> datetime:
        return self.moment

    def monotonic(self) -> float:
        return self.seconds

    def synced(self) -> bool:
        return self.believed

    def advance(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)
        self.seconds += seconds
