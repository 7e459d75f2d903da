"""A request's life: what each call does, and what no order of calls may ever do."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from contract.requests import ALLOWED, FINAL, RequestKind, RequestStatus, UnavailableReason
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
    moving = after(MAKE, Accept("a"), SetOut("a"))
    assert isinstance(decide(moving, ID, Release("a"), NOW, RULES).answer, NotAllowed)


def test_command_for_nobody_is_unknown() -> None:
    assert decide(None, ID, Accept("a"), NOW, RULES).answer == Unknown()


def test_hand_over_gives_it_to_the_other() -> None:
    handed = decide(after(MAKE, Accept("a")), ID, HandOver("a", "b"), NOW, RULES)
    assert names(handed.steps) == ["request.handed_over"]
    assert handed.request is not None
    assert (handed.request.state, handed.request.associate) == ("accepted", "b")
    assert decide(handed.request, ID, SetOut("a"), NOW, RULES).answer == Taken("b")


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
    assert [step.at - NOW for step in decision.steps] == [
        timedelta(seconds=s) for s in (60, 120, 180)
    ]
    assert [step.id for step in decision.steps] == [escalation_id(ID, n) for n in (1, 2, 3)]
    told = [step.data.model_dump()["to"] for step in decision.steps]
    assert told == ["present", "manager", "till"]
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


class Life(RuleBasedStateMachine):
    """Three associates, a shopper and a clock do whatever they like."""

    @initialize(age=st.floats(0, 130))
    def make(self, age: float) -> None:
        self.now = NOW
        self.steps: list[Step] = []
        self.request = decide(
            None, ID, Make(RequestKind.SIZE, "cabin-3", age_seconds=age), self.now, RULES
        ).request

    @rule(who=st.sampled_from("abc"), other=st.sampled_from("abc"), which=st.integers(0, 6))
    def staff(self, who: str, other: str, which: int) -> None:
        commands: tuple[Command, ...] = (
            See(who),
            Accept(who),
            Release(who),
            HandOver(who, other),
            SetOut(who),
            Finish(who),
            Fail(who, UnavailableReason.NOT_FOUND),
        )
        self.do(commands[which])

    @rule(who=st.sampled_from(["a", "b", None]))
    def cancel(self, who: str | None) -> None:
        self.do(Cancel(who))

    @rule(seconds=st.floats(0, 400))
    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        self.do(Tick())

    def do(self, command: Command) -> None:
        before = self.request
        assert before is not None
        decision = decide(before, ID, command, self.now, RULES)
        self.request = decision.request
        self.steps += decision.steps
        assert self.request is not None
        if not isinstance(decision.answer, Applied):
            assert (self.request, decision.steps) == (before, ())
        elif not isinstance(command, Tick):
            assert self.request.state in ALLOWED[before.state]
        if isinstance(decision.answer, Taken):
            assert decision.answer.by == before.associate
        if before.state in FINAL:
            assert self.request == before
        again = decide(self.request, ID, command, self.now, RULES)
        assert not isinstance(again.answer, Applied)

    @invariant()
    def nothing_is_said_twice(self) -> None:
        ids = [step.id for step in getattr(self, "steps", []) if step.id]
        assert len(ids) == len(set(ids))
        ends = [s for s in getattr(self, "steps", []) if s.data.name[8:] in set(FINAL)]
        assert len(ends) <= 1

    @invariant()
    def somebody_has_it_exactly_when_accepted(self) -> None:
        request: Request | None = getattr(self, "request", None)
        if request is not None and request.open:
            assert (request.accepted is None) == request.waiting
            assert (request.associate is None) == request.waiting


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
