"""The store's days: as long as the clock on its wall makes them, and whose clock is believed."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.events import WishAdded
from contract.figures import Day, made_at, told
from simulation.story import Story
from tests.hub.kept import gtin

PARIS = ZoneInfo("Europe/Paris")
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "zone", "hours"),
    [
        (date(2026, 11, 21), "Europe/Paris", 24),
        (date(2026, 3, 29), "Europe/Paris", 23),
        (date(2026, 10, 25), "Europe/Paris", 25),
        # The clock leaps over midnight itself.
        (date(2026, 4, 24), "Africa/Cairo", 23),
        # By half an hour.
        (date(2026, 4, 5), "Australia/Lord_Howe", 24.5),
    ],
)
def test_day_is_as_long_as_the_wall_clock_makes_it(day: date, zone: str, hours: float) -> None:
    found = Day(day, ZoneInfo(zone))
    assert found.end - found.start == timedelta(hours=hours)


@given(
    st.integers(0, 10 * 365 * 24 * 60).map(lambda n: NOON + timedelta(minutes=n)),
    st.sampled_from(["Europe/Paris", "Africa/Cairo", "America/Havana", "Asia/Tokyo"]),
)
def test_every_moment_is_in_one_day(moment: datetime, zone: str) -> None:
    day = Day.of(moment, ZoneInfo(zone))
    assert [it.holds(moment) for it in (day.back(1), day, day.back(-1))] == [False, True, False]
    assert 0 <= day.hour(moment) <= 23


def test_hour_that_comes_twice_is_one() -> None:
    day = Day(date(2026, 10, 25), PARIS)
    first = day.start + timedelta(hours=2, minutes=30)
    moments = [first, first + timedelta(hours=1), first + timedelta(hours=2)]
    assert [day.hour(moment) for moment in moments] == [2, 2, 3]


def test_hour_that_is_left_out_is_none() -> None:
    day = Day(date(2026, 3, 29), PARIS)
    hours = [day.hour(day.start + timedelta(hours=n)) for n in range(23)]
    assert hours == [0, 1, *range(3, 24)]


def test_clock_that_is_wrong_is_not_believed() -> None:
    story, wish = Story(), WishAdded(gtin=gtin(1))
    said = [
        story.tell(wish, NOON),
        story.tell(wish, NOON, recordedtime=NOON - timedelta(minutes=5)),
        story.tell(wish, NOON, recordedtime=NOON - timedelta(minutes=5, seconds=1)),
        story.tell(wish, NOON, recordedtime=NOON + timedelta(days=3)),
        story.tell(wish, NOON, clock="unsynced"),
    ]
    assert [made_at(event) for event in said] == [NOON, NOON, None, NOON, None]


def test_each_event_counts_once_in_the_order_of_its_making() -> None:
    story, wish = Story(), WishAdded(gtin=gtin(1))
    late = story.tell(wish, NOON + timedelta(hours=1))
    early = story.tell(wish, NOON)
    elsewhere = story.tell(wish, NOON + timedelta(hours=2), "kiosk-1", id=early.id)
    again = early.model_copy(update={"outbox": late.outbox, "sequence": 99})
    found = told([late, early, again, elsewhere, late])
    assert [it.event for it in found] == [early, late, elsewhere]
