"""The figures of a small day, counted by hand."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from headoffice import figures
from headoffice.batches import check_batch
from headoffice.figures import Share, Span, StoreDay, Wait
from headoffice.funnels import funnels
from headoffice.ingest import Writer
from headoffice.journey_map import Asked, Period
from headoffice.rolling import Maker
from headoffice.store import STATEMENTS, ClickHouseStore
from tests.headoffice.office import event
from tests.headoffice.test_journeys import PHASES

#: One worker, one engine.
pytestmark = pytest.mark.xdist_group("engine")
ZONE = ZoneInfo("Europe/Paris")
DAY = Span(datetime(2026, 11, 21, tzinfo=ZONE), datetime(2026, 11, 21, 15, 20, tzinfo=UTC), ZONE)
ONE, TWO = "00614141100019", "00614141100026"


class Story:
    """Events in order, numbered as they come."""

    def __init__(self, store: str) -> None:
        self.store, self.events = store, list[dict[str, Any]]()

    def visit(self, visit: int, name: str, at: str = "10:00", **data: Any) -> "Story":
        data.setdefault("gtin", ONE)
        return self._add(name, at, data, visitid=str(UUID(int=visit)))

    def request(self, request: int, name: str, visit: int = 0, **data: Any) -> "Story":
        data["request"] = str(UUID(int=request))
        if name == "request.made":
            data |= {"kind": "size", "place": "cabin-3"}
            return self._add(name, "10:10", data, visitid=str(UUID(int=visit)))
        if name != "request.cancelled":
            data.setdefault("after_seconds", 1)
        return self._add(name, "10:15", data, source=f"/stores/{self.store}/hub")

    def _add(self, name: str, at: str, data: dict[str, Any], **more: Any) -> "Story":
        time = at if "T" in at else f"2026-11-21T{at}:00.000Z"
        n = len(self.events) + 1
        self.events.append(event(n, name, self.store, time=time, data=data, **more))
        return self


def lyon() -> Story:
    story = Story("lyon")
    for visit in (1, 2, 3, 4):
        story.visit(visit, "visit.started", how="touch", language="fr")
    for visit, gtin in ((1, ONE), (1, ONE), (1, TWO), (2, ONE), (3, ONE)):
        story.visit(visit, "garment.arrived", gtin=gtin, tag="t", by="uhf")
    story.visit(3, "garment.disowned", tag="t", by="uhf")
    story.visit(1, "product.viewed").visit(2, "product.viewed")
    story.visit(4, "product.viewed")
    for request, visit in ((11, 1), (12, 1), (13, 2), (14, 4), (15, 4)):
        story.request(request, "request.made", visit)
    for request, seconds in ((11, 10), (12, 20), (13, 30)):
        story.request(request, "request.seen", after_seconds=seconds / 2)
        story.request(request, "request.accepted", after_seconds=seconds)
    story.request(11, "request.done", after_seconds=100)
    story.request(11, "request.cancelled")
    story.request(12, "request.unavailable", reason="not_found")
    story.request(14, "request.expired", reason="unanswered")
    story.request(15, "request.cancelled")
    return story


def keep(writer: Writer, *stories: Story) -> None:
    for story in stories:
        batch = check_batch(json.loads(json.dumps(story.events)), story.store, datetime.now(UTC))
        assert batch.refused == ()
        writer.submit(batch).result(timeout=60)


@pytest.fixture
def ask(store: ClickHouseStore) -> figures.Ask:
    return lambda name, params: store.query(STATEMENTS[name].sql, params, timeout=60)


LYON = StoreDay(
    store="lyon",
    visits=4,
    garments=3,
    requests=5,
    answered=Share(3, 5),
    done=Share(1, 5),
    unavailable=1,
    expired=1,
    cancelled=1,
    seen=Wait(3, 10.0, 14.5),
    accepted=Wait(3, 20.0, 29.0),
    finished=Wait(1, 100.0, 100.0),
)


def test_today_of_a_store_is_as_counted_by_hand(writer: Writer, ask: figures.Ask) -> None:
    keep(writer, lyon())
    assert figures.today(ask, DAY, "lyon") == (LYON,)


def test_night_is_no_part_of_a_wait(writer: Writer, ask: figures.Ask) -> None:
    story = Story("lyon").visit(1, "visit.started", how="touch", language="fr")
    story.request(11, "request.made", 1)
    story.request(11, "request.accepted", after_seconds=54_040, open_seconds=40)
    story.request(11, "request.done", after_seconds=54_070, open_seconds=70)
    keep(writer, story)
    (day,) = figures.today(ask, DAY, "lyon")
    assert (day.accepted, day.finished) == (Wait(1, 40.0, 40.0), Wait(1, 70.0, 70.0))


def test_garment_not_mine_takes_nothing_else_away(writer: Writer, ask: figures.Ask) -> None:
    """Of two pieces of one garment one is another shopper's; a third was here before the visit."""
    story = Story("lyon").visit(1, "visit.started", how="touch", language="fr")
    story.visit(1, "garment.arrived", tag="a", by="uhf")
    story.visit(1, "garment.arrived", tag="b", by="uhf")
    story.visit(1, "garment.disowned", tag="b", by="uhf")
    story.visit(1, "garment.disowned", gtin=TWO, tag="c", by="uhf")
    before = Story("paris").visit(50, "garment.disowned", gtin=TWO, tag="d", by="uhf")
    keep(writer, story, before)
    found = [(day.store, day.garments) for day in figures.today(ask, DAY)]
    assert found == [("", 1), ("lyon", 1), ("paris", 0)]


def test_today_of_all_stores_comes_first(writer: Writer, ask: figures.Ask) -> None:
    paris = Story("paris").visit(50, "visit.started", how="tag", language="en")
    keep(writer, lyon(), paris)
    found = figures.today(ask, DAY)
    assert [(day.store, day.visits, day.requests) for day in found] == [
        ("", 5, 5),
        ("lyon", 4, 5),
        ("paris", 1, 0),
    ]
    assert found[2].accepted == Wait(0, None, None)


def test_funnel_counts_visits_that_did_every_step_before(writer: Writer, ask: figures.Ask) -> None:
    keep(writer, lyon())
    steps = figures.funnel(ask, DAY, "lyon")
    assert [step.n for step in steps] == [4, 3, 2, 2, 1]
    assert steps[3].of_before == Share(2, 2)
    assert steps[3].of_all == Share(2, 4)


def test_figures_of_no_day_are_zero(writer: Writer, ask: figures.Ask) -> None:
    del writer
    assert [step.n for step in figures.funnel(ask, DAY)] == [0, 0, 0, 0, 0]
    assert figures.hours(ask, DAY) == ()
    assert figures.response_times(ask, DAY) == ()
    (all_stores,) = figures.today(ask, DAY)
    assert (all_stores.store, all_stores.visits, all_stores.requests) == ("", 0, 0)


def test_response_times_put_the_quickest_store_first(writer: Writer, ask: figures.Ask) -> None:
    quick = Story("paris").request(70, "request.made", 50)
    quick.request(70, "request.accepted", after_seconds=3)
    keep(writer, lyon(), quick)
    found = [(day.store, day.accepted.p50) for day in figures.response_times(ask, DAY)]
    assert found == [("paris", 3.0), ("lyon", 20.0)]


def test_hours_are_those_of_the_wall_clock_beside_a_week_before(
    writer: Writer, ask: figures.Ask
) -> None:
    story = Story("lyon")
    for visit, at in enumerate(("09:59", "10:01", "2026-11-14T12:30:00.000Z")):
        story.visit(visit + 1, "visit.started", at, how="touch", language="fr")
    keep(writer, story)
    found = [(one.hour, one.visits, one.week_before) for one in figures.hours(ask, DAY, "lyon")]
    assert found == [(10, 1, 0), (11, 1, 0), (12, 0, 0), (13, 0, 1)]


def test_week_before_keeps_the_wall_clock_over_a_change_of_clocks() -> None:
    span = Span(datetime(2026, 10, 26, tzinfo=ZONE), datetime(2026, 10, 26, 12, tzinfo=ZONE), ZONE)
    assert span.week_before().end == datetime(2026, 10, 19, 10, tzinfo=UTC)
    assert span.end == datetime(2026, 10, 26, 11, tzinfo=UTC)


def test_event_that_stands_twice_until_its_parts_are_merged_counts_once(
    writer: Writer, store: ClickHouseStore, ask: figures.Ask
) -> None:
    story = lyon().visit(9, "visit.started", how="touch", language="fr")
    story.events[-1]["clock"] = "unsynced"
    keep(writer, story)
    Maker(store, PHASES, ZONE).make(DAY.start.date(), ["lyon"], 1)
    before = everything(ask)
    assert (before[3], before[6]) == (1, [4, 3, 2])
    assert before[5] == before[4][:12]
    assert sorted(before[4]) == sorted(it["id"] for it in story.events)
    store.each_shard("SYSTEM STOP MERGES events_local")
    try:
        # As a hub hands them in again whose first try was kept and not answered; and each twice.
        for more in (1, 0):
            store.each_shard(
                "INSERT INTO events_local SETTINGS insert_deduplicate = 0,"
                " optimize_on_insert = 0 SELECT * REPLACE"
                f" (received_at + INTERVAL {more} MILLISECOND AS received_at) FROM events_local"
            )
        (rows,) = store.query("SELECT count() AS n FROM events", {}, timeout=60)
        found = everything(ask)
    finally:
        store.each_shard("SYSTEM START MERGES events_local")
    assert (rows["n"], found) == (4 * len(story.events), before)


def everything(ask: figures.Ask) -> list[Any]:
    """What the pages of a day say of it."""
    span = Span(DAY.start, DAY.end + timedelta(seconds=1), ZONE)
    questions = (figures.today, figures.funnel, figures.hours, figures.untimed)
    newest = {"at": DAY.start, "until": span.end, "store": ""}
    day = Period(DAY.start.date(), DAY.start.date(), ZONE)
    steps = ("visit.started", "garment.arrived", "request.made")
    (made,) = funnels(ask, Asked(day), steps)
    return [
        *(question(ask, span, "") for question in questions),
        *([str(it["id"]) for it in ask("newest", newest | {"limit": n})] for n in (100, 12)),
        [step.of_all.of for step in made.steps],
    ]


def test_untimed_events_count_in_no_other_figure(writer: Writer, ask: figures.Ask) -> None:
    story = Story("lyon").visit(1, "visit.started", how="touch", language="fr")
    story.events[0]["clock"] = "unsynced"
    keep(writer, story)
    assert figures.today(ask, DAY, "lyon") == ()
    assert figures.untimed(ask, Span(DAY.start, DAY.end + timedelta(seconds=1), ZONE)) == 1
