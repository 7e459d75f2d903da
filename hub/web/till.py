"""`/till`: what waits, as large as it gets, on a screen that nobody has to sign in on."""

from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from contract.requests import RequestKind
from hub.commands import Request
from hub.requests import LADDER
from hub.web.callers import ForDevice, Who
from hub.web.parts import Here, Parts
from hub.web.words import place_name

router = APIRouter(include_in_schema=False)

#: The step of the ladder from which on this screen rings.
LAST_RESORT: Final = LADDER.index("till") + 1


@dataclass(frozen=True, slots=True)
class Call:
    """One request nobody has: where and what kind, and nothing of the shopper's garment."""

    request: str
    kind: RequestKind
    place: str
    #: Seconds of waiting: so many now, and from when on it is late and overdue.
    waited: int
    late_after: int
    overdue_after: int
    escalated: int

    @property
    def level(self) -> str:
        if self.waited >= self.overdue_after:
            return "overdue"
        return "late" if self.waited >= self.late_after else "calm"


@router.get("/till")
def page(who: ForDevice, here: Here) -> HTMLResponse:
    return HTMLResponse(_render(here, who, "till.html"))


@router.get("/till/now")
def partial(who: ForDevice, here: Here) -> HTMLResponse:
    """What a nudge fetches: the calls and nothing around them."""
    return HTMLResponse(_render(here, who, "till_inside.html"))


def _render(here: Parts, who: Who, template: str) -> str:
    waiting = [request for request in here.desk.open_requests() if request.waiting]
    ordered = sorted(waiting, key=lambda request: (-request.level, request.made, request.request))
    calls = [_call(here, request) for request in ordered]
    return here.pages.get_template(template).render(who=who, calls=calls, last_resort=LAST_RESORT)


def _call(here: Parts, request: Request) -> Call:
    return Call(
        request=request.request,
        kind=request.kind,
        place=place_name(request.place, here.language),
        waited=int(here.rules.waited(request.made, here.clock.now())),
        late_after=int(here.rules.escalate_after_seconds),
        overdue_after=int(here.rules.patience_seconds),
        escalated=request.level,
    )
