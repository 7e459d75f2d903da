"""The journey map: how visits went through phases and places, and where they ended."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from headoffice.figures import Ask, Each, Share, Wait, midnight
from headoffice.journeys import Phases

#: Of fewer visits nothing is told apart: a rate of a handful says little, and too much of somebody.
FEWEST: Final = 10
#: Stages that are drawn one after the other, and kept of each day: with more of them all days have
#: to be made by other rules (`headoffice/rolling.py`).
STAGES: Final = 6
#: Visits that are shown as examples.
EXAMPLES: Final = 20
#: Days at the end of a period in which these are looked for first.
_LATEST: Final = 3


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days from *first* to *last*, both of them in it, by the clock of *zone*."""

    first: date
    last: date
    zone: ZoneInfo

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def start(self) -> datetime:
        return midnight(self.first, self.zone)

    @property
    def end(self) -> datetime:
        """Just after the last of it."""
        return midnight(self.last + timedelta(days=1), self.zone)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page is about: days, and stores, all of them when none is named."""

    period: Period
    stores: tuple[str, ...] = ()

    def params(self, **more: Any) -> dict[str, Any]:
        days = {"first": self.period.first, "last": self.period.last}
        return {**days, "stores": list(self.stores), **more}

    def moments(self, **more: Any) -> dict[str, Any]:
        edges = {"from": self.period.start, "until": self.period.end}
        return {**edges, "stores": list(self.stores), **more}


@dataclass(frozen=True, slots=True)
class PhaseFigure:
    """A phase: who came to it, how long they stayed in it in all, for how many it was the last.

    Seconds; *stayed* is over the visits that came.
    """

    name: str
    title: str
    reached: Share
    ended: Share
    stayed: Wait


@dataclass(frozen=True, slots=True)
class Flow:
    """Visits that went from *here*, their stage number *stage*, to *there*; empty is leaving."""

    stage: int
    here: str
    there: str
    visits: int


@dataclass(frozen=True, slots=True)
class JourneyMap:
    """All of it; *seconds* are of whole visits."""

    visits: int
    seconds: Wait
    phases: tuple[PhaseFigure, ...]
    flows: tuple[Flow, ...]
    #: Flows of fewer than FEWEST visits, which are left out.
    small: int


def journey_map(
    ask: Ask, asked: Asked, phases: Phases, *, by_spot: bool = False, each: Each = map
) -> JourneyMap:
    """The visits that began in the days asked for. Raises TooSlow, StoreError."""
    by = "spot" if by_spot else "phase"
    params = (asked.params(), asked.params(by=by))
    stood, went = each(ask, ("journey_phases", "journey_flows"), params)
    rows = {row["phase"]: row for row in stood}
    whole = rows.get("", {})
    n = whole.get("visits", 0)
    flows = tuple(Flow(row["stage"], row["here"], row["there"], row["visits"]) for row in went)
    told = tuple(flow for flow in flows if flow.visits >= FEWEST)
    return JourneyMap(
        visits=n,
        seconds=_wait(whole),
        phases=tuple(_phase(it.name, it.title, rows.get(it.name, {}), n) for it in phases.phase),
        flows=told,
        small=len(flows) - len(told),
    )


def _phase(name: str, title: str, row: Mapping[str, Any], n: int) -> PhaseFigure:
    came = row.get("visits", 0)
    return PhaseFigure(name, title, Share(came, n), Share(row.get("ended", 0), came), _wait(row))


def _wait(row: Mapping[str, Any]) -> Wait:
    if not row:
        return Wait(0, None, None)
    return Wait(row["visits"], *row["dwell"])


@dataclass(frozen=True, slots=True)
class Example:
    """One visit, for reading: where, when, how long, what it went through."""

    store: str
    visit: str
    start: datetime
    seconds: float
    language: str
    device: str
    garments: int
    stages: tuple[tuple[str, float], ...]


def examples(ask: Ask, asked: Asked, phase: str) -> tuple[Example, ...]:
    """The latest visits that ended in *phase*; none when there are fewer than FEWEST of them."""
    rows = _latest(ask, asked, phase)
    if len(rows) < FEWEST:
        return ()
    return tuple(
        Example(
            row["store"], str(row["visit"]), row["start"], row["seconds"], row["language"],
            row["device"], row["garments"], tuple(zip(row["path"], row["dwell"], strict=True)),
        )
        for row in rows
    )  # fmt: skip


def _latest(ask: Ask, asked: Asked, phase: str) -> Sequence[Mapping[str, Any]]:
    """Of the last days alone where these have enough of them, as those of a network do."""
    rows: Sequence[Mapping[str, Any]] = ()
    for days in sorted({min(it, asked.period.days) for it in (_LATEST, asked.period.days)}):
        first = asked.period.last - timedelta(days=days - 1)
        params = asked.params(phase=phase, limit=EXAMPLES) | {"first": first}
        rows = ask("journey_examples", params)
        if len(rows) == EXAMPLES:
            break
    return rows


@dataclass(frozen=True, slots=True)
class Heard:
    """On how many of a period's *of* days a store sent anything, and when it was heard last."""

    store: str
    days: int
    of: int
    last: datetime | None

    @property
    def whole(self) -> bool:
        return self.days >= self.of


def heard(ask: Ask, asked: Asked, known: Sequence[str], today: date) -> tuple[Heard, ...]:
    """Every store that is known: a day that has not come yet is not missing."""
    return heard_by(ask("days_heard", asked.params()), asked, known, today)


def heard_by(
    told: Iterable[Mapping[str, Any]], asked: Asked, known: Sequence[str], today: date
) -> tuple[Heard, ...]:
    """The same of stores that are *told* already, each with its `days` and when it was `heard`."""
    rows = {row["store"]: row for row in told}
    of = (min(asked.period.last, today) - asked.period.first).days + 1
    stores = asked.stores or tuple(sorted({*known, *rows}))
    return tuple(
        Heard(store, rows.get(store, {}).get("days", 0), of, rows.get(store, {}).get("heard"))
        for store in stores
    )
