"""What every figure is made of: shares, waits, and the fewest that say anything; pure."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

#: Among fewer than so many pieces one more or less changes everything.
FEWEST: Final = 10

#: What a figure counts in; `share` is a number among another, `score` one of five.
Unit = Literal["visits", "garments", "requests", "times", "pieces", "seconds", "share", "score"]


@dataclass(frozen=True, slots=True)
class Figure:
    """*definition* is one sentence that says how it is counted, and from what."""

    name: str
    definition: str
    unit: Unit


@dataclass(frozen=True, slots=True)
class Rate:
    """*of* pieces among *n*, of which *n* is always shown beside the rate."""

    of: int
    n: int

    @property
    def value(self) -> float | None:
        """From 0 to 1; nothing when there are too few to say."""
        return self.of / self.n if self.n >= FEWEST else None


@dataclass(frozen=True, slots=True)
class Spread:
    """Of *n* values the middle one and the 95th of a hundred, in their own unit."""

    n: int
    p50: float | None
    p95: float | None

    @property
    def enough(self) -> bool:
        """Whether they say anything of the next one."""
        return self.n >= FEWEST


def spread(values: Iterable[float]) -> Spread:
    """How *values* spread, in any order; nothing over none of them."""
    ordered = sorted(values)
    if not ordered:
        return Spread(0, None, None)
    return Spread(len(ordered), quantile(ordered, 0.5), quantile(ordered, 0.95))


def quantile(ordered: Sequence[float], share: float) -> float:
    """The value below which *share* of *ordered*, ascending and not empty, lies.

    Between two neighbours a straight line, as ClickHouse's `quantileExactInclusive` draws it.
    """
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def finite(seconds: float) -> float:
    """*seconds*, or 0 for what no clock can have meant."""
    return seconds if math.isfinite(seconds) else 0.0
