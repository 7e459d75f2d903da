"""The morning's facts from a real database: late events, other days, and what is open now."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from structlog.testing import capture_logs

from contract.events import TouchpointHealth
from contract.figures import Day, Rate
from contract.ids import new_id
from contract.requests import RequestKind
from hub.briefing import FURTHEST, Low, Silent, days_back, morning
from hub.commands import Make
from hub.desk import Desk
from hub.housekeeping import Housekeeping
from hub.stock import Count, Feed
from hub.store import Database
from hub.told import day_told, requests_told
from messaging.clock import ManualClock
from simulation.story import Story
from tests.hub.garments import tell_many
from tests.hub.kept import gtin, keep

PARIS = ZoneInfo("Europe/Paris")
#: Eleven in the morning in Paris.
NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
YESTERDAY = Day(date(2026, 11, 20), PARIS)
NOON = YESTERDAY.start + timedelta(hours=12)
WEEK, HOUR = timedelta(days=7), timedelta(hours=1)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    db = Database(tmp_path / "hub.db")
    yield Desk(db, "lyon", ManualClock(NOW), new_id)
    db.close()


def health(story: Story, at: datetime, touchpoint: str) -> None:
    alive = TouchpointHealth(boot=new_id(), version="1", usable_seconds=60, open_seconds=60)
    story.tell(alive, at, touchpoint)


def test_yesterday_beside_the_same_weekday_a_week_earlier(desk: Desk) -> None:
    story = Story()
    for _ in range(3):
        story.visit(NOON, "cabin-1", gtin(1))
    story.visit(NOON - WEEK)
    story.visit(NOON - WEEK - timedelta(days=1))
    keep(desk.db, story.events)
    found = morning(desk, PARIS)
    assert (found.told.day, found.told.visits.n, len(found.told.tried)) == (YESTERDAY, 3, 3)
    assert found.before is not None
    assert (found.before.day, found.before.visits.n) == (YESTERDAY.back(7), 1)


def test_week_of_which_nothing_is_known_is_not_compared(desk: Desk) -> None:
    assert morning(desk, PARIS).before is None


def test_late_events_change_yesterday(desk: Desk) -> None:
    story = Story()
    story.ask(NOON, accepted=None, done=None)
    story.visit(NOON)
    keep(desk.db, story.events)
    before = morning(desk, PARIS).told
    late = Story()
    late.visit(NOON)
    # A request of five to midnight, which was brought at five past.
    late.ask(YESTERDAY.end - timedelta(minutes=5), done=600)
    keep(desk.db, late.events, late=timedelta(hours=8))
    after = morning(desk, PARIS).told
    assert [(it.visits.n, it.requests.n, it.requests.done) for it in (before, after)] == [
        (1, 1, 0),
        (2, 2, 1),
    ]


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25)], ids=["spring", "autumn"]
)
def test_day_of_a_change_of_clocks_is_whole(desk: Desk, day: date, hours: int) -> None:
    there, story = Day(day, PARIS), Story()
    for hour in range(-1, 27):
        story.visit(there.start + hour * HOUR, seconds=60)
    keep(desk.db, story.events)
    assert day_told(desk.db, there).visits.n == hours


def test_forgotten_bodies_count_nowhere(desk: Desk) -> None:
    story = Story()
    story.visit(NOON)
    keep(desk.db, story.events)
    with desk.db.transaction() as tx:
        tx.execute("delete from upstream")
    Housekeeping(desk.db, 90, 400, lambda: None).step(NOW + timedelta(days=91))
    assert morning(desk, PARIS).told.quiet


def test_furthest_day_is_still_whole(desk: Desk) -> None:
    story, furthest = Story(), YESTERDAY.back(FURTHEST - 1)
    story.visit(furthest.start)
    keep(desk.db, story.events)
    with desk.db.transaction() as tx:
        tx.execute("delete from upstream")
    Housekeeping(desk.db, 90, 400, lambda: None).step(NOW)
    found = morning(desk, PARIS, FURTHEST)
    assert (found.told.day, found.told.visits.n, found.now) == (furthest, 1, None)


@pytest.mark.parametrize("back", [0, -1, FURTHEST + 1])
def test_day_that_is_not_over_or_not_known_is_refused(desk: Desk, back: int) -> None:
    with pytest.raises(ValueError, match=f"{back} days back were asked for; 1 to {FURTHEST}"):
        morning(desk, PARIS, back)


def test_days_are_counted_on_the_wall() -> None:
    # Half past midnight in Paris, and still yesterday in UTC.
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    assert [days_back(YESTERDAY, it) for it in (late, NOW, NOW + WEEK)] == [1, 1, 8]


def test_screens_that_should_be_heard(desk: Desk) -> None:
    story = Story()
    health(story, NOW - timedelta(seconds=20), "cabin-1")
    health(story, NOW - timedelta(minutes=4), "cabin-2")
    health(story, NOON - timedelta(days=3), "cabin-3")
    health(story, NOON - timedelta(days=8), "cabin-4")
    health(story, NOW - timedelta(minutes=9), "cabin-9")
    keep(desk.db, story.events)
    # What the hub itself says of a screen is no word of it.
    story.tell(story.events[0].data, NOW, "cabin-2", hub=True)
    keep(desk.db, story.events[-1:])
    screens = ("kiosk-1", "cabin-4", "cabin-3", "cabin-2", "cabin-1")
    found = morning(desk, PARIS, enrolled=screens).now
    assert found is not None
    assert found.silent == (
        Silent("cabin-2", NOW - timedelta(minutes=4)),
        Silent("cabin-3", NOON - timedelta(days=3)),
    )


def test_what_is_open_and_how_rooms_read(desk: Desk) -> None:
    desk.act("0192f0c1-0000-7000-8000-000000000001", Make(kind=RequestKind.HELP, place="cabin-4"))
    tell_many(desk.db, NOON, "cabin-2", 20, 3)
    found = morning(desk, PARIS).now
    assert found is not None
    assert [request.place for request in found.open] == ["cabin-4"]
    assert [(room.touchpoint, room.quality) for room in found.rooms] == [("cabin-2", Rate(17, 20))]


def test_what_was_tried_most_and_is_nearly_gone(desk: Desk) -> None:
    story = Story()
    for visits, code in ((3, gtin(1)), (2, gtin(2)), (2, gtin(3)), (1, gtin(4))):
        for _ in range(visits):
            story.visit(NOON, "cabin-1", code)
    story.visit(NOON, "kiosk-1", gtin(5))
    keep(desk.db, story.events)
    pieces = {gtin(1): 1, gtin(2): 2, gtin(4): 0, gtin(5): 0}
    rows = {code: Count(left, NOW, "") for code, left in pieces.items()}
    desk.put_stock(Feed(rows, NOW, full=False))
    found = morning(desk, PARIS).now
    assert found is not None
    assert found.low == (Low(gtin(1), 1, 3), Low(gtin(4), 0, 1))


def test_requests_of_many_days(desk: Desk) -> None:
    story = Story()
    for days in (0, 1, 30):
        story.ask(NOON - timedelta(days=days))
    story.visit(NOON, "cabin-1", gtin(1))
    keep(desk.db, story.events)
    with desk.db.read() as rx:
        found = requests_told(rx, YESTERDAY.back(6).start, YESTERDAY.end)
    assert [it.event.name for it in found].count("request.made") == 2
    assert {it.event.name.split(".")[0] for it in found} == {"request"}


def test_event_that_cannot_be_read_any_more_spoils_nothing(desk: Desk) -> None:
    story = Story()
    story.visit(NOON)
    odd = story.tell(story.events[0].data, NOON)
    keep(desk.db, story.events)
    with desk.db.transaction() as tx:
        tx.execute("update events set body = ? where id = ?", (b'{"type": "of tomorrow"}', odd.id))
    with capture_logs() as logs:
        assert morning(desk, PARIS).told.visits.n == 1
    assert {log["event"] for log in logs} == {"event.unread"}
