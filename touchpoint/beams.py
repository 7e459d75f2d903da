"""How a room sounds to each antenna: learned by holding a tag in it, or assumed; pure."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev
from typing import Self

#: Reads of one tag resemble each other: so much of a count is news.
_COUNTED = 0.25
#: dBm of an antenna that never heard the tag, and how far one spot in a room is from another.
_UNHEARD, _LEAST_SPREAD, _NO_SPREAD = -75.0, 3.0, 6.0
#: Reads a second below which no antenna is believed to stay.
_LEAST_RATE = 0.1


@dataclass(frozen=True, slots=True)
class Beam:
    """What one antenna hears of a tag in one room: reads a second, mean and spread of their dBm."""

    rate: float
    mean: float
    spread: float

    def score(self, heard: Sequence[float], seconds: float) -> float:
        """The logarithm of how well *heard* (dBm each) within *seconds* fits."""
        count = len(heard)
        counted = _COUNTED * (count * math.log(self.rate * seconds) - self.rate * seconds)
        if not count:
            return counted
        # One spot shifts all reads alike, so many reads tell hardly more than their mean.
        off = (fmean(heard) - self.mean) / self.spread
        return counted - off * off / 2 - math.log(self.spread)

    @classmethod
    def learned(cls, spots: Iterable[Sequence[float]], seconds: float) -> Self:
        """From the dBm heard at several spots of a room, *seconds* at each."""
        found = [list(spot) for spot in spots]
        means = [fmean(spot) for spot in found if spot]
        count = sum(map(len, found))
        rate = max(_LEAST_RATE, count / (seconds * max(1, len(found))))
        if not means:
            return cls(rate, _UNHEARD, _NO_SPREAD)
        spread = pstdev(means) if len(means) > 1 else _NO_SPREAD
        return cls(rate, fmean(means), max(_LEAST_SPREAD, spread))


#: Room → antenna → what it hears of that room. Every room names every antenna.
Beams = Mapping[str, Mapping[int, Beam]]


def assumed(rooms: Mapping[str, int]) -> Beams:
    """Before a calibration: each room's own antenna hears it best."""
    own, other = Beam(4.0, -52.0, 6.0), Beam(0.6, -64.0, 7.0)
    return {
        room: {antenna: own if antenna == its_own else other for antenna in rooms.values()}
        for room, its_own in rooms.items()
    }
