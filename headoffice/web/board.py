"""What the dashboard shows, gathered: figures and their changes, the charts, the newest events."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from headoffice import figures, journeys
from headoffice.figures import Hour, Share, Span, Step, StoreDay, Wait
from headoffice.journeys import Reached
from headoffice.web.days import chosen_day
from headoffice.web.events import cursor_of, read_cursor
from headoffice.web.parts import Parts
from headoffice.web.together import soon
from headoffice.web.words import Words, store_name

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
_MINUTE = timedelta(minutes=1)


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


def board(parts: Parts, store: str, words: Words) -> Board:
    """Everything the page shows of today. Raises TooSlow, StoreError."""
    span = chosen_day("", parts.now(), parts.zone)
    then = _to_the_minute(span.week_before())
    before = soon(figures.today, parts.kept, then)
    funnel = soon(figures.funnel, parts.ask, span, store)
    hours = soon(figures.hours, parts.ask, span, store)
    untimed = soon(figures.untimed, parts.ask, span, store)
    today = figures.today(parts.ask, span)
    found = Board(
        store=store,
        span=span,
        headlines=_headlines(_of(today, store), _of(before(), store), words),
        all_stores=_of(today, ""),
        stores=tuple(sorted((it for it in today if it.store), key=_busiest_first)),
        funnel=funnel(),
        hours=hours(),
        reached=_reached(parts, span, store) if store else (),
        untimed=untimed(),
        refused=parts.rejected.count(span.start, parts.scope.only(store)),
    )
    # Who goes on looking waits for no minute of a week before.
    later = replace(then, end=then.end + _MINUTE).params()
    for name in figures.TODAY:
        soon(parts.kept, name, later)
    return found


def _to_the_minute(span: Span) -> Span:
    """The same for whoever looks within a minute, so that it is asked once."""
    return replace(span, end=span.end.replace(second=0, microsecond=0))


def _of(days: Sequence[StoreDay], store: str) -> StoreDay:
    return next((day for day in days if day.store == store), _EMPTY)


def _busiest_first(day: StoreDay) -> tuple[int, str]:
    return -day.visits, day.store


def _headlines(now: StoreDay, before: StoreDay, words: Words) -> tuple[Headline, ...]:
    say, number = words.say, words.number
    return (
        Headline(
            say("Visits"),
            number(now.visits),
            say("at every touchpoint"),
            words.change(now.visits, before.visits),
        ),
        Headline(
            say("Garments"),
            number(now.garments),
            _per_visit(now, words),
            words.change(now.garments, before.garments),
        ),
        Headline(
            say("Requests"),
            number(now.requests),
            say("%(n)s brought", n=number(now.done.of)),
            words.change(now.requests, before.requests),
        ),
        Headline(
            say("Answered"),
            words.percent_of_many(now.answered),
            say("of %(n)s requests", n=number(now.requests)),
            words.change_of_share(now.answered, before.answered),
        ),
        Headline(
            say("Accepted within"),
            words.wait(now.accepted.p50),
            _spread(now.accepted, words),
            words.change_of_wait(now.accepted, before.accepted),
        ),
    )


def _spread(wait: Wait, words: Words) -> str:
    if not wait.n:
        return words.say("nothing accepted yet")
    return words.say(
        "half of %(n)s; 95 in 100 within %(wait)s",
        n=words.number(wait.n),
        wait=words.wait(wait.p95),
    )


def _per_visit(day: StoreDay, words: Words) -> str:
    if not day.visits:
        return ""
    return words.say("%(n)s a visit", n=words.number(round(day.garments / day.visits, 1)))


def _reached(parts: Parts, span: Span, store: str) -> tuple[Reached, ...]:
    rows = parts.ask("visits_of_day", span.params(store=store))
    moments = [journeys.moment_of(row) for row in rows]
    return journeys.reached(journeys.visits(moments, parts.phases), parts.phases)


def newest(parts: Parts, store: str, words: Words, after: str = "") -> tuple[Line, ...]:
    """The newest events, newest first: those behind the cursor *after*, or simply the last ones."""
    at = read_cursor(after)[0] if after else parts.now() - _LIVE_LOOKS_BACK
    rows = parts.ask(
        "newest",
        {"at": at, "until": parts.writer.committed, "store": store, "limit": _FIRST_EVENTS},
    )
    return tuple(_line(parts, row, words) for row in rows)


def _line(parts: Parts, row: Mapping[str, Any], words: Words) -> Line:
    return Line(
        cursor=cursor_of(row),
        clock=words.clock(row["ts"], parts.zone, seconds=True),
        store=store_name(row["store"]),
        where=words.touchpoint(row["touchpoint"]) if row["touchpoint"] else "",
        said=words.sentence(row["type"], row["kind"], row["seconds"]),
        timed=row["timed"],
    )
