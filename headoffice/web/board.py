"""What the dashboard shows, gathered: figures and their changes, the charts, the newest events."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from headoffice import figures, journeys
from headoffice.figures import Hour, Share, Span, Step, StoreDay, Wait
from headoffice.journeys import Reached
from headoffice.web import words
from headoffice.web.days import chosen_day
from headoffice.web.events import cursor_of, read_cursor
from headoffice.web.parts import Parts

_NONE = Share(0, 0)
_EMPTY = StoreDay(
    "",
    0,
    0,
    0,
    _NONE,
    _NONE,
    0,
    0,
    0,
    Wait(0, None, None),
    Wait(0, None, None),
    Wait(0, None, None),
)
_FIRST_EVENTS = 40
_LIVE_LOOKS_BACK = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Headline:
    """One large figure: what it is called, what it says, what stands under it, how it changed."""

    name: str
    value: str
    under: str
    change: str


@dataclass(frozen=True, slots=True)
class Board:
    """One look at a day; *store* is empty for all of them."""

    store: str
    span: Span
    headlines: tuple[Headline, ...]
    all_stores: StoreDay
    stores: tuple[StoreDay, ...]
    funnel: tuple[Step, ...]
    hours: tuple[Hour, ...]
    reached: tuple[Reached, ...]
    untimed: int
    refused: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the live list."""

    cursor: str
    clock: str
    store: str
    where: str
    said: str
    timed: bool


def board(parts: Parts, store: str) -> Board:
    """Everything the page shows of today. Raises TooSlow, StoreError."""
    span = chosen_day("", parts.now(), parts.zone)
    today = figures.today(parts.ask, span)
    before = figures.today(parts.ask, span.week_before())
    return Board(
        store=store,
        span=span,
        headlines=_headlines(_of(today, store), _of(before, store)),
        all_stores=_of(today, ""),
        stores=tuple(sorted((it for it in today if it.store), key=_busiest_first)),
        funnel=figures.funnel(parts.ask, span, store),
        hours=figures.hours(parts.ask, span, store),
        reached=_reached(parts, span, store) if store else (),
        untimed=figures.untimed(parts.ask, span, store),
        refused=parts.rejected.count(span.start, store),
    )


def _of(days: Sequence[StoreDay], store: str) -> StoreDay:
    return next((day for day in days if day.store == store), _EMPTY)


def _busiest_first(day: StoreDay) -> tuple[int, str]:
    return -day.visits, day.store


def _headlines(now: StoreDay, before: StoreDay) -> tuple[Headline, ...]:
    asked = f"of {words.number(now.requests)} requests"
    return (
        Headline(
            "Visits",
            words.number(now.visits),
            "at every touchpoint",
            words.change(now.visits, before.visits),
        ),
        Headline(
            "Garments",
            words.number(now.garments),
            _per_visit(now),
            words.change(now.garments, before.garments),
        ),
        Headline(
            "Requests",
            words.number(now.requests),
            f"{words.number(now.done.of)} brought",
            words.change(now.requests, before.requests),
        ),
        Headline(
            "Answered",
            words.percent(now.answered),
            asked,
            words.change_of_share(now.answered, before.answered),
        ),
        Headline(
            "Accepted within",
            words.wait(now.accepted.p50),
            _spread(now.accepted),
            words.change_of_wait(now.accepted, before.accepted),
        ),
    )


def _spread(wait: Wait) -> str:
    if not wait.n:
        return "nothing accepted yet"
    return f"half of {words.number(wait.n)}; 95 in 100 within {words.wait(wait.p95)}"


def _per_visit(day: StoreDay) -> str:
    return f"{day.garments / day.visits:.1f} a visit" if day.visits else ""


def _reached(parts: Parts, span: Span, store: str) -> tuple[Reached, ...]:
    rows = parts.ask("visits_of_day", span.params(store=store))
    moments = [journeys.moment_of(row) for row in rows]
    return journeys.reached(journeys.visits(moments, parts.phases), parts.phases)


def newest(parts: Parts, store: str, after: str = "") -> tuple[Line, ...]:
    """The newest events, newest first: those behind the cursor *after*, or simply the last ones."""
    at = read_cursor(after)[0] if after else parts.now() - _LIVE_LOOKS_BACK
    rows = parts.ask(
        "newest",
        {"at": at, "until": parts.writer.committed, "store": store, "limit": _FIRST_EVENTS},
    )
    return tuple(_line(parts, row) for row in rows)


def _line(parts: Parts, row: Mapping[str, Any]) -> Line:
    return Line(
        cursor=cursor_of(row),
        clock=words.clock(row["ts"], parts.zone, seconds=True),
        store=words.store_name(row["store"]),
        where=row["touchpoint"].replace("-", " "),
        said=words.sentence(row["type"], row["kind"], row["seconds"]),
        timed=row["timed"],
    )
