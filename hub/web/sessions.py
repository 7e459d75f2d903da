"""Signing in and out, for the page and for programs alike."""

import math
from collections.abc import Sequence

import structlog
from fastapi import Request, Response

from hub.access import SESSION_SECONDS, Associate, WrongPin
from hub.web.callers import DEVICE_COOKIE, SESSION_COOKIE, Who
from hub.web.parts import Parts
from hub.web.problems import ProblemError

_LOG = structlog.get_logger()
DEVICE_SECONDS = 400 * 24 * 3600


def open_session(
    here: Parts, who: Who, associate: str, pin: str, request: Request, response: Response
) -> Associate:
    """Sign a person in and set the cookie; whoever was signed in here before is signed out.

    Raises ProblemError 401, or 429 with Retry-After.
    """
    try:
        signed_in = here.access.sign_in(who.name, associate, pin)
    except WrongPin as error:
        _LOG.warning("sign_in_refused", device=who.name, associate=associate[:32])
        raise _refusal(error.wait) from error
    _let_go(here, signed_in.left)
    set_cookie(request, response, SESSION_COOKIE, signed_in.token, SESSION_SECONDS)
    return signed_in.person


def _refusal(wait: float) -> ProblemError:
    if wait <= 0:
        return ProblemError(401, "That PIN is not right", "Please try again.")
    seconds = math.ceil(wait)
    minutes = math.ceil(seconds / 60)
    return ProblemError(
        429,
        "That PIN is not right",
        "Too many tries; the next one counts in %(seconds)s seconds.",
        headers={"Retry-After": str(seconds)},
        said="Too many tries; the next one counts in %(minutes)s minutes." if minutes > 1 else "",
        values={"seconds": seconds, "minutes": minutes},
    )


def close_session(here: Parts, who: Who, request: Request, response: Response) -> None:
    """Sign the person out; what they had goes back unless they are signed in elsewhere too."""
    token = request.cookies.get(SESSION_COOKIE)
    if token:
        here.access.sign_out(token)
    _let_go(here, (who.person,) if who.person else ())
    response.delete_cookie(SESSION_COOKIE, path="/")


def _let_go(here: Parts, left: Sequence[Associate]) -> None:
    """What these people had goes back to everybody, unless they are signed in elsewhere."""
    present = {person.associate for person in here.access.present()} if left else set()
    for person in left:
        if person.associate not in present:
            here.desk.let_go(person.associate)


def remember_device(request: Request, response: Response, presented: str) -> None:
    set_cookie(request, response, DEVICE_COOKIE, presented, DEVICE_SECONDS)


def set_cookie(request: Request, response: Response, name: str, value: str, seconds: int) -> None:
    # Lax, not strict: opened from a message, the app is to find its person signed in.
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path="/",
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
