"""A shopper's request from made to done: a pure state machine, time coming in as an argument."""

import uuid
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Literal

from contract.events import (
    EventData,
    RequestAccepted,
    RequestCancelled,
    RequestDone,
    RequestEscalated,
    RequestExpired,
    RequestHandedOver,
    RequestOnTheWay,
    RequestReleased,
    RequestSeen,
    RequestUnavailable,
)
from contract.requests import ALLOWED, RequestStatus
from hub.commands import (
    Accept,
    Answer,
    Applied,
    Cancel,
    Closed,
    Command,
    Fail,
    Finish,
    HandOver,
    Make,
    NotAllowed,
    Release,
    Repeated,
    Request,
    Rules,
    See,
    SetOut,
    StaffCommand,
    Taken,
    Tick,
    Unknown,
)

__all__ = [
    "LADDER",
    "Accept",
    "Answer",
    "Applied",
    "Cancel",
    "Closed",
    "Command",
    "Decision",
    "Fail",
    "Finish",
    "HandOver",
    "Make",
    "NotAllowed",
    "Release",
    "Repeated",
    "Request",
    "Rules",
    "See",
    "SetOut",
    "StaffCommand",
    "Step",
    "Taken",
    "Tick",
    "Unknown",
    "decide",
    "due",
    "escalation_id",
]

_S = RequestStatus
#: Who is told when nobody takes a request on: first, second and third time.
LADDER: Final[tuple[Literal["present", "manager", "till"], ...]] = ("present", "manager", "till")


@dataclass(frozen=True, slots=True)
class Step:
    """An event to record; an *id* of its own when the same step must never stand twice."""

    data: EventData
    at: datetime
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """The request as it is now, what to record, and what to answer."""

    request: Request | None
    steps: tuple[Step, ...]
    answer: Answer


def escalation_id(request: str, number: int) -> str:
    return str(uuid.uuid5(uuid.UUID(request), str(number)))


def decide(
    request: Request | None, request_id: str, command: Command, now: datetime, rules: Rules
) -> Decision:
    """What *command* does to *request* (None when nobody knows *request_id*) at *now*."""
    if isinstance(command, Make):
        if request is not None:
            return Decision(request, (), Repeated())
        return _make(request_id, command, now, rules)
    if request is None:
        return Decision(None, (), Unknown())
    if not request.open:
        return Decision(request, (), _answer_closed(request, command))
    if isinstance(command, Tick):
        return _tick(request, now, rules)
    if isinstance(command, Cancel):
        return _cancel(request, command, now)
    return _staff(request, command, now)


def due(request: Request, rules: Rules) -> datetime | None:
    """When `Tick` next changes something."""
    if not request.waiting:
        return None
    expiry = request.waiting_since + timedelta(seconds=rules.expire_after_seconds)
    escalation = _escalation_due(request, rules)
    return min(expiry, escalation) if escalation else expiry


def _make(request_id: str, make: Make, now: datetime, rules: Rules) -> Decision:
    made = now - timedelta(seconds=make.age_seconds or 0.0)
    request = Request(
        request=request_id,
        kind=make.kind,
        place=make.place,
        made=made,
        updated=now,
        waiting_since=made,
        touchpoint=make.touchpoint,
        visit=make.visit,
        gtin=make.gtin,
        wanted_gtin=make.wanted_gtin,
        phrase=make.phrase,
        cause=make.cause,
    )
    if make.withdrawn:
        return Decision(replace(request, state=_S.CANCELLED), (), Applied())
    if make.age_seconds is None or make.age_seconds > rules.patience_seconds:
        # Nobody saw it in time, and the mirror has told the shopper so: a fact, never work.
        age = rules.patience_seconds if make.age_seconds is None else make.age_seconds
        born = replace(request, state=_S.EXPIRED, reason="patience")
        data = RequestExpired(request=request_id, after_seconds=age, reason="patience")
        return Decision(born, (Step(data, now),), Applied())
    return Decision(request, (), Applied())


def _answer_closed(request: Request, command: Command) -> Answer:
    """The call that ended it, made again by the one who made it, is no mistake."""
    same = {_S.DONE: Finish, _S.UNAVAILABLE: Fail, _S.CANCELLED: Cancel}.get(request.state)
    if (
        same is not None
        and isinstance(command, Finish | Fail | Cancel)
        and isinstance(command, same)
        and command.associate == request.associate
    ):
        return Repeated()
    return Closed(request.state)


def _cancel(request: Request, command: Cancel, now: datetime) -> Decision:
    owner = request.associate
    if command.associate and owner and owner != command.associate:
        return Decision(request, (), Taken(owner))
    ended = replace(request, state=_S.CANCELLED, updated=now, associate=command.associate)
    data = RequestCancelled(request=request.request)
    return Decision(ended, () if command.told else (Step(data, now),), Applied())


def _tick(request: Request, now: datetime, rules: Rules) -> Decision:
    steps: list[Step] = []
    while (at := due(request, rules)) is not None and at <= now:
        request, step = _next_due(request, at, rules)
        steps.append(step)
    return Decision(request, tuple(steps), Applied() if steps else Repeated())


def _next_due(request: Request, at: datetime, rules: Rules) -> tuple[Request, Step]:
    after = _seconds(request, at)
    if at != _escalation_due(request, rules):
        data = RequestExpired(request=request.request, after_seconds=after, reason="unanswered")
        ended = replace(request, state=_S.EXPIRED, updated=at, reason="unanswered")
        return ended, Step(data, at)
    number = request.escalations + 1
    told = RequestEscalated(
        request=request.request, after_seconds=after, number=number, to=LADDER[request.level]
    )
    climbed = replace(request, escalations=number, level=request.level + 1, updated=at)
    return climbed, Step(told, at, escalation_id(request.request, number))


def _escalation_due(request: Request, rules: Rules) -> datetime | None:
    if request.level >= len(LADDER):
        return None
    wait = rules.escalate_after_seconds * (request.level + 1)
    if wait >= rules.expire_after_seconds:
        return None
    return request.waiting_since + timedelta(seconds=wait)


def _staff(request: Request, command: StaffCommand, now: datetime) -> Decision:
    refusal = _refusal(request, command)
    if refusal is not None:
        return Decision(request, (), refusal)
    changed, data = _moved(request, command, now, _seconds(request, now))
    return Decision(replace(changed, updated=now), (Step(data, now),), Applied())


def _refusal(request: Request, command: StaffCommand) -> Answer | None:
    if _holds_already(request, command):
        return Repeated()
    owner = request.associate if request.accepted else None
    if owner is not None and owner != command.associate:
        return Taken(owner)
    wanted = _LEADS_TO[type(command)]
    allowed = ALLOWED[request.state]
    if wanted not in allowed or (owner is None and not isinstance(command, See | Accept)):
        return NotAllowed(request.state, allowed)
    return None


_LEADS_TO: Final = {
    See: _S.SEEN,
    Accept: _S.ACCEPTED,
    Release: _S.MADE,
    HandOver: _S.ACCEPTED,
    SetOut: _S.ON_THE_WAY,
    Finish: _S.DONE,
    Fail: _S.UNAVAILABLE,
}


def _holds_already(request: Request, command: StaffCommand) -> bool:
    """Whether the call says nothing new: a second tap, or an answer lost on the way back."""
    mine = request.associate == command.associate and request.accepted is not None
    match command:
        case See():
            return request.state is not _S.MADE
        case Accept():
            return mine
        case Release():
            return request.waiting
        case HandOver(to=to):
            return request.state is _S.ACCEPTED and request.associate == to
        case SetOut():
            return mine and request.state is _S.ON_THE_WAY
        case _:
            return False


def _moved(
    request: Request, command: StaffCommand, now: datetime, after: float
) -> tuple[Request, EventData]:
    step = {"request": request.request, "associate": command.associate, "after_seconds": after}
    match command:
        case See():
            return replace(request, state=_S.SEEN), RequestSeen.model_validate(step)
        case Accept(associate):
            taken = replace(request, state=_S.ACCEPTED, associate=associate, accepted=now)
            return taken, RequestAccepted.model_validate(step)
        case Release():
            free = replace(
                request,
                state=_S.MADE,
                associate=None,
                accepted=None,
                waiting_since=now,
                level=0,
            )
            return free, RequestReleased.model_validate(step)
        case HandOver(to=to):
            return replace(request, associate=to), RequestHandedOver.model_validate(
                {**step, "to": to}
            )
        case SetOut():
            return replace(request, state=_S.ON_THE_WAY), RequestOnTheWay.model_validate(step)
        case Finish():
            return replace(request, state=_S.DONE), RequestDone.model_validate(step)
        case Fail(reason=reason, alternative=alternative):
            failed = replace(
                request, state=_S.UNAVAILABLE, reason=reason.value, alternative=alternative
            )
            found = {**step, "reason": reason, "alternative_gtin": alternative}
            return failed, RequestUnavailable.model_validate(found)


def _seconds(request: Request, at: datetime) -> float:
    return (at - request.made).total_seconds()
