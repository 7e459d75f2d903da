"""What shoppers asked for on a day, with the story of each: complaints come afterwards."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from contract.figures import Day
from hub import told
from hub.briefing import FURTHEST
from hub.commands import Request
from hub.web.callers import ForManager
from hub.web.cards import Card
from hub.web.parts import Here, Parts
from hub.web.problems import ProblemError
from hub.web.reader import card_maker
from hub.web.sheets import telling_of
from hub.web.story import SAID
from hub.web.telling import Telling
from hub.web.words import capital

router = APIRouter(include_in_schema=False)

_WAITING: Final = "Nobody has it yet"


@dataclass(frozen=True, slots=True)
class Line:
    """One request: *clock* when it was made, *became* what it is by now, in a few words."""

    card: Card
    clock: str
    became: str


@router.get("/requests")
def page(who: ForManager, here: Here, day: Annotated[date | None, Query()] = None) -> HTMLResponse:
    """Today's, unless another *day* is asked for."""
    t = telling_of(here)
    today = Day.of(t.now, here.timezone)
    first, chosen = today.back(FURTHEST).date, day or today.date
    if not first <= chosen <= today.date:
        raise _no_such_day(first, today.date)
    maker = card_maker(here, who)
    asked = told.requests_of(here.desk.db, Day(chosen, here.timezone))
    text = here.pages.get_template("past.html").render(
        who=who,
        day=chosen,
        title=capital(t.day(chosen)),
        lines=[Line(maker.card(it, 0), t.time(it.made), _became(here, t, it)) for it in asked],
        earliest=first,
        latest=today.date,
        earlier=chosen - timedelta(days=1) if chosen > first else None,
        later=chosen + timedelta(days=1) if chosen < today.date else None,
    )
    return HTMLResponse(text)


def _became(here: Parts, t: Telling, request: Request) -> str:
    if request.waiting:
        return t.say(_WAITING)
    who = request.associate
    name = (here.access.name_of(who) or who) if who else ""
    return t.say(SAID[f"request.{request.state}"], name=name)


def _no_such_day(first: date, last: date) -> ProblemError:
    return ProblemError(
        404,
        "No requests of that day",
        "A day from %(first)s to %(last)s is right: the store still knows it.",
        values={"first": first.isoformat(), "last": last.isoformat()},
    )
