"""One moment on both clocks, handed to everything that must not look at a clock itself."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Moment:
    """*wall* in UTC, for people; *seconds* since the machine's boot, for measuring."""

    wall: datetime
    seconds: float
