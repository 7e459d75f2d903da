"""A request's life in any order of calls: what none of them may ever do."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from contract.events import RequestEscalated, RequestExpired
from contract.hours import Hours, read_spans
from contract.requests import ALLOWED, FINAL, RequestKind, UnavailableReason
from hub.commands import (
    Accept,
    Applied,
    Cancel,
    Command,
    Dismiss,
    Fail,
    Finish,
    HandOver,
    Make,
    Release,
    Request,
    Rules,
    See,
    SetOut,
    Taken,
    Tick,
    Undo,
)
from hub.requests import Step, decide, due

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
ID = "0192f0c1-0000-7000-8000-000000000001"
#: Open from ten to seven, with an hour for lunch, and a screen at the till.
HOURS = Hours(ZoneInfo("Europe/Paris"), (read_spans("10:00-13:00, 14:00-19:00"),) * 7)
RULES = Rules(patience_seconds=120, escalate_after_seconds=60, till=True, hours=HOURS)


class Life(RuleBasedStateMachine):
    """Three associates, a shopper and a clock do whatever they like."""

    @initialize(age=st.floats(0, 130))
    def make(self, age: float) -> None:
        self.now = NOW
        self.steps: list[Step] = []
        self.request = decide(
            None, ID, Make(RequestKind.SIZE, "cabin-3", age_seconds=age), self.now, RULES
        ).request

    @rule(who=st.sampled_from("abc"), other=st.sampled_from("abc"), which=st.integers(0, 13))
    def staff(self, who: str, other: str, which: int) -> None:
        commands: tuple[Command, ...] = (
            See(who),
            Accept(who),
            Release(who),
            HandOver(who, other),
            SetOut(who),
            Finish(who),
            Fail(who, UnavailableReason.NOT_FOUND),
            Release(who, manager=True),
            HandOver(who, other, manager=True),
            Dismiss(who, manager=other == "a"),
            Undo(who),
            Undo(who),
            Finish(who, undoable=True),
            Fail(who, UnavailableReason.SOLD, undoable=True),
        )
        self.do(commands[which])

    @rule(who=st.sampled_from(["a", "b", None]))
    def cancel(self, who: str | None) -> None:
        self.do(Cancel(who))

    @rule(seconds=st.one_of(st.floats(0, 12), st.floats(0, 400), st.floats(0, 90_000)))
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
        if before.ending and self.request.ending is None and not isinstance(command, Undo):
            # It came true, with whatever else came after it.
            assert self.request.state == before.ending.state
        elif not isinstance(decision.answer, Applied):
            assert (self.request, decision.steps) == (before, ())
        elif self.request.ending:
            assert self.request.state == before.state
        elif not isinstance(command, Tick | Dismiss | Undo):
            assert self.request.state in ALLOWED[before.state]
        if isinstance(decision.answer, Taken):
            assert decision.answer.by == before.associate
        if before.state in FINAL:
            assert self.request == replace(before, dismissed=self.request.dismissed)
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

    @invariant()
    def nothing_waits_while_the_store_is_shut(self) -> None:
        for step in getattr(self, "steps", []):
            if isinstance(step.data, RequestEscalated | RequestExpired):
                at = step.at
                assert HOURS.is_open(at) or HOURS.is_open(at - timedelta(microseconds=1))

    @invariant()
    def open_request_always_has_something_due(self) -> None:
        request: Request | None = getattr(self, "request", None)
        if request is None:
            return
        moment = due(request, RULES)
        assert (moment is not None) == request.open
        if moment is not None:
            ticked = decide(request, ID, Tick(), max(moment, self.now), RULES)
            assert ticked.answer == Applied()
            assert ticked.steps


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
