"""Who calls: each route names, by the type of its first argument, who may."""

import base64
import binascii
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from fastapi import Depends, Request

from hub.access import Associate
from hub.web.parts import Parts, parts_of
from hub.web.problems import ProblemError, SignInNeededError

DEVICE_HEADER = "X-Parcours-Device"
DEVICE_COOKIE = "parcours_device"
SESSION_COOKIE = "parcours_session"


class Caller(StrEnum):
    NOBODY = "nobody"
    TOUCHPOINT = "touchpoint"
    #: An enrolled phone or tablet on which nobody has signed in yet.
    DEVICE = "staff device"
    STAFF = "staff device and person"
    MANAGER = "manager"
    FEED = "feed"


@dataclass(frozen=True, slots=True)
class Who:
    """The caller; *name* of the touchpoint, device or feed, *person* when one is signed in."""

    caller: Caller
    name: str = ""
    person: Associate | None = None

    @property
    def associate(self) -> Associate:
        if self.person is None:
            raise RuntimeError("this route was declared for callers without a person")
        return self.person


class May:
    """A FastAPI dependency: lets these callers through as a Who, everybody else gets a problem."""

    def __init__(self, *callers: Caller) -> None:
        self.callers = frozenset(callers)

    def __call__(self, request: Request) -> Who:
        who = identify(request, parts_of(request))
        if Caller.NOBODY in self.callers or who.caller in self.callers:
            return who
        # A manager is a person on a staff device, and a device stays one when somebody signs in.
        if who.caller is Caller.MANAGER and Caller.STAFF in self.callers:
            return who
        if who.person is not None and Caller.DEVICE in self.callers:
            return who
        raise self._refusal(who, _presented(request))

    def _refusal(self, who: Who, presented: str) -> ProblemError:
        allowed = ", ".join(sorted(self.callers))
        if who.caller is Caller.DEVICE and self.callers & {Caller.STAFF, Caller.MANAGER}:
            return SignInNeededError(
                401, "Nobody is signed in", "This device is known; a person has to sign in on it."
            )
        if (
            who.caller is Caller.NOBODY
            and Caller.TOUCHPOINT not in self.callers
            and Caller.FEED not in self.callers
        ):
            if presented:
                return ProblemError(
                    401,
                    "This device is no longer known here",
                    "It was taken out of the store’s app, or enrolled again since. A manager can "
                    "let it in: `python -m hub enrol device NAME` prints a new link.",
                )
            return ProblemError(
                401,
                "This device is not known here",
                "Staff pages open on enrolled devices. `python -m hub enrol device NAME` prints a "
                "link; open it once on this device.",
            )
        if who.caller is Caller.NOBODY:
            return ProblemError(
                401,
                "Please say who you are",
                f"No valid credential was found; this is for: {allowed}.",
                headers={"WWW-Authenticate": 'Basic realm="touchpoint", Bearer realm="feed"'},
            )
        return ProblemError(
            403,
            "Not yours to do",
            f"A {who.caller} called; this is for: {allowed}.",
            said="This page is for a manager." if self.callers == {Caller.MANAGER} else "",
        )


ForAnyone = Annotated[Who, Depends(May(Caller.NOBODY))]
ForDevice = Annotated[Who, Depends(May(Caller.DEVICE))]
ForStaff = Annotated[Who, Depends(May(Caller.STAFF))]
ForManager = Annotated[Who, Depends(May(Caller.MANAGER))]
ForFeed = Annotated[Who, Depends(May(Caller.FEED))]
ForTouchpoint = Annotated[Who, Depends(May(Caller.TOUCHPOINT))]
ForScreens = Annotated[Who, Depends(May(Caller.TOUCHPOINT, Caller.STAFF))]


def identify(request: Request, parts: Parts) -> Who:
    """Who this request comes from; NOBODY when it presents nothing that holds."""
    scheme, _, credential = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        return _touchpoint(credential, parts)
    if scheme.lower() == "bearer":
        feed = parts.access.holder("feed", credential)
        return Who(Caller.FEED, feed) if feed else Who(Caller.NOBODY)
    return _device(request, parts)


def _touchpoint(credential: str, parts: Parts) -> Who:
    try:
        name, _, secret = base64.b64decode(credential, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return Who(Caller.NOBODY)
    known = parts.access.verify("touchpoint", name, secret)
    return Who(Caller.TOUCHPOINT, name) if known else Who(Caller.NOBODY)


def _presented(request: Request) -> str:
    """What names this staff device, good or not."""
    return request.headers.get(DEVICE_HEADER) or request.cookies.get(DEVICE_COOKIE, "")


def _device(request: Request, parts: Parts) -> Who:
    device = parts.access.holder("device", _presented(request))
    if device is None:
        return Who(Caller.NOBODY)
    token = request.cookies.get(SESSION_COOKIE)
    person = parts.access.person(token, device) if token else None
    if person is None:
        return Who(Caller.DEVICE, device)
    return Who(Caller.MANAGER if person.manager else Caller.STAFF, device, person)
