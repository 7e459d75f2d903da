"""Visits made by the engine are those that the pure journeys tell of, however their events came."""

import json
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from contract.envelope import Event, write_event
from contract.events import GarmentJudged, LookViewed, OpinionGiven, RequestDone, VisitLinked
from contract.settings import load
from headoffice import journeys
from headoffice.batches import check_batch
from headoffice.database import Database
from headoffice.ingest import Committed, Grouping, Writer
from headoffice.journeys import Moment, Phases, Stage, Visit
from headoffice.marking import DayMarker
from headoffice.marks import SqliteMarks
from headoffice.rejected import RejectedEvents
from headoffice.rolling import Maker, Roller, StoreDate
from headoffice.store import ClickHouseStore, StoreError
from headoffice.web.words import name_of
from simulation.story import Story
from tests.headoffice.test_journeys import CONFIG, PHASES
from tests.hub.kept import gtin

#: One worker, one engine.
pytestmark = pytest.mark.xdist_group("engine")
ZONE = ZoneInfo("Europe/Paris")
#: The second sample that is shipped.
OTHERS = load((CONFIG.parent / "journeys/engagement.toml").read_text(), "engagement.toml", Phases)
#: An ordinary day, and the two on which the clock is changed.
DAYS = [date(2026, 11, 20), date(2026, 3, 29), date(2026, 10, 25)]
NOON = datetime(2026, 11, 20, 11, tzinfo=UTC)


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZONE).astimezone(UTC)


def lived(day: date, chance: Random, store: str = "lyon") -> list[Event]:
    """Visits from the evening before to the morning after, some of which run over midnight."""
    story, begin = Story(store), midnight(day)
    for _ in range(80):
        at = begin + timedelta(hours=chance.uniform(-2, 27))
        room = chance.choice(("cabin-1", "cabin-2", "kiosk-1"))
        tried = [gtin(chance.randrange(5)) for _ in range(chance.randrange(3))]
        length = chance.choice((90.0, 600.0, 9000.0))
        visit = story.visit(at, room, *tried, seconds=length, touched=chance.random() < 0.7)
        for _ in range(chance.randrange(5)):
            later = at + timedelta(seconds=chance.uniform(1, length))
            _more(story, later, room, visit, chance)
    return story.events


def _more(story: Story, at: datetime, room: str, visit: str, chance: Random) -> None:
    match chance.randrange(5):
        case 0:
            story.tell(LookViewed(lookbook="rive", look="1"), at, room, visit)
        case 1:
            judged = GarmentJudged(gtin=gtin(1), verdict="declined", reasons=("price",))
            story.tell(judged, at, room, visit)
        case 2:
            done = RequestDone(request=visit, associate="ines", after_seconds=20)
            story.tell(done, at, room, visit, hub=True)
        case 3:
            story.tell(VisitLinked(consent="1-fr"), at, room, visit, customerid="c-1")
        case _:
            story.tell(OpinionGiven(score=4, about="visit"), at, room, visit)


def told(events: Sequence[Event], day: date, phases: Phases) -> dict[str, dict[str, Any]]:
    """The visits of *day* as the pure journeys tell them."""
    moments = [
        Moment(e.visitid, name_of(e.type), e.time, e.touchpointid or "", 0, e.sequence)
        for e in events
        if e.visitid
    ]
    begun = {m.visit: m.at for m in moments if m.name == "visit.started"}
    return {
        visit.id: {
            "start": begun[visit.id],
            "seconds": (visit.end - begun[visit.id]).total_seconds(),
            "path": [stage.phase for stage in visit.stages],
            "dwell": dwell(visit),
        }
        for visit in journeys.visits(moments, phases)
        if midnight(day) <= begun[visit.id] < midnight(day + timedelta(days=1))
    }


def dwell(visit: Visit) -> list[float]:
    stages: tuple[Stage, ...] = visit.stages
    ends = [after.start for _, after in pairwise(stages)] + [visit.end]
    return [(end - stage.start).total_seconds() for stage, end in zip(stages, ends, strict=True)]


def made(store: ClickHouseStore, day: date) -> dict[str, dict[str, Any]]:
    """The visits of *day* that count."""
    rows = store.query(
        "SELECT visits.* FROM visits FINAL GLOBAL INNER JOIN"
        " (SELECT store, day, max(version) AS counts FROM rolls GROUP BY store, day) AS makings"
        " USING (store, day) WHERE day = {day:Date} AND version >= counts",
        {"day": day},
        timeout=60,
    )
    fields = ("start", "seconds", "path", "dwell")
    return {str(row["visit"]): {field: row[field] for field in fields} for row in rows}


def keep(writer: Writer, events: Sequence[Event], store: str = "lyon") -> None:
    documents = [json.loads(write_event(event)) for event in events]
    batch = check_batch(documents, store, datetime.now(UTC))
    assert batch.refused == ()
    writer.submit(batch).result(timeout=60)


@pytest.mark.parametrize("phases", [PHASES, OTHERS], ids=["journey", "engagement"])
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_engine_makes_the_visits_that_the_journeys_tell(
    store: ClickHouseStore, writer: Writer, day: date, phases: Phases
) -> None:
    chance = Random(day.toordinal())
    events = lived(day, chance)
    expected = told(events, day, phases)
    chance.shuffle(events)
    maker = Maker(store, phases, ZONE)
    for version, some in enumerate((events[:90], events[90:], events[:40]), start=1):
        keep(writer, some)
        maker.make(day, ["lyon", "paris"], version)
    assert made(store, day) == expected
    assert len(expected) > 50


def test_visit_whose_start_proves_earlier_moves_to_its_day_and_counts_once(
    store: ClickHouseStore, writer: Writer
) -> None:
    story, evening = Story(), midnight(DAYS[0]) - timedelta(minutes=5)
    visit = story.visit(evening, "cabin-1", gtin(1), seconds=900)
    early, late = story.events[:1], story.events[1:]
    again = Story()
    again.visit(midnight(DAYS[0]) + timedelta(hours=9), "cabin-1")
    maker, before = Maker(store, PHASES, ZONE), DAYS[0] - timedelta(days=1)
    keep(writer, [*late, *again.events])
    for version, day in enumerate((before, DAYS[0]), start=1):
        maker.make(day, ["lyon"], version)
    assert (len(made(store, before)), len(made(store, DAYS[0]))) == (0, 1)
    keep(writer, early)
    for version, day in enumerate((before, DAYS[0]), start=3):
        maker.make(day, ["lyon"], version)
    assert (list(made(store, before)), len(made(store, DAYS[0]))) == ([visit], 1)


def test_day_that_is_marked_while_it_is_made_is_made_again(database: Database) -> None:
    marks, day = SqliteMarks(database), StoreDate("lyon", DAYS[0])
    marks.mark([day])
    seen = marks.marked()
    marks.mark([day])
    marks.done(seen)
    assert marks.marked() == {day: 2}
    marks.done(marks.marked())
    assert marks.marked() == {}


def test_other_rules_make_everything_anew_and_the_same_ones_nothing(
    store: ClickHouseStore, writer: Writer, database: Database
) -> None:
    story = Story()
    story.visit(NOON, "cabin-1", gtin(1))
    keep(writer, story.events)
    marks, maker = SqliteMarks(database), Maker(store, PHASES, ZONE)
    roller = Roller(maker, marks, lambda: NOON)
    answers = []
    for rules in (maker.rules("here"), maker.rules("here"), maker.rules("elsewhere")):
        marks.mark_all_once(maker.kept(), rules)
        answers.append(roller.make_all())
    assert answers == [1, 0, 1]
    assert len(made(store, DAYS[0])) == 1


def test_clock_that_is_put_back_makes_later_versions(
    store: ClickHouseStore, writer: Writer, database: Database
) -> None:
    marks, maker, story = SqliteMarks(database), Maker(store, PHASES, ZONE), Story()
    story.visit(NOON, "cabin-1", gtin(1))
    keep(writer, story.events[:2])
    for clock in (NOON, NOON - timedelta(days=400)):
        marks.mark([StoreDate("lyon", DAYS[0])])
        Roller(maker, marks, lambda clock=clock: clock).make_all()  # type: ignore[misc]
        keep(writer, story.events[2:])
    (visit,) = made(store, DAYS[0]).values()
    assert visit["seconds"] == 300


NOTHING = Phases.model_validate(
    {"phase": [{"name": "sold", "title": "Sold", "events": ["request.done"]}]}
)


def test_visit_that_goes_through_no_phase_is_a_visit_and_stops_no_other(
    store: ClickHouseStore, writer: Writer
) -> None:
    story = Story()
    visit = story.visit(NOON, "cabin-1", gtin(1), seconds=60)
    keep(writer, story.events)
    Maker(store, NOTHING, ZONE).make(DAYS[0], ["lyon"], 1)
    expected = {"start": NOON, "seconds": 60.0, "path": [], "dwell": []}
    assert made(store, DAYS[0]) == {visit: expected}


class Failing(Maker):
    """Cannot make one day, as when the engine is away for it."""

    def make(self, day: date, stores: Sequence[str], version: int) -> None:
        if day == DAYS[0]:
            raise StoreError("away")
        super().make(day, stores, version)


def test_day_that_cannot_be_made_keeps_its_mark_and_holds_up_no_other(
    store: ClickHouseStore, writer: Writer, database: Database
) -> None:
    story, earlier = Story(), DAYS[0] - timedelta(days=1)
    story.visit(NOON - timedelta(days=1), "cabin-1", gtin(1))
    keep(writer, story.events)
    marks = SqliteMarks(database)
    marks.mark([StoreDate("lyon", DAYS[0]), StoreDate("lyon", earlier)])
    with pytest.raises(StoreError, match="away"):
        Roller(Failing(store, PHASES, ZONE), marks, lambda: NOON).make_all()
    assert marks.marked() == {StoreDate("lyon", DAYS[0]): 1}
    assert len(made(store, earlier)) == 1


def test_what_a_writer_keeps_is_made_by_itself(
    store: ClickHouseStore, rejected: RejectedEvents, database: Database
) -> None:
    marks = SqliteMarks(database)
    days = DayMarker(marks, ZONE)
    roller = Roller(Maker(store, PHASES, ZONE), marks, lambda: NOON, pause=0, coming=days.coming)

    def committed(_: Committed) -> None:
        if days.after():
            roller.nudge()

    writer = Writer(
        store, rejected, lambda: NOON, grouping=Grouping(seconds=0),
        before_commit=days.before, after_commit=committed,
    )  # fmt: skip
    writer.start()
    roller.start()
    try:
        story = Story()
        for number in range(3):
            story.visit(NOON + timedelta(minutes=number), "cabin-1", gtin(1))
            keep(writer, story.events)
            until(lambda n=number: len(made(store, DAYS[0])) == n + 1)  # type: ignore[misc]
        until(lambda: not marks.marked())
    finally:
        writer.stop()
        roller.stop()


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 90
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_day_whose_events_are_on_their_way_is_left_for_later(
    store: ClickHouseStore, writer: Writer, database: Database
) -> None:
    marks, story = SqliteMarks(database), Story()
    days = DayMarker(marks, ZONE)
    roller = Roller(Maker(store, PHASES, ZONE), marks, lambda: NOON, coming=days.coming)
    story.visit(NOON, "cabin-1", gtin(1))
    documents = [json.loads(write_event(event)) for event in story.events]
    rows = check_batch(documents, "lyon", datetime.now(UTC)).rows
    days.before({"lyon": rows})
    assert roller.make_all() == 0
    # Killed before it heard that the engine has them: the marks are there for whoever comes next.
    keep(writer, story.events)
    assert {it.day for it in marks.marked()} == {DAYS[0], DAYS[0] - timedelta(days=1)}
    later = Roller(Maker(store, PHASES, ZONE), marks, lambda: NOON)
    assert later.make_all() == 2
    assert len(made(store, DAYS[0])) == 1
