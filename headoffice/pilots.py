"""A pilot against the other stores: difference in differences, and what may be said (pure)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt
from operator import mul
from random import Random
from typing import Final, Literal

from headoffice.figures import Share

#: Of fewer stores on a side, chance cannot be told from an effect.
FEWEST_STORES: Final = 4
#: Of fewer visits in a period a store's share is noise; it is left out.
FEWEST_VISITS: Final = 50
#: Drawings of the bootstrap.
DRAWS: Final = 1000
#: Stores that differ by less do not differ.
_SAME: Final = 1e-7
#: How sure the interval is.
LEVEL: Final = 0.95

Verdict = Literal["raised", "lowered", "unclear", "too_few"]
#: Which stores the pilots are held against.
Against = Literal["matched", "all"]


@dataclass(frozen=True, slots=True)
class StoreDay:
    """Visits of one store and day, and how many of them did what is measured."""

    store: str
    day: date
    visits: int
    came: int


@dataclass(frozen=True, slots=True)
class Change:
    """One store before the pilot began and since."""

    store: str
    before: Share
    after: Share

    @property
    def difference(self) -> float:
        """Of the two shares, from -1 to 1."""
        return _rate(self.after) - _rate(self.before)


@dataclass(frozen=True, slots=True)
class Pair:
    """A pilot store and the other store that was most like it before; *distance* in shares."""

    pilot: str
    other: str
    distance: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """*effect*: how much more the pilots' share changed than the others', with its interval.

    Shares, not per cent. *left_out* had too few visits before or since. Nothing is known of the
    effect when the verdict is `too_few`.
    """

    pilots: tuple[Change, ...]
    others: tuple[Change, ...]
    pairs: tuple[Pair, ...]
    left_out: tuple[str, ...]
    effect: float | None
    low: float | None
    high: float | None
    verdict: Verdict

    @property
    def own(self) -> float:
        """The mean of the pilots' changes."""
        return _mean([it.difference for it in self.pilots])[0] if self.pilots else 0.0

    @property
    def rest(self) -> float:
        """The mean of the others' changes."""
        return _mean([it.difference for it in self.others])[0] if self.others else 0.0


def compare(
    days: Iterable[StoreDay],
    pilots: Sequence[str],
    since: date,
    chance: Random,
    *,
    against: Against = "all",
) -> Comparison:
    """*pilots* since the day *since* against the others, both beside what they were before.

    The interval is a studentised bootstrap over stores: a store is what is drawn, since the visits
    of one store are more alike than those of two. Source: Efron and Tibshirani, An Introduction to
    the Bootstrap, 1993, 12.5; differences by Welch's standard error.
    """
    changes = {it.store: it for it in _changes(days, since)}
    usable = {
        store: it for store, it in changes.items() if min(it.before.n, it.after.n) >= FEWEST_VISITS
    }
    left_out = tuple(sorted({*changes, *pilots} - usable.keys()))
    chosen = tuple(usable[store] for store in sorted(set(pilots)) if store in usable)
    rest = tuple(it for store, it in sorted(usable.items()) if store not in pilots)
    pairs = matched(chosen, rest)
    paired = {pair.other for pair in pairs}
    others = tuple(it for it in rest if against == "all" or it.store in paired)
    if min(len(chosen), len(others)) < FEWEST_STORES:
        return Comparison(chosen, others, pairs, left_out, None, None, None, "too_few")
    effect, low, high = difference_in_differences(
        [it.difference for it in chosen], [it.difference for it in others], chance
    )
    verdict: Verdict = "raised" if low > 0 else "lowered" if high < 0 else "unclear"
    return Comparison(chosen, others, pairs, left_out, effect, low, high, verdict)


def _changes(days: Iterable[StoreDay], since: date) -> Iterable[Change]:
    sums: dict[str, list[int]] = {}
    for it in days:
        counts = sums.setdefault(it.store, [0, 0, 0, 0])
        place = 2 if it.day >= since else 0
        counts[place] += it.came
        counts[place + 1] += it.visits
    for store, (came, visits, later, later_visits) in sums.items():
        yield Change(store, Share(came, visits), Share(later, later_visits))


def matched(pilots: Sequence[Change], others: Sequence[Change]) -> tuple[Pair, ...]:
    """For each pilot another store whose share before was near its own, each other store once.

    The nearest two of all are paired first, then the nearest two of the rest.
    """
    near = sorted(
        (abs(_rate(pilot.before) - _rate(other.before)), pilot.store, other.store)
        for pilot in pilots
        for other in others
    )
    found: dict[str, Pair] = {}
    taken: set[str] = set()
    for distance, pilot, other in near:
        if pilot not in found and other not in taken:
            found[pilot] = Pair(pilot, other, distance)
            taken.add(other)
    return tuple(found[pilot] for pilot in sorted(found))


def difference_in_differences(
    pilots: Sequence[float], others: Sequence[float], chance: Random
) -> tuple[float, float, float]:
    """The difference of the means and its 95 % interval, each side of at least two stores."""
    effect, error = _difference(pilots, others)
    if error < _SAME:
        return effect, effect, effect
    ratios = sorted(_drawn(pilots, others, effect, chance) for _ in range(DRAWS))
    tail = round((1 - LEVEL) / 2 * DRAWS)
    return effect, effect - ratios[-tail - 1] * error, effect - ratios[tail] * error


def _drawn(
    pilots: Sequence[float], others: Sequence[float], effect: float, chance: Random
) -> float:
    while True:
        some = chance.choices(pilots, k=len(pilots))
        rest = chance.choices(others, k=len(others))
        found, error = _difference(some, rest)
        # A drawing of one store alone knows nothing of how stores differ.
        if error >= _SAME:
            return (found - effect) / error


def _difference(pilots: Sequence[float], others: Sequence[float]) -> tuple[float, float]:
    """Of the means, and its standard error."""
    (one, of_one), (two, of_two) = _mean(pilots), _mean(others)
    return one - two, sqrt(of_one + of_two)


def _mean(values: Sequence[float]) -> tuple[float, float]:
    """With the square of its standard error."""
    n = len(values)
    mean = sum(values) / n
    if n < 2:
        return mean, 0.0
    # The library's variance is exact for fractions, and fifty times as slow.
    squares = sum(map(mul, values, values))
    return mean, max(0.0, squares - n * mean * mean) / (n - 1) / n


def _rate(share: Share) -> float:
    return share.rate or 0.0


#: What may be concluded, by verdict; *own* and *rest*: how the shares of both sides changed.
SENTENCES: Final[Mapping[Verdict, str]] = {
    "raised": (
        "The pilot stores' share changed by %(own)s points, the others' by %(rest)s: a difference "
        "of %(effect)s points for the pilot (95 %% interval: %(low)s to %(high)s), more than "
        "chance between stores would make."
    ),
    "lowered": (
        "The pilot stores' share changed by %(own)s points, the others' by %(rest)s: a difference "
        "of %(effect)s points against the pilot (95 %% interval: %(low)s to %(high)s), more than "
        "chance between stores would make."
    ),
    "unclear": (
        "The pilot stores' share changed by %(own)s points, the others' by %(rest)s. That may be "
        "chance: any effect from %(low)s to %(high)s points agrees with what was seen. It is no "
        "proof that there is none."
    ),
    "too_few": (
        "Too few stores to say anything: at least four on each side are needed, each with fifty "
        "visits before and since."
    ),
}
CAUTION: Final = (
    "What else changed in these stores alone, and since that day, counts as well: unless the pilot "
    "stores were drawn by lot, this is no proof of the cause."
)
