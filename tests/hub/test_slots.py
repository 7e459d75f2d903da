"""When a styling session can begin: hours on the store's clock, through both its changes."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from contract.states import Slot
from hub.settings import Styling
from hub.slots import Plan, free, has_room, name_of, slot_called

PARIS = ZoneInfo("Europe/Paris")
#: A Friday.
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
AFTERNOON = (time(14), time(17))
PLAN = Plan({4: (AFTERNOON,), 5: ((time(10), time(12)), AFTERNOON)}, 60, 1, 7, PARIS)


def begins(plan: Plan, now: datetime = NOW) -> list[str]:
    return [f"{s.begins.astimezone(PARIS):%a %d %H:%M}" for s in free(plan, (), now)]


def test_slots_of_the_coming_days_by_the_store_s_clock() -> None:
    assert begins(PLAN) == [
        *(f"Fri 20 {hour}:00" for hour in (14, 15, 16)),
        *(f"Sat 21 {hour}:00" for hour in (10, 11, 14, 15, 16)),
        *(f"Fri 27 {hour}:00" for hour in (14, 15, 16)),
    ]


def test_slot_that_has_begun_is_none_any_more() -> None:
    two = datetime(2026, 11, 20, 14, tzinfo=PARIS)
    assert begins(PLAN, two)[:2] == ["Fri 20 15:00", "Fri 20 16:00"]
    assert begins(PLAN, two - timedelta(milliseconds=1))[0] == "Fri 20 14:00"


def test_last_session_ends_before_it_closes() -> None:
    plan = Plan({4: ((time(14), time(16, 30)),)}, 60, 1, 0, PARIS)
    assert begins(plan) == ["Fri 20 14:00", "Fri 20 15:00"]


def test_booked_slot_is_free_for_as_many_as_run_at_once() -> None:
    slot = free(PLAN, (), NOW)[0]
    two = Plan(PLAN.hours, 60, 2, 7, PARIS)
    once, twice = [(slot.begins, slot.ends)], [(slot.begins, slot.ends)] * 2
    assert slot not in free(PLAN, once, NOW)
    assert [has_room(two, slot, once), has_room(two, slot, twice)] == [True, False]


def test_session_booked_under_other_hours_takes_both_slots_it_lies_across() -> None:
    first, second, third = free(PLAN, (), NOW)[:3]
    half = timedelta(minutes=30)
    booked = [(first.begins + half, first.ends + half)]
    found = free(PLAN, booked, NOW)
    assert [s in found for s in (first, second, third)] == [False, False, True]


def test_slot_is_found_by_its_name_only_while_it_can_be_booked() -> None:
    slot = free(PLAN, (), NOW)[0]
    assert (slot.slot, slot_called(PLAN, slot.slot, NOW)) == ("2026-11-20T13:00Z", slot)
    assert slot_called(PLAN, slot.slot, slot.begins) is None
    assert slot_called(PLAN, "2026-11-20T13:30Z", NOW) is None


@pytest.mark.parametrize(
    ("day", "spans", "hours"),
    [
        # On the last Sunday of March 2:00 to 3:00 is left out, on that of October it comes twice.
        (datetime(2027, 3, 28, tzinfo=PARIS), (time(1), time(5)), ["01:00", "03:00", "04:00"]),
        (
            datetime(2026, 10, 25, tzinfo=PARIS),
            (time(1), time(4)),
            ["01:00", "02:00", "02:00", "03:00"],
        ),
        (datetime(2026, 11, 1, tzinfo=PARIS), (time(1), time(4)), ["01:00", "02:00", "03:00"]),
    ],
)
def test_every_session_is_an_hour_long_whatever_the_clock_does(
    day: datetime, spans: tuple[time, time], hours: list[str]
) -> None:
    plan = Plan({6: (spans,)}, 60, 1, 0, PARIS)
    found = free(plan, (), day.astimezone(UTC))
    assert [f"{slot.begins.astimezone(PARIS):%H:%M}" for slot in found] == hours
    assert {slot.ends - slot.begins for slot in found} == {timedelta(hours=1)}
    assert len({slot.slot for slot in found}) == len(found)


@given(
    st.integers(0, 730 * 24 * 60).map(lambda m: NOW + timedelta(minutes=m)),
    st.sampled_from(["Europe/Paris", "America/New_York", "Asia/Tokyo", "Australia/Lord_Howe"]),
    st.lists(st.tuples(st.integers(0, 400), st.integers(1, 180)), max_size=8),
)
def test_free_slots_are_ahead_apart_and_beside_nothing(
    now: datetime, zone: str, taken: list[tuple[int, int]]
) -> None:
    hours = dict.fromkeys(range(7), ((time(0), time(4)), (time(10), time(19))))
    plan = Plan(hours, 45, 1, 3, ZoneInfo(zone))
    booked = [
        (now + timedelta(minutes=at), now + timedelta(minutes=at + long)) for at, long in taken
    ]
    found = free(plan, booked, now)
    assert all(slot.begins > now for slot in found)
    assert all(a.ends <= b.begins for a, b in pairwise(found))
    assert not any(_meet(slot, span) for slot in found for span in booked)
    assert all(slot.slot == name_of(slot.begins) for slot in found)


def _meet(slot: Slot, span: tuple[datetime, datetime]) -> bool:
    return span[0] < slot.ends and slot.begins < span[1]


def test_settings_make_the_plan_of_the_week() -> None:
    styling = Styling(friday=("14:00-17:00",), saturday=("10:00-12:00", "14:00-17:00"))
    plan = styling.plan("Europe/Paris")
    assert {day: spans for day, spans in plan.hours.items() if spans} == PLAN.hours
    assert (plan.minutes, plan.at_once, plan.days_ahead, plan.zone) == (60, 1, 14, PARIS)


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ("10-18", "hours as in 10:00-18:30 are right"),
        ("10:00-24:00", "hours as in 10:00-18:30 are right"),
        ("18:00-10:00", "it closes before it opens"),
    ],
)
def test_hours_that_are_none_are_refused(hours: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Styling(monday=(hours,))
