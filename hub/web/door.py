"""Making a browser known to this store, and signing people in and out on it."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from hub.web.callers import ForAnyone, ForDevice
from hub.web.parts import Here
from hub.web.problems import ProblemError
from hub.web.sessions import close_session, open_session, remember_device

router = APIRouter(include_in_schema=False)


@router.get("/device")
def know_device(
    _who: ForAnyone, here: Here, request: Request, secret: Annotated[str, Query(max_length=200)]
) -> Response:
    """The secret link of `enrol device`: this browser is a staff device from now on."""
    if here.access.holder("device", secret) is None:
        raise ProblemError(
            403,
            "This link is not good",
            "It was mistyped, or the device was enrolled again since. "
            "`python -m hub enrol device NAME` makes a new one.",
        )
    response = RedirectResponse("/sign-in", status_code=303)
    remember_device(request, response, secret)
    return response


@router.get("/sign-in")
def who_are_you(who: ForDevice, here: Here) -> HTMLResponse:
    people = here.access.associates()
    return HTMLResponse(here.pages.get_template("people.html").render(who=who, people=people))


@router.get("/sign-in/{associate}")
def ask_pin(_who: ForDevice, here: Here, associate: str) -> HTMLResponse:
    return HTMLResponse(_pin_page(here, associate, None))


@router.post("/sign-in/{associate}")
def check_pin(
    who: ForDevice,
    here: Here,
    request: Request,
    associate: str,
    pin: Annotated[str, Form(max_length=32)] = "",
) -> Response:
    response = RedirectResponse("/", status_code=303)
    try:
        open_session(here, who, associate, pin, request, response)
    except ProblemError as error:
        text = _pin_page(here, associate, ". ".join(error.told(here.language)))
        return HTMLResponse(text, error.status, dict(error.headers))
    return response


@router.post("/sign-out")
def leave(who: ForDevice, here: Here, request: Request) -> Response:
    response = RedirectResponse("/sign-in", status_code=303)
    close_session(here, who, request, response)
    return response


def _pin_page(here: Here, associate: str, trouble: str | None) -> str:
    people = {person.associate: person for person in here.access.associates()}
    if associate not in people:
        raise ProblemError(404, "Nobody has this name here", "Choose a name on the sign-in page.")
    page = here.pages.get_template("pin.html")
    return page.render(who=None, person=people[associate], trouble=trouble)
