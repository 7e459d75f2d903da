"""What is said to befall a PN532 after hours; simulated, with assumed figures, seen on no chip."""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf


@dataclass(frozen=True, slots=True)
class Ills:
    """Seconds; a chip that is well has none of them.

    *slow_after*: it has polled so long since it was set up. People tell of an hour or so, of 5 s
    for one look then and of more after a day (nfcpy issue 62); how it grows nobody tells, so it
    grows evenly, by *slower* for each second more, to *slowest*. It is told of chips that wait for
    a tag, and the tag of a shopper ends no such wait here.
    *stuck_after*: the same tag was activated over and over for so long, and the chip answers no
    more (tagreader issue 222 has "seconds or minutes").
    """

    slow_after: float = inf
    slower: float = 2 / 3600
    slowest: float = 5.0
    stuck_after: float = inf


WELL = Ills()


class Course:
    """How the ills of one chip stand, by *now*.

    Assumed as well: setting it up ends them; its host's ACK ends only the poll that is stuck.
    """

    def __init__(self, ills: Ills, now: Callable[[], float]) -> None:
        self._ills, self._now = ills, now
        self.is_stuck = False
        self.set_up()

    def set_up(self) -> None:
        self._since = self._same_since = self._now()
        self._uid = b""
        self.is_stuck = False

    def aborted(self) -> None:
        self.is_stuck = False

    def polled(self, uid: bytes) -> float:
        """The seconds that looking for a tag takes more than it should; *uid* is what was found."""
        now = self._now()
        if uid != self._uid or not uid:
            self._uid, self._same_since = uid, now
        self.is_stuck = now - self._same_since >= self._ills.stuck_after
        late = max(0.0, now - self._since - self._ills.slow_after)
        return min(late * self._ills.slower, self._ills.slowest)
