"""What the staff's own steps do to a request: who may take which, and what comes of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from contract.events import (
    EventData,
    RequestAccepted,
    RequestDone,
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
    Fail,
    Finish,
    HandOver,
    NotAllowed,
    Release,
    Repeated,
    Request,
    See,
    SetOut,
    StaffCommand,
    Taken,
)

_S = RequestStatus


def refusal(request: Request, command: StaffCommand) -> Answer | None:
    """Why *command* changes nothing, if it does not."""
    if _holds_already(request, command):
        return Repeated()
    owner = request.associate if request.accepted else None
    overruled = isinstance(command, Release | HandOver) and command.manager
    if owner is not None and owner != command.associate and not overruled:
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


def released(request: Request, now: datetime) -> Request:
    """As *request* is when nobody has it any more: made, and waiting anew."""
    return replace(
        request,
        state=_S.MADE,
        associate=None,
        accepted=None,
        seen_by=None,
        waiting_since=now,
        level=0,
        before=None,
    )


def moved(
    request: Request, command: StaffCommand, now: datetime, after: Mapping[str, float]
) -> tuple[Request, EventData]:
    """The request after *command*, which nothing refuses, and what to record of it.

    *after* says how long ago it was made.
    """
    step = {"request": request.request, "associate": command.associate, **after}
    match command:
        case See():
            seen = replace(request, state=_S.SEEN, seen_by=command.associate)
            return seen, RequestSeen.model_validate(step)
        case Accept(associate):
            taken = replace(request, state=_S.ACCEPTED, associate=associate, accepted=now)
            return taken, RequestAccepted.model_validate(step)
        case Release():
            return released(request, now), RequestReleased.model_validate(step)
        case HandOver(to=to):
            handed = replace(request, state=_S.ACCEPTED, associate=to)
            return handed, RequestHandedOver.model_validate({**step, "to": to})
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
