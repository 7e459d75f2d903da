"""A request's life: what each call does to it, and when."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from contract.requests import ALLOWED, RequestKind, RequestStatus, UnavailableReason
from hub.commands import (
    Accept,
    Applied,
    Cancel,
    Closed,
    Command,
    Dismiss,
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
    Taken,
    Tick,
    Unknown,
)
from hub.requests import Step, decide, due, escalation_id

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
ID = "0192f0c1-0000-7000-8000-000000000001"
RULES = Rules(patience_seconds=120, escalate_after_seconds=60, expire_after_seconds=900)
MAKE = Make(RequestKind.SIZE, "cabin-3", touchpoint="cabin-3")


def after(*commands: Command, at: datetime = NOW) -> Request:
    """The request after *commands*, each of which must have been applied."""
    request: Request | None = None
    for command in commands:
        decision = decide(request, ID, command, at, RULES)
        assert decision.answer == Applied()
        request = decision.request
    assert request is not None
    return request


def names(steps: tuple[Step, ...]) -> list[str]:
    return [step.data.name for step in steps]


def test_request_brought_goes_through_every_state() -> None:
    states = [
        after(MAKE, *commands).state
        for commands in (
            (),
            (See("a"),),
            (See("a"), Accept("a")),
            (See("a"), Accept("a"), SetOut("a")),
            (See("a"), Accept("a"), SetOut("a"), Finish("a")),
        )
    ]
    assert states == ["made", "seen", "accepted", "on_the_way", "done"]


def test_accept_by_another_says_who_has_it() -> None:
    held = after(MAKE, Accept("a"))
    assert decide(held, ID, Accept("b"), NOW, RULES).answer == Taken("a")
    assert decide(held, ID, Finish("b"), NOW, RULES).answer == Taken("a")
    assert decide(held, ID, Cancel("b"), NOW, RULES).answer == Taken("a")


@pytest.mark.parametrize(
    ("before", "again"),
    [
        ((), MAKE),
        ((See("a"),), See("a")),
        ((Accept("a"),), Accept("a")),
        ((Accept("a"), SetOut("a")), SetOut("a")),
        ((Accept("a"), SetOut("a")), Accept("a")),
        ((Accept("a"), Release("a")), Release("a")),
        ((Accept("a"), HandOver("a", "b")), HandOver("a", "b")),
        ((Accept("a"), Finish("a")), Finish("a")),
        (
            (Accept("a"), Fail("a", UnavailableReason.SOLD)),
            Fail("a", UnavailableReason.SOLD),
        ),
        ((Cancel(),), Cancel()),
        ((Accept("a"), Cancel()), Cancel()),
        ((Accept("a"), Cancel(), Dismiss("a")), Dismiss("a")),
        ((Accept("a"), Release("b", manager=True)), Release("b", manager=True)),
        ((), Tick()),
    ],
)
def test_same_call_again_changes_nothing(before: tuple[Command, ...], again: Command) -> None:
    request = after(MAKE, *before)
    decision = decide(request, ID, again, NOW, RULES)
    assert (decision.answer, decision.steps, decision.request) == (Repeated(), (), request)


def test_final_state_is_told_to_whoever_comes_late() -> None:
    gone = after(MAKE, Cancel())
    assert decide(gone, ID, Accept("a"), NOW, RULES).answer == Closed(RequestStatus.CANCELLED)
    done = after(MAKE, Accept("a"), Finish("a"))
    late = decide(done, ID, Cancel(told=True), NOW, RULES)
    assert (late.answer, late.request, late.steps) == (Closed(RequestStatus.DONE), done, ())


def test_command_that_skips_a_state_says_what_is_allowed() -> None:
    made = after(MAKE)
    answer = decide(made, ID, Finish("a"), NOW, RULES).answer
    assert answer == NotAllowed(RequestStatus.MADE, ALLOWED[RequestStatus.MADE])
    assert isinstance(decide(made, ID, HandOver("a", "b"), NOW, RULES).answer, NotAllowed)
    assert isinstance(decide(made, ID, Dismiss("a"), NOW, RULES).answer, NotAllowed)


def test_command_for_nobody_is_unknown() -> None:
    assert decide(None, ID, Accept("a"), NOW, RULES).answer == Unknown()


def test_hand_over_gives_it_to_the_other() -> None:
    handed = decide(after(MAKE, Accept("a")), ID, HandOver("a", "b"), NOW, RULES)
    assert names(handed.steps) == ["request.handed_over"]
    assert handed.request is not None
    assert (handed.request.state, handed.request.associate) == ("accepted", "b")
    assert decide(handed.request, ID, SetOut("a"), NOW, RULES).answer == Taken("b")


def test_manager_gives_back_and_hands_over_what_another_has() -> None:
    moving = after(MAKE, Accept("a"), SetOut("a"))
    assert decide(moving, ID, Release("m"), NOW, RULES).answer == Taken("a")
    free = decide(moving, ID, Release("m", manager=True), NOW, RULES)
    assert names(free.steps) == ["request.released"]
    assert free.request is not None
    assert replace(free.request, before=None) == after(MAKE)
    handed = decide(moving, ID, HandOver("m", "b", manager=True), NOW, RULES)
    assert names(handed.steps) == ["request.handed_over"]
    assert handed.request is not None
    assert (handed.request.state, handed.request.associate) == ("accepted", "b")


@pytest.mark.parametrize("held", [(Accept("a"),), (Accept("a"), SetOut("a"))])
def test_request_that_stands_still_goes_back_to_everybody(held: tuple[Command, ...]) -> None:
    stalled = after(MAKE, *held)
    late = NOW + timedelta(seconds=RULES.stalled_after_seconds)
    assert due(stalled, RULES) == late
    assert decide(stalled, ID, Tick(), late - timedelta(seconds=1), RULES).answer == Repeated()
    decision = decide(stalled, ID, Tick(), late, RULES)
    assert names(decision.steps) == ["request.released"]
    assert decision.steps[0].data.model_dump()["associate"] == "a"
    assert decision.request is not None
    assert (decision.request.state, decision.request.level) == ("made", 0)
    assert due(decision.request, RULES) == late + timedelta(seconds=60)


def test_cancelled_request_keeps_who_carries_it_until_dismissed() -> None:
    gone = after(MAKE, Accept("a"), SetOut("a"), Cancel())
    assert (gone.associate, gone.dismissed) == ("a", False)
    assert decide(gone, ID, Dismiss("b"), NOW, RULES).answer == Taken("a")
    read = after(MAKE, Accept("a"), SetOut("a"), Cancel(), Dismiss("a"))
    assert read.dismissed
    assert after(MAKE, Accept("a"), Cancel("a")).dismissed
    assert after(MAKE, Cancel()).dismissed


def test_unanswered_request_is_dismissed_by_a_manager_only() -> None:
    lost = decide(after(MAKE), ID, Tick(), NOW + timedelta(seconds=900), RULES).request
    assert decide(lost, ID, Dismiss("a"), NOW, RULES).answer == Closed(RequestStatus.EXPIRED)
    assert decide(lost, ID, Dismiss("m", manager=True), NOW, RULES).answer == Applied()


def test_who_saw_it_first_is_kept_until_it_is_given_back() -> None:
    seen = after(MAKE, See("a"))
    assert (seen.seen_by, seen.associate) == ("a", None)
    assert decide(seen, ID, See("b"), NOW, RULES).answer == Repeated()
    assert after(MAKE, See("a"), Accept("b")).seen_by == "a"
    assert after(MAKE, See("a"), Accept("b"), Release("b")).seen_by is None


@pytest.mark.parametrize("age", [120.001, 5000.0, None])
def test_stale_request_is_born_expired(age: float | None) -> None:
    made = decide(None, ID, Make(RequestKind.HELP, "floor", age_seconds=age), NOW, RULES)
    assert made.request is not None
    assert made.request.state is RequestStatus.EXPIRED
    assert names(made.steps) == ["request.expired"]


def test_request_within_patience_waits_since_it_was_made() -> None:
    request = after(Make(RequestKind.HELP, "floor", age_seconds=40))
    assert request.made == NOW - timedelta(seconds=40)
    assert due(request, RULES) == NOW + timedelta(seconds=20)


def test_withdrawn_request_is_born_cancelled() -> None:
    decision = decide(None, ID, Make(RequestKind.HELP, "floor", withdrawn=True), NOW, RULES)
    assert decision.request is not None
    assert (decision.request.state, decision.steps) == (RequestStatus.CANCELLED, ())


def test_escalations_climb_with_their_due_times_and_ids() -> None:
    late = NOW + timedelta(seconds=200)
    decision = decide(after(MAKE), ID, Tick(), late, RULES)
    assert [step.at - NOW for step in decision.steps] == [timedelta(seconds=s) for s in (60, 120)]
    assert [step.id for step in decision.steps] == [escalation_id(ID, n) for n in (1, 2)]
    told = [step.data.model_dump()["to"] for step in decision.steps]
    assert told == ["present", "manager"]
    assert decide(decision.request, ID, Tick(), late, RULES).steps == ()


def test_unanswered_request_expires_after_its_time() -> None:
    decision = decide(after(MAKE), ID, Tick(), NOW + timedelta(seconds=900), RULES)
    assert decision.request is not None
    assert names(decision.steps)[-1] == "request.expired"
    assert (decision.request.state, decision.request.reason) == ("expired", "unanswered")


def test_released_request_waits_anew_and_numbers_go_on() -> None:
    seen = decide(after(MAKE), ID, Tick(), NOW + timedelta(seconds=60), RULES).request
    moment = NOW + timedelta(seconds=70)
    held = decide(seen, ID, Accept("a"), moment, RULES).request
    free = decide(held, ID, Release("a"), moment, RULES).request
    assert free is not None
    assert due(free, RULES) == moment + timedelta(seconds=60)
    again = decide(free, ID, Tick(), moment + timedelta(seconds=60), RULES)
    assert [step.id for step in again.steps] == [escalation_id(ID, 2)]
