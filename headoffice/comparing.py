"""Stores side by side and beside what they were: by comparable stores alone (pure)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final, Literal

from headoffice.figures import Ask, Share, Wait
from headoffice.journey_map import FEWEST, Period
from headoffice.purchases import Bought
from headoffice.purchases import together as of_all

#: Of a hundred days of a period, on how many a store must have had visits to be compared.
ENOUGH_DAYS: Final = 80
#: As many weeks as keep weekdays in their place over a year.
_YEAR: Final = timedelta(weeks=52)
_NOTHING: Final = Share(0, 0)
_NO_WAIT: Final = Wait(0, None, None)
_NO_PURCHASE: Final = Bought()

#: What a period is held against: the days just before it, or the same weeks a year ago.
Against = Literal["before", "year"]
#: Why a store is not compared: no data at all then, too few days now or then, too few visits.
Why = Literal["", "new", "days", "days_then", "few"]
SortBy = Literal["visits", "change", "sold", "dwell", "requests", "wait", "unanswered", "store"]


def earlier(period: Period, against: Against) -> Period:
    """What *period* is held against: as many days, and in a year the same weekdays."""
    back = _YEAR if against == "year" else timedelta(days=period.days)
    return Period(period.first - back, period.last - back, period.zone)


@dataclass(frozen=True, slots=True)
class Figures:
    """One store in a period, *days* of which had visits. Seconds of visits and of waits.

    *bought*: its visits that a sold unit is joined to. *unanswered* is of the requests that
    somebody should have taken on. *by_day*: how many visits began on each day that had any.
    """

    days: int = 0
    visits: int = 0
    bought: Bought = _NO_PURCHASE
    dwell: Wait = _NO_WAIT
    requests: int = 0
    unanswered: Share = _NOTHING
    accepted: Wait = _NO_WAIT
    by_day: Mapping[date, int] = field(default_factory=dict)

    @property
    def sold(self) -> Share:
        return self.bought.share

    @property
    def estimated(self) -> Share:
        """Of those sold to, by the rule that guesses."""
        return self.bought.estimated


@dataclass(frozen=True, slots=True)
class Compared:
    """One store now and *then*; *why* it is not comparable, empty when it is."""

    store: str
    tier: str
    now: Figures
    then: Figures
    why: Why

    @property
    def change(self) -> float | None:
        """How many more visits, as a share of those then; nothing where there were too few."""
        if min(self.now.visits, self.then.visits) < FEWEST:
            return None
        return self.now.visits / self.then.visits - 1


@dataclass(frozen=True, slots=True)
class Together:
    """The comparable stores of a tier, or all of them where *tier* is empty: sums, no means."""

    tier: str
    stores: int
    now: Figures
    then: Figures

    @property
    def change(self) -> float | None:
        if min(self.now.visits, self.then.visits) < FEWEST:
            return None
        return self.now.visits / self.then.visits - 1


def compared(
    ask: Ask, period: Period, then: Period, tiers: Mapping[str, str]
) -> tuple[Compared, ...]:
    """Every store that *tiers* name, by name. Raises TooSlow, StoreError."""
    now, before = figures(ask, period), figures(ask, then)
    none = Figures()
    return tuple(
        Compared(store, tier, own, past, why(own, past, period.days))
        for store, tier in sorted(tiers.items())
        for own, past in ((now.get(store, none), before.get(store, none)),)
    )


def why(now: Figures, then: Figures, days: int) -> Why:
    """Why a store cannot be compared over two periods of *days* each; empty when it can."""
    least = days * ENOUGH_DAYS / 100
    if not then.days:
        return "new"
    if now.days < least:
        return "days"
    if then.days < least:
        return "days_then"
    return "few" if min(now.visits, then.visits) < FEWEST else ""


def figures(ask: Ask, period: Period) -> dict[str, Figures]:
    """By store; stores without visits are left out."""
    params = {"first": period.first, "last": period.last}
    requests = {row["store"]: row for row in ask("stores_requests", params)}
    won: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in ask("stores_bought", params):
        won[row["store"]].append(row)
    return {
        row["store"]: _figures(row, requests.get(row["store"], {}), won[row["store"]])
        for row in ask("stores_visits", params)
    }


def _figures(
    row: Mapping[str, Any], asked: Mapping[str, Any], won: Sequence[Mapping[str, Any]]
) -> Figures:
    visits, accepted = row["visits"], asked.get("accepted_n", 0)
    return Figures(
        days=row["days"],
        visits=visits,
        bought=Bought.of(visits, won),
        dwell=Wait(visits, *row["dwell"]),
        requests=asked.get("requests", 0),
        unanswered=Share(asked.get("unanswered", 0), asked.get("should", 0)),
        # Over no rows the engine answers with NaN.
        accepted=Wait(accepted, *asked["waits"]) if accepted else _NO_WAIT,
        by_day=dict(row["by_day"]),
    )


def together(found: Sequence[Compared]) -> tuple[Together, ...]:
    """All comparable stores, then those of each tier when there are several."""
    usable = [it for it in found if not it.why]
    tiers = sorted({it.tier for it in usable})
    parts = [("", usable)] + [
        (tier, [it for it in usable if it.tier == tier]) for tier in tiers if len(tiers) > 1
    ]
    return tuple(
        Together(tier, len(own), _sum(it.now for it in own), _sum(it.then for it in own))
        for tier, own in parts
        if own
    )


def _sum(found: Iterable[Figures]) -> Figures:
    """What can be added; of middles there is no sum."""
    every = list(found)
    return Figures(
        days=sum(it.days for it in every),
        visits=sum(it.visits for it in every),
        bought=of_all(it.bought for it in every),
        requests=sum(it.requests for it in every),
        unanswered=_added(it.unanswered for it in every),
    )


def _added(shares: Iterable[Share]) -> Share:
    every = list(shares)
    return Share(sum(it.of for it in every), sum(it.n for it in every))


def ordered(found: Iterable[Compared], by: SortBy) -> tuple[Compared, ...]:
    """The largest first, names from A on; what is not told apart stands last."""
    if by == "store":
        return tuple(sorted(found, key=lambda it: it.store))
    value = _VALUES[by]

    def place(it: Compared) -> tuple[bool, float, str]:
        own = value(it)
        return own is None, -(own or 0.0), it.store

    return tuple(sorted(found, key=place))


def told_apart(share: Share) -> float | None:
    """The rate, of which fewer than FEWEST say too much or too little."""
    return share.rate if share.n >= FEWEST and not 0 < share.of < FEWEST else None


def _middle(wait: Wait) -> float | None:
    return wait.p50 if wait.n >= FEWEST else None


_VALUES: Final[Mapping[SortBy, Callable[[Compared], float | None]]] = {
    "visits": lambda it: float(it.now.visits) if it.now.visits >= FEWEST else None,
    "change": lambda it: it.change,
    "sold": lambda it: told_apart(it.now.sold),
    "dwell": lambda it: _middle(it.now.dwell),
    "requests": lambda it: float(it.now.requests),
    "wait": lambda it: _middle(it.now.accepted),
    "unanswered": lambda it: told_apart(it.now.unanswered),
}


@dataclass(frozen=True, slots=True)
class DayBeside:
    """Visits of one day, and of the day that stands at its place then."""

    day: date
    visits: int
    then: int


def by_day(found: Iterable[Compared], period: Period, then: Period) -> tuple[DayBeside, ...]:
    """Every day of *period*, and the one at its place *then*, in the stores *found* together."""
    now, before = Counter[date](), Counter[date]()
    for it in found:
        now.update(it.now.by_day)
        before.update(it.then.by_day)
    return tuple(
        DayBeside(day, now[day], before[then.first + timedelta(days=n)])
        for n in range(period.days)
        for day in (period.first + timedelta(days=n),)
    )
