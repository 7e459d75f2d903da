"""Who was told of one request and when, and what they did: for whoever asks why nobody came."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from contract.envelope import Event
from contract.events import RequestEscalated, RequestHandedOver
from contract.events.store import RequestStep
from contract.ids import Uuid
from hub.calling import Told
from hub.commands import Request, Unknown
from hub.web.api import refusal
from hub.web.callers import ForManager
from hub.web.parts import Here, Parts
from hub.web.reader import card_maker
from hub.web.words import StockWords

router = APIRouter(include_in_schema=False)

#: What an event of a request says, as a manager reads it.
SAID: Final[dict[str, str]] = {
    "request.made": "The shopper asked",
    "request.seen": "%(name)s had it on the screen",
    "request.accepted": "%(name)s took it on",
    "request.released": "%(name)s gave it back",
    "request.handed_over": "%(name)s handed it over to %(to)s",
    "request.on_the_way": "%(name)s set out",
    "request.undone": "%(name)s took the last step back",
    "request.done": "%(name)s brought it",
    "request.unavailable": "%(name)s could not bring it",
    "request.cancelled": "It was cancelled",
    "request.expired": "It ended without an answer",
}
#: What being told on each step of the ladder means.
TOLD: Final = (
    "%(name)s was called",
    "%(name)s was called as well",
    "%(name)s was called as manager",
    "The screen at the till showed it: %(name)s",
)


@dataclass(frozen=True, slots=True)
class Line:
    at: datetime
    #: By the clock on the wall, to the second, and how long after it was made.
    clock: str
    after: int
    said: str


@router.get("/requests/{request_id}/story")
def story(who: ForManager, here: Here, request_id: Uuid) -> HTMLResponse:
    request = here.desk.request(request_id)
    if request is None:
        raise refusal(here, request_id, "", Unknown())
    told, events = here.desk.story(request_id)
    page = here.pages.get_template("story.html")
    lines = _lines(here, request, told, events)
    card = card_maker(here, who).card(request)
    day = request.made.astimezone(here.timezone).date()
    return HTMLResponse(page.render(who=who, card=card, lines=lines, day=day))


def _lines(
    here: Parts, request: Request, told: tuple[Told, ...], events: tuple[Event, ...]
) -> list[Line]:
    words = StockWords(here.timezone, here.language)
    found = [(one.at, _telling(here, words, one)) for one in told]
    # The ladder's own steps are told above, with names.
    found += [
        (event.time, _event(here, words, event))
        for event in events
        if not isinstance(event.data, RequestEscalated)
    ]
    first = request.made
    return [
        Line(at, words.clock(at), max(0, int((at - first).total_seconds())), said)
        for at, said in sorted(found, key=lambda line: line[0])
    ]


def _telling(here: Parts, words: StockWords, told: Told) -> str:
    if told.device:
        return words.say(TOLD[3], name=told.device)
    if told.associate is None:
        return words.say("Nobody was here to be called")
    step = TOLD[min(told.level, len(TOLD) - 2)]
    return words.say(step, name=_name(here, told.associate))


def _event(here: Parts, words: StockWords, event: Event) -> str:
    data = event.data
    name = _name(here, data.associate) if isinstance(data, RequestStep) else ""
    to = _name(here, data.to) if isinstance(data, RequestHandedOver) else ""
    said = SAID.get(event.name, event.name)
    if isinstance(data, RequestStep) and data.associate is None and "%(name)s" in said:
        said = "It went back to everybody"
    return words.say(said, name=name, to=to)


def _name(here: Parts, associate: str | None) -> str:
    return (here.access.name_of(associate) or associate) if associate else ""
