"""Steps that may be taken back a moment later, and ends that come true only then; pure."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, Literal

from contract.events import EventData, RequestDone, RequestUnavailable, RequestUndone
from contract.requests import RequestStatus
from hub.commands import (
    Accept,
    Answer,
    Applied,
    Before,
    Ending,
    Fail,
    Finish,
    HandOver,
    Release,
    Repeated,
    Request,
    Rules,
    SetOut,
    StaffCommand,
    TooLate,
    Undo,
)

Step = Literal["accepted", "released", "handed_over", "on_the_way"]
_STEPS: Final[dict[type[object], Step]] = {
    Accept: "accepted",
    Release: "released",
    HandOver: "handed_over",
    SetOut: "on_the_way",
}


def remembering(before: Request, command: StaffCommand, after: Request, now: datetime) -> Request:
    """*after*, knowing how it was before *command* if that may be taken back."""
    step = _STEPS.get(type(command))
    if step is None:
        return after
    kept = Before(
        step,
        command.associate,
        now,
        before.state,
        before.associate,
        before.accepted,
        before.seen_by,
        before.waiting_since,
        before.level,
    )
    return replace(after, before=kept, undone_by=None)


def postponed(request: Request, command: StaffCommand, now: datetime, rules: Rules) -> Request:
    """*request* with the end that *command* means, or as it is when that is final at once."""
    if not (isinstance(command, Finish | Fail) and command.undoable and rules.undo_seconds > 0):
        return request
    if isinstance(command, Finish):
        ending = Ending(RequestStatus.DONE, command.associate, now)
    else:
        what = command.reason, command.alternative
        ending = Ending(RequestStatus.UNAVAILABLE, command.associate, now, *what)
    return replace(request, ending=ending, before=None, undone_by=None)


def says_again(ending: Ending, command: object) -> bool:
    """Whether *command* is the tap that made *ending*, once more."""
    if isinstance(command, Finish) and ending.state is RequestStatus.DONE:
        return command.undoable and command.associate == ending.by
    if isinstance(command, Fail) and ending.state is RequestStatus.UNAVAILABLE:
        return command.undoable and command.associate == ending.by
    return False


def until(at: datetime, rules: Rules) -> datetime:
    """Up to when a step taken *at* that moment may be taken back."""
    return at + timedelta(seconds=rules.undo_seconds)


def come_true(request: Request, ending: Ending, rules: Rules) -> tuple[Request, EventData]:
    """The request ended as it was said, at the moment at which it was said."""
    step = {
        "request": request.request,
        "associate": ending.by,
        **rules.after(request.made, ending.at),
    }
    ended = replace(request, state=ending.state, updated=ending.at, ending=None)
    if ending.state is RequestStatus.DONE:
        return ended, RequestDone.model_validate(step)
    failed = replace(
        ended,
        reason=ending.reason.value if ending.reason else None,
        alternative=ending.alternative,
    )
    found = {**step, "reason": ending.reason, "alternative_gtin": ending.alternative}
    return failed, RequestUnavailable.model_validate(found)


def take_back(
    request: Request, command: Undo, now: datetime, rules: Rules
) -> tuple[Request, EventData | None, Answer]:
    """The request as it was before the last step of who asks, and what to record of that."""
    who, ending, before = command.associate, request.ending, request.before
    if ending and ending.by == who and now < until(ending.at, rules):
        return replace(request, ending=None, undone_by=who), None, Applied()
    if before and before.by == who and now < until(before.at, rules):
        step = {"request": request.request, "associate": who, "step": before.step}
        data = RequestUndone.model_validate({**step, **rules.after(request.made, now)})
        return _as(request, before, now), data, Applied()
    return request, None, Repeated() if request.undone_by == who else TooLate()


def _as(request: Request, before: Before, now: datetime) -> Request:
    return replace(
        request,
        state=before.state,
        associate=before.associate,
        accepted=before.accepted,
        seen_by=before.seen_by,
        waiting_since=before.waiting_since,
        level=before.level,
        updated=now,
        before=None,
        undone_by=before.by,
    )
