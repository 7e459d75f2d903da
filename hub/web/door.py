"""Making a browser known to this store, and signing people in and out on it."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from hub.access import LEAVE_SECONDS, SignedIn
from hub.web.callers import ForAnyone, ForDevice
from hub.web.parts import Here
from hub.web.problems import ProblemError
from hub.web.sessions import close_session, open_session, remember_device, step_aside
from hub.web.ways import Onward, Way

router = APIRouter(include_in_schema=False)


@router.get("/device")
def know_device(
    _who: ForAnyone, here: Here, request: Request, secret: Annotated[str, Query(max_length=200)]
) -> Response:
    """The secret link of `enrol device`: this browser is a staff device from now on."""
    presented = here.access.open_link(secret)
    if presented is None:
        raise ProblemError(
            403,
            "This link is not good",
            "It was mistyped, is older than twelve hours, or the device was enrolled again since. "
            "`python -m hub enrol device NAME` makes a new one.",
        )
    # Whoever was there on another browser is not here any more.
    here.attendance.gone(presented.partition(".")[0])
    response = RedirectResponse("/sign-in", status_code=303)
    remember_device(request, response, presented)
    return response


@router.get("/sign-in")
def who_are_you(
    who: ForDevice,
    here: Here,
    way: Onward,
    aside: Annotated[str, Query(max_length=40)] = "",
) -> HTMLResponse:
    """The people of the store; *aside* is the id of one who has just let a colleague at it."""
    people = here.access.associates()
    left = next((person.name for person in people if person.associate == aside), None)
    page = here.pages.get_template("people.html")
    minutes = LEAVE_SECONDS // 60
    return HTMLResponse(page.render(who=who, people=people, way=way, left=left, minutes=minutes))


@router.get("/sign-in/{associate}")
def ask_pin(_who: ForDevice, here: Here, associate: str, way: Onward) -> HTMLResponse:
    return HTMLResponse(_pin_page(here, associate, way, None))


@router.post("/sign-in/{associate}")
def check_pin(
    who: ForDevice,
    here: Here,
    request: Request,
    associate: str,
    way: Onward,
    pin: Annotated[str, Form(max_length=32)] = "",
) -> Response:
    response = RedirectResponse(way.onward, status_code=303)
    try:
        signed_in = open_session(here, who, associate, pin, request, response)
    except ProblemError as error:
        text = _pin_page(here, associate, way, ". ".join(error.told(here.language)))
        return HTMLResponse(text, error.status, dict(error.headers))
    if signed_in.tried or way.lost:
        return _word(here, signed_in, way, response)
    return response


@router.post("/sign-out")
def leave(who: ForDevice, here: Here, request: Request) -> Response:
    response = RedirectResponse("/sign-in", status_code=303)
    close_session(here, who, request, response)
    return response


@router.post("/switch")
def make_room(who: ForDevice, here: Here) -> Response:
    """A colleague wants to sign in here; what this person has stays theirs a while."""
    aside = f"?aside={who.person.associate}" if who.person else ""
    response = RedirectResponse(f"/sign-in{aside}", status_code=303)
    step_aside(here, who, response)
    return response


def _word(here: Here, signed_in: SignedIn, way: Way, cookies: Response) -> HTMLResponse:
    """What a person has to be told before they go on, with the *cookies* of their new session."""
    page = here.pages.get_template("word.html")
    text = page.render(who=None, person=signed_in.person, tried=signed_in.tried, way=way)
    answer = HTMLResponse(text)
    for name, value in cookies.raw_headers:
        if name == b"set-cookie":
            answer.raw_headers.append((name, value))
    return answer


def _pin_page(here: Here, associate: str, way: Way, trouble: str | None) -> str:
    people = {person.associate: person for person in here.access.associates()}
    if associate not in people:
        raise ProblemError(404, "Nobody has this name here", "Choose a name on the sign-in page.")
    page = here.pages.get_template("pin.html")
    return page.render(who=None, person=people[associate], trouble=trouble, way=way)
