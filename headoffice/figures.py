"""The dashboard's questions, one function each: they ask by name and know no engine."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from headoffice.sales.conversion import MEANING, TITLE, conversion

#: Answers a named statement with its parameters filled in.
Ask = Callable[[str, Mapping[str, Any]], Sequence[Mapping[str, Any]]]
#: Asks several questions, each with its parameters, in this order; `map` does so one by one.
Each = Callable[
    [Ask, Iterable[str], Iterable[Mapping[str, Any]]], Iterable[Sequence[Mapping[str, Any]]]
]


@dataclass(frozen=True, slots=True)
class Span:
    """From *start* to just before *end*; *zone* says which hour of the day a moment is."""

    start: datetime
    end: datetime
    zone: ZoneInfo

    def week_before(self) -> "Span":
        """The same stretch of the wall clock a week earlier, over a change of the clocks too."""

        def back(moment: datetime) -> datetime:
            return moment.astimezone(self.zone) - timedelta(days=7)

        return Span(back(self.start), back(self.end), self.zone)

    def params(self, **more: Any) -> dict[str, Any]:
        return {"from": self.start, "until": self.end, **more}


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """When *day* begins by the clock of *zone*."""
    return datetime(day.year, day.month, day.day, tzinfo=zone)


@dataclass(frozen=True, slots=True)
class Wait:
    """Seconds of waiting over *n* requests: the middle one and the 95th of a hundred."""

    n: int
    p50: float | None
    p95: float | None


@dataclass(frozen=True, slots=True)
class Share:
    """*of* pieces among *n*."""

    of: int
    n: int

    @property
    def rate(self) -> float | None:
        return self.of / self.n if self.n else None


@dataclass(frozen=True, slots=True)
class StoreDay:
    """One store's day so far; an empty *store* is all of them together."""

    store: str
    visits: int
    garments: int
    requests: int
    answered: Share
    done: Share
    unavailable: int
    expired: int
    cancelled: int
    seen: Wait
    accepted: Wait
    finished: Wait


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the funnel: how many visits came so far, of all and of the step before."""

    name: str
    n: int
    of_all: Share
    of_before: Share


@dataclass(frozen=True, slots=True)
class Hour:
    hour: int
    visits: int
    week_before: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A question by name: what it means, and the function that asks it."""

    title: str
    definition: str
    ask: Callable[[Ask, Span, str], Any]


#: What `today` asks of all stores.
TODAY: Final = ("visits_by_store", "requests_by_store")


def today(ask: Ask, span: Span, store: str = "") -> tuple[StoreDay, ...]:
    """Every store's figures of *span*, all of them together first; one store alone when named."""
    visits, requests = ({row["store"]: row for row in ask(name, span.params())} for name in TODAY)
    names = sorted({"", *visits, *requests})
    days = tuple(_store_day(name, visits.get(name, {}), requests.get(name, {})) for name in names)
    return tuple(day for day in days if day.store == store) if store else days


def _store_day(name: str, visits: Mapping[str, Any], asked: Mapping[str, Any]) -> StoreDay:
    n = asked.get("requests", 0)
    return StoreDay(
        store=name,
        visits=visits.get("visits", 0),
        garments=visits.get("garments", 0),
        requests=n,
        answered=Share(asked.get("answered", 0), n),
        done=Share(asked.get("done", 0), n),
        unavailable=asked.get("unavailable", 0),
        expired=asked.get("expired", 0),
        cancelled=asked.get("cancelled", 0),
        seen=_wait(asked.get("seen_n", 0), asked.get("seen")),
        accepted=_wait(asked.get("accepted_n", 0), asked.get("accepted")),
        finished=_wait(asked.get("done", 0), asked.get("finished")),
    )


def _wait(n: int, quantiles: Sequence[float] | None) -> Wait:
    # Over no rows the engine answers with NaN, which is no wait.
    return Wait(n, quantiles[0], quantiles[1]) if n and quantiles else Wait(n, None, None)


_STEPS = (
    ("Visit", "visits"),
    ("Garment recognised", "with_garment"),
    ("Product viewed", "with_view"),
    ("Request made", "with_request"),
    ("Request brought", "with_done"),
)


def funnel(ask: Ask, span: Span, store: str = "") -> tuple[Step, ...]:
    """How far the visits of *span* came, from the visit to the garment in their hands."""
    (row,) = ask("funnel", span.params(store=store)) or ({},)
    counts = [row.get(column, 0) for _, column in _STEPS]
    befores = [counts[0], *counts]
    return tuple(
        Step(name, n, Share(n, counts[0]), Share(n, before))
        for (name, _), n, before in zip(_STEPS, counts, befores, strict=False)
    )


def response_times(ask: Ask, span: Span, store: str = "") -> tuple[StoreDay, ...]:
    """Waits by store, the quickest to accept first; stores without an answer are left out."""
    days = (day for day in today(ask, span, store) if day.store and day.accepted.p50 is not None)
    return tuple(sorted(days, key=lambda day: (day.accepted.p50, day.store)))


def hours(ask: Ask, span: Span, store: str = "") -> tuple[Hour, ...]:
    """Visits begun in each hour of the day, beside those of the same weekday a week before."""
    before = span.week_before()
    whole = Span(before.start, before.start + timedelta(days=1), span.zone)
    now, then = (_by_hour(ask, one, store) for one in (span, whole))
    seen = sorted({*now, *then})
    return tuple(
        Hour(hour, now.get(hour, 0), then.get(hour, 0))
        for hour in (range(seen[0], seen[-1] + 1) if seen else ())
    )


def _by_hour(ask: Ask, span: Span, store: str) -> dict[int, int]:
    rows = ask("visits_by_hour", span.params(store=store, zone=str(span.zone)))
    return {row["hour"]: row["visits"] for row in rows}


def untimed(ask: Ask, span: Span, store: str = "") -> int:
    """Events received in *span* that no figure counts, because their clock was wrong."""
    (row,) = ask("untimed", span.params(store=store))
    return int(row["events"])


FIGURES: Mapping[str, Figure] = {
    "today": Figure(
        "Today in each store",
        "Visits: visits begun. Garments: garments recognised by a touchpoint, each once a visit, "
        "without those a shopper called “not mine”. Requests: requests made. Answered: requests an "
        "associate accepted, brought or found unavailable, of all requests made. Days begin at "
        "midnight at head office; events from a clock that is wrong are left out.",
        today,
    ),
    "funnel": Figure(
        "From visit to garment in hand",
        "Visits of the day that did a step and every step before it: begun; a garment recognised; "
        "a product's page shown; a request made; a request brought. The order in which the clocks "
        "of two devices put them does not matter.",
        funnel,
    ),
    "response-times": Figure(
        "How long shoppers wait",
        "Seconds from the request to the moment an associate saw, accepted and brought it, by the "
        "store hub's clock. Middle: half waited less. 95th: ninety-five of a hundred waited less. "
        "n counts the requests that came so far.",
        response_times,
    ),
    "visits-by-hour": Figure(
        "Visits by hour",
        "Visits begun in each hour, by head office's clock, beside the whole of the same weekday a "
        "week before.",
        hours,
    ),
    "untimed": Figure(
        "Events without a trusted clock",
        "Events received today that a device made before it knew the time, or more than five "
        "minutes ahead of its hub. They are kept, and counted in no other figure.",
        untimed,
    ),
    "conversion": Figure(TITLE, MEANING, conversion),
}


def plain(value: Any) -> Any:
    """A figure as JSON holds it."""
    if isinstance(value, Share):
        return {"of": value.of, "n": value.n, "rate": value.rate}
    if is_dataclass(value) and not isinstance(value, type):
        return {key: plain(getattr(value, key)) for key in value.__dataclass_fields__}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value
