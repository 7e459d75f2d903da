"""Steps taken back: what comes back, for how long, for whom, and what is recorded of it."""

from datetime import UTC, datetime, timedelta

import pytest

from contract.requests import RequestKind, RequestStatus, UnavailableReason
from hub.commands import (
    Accept,
    Applied,
    Cancel,
    Closed,
    Command,
    Fail,
    Finish,
    HandOver,
    Make,
    Release,
    Repeated,
    Request,
    Rules,
    See,
    SetOut,
    Taken,
    Tick,
    TooLate,
    Undo,
)
from hub.requests import Decision, decide, due

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
ID = "0192f0c1-0000-7000-8000-000000000001"
RULES = Rules(undo_seconds=10)
GONE = Fail("a", UnavailableReason.NOT_FOUND, "00614141100026", undoable=True)


def told(*commands: Command) -> Request:
    request: Request | None = decide(
        None, ID, Make(RequestKind.SIZE, "cabin-3"), NOW, RULES
    ).request
    for command in commands:
        request = decide(request, ID, command, NOW, RULES).request
    assert request is not None
    return request


def later(request: Request, seconds: float, command: Command) -> Decision:
    return decide(request, ID, command, NOW + timedelta(seconds=seconds), RULES)


def names(decision: Decision) -> list[str]:
    return [step.data.name for step in decision.steps]


@pytest.mark.parametrize(
    ("before", "step", "name"),
    [
        ((See("a"),), Accept("a"), "accepted"),
        ((), Accept("a"), "accepted"),
        ((Accept("a"),), SetOut("a"), "on_the_way"),
        ((Accept("a"),), HandOver("a", "b"), "handed_over"),
        ((Accept("a"),), Release("a"), "released"),
        ((Accept("a"), SetOut("a")), Release("a"), "released"),
    ],
)
def test_step_is_taken_back_as_if_it_had_not_been(
    before: tuple[Command, ...], step: Command, name: str
) -> None:
    was = told(*before)
    back = later(told(*before, step), 9.9, Undo("a"))
    assert back.request is not None
    same = ("state", "associate", "accepted", "seen_by", "waiting_since", "level")
    assert [getattr(back.request, key) for key in same] == [getattr(was, key) for key in same]
    assert [(s.data.name, s.data.model_dump()["step"]) for s in back.steps] == [
        ("request.undone", name)
    ]


def test_second_tap_on_taking_back_is_no_mistake() -> None:
    back = later(told(Accept("a")), 1, Undo("a")).request
    assert back is not None
    again = later(back, 2, Undo("a"))
    assert (again.answer, again.request, again.steps) == (Repeated(), back, ())


@pytest.mark.parametrize(
    ("request_", "seconds", "who"),
    [(told(Accept("a")), 10, "a"), (told(Accept("a")), 1, "b"), (told(), 1, "a")],
)
def test_too_late_or_not_theirs(request_: Request, seconds: float, who: str) -> None:
    back = later(request_, seconds, Undo(who))
    assert (back.answer, back.request, back.steps) == (TooLate(), request_, ())


def test_what_came_after_it_stands_in_the_way() -> None:
    taken = later(told(Accept("a"), Release("a")), 1, Accept("b")).request
    assert taken is not None
    assert later(taken, 2, Undo("a")).answer == TooLate()
    cancelled = later(told(Accept("a")), 1, Cancel()).request
    assert cancelled is not None
    assert later(cancelled, 2, Undo("a")).answer == Closed(RequestStatus.CANCELLED)


def test_who_gave_it_back_has_it_again_though_others_saw_it() -> None:
    seen = later(told(Accept("a"), Release("a")), 1, See("b")).request
    assert seen is not None
    back = later(seen, 2, Undo("a")).request
    assert back is not None
    assert (back.state, back.associate) == (RequestStatus.ACCEPTED, "a")


@pytest.mark.parametrize(
    ("end", "state", "event"),
    [
        (Finish("a", undoable=True), RequestStatus.DONE, "request.done"),
        (GONE, RequestStatus.UNAVAILABLE, "request.unavailable"),
    ],
)
def test_end_comes_true_once_it_cannot_be_taken_back(
    end: Command, state: RequestStatus, event: str
) -> None:
    said = told(Accept("a"), end)
    assert (said.state, due(said, RULES)) == (
        RequestStatus.ACCEPTED,
        NOW + timedelta(seconds=10),
    )
    assert later(said, 9.9, Tick()).steps == ()
    over = later(said, 12, Tick())
    assert over.request is not None
    # At the moment at which it was said, whenever the hub came to it.
    assert (over.request.state, over.request.updated) == (state, NOW)
    assert [(s.data.name, s.at) for s in over.steps] == [(event, NOW)]


def test_end_that_is_taken_back_was_never_told() -> None:
    held = told(Accept("a"))
    back = later(told(Accept("a"), GONE), 5, Undo("a"))
    assert back.request is not None
    assert (back.answer, names(back)) == (Applied(), [])
    assert (back.request.state, back.request.ending) == (held.state, None)
    assert names(later(back.request, 60, Tick())) == []


def test_same_end_again_is_no_mistake() -> None:
    said = told(Accept("a"), Finish("a", undoable=True))
    again = later(said, 1, Finish("a", undoable=True))
    assert (again.answer, again.request) == (Repeated(), said)


def test_whatever_else_happens_comes_after_the_end() -> None:
    said = told(Accept("a"), Finish("a", undoable=True))
    cancelled = later(said, 3, Cancel(told=True))
    assert cancelled.answer == Closed(RequestStatus.DONE)
    assert names(cancelled) == ["request.done"]
    assert names(later(said, 3, Release("a"))) == ["request.done"]


def test_program_that_says_it_is_done_means_it() -> None:
    assert told(Accept("a"), Finish("a")).state is RequestStatus.DONE
    assert later(told(Accept("a"), Finish("a", undoable=True)), 1, Finish("a")).answer == Repeated()


def test_nobody_ends_what_another_has() -> None:
    assert later(told(Accept("a")), 1, Finish("b", undoable=True)).answer == Taken("a")


def test_store_without_undo_is_final_at_once() -> None:
    held = told(Accept("a"))
    done = decide(held, ID, Finish("a", undoable=True), NOW, Rules(undo_seconds=0))
    assert done.request is not None
    assert done.request.state is RequestStatus.DONE
