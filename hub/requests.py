"""A shopper's request from made to done: a pure state machine, time coming in as an argument."""

import uuid
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Literal

from contract.events import (
    EventData,
    RequestCancelled,
    RequestEscalated,
    RequestExpired,
    RequestReleased,
)
from contract.requests import ALLOWED, RequestStatus
from hub.commands import (
    Answer,
    Applied,
    Cancel,
    Closed,
    Command,
    Dismiss,
    Ending,
    Fail,
    Finish,
    Make,
    NotAllowed,
    Repeated,
    Request,
    Rules,
    StaffCommand,
    Taken,
    Tick,
    Undo,
    Unknown,
)
from hub.handling import moved, refusal, released
from hub.undoing import come_true, postponed, remembering, says_again, take_back, until

_S = RequestStatus
#: Who is told when nobody takes a request on: the first, second and third time.
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
    if isinstance(command, Dismiss):
        return _dismiss(request, command)
    if not request.open:
        return Decision(request, (), _answer_closed(request, command))
    return _open(request, command, now, rules)


def _open(request: Request, command: Command, now: datetime, rules: Rules) -> Decision:
    if isinstance(command, Undo):
        return _undo(request, command, now, rules)
    if request.ending is not None:
        return _ending(request, request.ending, command, now, rules)
    match command:
        case Tick():
            return _tick(request, now, rules)
        case Cancel():
            return _cancel(request, command, now)
        case Make() | Dismiss():
            return Decision(request, (), Repeated())
        case _:
            return _staff(request, command, now, rules)


def due(request: Request, rules: Rules) -> datetime | None:
    """When `Tick` next changes something: every open request has such a moment."""
    if not request.open:
        return None
    if request.ending is not None:
        return until(request.ending.at, rules)
    if not request.waiting:
        return rules.hours.after(request.updated, rules.stalled_after_seconds)
    expiry = rules.hours.after(request.waiting_since, rules.expire_after_seconds)
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
        language=make.language,
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
    if request.state is _S.CANCELLED and isinstance(command, Cancel):
        return Repeated()
    same = {_S.DONE: Finish, _S.UNAVAILABLE: Fail}.get(request.state)
    if (
        same is not None
        and isinstance(command, Finish | Fail)
        and isinstance(command, same)
        and command.associate == request.associate
    ):
        return Repeated()
    return Closed(request.state)


def _cancel(request: Request, command: Cancel, now: datetime) -> Decision:
    owner = request.associate
    if command.associate and owner and owner != command.associate:
        return Decision(request, (), Taken(owner))
    ended = replace(
        request,
        state=_S.CANCELLED,
        updated=now,
        associate=owner or command.associate,
        # Who cancels what they carry themselves need not be told to put it back.
        dismissed=owner is None or command.associate is not None,
        before=None,
    )
    data = RequestCancelled(request=request.request)
    return Decision(ended, () if command.told else (Step(data, now),), Applied())


def _dismiss(request: Request, command: Dismiss) -> Decision:
    if request.open:
        return Decision(request, (), NotAllowed(request.state, ALLOWED[request.state]))
    if request.dismissed:
        return Decision(request, (), Repeated())
    if not command.manager and request.associate != command.associate:
        owner = request.associate
        return Decision(request, (), Taken(owner) if owner else Closed(request.state))
    return Decision(replace(request, dismissed=True), (), Applied())


def _stalled(request: Request, owner: str, now: datetime, rules: Rules) -> Decision:
    """Back to everybody, from now on: nobody else could have taken it before."""
    step = {"request": request.request, "associate": owner}
    data = RequestReleased.model_validate({**step, **rules.after(request.made, now)})
    free = replace(released(request, now), updated=now)
    return Decision(free, (Step(data, now),), Applied())


def _tick(request: Request, now: datetime, rules: Rules) -> Decision:
    if request.associate is not None and not request.waiting:
        late = (at := due(request, rules)) is not None and at <= now
        return (
            _stalled(request, request.associate, now, rules)
            if late
            else Decision(request, (), Repeated())
        )
    steps: list[Step] = []
    while (at := due(request, rules)) is not None and at <= now:
        request, step = _next_due(request, at, rules)
        steps.append(step)
    return Decision(request, tuple(steps), Applied() if steps else Repeated())


def _next_due(request: Request, at: datetime, rules: Rules) -> tuple[Request, Step]:
    said = {"request": request.request, **rules.after(request.made, at)}
    if at != _escalation_due(request, rules):
        data = RequestExpired.model_validate({**said, "reason": "unanswered"})
        ended = replace(request, state=_S.EXPIRED, updated=at, reason="unanswered")
        return ended, Step(data, at)
    number = request.escalations + 1
    step = {"number": number, "to": LADDER[request.level]}
    told = RequestEscalated.model_validate({**said, **step})
    # A till that was switched on late has its step late, after what happened meanwhile.
    updated = max(request.updated, at)
    climbed = replace(request, escalations=number, level=request.level + 1, updated=updated)
    return climbed, Step(told, at, escalation_id(request.request, number))


def _escalation_due(request: Request, rules: Rules) -> datetime | None:
    if request.level >= len(LADDER) - (not rules.till):
        return None
    wait = rules.escalate_after_seconds * (request.level + 1)
    if wait >= rules.expire_after_seconds:
        return None
    return rules.hours.after(request.waiting_since, wait)


def _staff(request: Request, command: StaffCommand, now: datetime, rules: Rules) -> Decision:
    refused = refusal(request, command)
    if refused is not None:
        return Decision(request, (), refused)
    later = postponed(request, command, now, rules)
    if later.ending is not None:
        return Decision(later, (), Applied())
    changed, data = moved(request, command, now, rules.after(request.made, now))
    kept = remembering(request, command, replace(changed, updated=now), now)
    return Decision(kept, (Step(data, now),), Applied())


def _undo(request: Request, command: Undo, now: datetime, rules: Rules) -> Decision:
    after, data, answer = take_back(request, command, now, rules)
    return Decision(after, (Step(data, now),) if data else (), answer)


def _ending(
    request: Request, ending: Ending, command: Command, now: datetime, rules: Rules
) -> Decision:
    """What was said to be over is over once its time has come, or anything else happens to it."""
    if now < until(ending.at, rules) and (isinstance(command, Tick) or says_again(ending, command)):
        return Decision(request, (), Repeated())
    ended, data = come_true(request, ending, rules)
    step = Step(data, ending.at)
    if isinstance(command, Tick):
        return Decision(ended, (step,), Applied())
    after = decide(ended, request.request, command, now, rules)
    return Decision(after.request, (step, *after.steps), after.answer)
