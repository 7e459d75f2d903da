"""Which days an event touches: by the clock of every zone it may be read in, and the day before."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from headoffice.marking import touched
from headoffice.rolling import StoreDate

PARIS = ZoneInfo("Europe/Paris")
#: Clocks that differ from UTC by whole hours, by half of one and by three quarters.
ZONES = [PARIS, *map(ZoneInfo, ("UTC", "Asia/Tokyo", "Asia/Kolkata", "Asia/Kathmandu"))]
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - of which the zone is added


def days_of(found: set[StoreDate]) -> set[date]:
    return {it.day for it in found}


def test_event_touches_its_day_and_the_one_before() -> None:
    late, day = datetime(2026, 11, 20, 23, 30, tzinfo=UTC), date(2026, 11, 20)
    own = {StoreDate("lyon", day), StoreDate("lyon", day + timedelta(days=1))}
    assert touched("lyon", [late.timestamp()], [PARIS]) == own
    # Where the sun is earlier it is the next day already, by that store's own clock.
    early = (late - timedelta(hours=5)).timestamp()
    tokyo = touched("tokyo", [early], [PARIS, ZoneInfo("Asia/Tokyo")])
    assert days_of(tokyo) == {day + timedelta(days=n) for n in (-1, 0, 1)}


@given(st.lists(MOMENTS), st.lists(st.sampled_from(ZONES), unique=True))
def test_days_are_those_of_each_moment_by_each_clock(
    moments: list[datetime], zones: list[ZoneInfo]
) -> None:
    own = {it.astimezone(zone).date() for it in moments for zone in zones}
    found = touched("lyon", [it.timestamp() for it in moments], zones)
    assert days_of(found) == own | {day - timedelta(days=1) for day in own}
