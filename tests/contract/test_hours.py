"""Opening hours: how open time passes over nights, Sundays and changes of the clock."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.hours import ALWAYS, Hours, read_spans

PARIS = ZoneInfo("Europe/Paris")
DAY = read_spans("10:00-19:00")
SPLIT = read_spans("10:00-13:00, 14:00-19:00")
#: Monday in two parts, Sunday closed; closed on Christmas, which is a Friday in 2026.
HOURS = Hours(PARIS, (SPLIT, DAY, DAY, DAY, DAY, DAY, ()), {date(2026, 12, 25): ()})
#: Any moment of two years.
MOMENTS = st.integers(0, 2 * 365 * 86_400_000).map(
    lambda ms: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)
)


def at(text: str) -> datetime:
    """By the clock on the wall in Paris."""
    return datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(UTC)


def test_spans_are_read() -> None:
    assert read_spans("10:00-13:00, 14:30-24:00") == ((600, 780), (870, 1440))
    assert (read_spans("9:30–18:00"), read_spans("Closed")) == (((570, 1080),), ())


@pytest.mark.parametrize(
    "text",
    ["", "10-19", "10:00", "19:00-10:00", "10:00-10:00", "10:60-19:00", "10:00-24:01",
     "10:00-14:00, 13:00-19:00", "14:00-19:00, 10:00-13:00", "open"],
)  # fmt: skip
def test_what_is_no_span_says_what_would_be(text: str) -> None:
    with pytest.raises(ValueError, match="right"):
        read_spans(text)


def test_store_is_open_in_its_hours() -> None:
    moments = ["2026-11-30T09:59", "2026-11-30T10:00", "2026-11-30T13:00", "2026-11-30T18:59",
               "2026-11-29T12:00", "2026-12-25T12:00"]  # fmt: skip
    assert [HOURS.is_open(at(moment)) for moment in moments] == [
        False, True, False, True, False, False,
    ]  # fmt: skip


def test_store_says_when_it_shuts() -> None:
    assert HOURS.closes(at("2026-11-30T11:00")) == at("2026-11-30T13:00")
    assert HOURS.closes(at("2026-11-30T13:30")) is None


def test_midnight_shuts_no_store_that_opens_at_it() -> None:
    bar = Hours(PARIS, (((0, 120), (600, 1440)),) * 6 + ((),))
    found = [bar.closes(at(f"2026-{moment}")) for moment in ("11-27T23:50", "11-28T23:50")]
    assert found == [at("2026-11-28T02:00"), at("2026-11-29T00:00")]
    assert ALWAYS.closes(at("2026-11-28T12:00")) == datetime(2026, 11, 30, tzinfo=UTC)


def test_open_time_passes_over_a_night_and_a_sunday() -> None:
    saturday = at("2026-11-28T18:50")
    assert HOURS.after(saturday, 900) == at("2026-11-30T10:05")
    assert HOURS.seconds(saturday, at("2026-11-30T10:05")) == 900
    assert HOURS.after(at("2026-12-24T18:55"), 600) == at("2026-12-26T10:05")


def test_what_begins_while_shut_counts_from_the_opening() -> None:
    assert HOURS.after(at("2026-11-29T03:00"), 60) == at("2026-11-30T10:01")


def test_day_of_the_clock_change_is_as_long_as_it_is() -> None:
    nights = Hours(PARIS, (read_spans("0:00-24:00"),) * 7)
    days = [("2026-03-29", 23), ("2026-10-25", 25), ("2026-11-29", 24)]
    found = []
    for day, _ in days:
        start = at(f"{day}T00:00")
        end = (start.astimezone(PARIS) + timedelta(days=1)).astimezone(UTC)
        found.append((day, round(nights.seconds(start, end) / 3600)))
    assert found == days


def test_store_that_never_opens_again_has_an_end_all_the_same() -> None:
    shut = Hours(PARIS, ((),) * 7)
    assert shut.after(at("2026-11-30T10:00"), 60) == at("2026-11-30T10:00") + timedelta(days=400)


@given(
    start=MOMENTS,
    seconds=st.floats(0, 400_000),
)
def test_after_and_seconds_agree(start: datetime, seconds: float) -> None:
    end = HOURS.after(start, seconds)
    assert abs(HOURS.seconds(start, end) - seconds) < 0.001
    assert end >= start


@given(
    start=MOMENTS,
    seconds=st.integers(0, 400_000),
)
def test_always_open_is_plain_time(start: datetime, seconds: int) -> None:
    assert ALWAYS.after(start, seconds) == start + timedelta(seconds=seconds)
    assert ALWAYS.is_open(start)
