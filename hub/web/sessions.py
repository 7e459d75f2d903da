"""Signing in and out, for the page and for programs alike."""

import math

import structlog
from fastapi import Request, Response

from hub.access import SESSION_SECONDS, SignedIn
from hub.guesses import DeviceLocked, WrongPin
from hub.web.callers import DEVICE_COOKIE, SESSION_COOKIE, Who
from hub.web.parts import Parts
from hub.web.problems import ProblemError

_LOG = structlog.get_logger()
DEVICE_SECONDS = 400 * 24 * 3600


def open_session(
    here: Parts, who: Who, associate: str, pin: str, request: Request, response: Response
) -> SignedIn:
    """Sign a person in and set the cookie; whoever was signed in here before has stepped aside.

    Raises ProblemError 401, or 429 with Retry-After.
    """
    try:
        signed_in = here.access.sign_in(who.name, associate, pin)
    except WrongPin as error:
        _LOG.warning("sign_in_refused", device=who.name, associate=associate[:32])
        raise _refusal(error) from error
    set_cookie(request, response, SESSION_COOKIE, signed_in.token, SESSION_SECONDS)
    if presented := request.cookies.get(DEVICE_COOKIE):
        # Browsers keep no cookie for longer than 400 days: a device in use is remembered anew.
        remember_device(request, response, presented)
    return signed_in


def _refusal(error: WrongPin) -> ProblemError:
    if error.wait <= 0:
        return ProblemError(401, "That PIN is not right", "Please try again.")
    seconds = math.ceil(error.wait)
    minutes = math.ceil(seconds / 60)
    values = {"seconds": seconds, "minutes": minutes}
    headers = {"Retry-After": str(seconds)}
    if isinstance(error, DeviceLocked):
        return ProblemError(
            429,
            "Too many wrong PINs on this device",
            "It takes one again in %(minutes)s minutes. Other devices go on; a manager may open "
            "this one under Devices.",
            headers=headers,
            values=values,
        )
    return ProblemError(
        429,
        "That PIN is not right",
        "Too many tries; the next one counts in %(seconds)s seconds.",
        headers=headers,
        said="Too many tries; the next one counts in %(minutes)s minutes." if minutes > 1 else "",
        values=values,
    )


def close_session(here: Parts, who: Who, request: Request, response: Response) -> None:
    """Sign the person out; what they had goes back unless they are signed in elsewhere too."""
    token = request.cookies.get(SESSION_COOKIE)
    if token:
        here.access.sign_out(token)
    here.attendance.gone(who.name)
    if who.person and who.person not in here.access.present():
        here.desk.let_go(who.person.associate)
    response.delete_cookie(SESSION_COOKIE, path="/")


def step_aside(here: Parts, who: Who, response: Response) -> None:
    """Let a colleague sign in here; what this person has stays theirs for a while."""
    here.access.step_aside(who.name)
    here.attendance.gone(who.name)
    response.delete_cookie(SESSION_COOKIE, path="/")


def remember_device(request: Request, response: Response, presented: str) -> None:
    set_cookie(request, response, DEVICE_COOKIE, presented, DEVICE_SECONDS)


def set_cookie(request: Request, response: Response, name: str, value: str, seconds: int) -> None:
    # Lax, not strict: opened from a message, the app is to find its person signed in. A span and
    # no date: a phone's clock may be wrong.
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path="/",
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
