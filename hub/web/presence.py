"""Who is here: open pages say that they are in sight, and people that they take a break."""

from typing import Annotated

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse

from contract.model import Open
from hub.web.body import Asked, asks
from hub.web.callers import ForDevice, ForStaff
from hub.web.parts import Here

router = APIRouter()


class PresenceAsk(Open):
    """Whether the page is in sight, so that its person can be called."""

    visible: bool


@router.post("/v1/presence", status_code=204, openapi_extra=asks(PresenceAsk))
def in_sight(who: ForStaff, here: Here, body: Asked) -> None:
    """Said every ten seconds, and at once when it changes; good for thirty."""
    ask = body.read(PresenceAsk)
    here.attendance.seen(who.associate.associate, who.name, visible=ask.visible)


@router.post("/v1/screen", status_code=204)
def till_in_sight(who: ForDevice, here: Here) -> None:
    """The till's page is on and in sight; as `in_sight`, whoever is signed in."""
    here.attendance.screen(who.name)


@router.post("/presence/break", include_in_schema=False)
def rest(who: ForStaff, here: Here, *, on: Annotated[bool, Form()] = False) -> Response:
    """Begin or end a break: nobody on one is called."""
    here.attendance.rest(who.associate.associate, on=on)
    return RedirectResponse("/", status_code=303)
