"""The morning briefing, as a page and as a sheet for the wall: yesterday, and what is open now."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import HTMLResponse

from contract.figures import Day
from hub.briefing import FURTHEST, days_back, morning
from hub.web.callers import ForStaff
from hub.web.morning import Speaker
from hub.web.parts import Here, Parts
from hub.web.problems import ProblemError
from hub.web.sheets import pdf, sheet_of, store_name, telling_of
from hub.web.todo import todo
from hub.web.words import capital
from telling.morning import SECTIONS, lead
from telling.sections import Section

router = APIRouter(include_in_schema=False)

Chosen = Annotated[date | None, Query()]


@dataclass(frozen=True, slots=True)
class Briefing:
    """Every word of one briefing; *earlier* and *later* are days that can be told of."""

    store: str
    day: date
    title: str
    lead: str
    sections: tuple[Section, ...]
    made: str
    earliest: date
    latest: date
    earlier: date | None
    later: date | None


@router.get("/briefing")
def page(who: ForStaff, here: Here, day: Chosen = None) -> HTMLResponse:
    """Yesterday's, unless another *day* is asked for."""
    template = here.pages.get_template("briefing.html")
    return HTMLResponse(template.render(who=who, briefing=briefing(here, day)))


@router.get("/briefing.pdf")
def sheet(_who: ForStaff, here: Here, day: Chosen = None) -> Response:
    """The same on one page of A4."""
    found = briefing(here, day)
    telling = telling_of(here)
    paper = sheet_of(here, found.title)
    heading = f"{telling.say('Morning briefing')} · {found.store}"
    paper.head(here.brand.name, heading, found.title, found.lead)
    paper.sections(found.sections)
    paper.foot(found.made)
    return pdf(paper.done(), f"briefing-{found.day.isoformat()}")


def briefing(here: Parts, day: date | None) -> Briefing:
    """Raises ProblemError for a day that is not over, or no longer known."""
    t = telling_of(here)
    today = Day.of(t.now, here.timezone)
    back = days_back(Day(day, here.timezone), t.now) if day else 1
    try:
        found = morning(here.desk, here.timezone, back, here.access.holders("touchpoint"))
    except ValueError as error:
        raise _no_such_day(today) from error
    speaker = Speaker(found, t, here.desk.style_of)
    spoken = speaker.told()
    # What else a morning should begin with takes its place in this line.
    sections = (*(section(spoken) for section in SECTIONS), todo(speaker))
    told, first, last = found.told.day.date, today.back(FURTHEST).date, today.back(1).date
    return Briefing(
        store=store_name(here),
        day=told,
        title=capital(t.day(told)),
        lead=lead(spoken),
        sections=tuple(section for section in sections if section.lines),
        made=t.say(
            "As known at %(time)s on %(day)s; what comes late changes it. "
            "n is how many there were.",
            time=t.time(t.now),
            day=t.short_day(today.date),
        ),
        earliest=first,
        latest=last,
        earlier=told - timedelta(days=1) if told > first else None,
        later=told + timedelta(days=1) if told < last else None,
    )


def _no_such_day(today: Day) -> ProblemError:
    first, last = today.back(FURTHEST).date, today.back(1).date
    return ProblemError(
        404,
        "No briefing of that day",
        "A day from %(first)s to %(last)s is right: the store still knows it, and it is over.",
        values={"first": first.isoformat(), "last": last.isoformat()},
    )
