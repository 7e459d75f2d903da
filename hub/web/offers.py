"""Offers as cards show them, made once for all phones that look at the same moment."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Protocol

from hub.web.cards import Offer

#: For so long an offer is as good as new: its age is told in minutes.
GOOD_FOR: Final = timedelta(seconds=5)
_MOST: Final = 5000


class Turning(Protocol):
    """What says by another number that figures changed."""

    turn: int


@dataclass(slots=True)
class Offers:
    """Usable from every thread: the worst that can happen is that one is made twice."""

    desk: Turning
    _made: dict[tuple[str, str], tuple[int, datetime, Offer]] = field(default_factory=dict)

    def get(self, gtin: str, language: str, now: datetime, make: Callable[[], Offer]) -> Offer:
        """The offer of *gtin* in *language*; *make* is called unless a good one is there."""
        # Read before the figures are: what changes meanwhile makes this offer old at once.
        turn = self.desk.turn
        known = self._made.get((gtin, language))
        if known and known[0] == turn and timedelta() <= now - known[1] < GOOD_FOR:
            return known[2]
        if len(self._made) > _MOST:
            self._made.clear()
        offer = make()
        self._made[gtin, language] = turn, now, offer
        return offer
