"""A reservation's life; and pieces kept never exceed those there were, whatever happens when."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from contract.reservations import (
    CODE_LETTERS,
    DeclineReason,
    LapseReason,
    ReservationStatus,
)
from hub.codes import new_code, typed
from hub.commands import Applied, Repeated, Unknown
from hub.counter_rules import CounterRules
from hub.reservations import (
    Answer,
    Collect,
    Command,
    Confirm,
    Decision,
    Decline,
    Extend,
    Place,
    Refused,
    Reservation,
    Tick,
    Withdraw,
    decide,
    due,
)
from hub.stock import Count, Facts, Hold, figure

S = ReservationStatus
NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
RULES = CounterRules()
COAT, ID = "00614141100019", "0192f0c1-0000-7000-8000-000000000001"
QUARTER, DAY = timedelta(minutes=15), timedelta(hours=24)


def placing(**changes: object) -> Place:
    fields = {"reservation": ID, "gtin": COAT, "quantity": 1, "place": "floor", "code": "CDF347"}
    return Place(**{"available": 1, **fields, **changes})  # type: ignore[arg-type]


def placed(**changes: object) -> Decision:
    return decide(None, placing(**changes), NOW, RULES)


def after(*commands: tuple[Command, datetime]) -> tuple[Reservation, list[Answer], list[str]]:
    """The one that was placed, after *commands*; what was answered, and what was recorded."""
    reservation, answers, told = placed().reservation, list[Answer](), list[str]()
    for command, now in commands:
        decision = decide(reservation, command, now, RULES)
        reservation = decision.reservation
        answers.append(decision.answer)
        told += [step.data.name for step in decision.steps]
    assert reservation is not None
    return reservation, answers, told


def test_placed_one_is_kept_for_a_quarter_of_an_hour_from_when_it_was_asked_for() -> None:
    decision = placed(age_seconds=60.0)
    assert decision.reservation is not None
    found = decision.reservation
    asked = NOW - timedelta(minutes=1)
    assert (found.state, found.placed, found.until) == (S.PLACED, asked, asked + QUARTER)
    assert (found.code, decision.steps, decision.answer) == ("CDF347", (), Applied())


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"available": 0}, DeclineReason.NONE_LEFT),
        ({"available": 1, "quantity": 2}, DeclineReason.NONE_LEFT),
        ({"available": None}, DeclineReason.UNCOUNTED),
        ({"age_seconds": None}, DeclineReason.TOO_LATE),
        ({"age_seconds": 900.0}, DeclineReason.TOO_LATE),
        ({"elsewhere": True}, DeclineReason.OTHER_STORE),
    ],
)
def test_what_cannot_be_kept_is_declined_at_once(
    changes: dict[str, object], reason: DeclineReason
) -> None:
    decision = placed(**changes)
    assert decision.reservation is not None
    found = decision.reservation
    assert (found.state, found.reason, found.code, found.until) == (S.DECLINED, reason, None, None)
    assert [(s.data.name, s.at) for s in decision.steps] == [("reservation.declined", NOW)]


def test_cancelled_before_it_was_placed_keeps_nothing_and_says_nothing() -> None:
    decision = placed(withdrawn=True)
    assert decision.reservation is not None
    assert (decision.reservation.state, decision.steps) == (S.CANCELLED, ())


def test_life_of_one_that_is_collected() -> None:
    later = NOW + timedelta(minutes=3)
    found, answers, told = after(
        (Confirm(), later), (Extend(), later), (Collect(), later + timedelta(hours=40))
    )
    assert (found.state, found.until, found.extended) == (S.COLLECTED, later + 2 * DAY, True)
    assert answers == [Applied()] * 3
    assert told == ["reservation.confirmed", "reservation.extended", "reservation.collected"]


def test_same_call_again_changes_nothing() -> None:
    found, answers, told = after((Confirm(), NOW), (Confirm(), NOW + QUARTER))
    assert (answers, told) == ([Applied(), Repeated()], ["reservation.confirmed"])
    assert found.until == NOW + DAY


def test_extended_once() -> None:
    _, answers, _ = after((Confirm(), NOW), (Extend(), NOW), (Extend(), NOW))
    assert answers[1:] == [Applied(), Refused(S.CONFIRMED)]


def test_unconfirmed_one_lapses_at_its_moment_however_late_anybody_looks() -> None:
    found, answers, told = after((Tick(), NOW + DAY), (Tick(), NOW + 2 * DAY))
    assert (found.state, found.reason, found.updated) == (
        S.LAPSED,
        LapseReason.UNCONFIRMED,
        NOW + QUARTER,
    )
    assert (answers, told) == ([Applied(), Repeated()], ["reservation.lapsed"])


def test_uncollected_one_lapses_after_its_day() -> None:
    found, _, told = after((Confirm(), NOW), (Tick(), NOW + DAY))
    assert (found.state, found.reason) == (S.LAPSED, LapseReason.UNCOLLECTED)
    assert told == ["reservation.confirmed", "reservation.lapsed"]


def test_tick_before_its_moment_changes_nothing() -> None:
    found, answers, _ = after((Tick(), NOW + QUARTER - timedelta(milliseconds=1)))
    assert (found.state, answers) == (S.PLACED, [Repeated()])


def test_call_that_comes_too_late_finds_it_lapsed() -> None:
    found, answers, told = after((Confirm(), NOW + QUARTER))
    assert (found.state, answers) == (S.LAPSED, [Refused(S.LAPSED)])
    assert told == ["reservation.lapsed"]


@pytest.mark.parametrize("command", [Collect(), Extend()])
def test_nothing_is_collected_or_extended_that_nobody_has_found(command: Command) -> None:
    _, answers, told = after((command, NOW))
    assert (answers, told) == ([Refused(S.PLACED)], [])


def test_declined_by_an_associate_says_why() -> None:
    found, answers, told = after(
        (Decline(DeclineReason.NOT_FOUND), NOW), (Decline(DeclineReason.NOT_FOUND), NOW)
    )
    assert (found.state, found.reason) == (S.DECLINED, DeclineReason.NOT_FOUND)
    assert (answers, told) == ([Applied(), Repeated()], ["reservation.declined"])


def test_taken_back_by_the_shopper_is_told_by_the_shoppers_own_event() -> None:
    assert after((Withdraw(told=True), NOW))[2] == []
    assert after((Withdraw(), NOW))[2] == ["reservation.cancelled"]


def test_nobody_knows_it() -> None:
    assert decide(None, Confirm(), NOW, RULES) == Decision(None, (), Unknown())


def test_code_is_drawn_again_until_nobody_else_has_it() -> None:
    ids = iter(["a", "a", "b"])
    first = new_code(lambda: "a", frozenset())
    other = new_code(lambda: next(ids), {first})
    assert (first != other, next(ids, "none left")) == (True, "none left")
    assert set(first + other) <= set(CODE_LETTERS)
    assert (len(first), len(other)) == (6, 6)


@pytest.mark.parametrize("text", ["cdf347", " CDF 347 ", "CDF-347", "CDF347\n"])
def test_code_is_read_however_it_is_typed(text: str) -> None:
    assert typed(text) == "CDF347"


class Counter(RuleBasedStateMachine):
    """One variant at the counter: shoppers, associates, the till, counts and a clock that jumps."""

    reservations = Bundle("reservations")

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.numbers = count(1)
        self.known: dict[str, Reservation] = {}
        self.holds: dict[str, Hold] = {}
        self.ends: dict[str, int] = {}
        self.facts = Facts(Count(3, NOW - timedelta(hours=1)))
        self.offered: dict[str, int] = {}

    def available(self) -> int | None:
        facts = Facts(self.facts.count, self.facts.sales, tuple(self.holds.values()))
        latest = max((hold.placed for hold in self.holds.values()), default=self.now)
        return figure(facts, max(self.now, latest)).available

    @rule(target=reservations, quantity=st.integers(1, 2), age=st.none() | st.floats(0, 1000))
    def place(self, quantity: int, age: float | None) -> str:
        name = f"0192f0c1-0000-7000-8000-{next(self.numbers):012d}"
        there = self.available()
        self.offered[name] = there or 0
        place = placing(reservation=name, quantity=quantity, available=there, age_seconds=age)
        self.take(name, place)
        return name

    @rule(
        name=reservations,
        command=st.sampled_from(
            [
                Confirm(),
                Extend(),
                Collect(),
                Withdraw(),
                Decline(DeclineReason.OTHER),
                Tick(),
                placing(),
            ]
        ),
    )
    def happen(self, name: str, command: Command) -> None:
        self.take(name, command)

    @rule(seconds=st.sampled_from([0.0, 1.0, 600.0, 900.0, 86_400.0, -30.0]))
    def pass_time(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def take(self, name: str, command: Command) -> None:
        before = self.known.get(name)
        decision = decide(before, command, self.now, RULES)
        after = decision.reservation
        assert after is not None
        self.known[name] = after
        if before is None and after.open:
            self.holds[name] = Hold(after.quantity, self.now)
        if (before is None or before.open) and not after.open:
            self.ends[name] = self.ends.get(name, 0) + 1
            if name in self.holds:
                self.holds[name] = Hold(after.quantity, self.holds[name].placed, after.updated)
        if before is not None and not before.open:
            assert (after, decision.steps) == (before, ())

    @invariant()
    def what_is_kept_was_there_when_it_was_asked_for(self) -> None:
        for name, hold in self.holds.items():
            assert hold.quantity <= self.offered[name]

    @invariant()
    def no_more_is_kept_than_was_counted(self) -> None:
        kept = sum(r.quantity for r in self.known.values() if r.open)
        assert self.facts.count is not None
        assert kept <= self.facts.count.on_hand

    @invariant()
    def each_ends_once_and_its_hold_with_it(self) -> None:
        assert all(times == 1 for times in self.ends.values())
        for name, reservation in self.known.items():
            assert reservation.open == (name not in self.ends)
            if name in self.holds:
                assert (self.holds[name].ended is None) == reservation.open

    @invariant()
    def every_open_one_has_its_moment(self) -> None:
        for reservation in self.known.values():
            assert (due(reservation) is not None) == reservation.open


Counter.TestCase.settings = settings(max_examples=60, stateful_step_count=40)
TestCounter = Counter.TestCase
