"""`/v1`: requests, stock and sessions for programs and staff devices, in JSON."""

from collections.abc import Callable, Sequence
from typing import Any, Literal

from fastapi import APIRouter, Path, Request, Response
from pydantic import Field

from contract.http import SessionAsk
from contract.ids import Gtin, Uuid, normal_gtin
from contract.model import Instant, Open
from contract.requests import RequestKind, RequestStatus, UnavailableReason
from contract.states import StockState
from hub import commands
from hub.access import Associate
from hub.commands import Answer, Applied, Closed, NotAllowed, Repeated, Taken, TooLate, Unknown
from hub.commands import Request as StoreRequest
from hub.web.body import Asked, asks
from hub.web.callers import ForDevice, ForStaff, Who
from hub.web.parts import Here, Parts
from hub.web.problems import ProblemError
from hub.web.reader import card_maker
from hub.web.sessions import close_session, open_session

router = APIRouter()


class AlternativeBody(Open):
    """Another variant of the style that is here now, nearest first."""

    gtin: Gtin
    colour: str
    size: str
    available: int


class RequestBody(Open):
    """One request as staff devices see it; *by* is the name to show of the *associate*."""

    request: Uuid
    kind: RequestKind
    place: str
    state: RequestStatus
    gtin: Gtin | None = None
    wanted_gtin: Gtin | None = None
    phrase: str | None = None
    made: Instant
    updated: Instant
    waited_seconds: float
    associate: str | None = None
    by: str | None = None
    reason: str | None = None
    alternative_gtin: Gtin | None = None
    alternatives: Sequence[AlternativeBody] = ()


class RequestList(Open):
    requests: Sequence[RequestBody]


class StepBody(RequestBody):
    """The request after a step; *repeated* when nothing had to change."""

    repeated: bool


class StepAsk(Open):
    """What some steps need: *to* whom to hand over; why not found, and what could be instead."""

    to: str | None = None
    reason: UnavailableReason = UnavailableReason.NOT_FOUND
    alternative_gtin: Gtin | None = Field(default=None)
    #: Whether done and unavailable may be taken back for a moment, and are final only then.
    undoable: bool = False


class PersonBody(Open):
    associate: str
    name: str
    manager: bool
    #: Wrong PINs tried in this person's name since they last signed in, when they are many.
    wrong_pins: int = 0


@router.post("/v1/session", openapi_extra=asks(SessionAsk))
def sign_in(
    who: ForDevice, here: Here, body: Asked, request: Request, response: Response
) -> PersonBody:
    """Open a session for a person on an enrolled device; the answer carries the cookie."""
    ask = body.read(SessionAsk)
    signed_in = open_session(here, who, ask.associate, ask.pin, request, response)
    person, tried = signed_in.person, signed_in.tried
    return PersonBody(
        associate=person.associate,
        name=person.name,
        manager=person.manager,
        wrong_pins=tried.times if tried else 0,
    )


@router.delete("/v1/session", status_code=204)
def sign_out(who: ForDevice, here: Here, request: Request, response: Response) -> None:
    close_session(here, who, request, response)


@router.get("/v1/requests")
def list_requests(who: ForStaff, here: Here, state: Literal["open"] = "open") -> RequestList:
    """Open requests, the longest wait first."""
    del state
    found = sorted(here.desk.open_requests(), key=lambda request: request.made)
    return RequestList(requests=[RequestBody(**_fields(request, here, who)) for request in found])


Making = Callable[[Associate, StepAsk], commands.Command]

#: The step in the address → the command it gives the desk.
STEPS: dict[str, Making] = {
    "seen": lambda me, _: commands.See(me.associate),
    "accept": lambda me, _: commands.Accept(me.associate),
    "release": lambda me, _: commands.Release(me.associate, me.manager),
    "hand-over": lambda me, ask: commands.HandOver(me.associate, ask.to or "", me.manager),
    "on-the-way": lambda me, _: commands.SetOut(me.associate),
    "done": lambda me, ask: commands.Finish(me.associate, ask.undoable),
    "unavailable": lambda me, ask: commands.Fail(
        me.associate, ask.reason, ask.alternative_gtin, ask.undoable
    ),
    "undo": lambda me, _: commands.Undo(me.associate),
    "cancel": lambda me, _: commands.Cancel(me.associate),
    "dismiss": lambda me, _: commands.Dismiss(me.associate, me.manager),
}
Step = Literal[
    "seen",
    "accept",
    "release",
    "hand-over",
    "on-the-way",
    "done",
    "unavailable",
    "undo",
    "cancel",
    "dismiss",
]


@router.post("/v1/requests/{request_id}/{step}", openapi_extra=asks(StepAsk, required=False))
def take_step(who: ForStaff, here: Here, request_id: Uuid, step: Step, body: Asked) -> StepBody:
    """One step of a request's life. Again by its owner: 200. By another, or too late: 409."""
    ask = body.read(StepAsk) if body.raw else StepAsk()
    answer = act(here, who, request_id, step, ask)
    if not isinstance(answer, Applied | Repeated):
        raise refusal(here, request_id, step, answer)
    request = here.desk.request(request_id)
    if request is None:
        raise refusal(here, request_id, step, Unknown())
    return StepBody(repeated=isinstance(answer, Repeated), **_fields(request, here, who))


@router.get("/v1/stock/{gtin}")
def stock(
    _who: ForStaff, here: Here, gtin: str = Path(description="8, 12, 13 or 14 digits")
) -> StockState:
    """What is available to sell of one variant, with its age; unknown is not zero."""
    try:
        return here.desk.stock(normal_gtin(gtin))
    except ValueError as error:
        raise ProblemError(422, "Not a GTIN", str(error)) from error


#: What became of a request, for somebody who comes too late.
ENDS: dict[str, str] = {
    RequestStatus.DONE: "It has been brought.",
    RequestStatus.UNAVAILABLE: "The shopper was told that it cannot be brought.",
    RequestStatus.CANCELLED: "The shopper no longer wants it.",
    RequestStatus.EXPIRED: "It ended without an answer.",
}


def act(here: Parts, who: Who, request_id: str, step: str, ask: StepAsk) -> Answer:
    """Give the desk this step as *who*. Raises ProblemError when nobody could do it."""
    if step == "hand-over":
        _check_colleague(here, who, request_id, ask.to)
    command = STEPS[step](who.associate, ask)
    return here.desk.act(request_id, command)


def may_take(here: Parts, who: Who, associate: str) -> bool:
    """Whether a request handed to *associate* reaches them: in a pocket it would stand still.

    Right after the hub's start nobody knows who is here.
    """
    here_now = {who.associate.associate, *here.attendance.present()}
    return associate in here_now or not here.attendance.known


def _gives(who: Who, request: StoreRequest, to: str) -> bool:
    """Whether it would change hands."""
    owns = who.associate.manager or request.associate == who.associate.associate
    return owns and request.associate != to


def _check_colleague(here: Parts, who: Who, request_id: str, to: str | None) -> None:
    names = {person.associate: person.name for person in here.access.associates()}
    if to is None or to not in names:
        found = f"to {to!r} was found" if to else "no colleague was named"
        raise ProblemError(
            422,
            "Hand over to whom?",
            f"{found}; the associate id of a colleague is right",
            said="Please choose a colleague.",
        )
    request = here.desk.request(request_id)
    # Of one that is over, or that somebody has by now, the desk says so.
    if request and request.open and _gives(who, request, to) and not may_take(here, who, to):
        raise ProblemError(
            409,
            "%(name)s is not here",
            "No page of theirs was heard for 30 s, or they are on a break; "
            "a colleague who is here is right.",
            more={"to": to},
            values={"name": names[to]},
            said="Please choose somebody who is here.",
        )


def refusal(here: Parts, request_id: str, step: str, answer: Answer) -> ProblemError:
    """Why the desk said no, as a problem that says who has it or what became of it."""
    match answer:
        case Taken(by=owner):
            name = here.access.name_of(owner) or owner
            return ProblemError(
                409,
                "%(name)s has it",
                "%(name)s is taking care of it.",
                more={"associate": owner, "by": name},
                values={"name": name},
            )
        case Closed(state=state):
            return ProblemError(
                409,
                "It is over",
                f"It ended as {state}.",
                more={"state": state},
                said=ENDS.get(state, ""),
            )
        case TooLate():
            return ProblemError(
                409,
                "Too late to take it back",
                "A step can be taken back by whoever took it, at once and before anything follows.",
                said="It cannot be taken back any more.",
            )
        case NotAllowed(state=state, allowed=allowed):
            may = ", ".join(sorted(allowed))
            return ProblemError(
                409,
                "Not yet",
                f"{step} cannot follow on {state}; {may} may. A request is accepted first.",
                more={"state": state},
                said="It has moved on meanwhile. Please look at it again.",
            )
        case _:
            return ProblemError(
                404,
                "No such request",
                f"No request is called {request_id}.",
                said="The store no longer knows of it.",
            )


def _fields(request: StoreRequest, here: Parts, who: Who) -> dict[str, Any]:
    card = card_maker(here, who).card(request, alternatives=3)
    return {
        "request": request.request,
        "kind": request.kind,
        "place": request.place,
        "state": request.state,
        "gtin": request.gtin,
        "wanted_gtin": request.wanted_gtin,
        "phrase": request.phrase,
        "made": request.made,
        "updated": request.updated,
        "waited_seconds": round(here.rules.waited(request.made, here.clock.now()), 3),
        "associate": request.associate if request.accepted else None,
        "by": card.by,
        "reason": request.reason,
        "alternative_gtin": request.alternative,
        "alternatives": [
            {"gtin": o.gtin, "colour": o.colour, "size": o.size, "available": o.available}
            for o in card.alternatives
        ],
    }
