"""What is kept at the counter does not end while the store is shut, and all are told the same."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from contract.envelope import read_event
from contract.events import ReservationConfirmed
from contract.hours import WEEKDAYS, Hours
from contract.ids import new_id
from contract.reservations import ReservationStatus
from hub.counter_desk import CounterDesk
from hub.counter_rules import CounterRules
from hub.plans import OpeningHours
from hub.reservations import Confirm, Extend, Tick, decide, due
from hub.settings import Settings
from hub.stock import Count, Feed
from hub.store import QUERIES
from messaging.clock import ManualClock
from tests.hub.harness import Lyon
from tests.hub.test_counter import COAT, Reader, available, of, placing
from tests.hub.test_reservations import placing as asked_for

S = ReservationStatus
#: From 10 to 20 o'clock; on Sundays never, on Tuesdays for half an hour and from 15 o'clock on.
HOURS = Hours(
    ZoneInfo("Europe/Paris"),
    (((600, 1200),), ((600, 630), (900, 1200)), *(((600, 1200),),) * 4, ()),
)


def paris(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026, of which the 21st is a Saturday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=HOURS.zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "confirm_by", "until", "extended"),
    [
        (paris(21, 12), paris(21, 12, 15), paris(23, 11), paris(24, 16)),
        (paris(21, 19, 45), paris(23, 11), paris(23, 11), paris(24, 16)),
        (paris(20, 19, 30), paris(20, 19, 45), paris(21, 19, 30), paris(23, 11)),
        (paris(19, 18), paris(19, 18, 15), paris(20, 18), paris(21, 18)),
        (paris(23, 12), paris(23, 12, 15), paris(24, 16), paris(25, 16)),
        (paris(23, 9), paris(23, 11), paris(24, 15, 30), paris(25, 15, 30)),
        (paris(22, 9), paris(23, 11), paris(23, 11), paris(24, 16)),
    ],
)
def test_nothing_ends_while_the_store_is_shut(
    now: datetime, confirm_by: datetime, until: datetime, extended: datetime
) -> None:
    rules = CounterRules(hours=HOURS)
    reservation, found = decide(None, asked_for(), now, rules).reservation, list[datetime | None]()
    for command in (Tick(), Confirm(), Extend()):
        decision = decide(reservation, command, now, rules)
        reservation = decision.reservation
        assert reservation is not None
        found.append(reservation.until)
        assert [getattr(it.data, "until", None) for it in decision.steps] in ([], found[-1:])
    assert found == [confirm_by, until, extended]
    assert reservation is not None
    assert due(reservation) == extended


def test_one_confirmed_on_a_saturday_evening_is_there_on_the_monday(
    tmp_path: Path, clock: ManualClock
) -> None:
    hours = OpeningHours(**dict.fromkeys(WEEKDAYS[:6], "10:00-20:00"), sunday="closed")
    found = Settings(store="lyon", name="Lyon", state_dir=tmp_path, hours=hours)
    lyon = Lyon(tmp_path, clock, found.rules())
    lyon.desk.put_stock(Feed({COAT: Count(1, clock.now())}, clock.now()))
    lyon.advance((datetime(2026, 11, 21, 18, 45, tzinfo=UTC) - clock.now()).total_seconds())
    reader, kiosk, name = Reader(lyon), lyon.device("kiosk-1"), new_id()
    kiosk.send(placing(kiosk, name))
    CounterDesk(lyon.desk).reserve(name, Confirm())
    lyon.run()
    until = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    with lyon.hub.db.read() as rx:
        (event, *_) = (read_event(row.body) for row in QUERIES.recent_events(rx, limit=1))
    assert event.data == ReservationConfirmed(reservation=name, until=until)
    assert [of(lyon, name).until, reader.states[name].until] == [until] * 2
    lyon.advance((until - clock.now()).total_seconds() - 1)
    assert (of(lyon, name).state, available(lyon)) == (S.CONFIRMED, 0)
    lyon.advance(1)
    assert (of(lyon, name).state, available(lyon)) == (S.LAPSED, 1)
    lyon.hub.db.close()
