"""Fair figures: of the store by hour of the day, and of one person for that person alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from contract.figures import (
    FIGURES,
    REQUESTS,
    TO_ACCEPTED,
    UNANSWERED,
    Asked,
    Day,
    Own,
    Spread,
    asked,
    by_hour,
    lives_between,
    own,
)
from hub.told import requests_told
from hub.web.callers import ForStaff
from hub.web.charts import Drawing, bars, reaches
from hub.web.parts import Here
from hub.web.sheets import store_name, telling_of
from hub.web.telling import Telling

router = APIRouter(include_in_schema=False)

#: Days that are offered; the most there are, taken unless others are asked for.
SPANS: Final = (7, 28)
USUAL: Final = 28


@dataclass(frozen=True, slots=True)
class Hour:
    """One hour of the day as its row says it; *few* where there are too few to say."""

    label: str
    requests: str
    waits: str
    waits_n: str
    unanswered: str
    unanswered_n: str


@dataclass(frozen=True, slots=True)
class Table:
    """Hours of the day without a gap, drawn and written."""

    hours: tuple[Hour, ...]
    requests: Drawing
    waits: Drawing


@router.get("/figures")
def page(
    who: ForStaff, here: Here, days: Annotated[int, Query(ge=1, le=USUAL)] = USUAL
) -> HTMLResponse:
    """The last *days* days up to yesterday. Whose own figures they are, the session alone says."""
    t = telling_of(here)
    today = Day.of(t.now, here.timezone)
    first = today.back(days)
    with here.desk.db.read() as rx:
        said = requests_told(rx, first.start, today.start)
    lives = lives_between(said, first.start, today.start)
    template = here.pages.get_template("figures.html")
    text = template.render(
        who=who,
        store=store_name(here),
        days=days,
        spans=SPANS,
        span=f"{t.short_day(first.date)} – {t.short_day(today.back(1).date)}",
        whole=whole(t, asked(lives)),
        table=table(t, by_hour(lives, today)),
        yours=yours(t, own(said, who.associate.associate, first.start, today.start)),
        names={
            "requests": REQUESTS.name,
            "accepted": TO_ACCEPTED.name,
            "unanswered": UNANSWERED.name,
        },
        figures=FIGURES,
    )
    return HTMLResponse(text)


def whole(t: Telling, found: Asked) -> tuple[str, ...]:
    """All hours together, as sentences."""
    lines = [t.count(found.n, "One request.", "%(n)s requests.")]
    if found.accepted.enough:
        lines.append(_half(t, found.accepted))
    if found.unanswered.n:
        lines.append(t.say("Nobody took on %(share)s.", share=t.share(found.unanswered)))
    return tuple(lines)


def yours(t: Telling, found: Own) -> list[str]:
    """What one person did, as it is said to them."""
    if not (found.accepted or found.done or found.unavailable):
        return [t.say("Nothing yet in these days.")]
    lines = [
        t.say(
            "You took on %(accepted)s and brought %(done)s; "
            "for %(missing)s there was nothing to bring.",
            accepted=t.number(found.accepted),
            done=t.number(found.done),
            missing=t.number(found.unavailable),
        )
    ]
    if found.to_accept.enough:
        lines.append(_half(t, found.to_accept))
    if found.to_bring.enough and found.to_bring.p50 is not None:
        half, n = t.span(found.to_bring.p50), t.number(found.to_bring.n)
        lines.append(t.say("Half were there within %(half)s (n = %(n)s).", half=half, n=n))
    return lines


def _half(t: Telling, found: Spread) -> str:
    half = t.span(found.p50 or 0.0)
    return t.say("Half were taken on within %(half)s (n = %(n)s).", half=half, n=t.number(found.n))


def table(t: Telling, found: Mapping[int, Asked]) -> Table:
    """From the first hour with a request to the last one."""
    hours = range(min(found), max(found) + 1) if found else ()
    rows = [(f"{hour}:00", found.get(hour) or asked(())) for hour in hours]
    return Table(
        hours=tuple(_hour(t, label, it) for label, it in rows),
        requests=bars([(label, t.number(it.n), it.n, it.unanswered.of) for label, it in rows]),
        waits=reaches([(label, _both(t, it.accepted), _ends(it.accepted)) for label, it in rows]),
    )


def _hour(t: Telling, label: str, found: Asked) -> Hour:
    few = t.say("too few")
    rate = found.unanswered
    return Hour(
        label=label,
        requests=t.number(found.n),
        waits=_wait(t, found.accepted),
        waits_n=t.number(found.accepted.n),
        unanswered=few if rate.value is None else t.percent(rate),
        unanswered_n=t.number(rate.n),
    )


def _wait(t: Telling, found: Spread) -> str:
    ends = _ends(found)
    return t.say("too few") if ends is None else t.short(ends[0])


def _both(t: Telling, found: Spread) -> str:
    ends = _ends(found)
    return t.say("too few") if ends is None else " · ".join(map(t.short, ends))


def _ends(found: Spread) -> tuple[float, float] | None:
    """The middle and the 95th, unless there are too few to say."""
    if not found.enough or found.p50 is None or found.p95 is None:
        return None
    return found.p50, found.p95
