"""Tells how far something is, a tenth at a time, and how long each part of it took."""

import time
from collections.abc import Callable


class Progress:
    """Hears of parts, one after the other or side by side; *say* prints a line."""

    def __init__(
        self, say: Callable[[str], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._say, self._clock = say, clock
        #: Of each part, how many tenths were told and when it began; some go on side by side.
        self._parts: dict[str, tuple[int, float]] = {}

    def __call__(self, what: str, done: int, of: int) -> None:
        """So much of *what* is done."""
        if what not in self._parts:
            self._parts[what] = 0, self._clock()
        told, began = self._parts[what]
        tenths = 10 * done // of if of else 10
        if tenths > told:
            self._parts[what] = tenths, began
            seconds = self._clock() - began
            self._say(f"  {what:<16} {tenths * 10:>3} %  {seconds:>6.1f} s")
