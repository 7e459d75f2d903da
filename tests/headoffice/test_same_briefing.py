"""A hub and head office, fed the same events, tell the same morning: every number of it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from contract.envelope import Event, write_event
from contract.events import (
    GarmentDisowned,
    GarmentJudged,
    LookbookOpened,
    OpinionGiven,
    StockCorrected,
    VideoPlayed,
    WishAdded,
)
from contract.figures import Day, Totals, most, spread, store_day
from contract.tags import By
from headoffice.batches import check_batch
from headoffice.briefing import MOST, Told, briefing
from headoffice.ingest import Writer
from headoffice.rolling import Maker
from headoffice.store import STATEMENTS, ClickHouseStore
from hub.store import Database
from hub.told import day_told
from simulation.story import Story
from tests.headoffice.test_journeys import PHASES
from tests.hub.kept import gtin, keep

#: One worker, one engine.
pytestmark = pytest.mark.xdist_group("engine")
#: Two stores that are not under one sun; the clocks of one are changed on the last of these days.
ZONES = {"lyon": ZoneInfo("Europe/Paris"), "new-york": ZoneInfo("America/New_York")}
DAYS = (date(2026, 11, 20), date(2026, 10, 25))
WHY = ("too_small", "too_big", "colour", "price")
Ask = Any


def lived(store: str, day: Day, chance: Random) -> list[Event]:
    """What a hub keeps: visits, requests and words, from a day before to a day after *day*."""
    story, hours = Story(store), (day.end - day.start) / timedelta(hours=1)
    for _ in range(70):
        at = day.start + timedelta(hours=chance.uniform(-5, hours + 20))
        room = chance.choice(("cabin-1", "cabin-2", "kiosk-1"))
        worn = [gtin(chance.randrange(5)) for _ in range(chance.randrange(4))]
        how = chance.choice(("tag", "touch", "code", "presence"))
        touched = chance.random() < 0.5
        visit = story.visit(
            at, room, *worn, seconds=chance.uniform(1, 9000), how=how, touched=touched
        )
        for code in worn[:1] if chance.random() < 0.3 else ():
            story.tell(GarmentDisowned(gtin=code, tag=f"t-{code}", by=By.UHF), at, room, visit)
        _say(story, at, room, visit, chance)
        end = chance.choice(("done", "unavailable", "expired", "cancelled", "too_late", "open"))
        accepted = chance.uniform(1, 200) if chance.random() < 0.6 else None
        after = None if end == "open" else chance.uniform(200, 90_000)
        wanted = chance.choice((None, gtin(chance.randrange(3))))
        times = chance.randrange(3)
        story.ask(at, accepted=accepted, done=after, end=end, wanted=wanted, escalated=times)
    return [_recorded(event, chance) for event in story.events]


def _say(story: Story, at: datetime, room: str, visit: str, chance: Random) -> None:
    """Things that shoppers say once or twice, with a visit and without one."""
    for _ in range(chance.randrange(5)):
        verdict = chance.choice(("taken", "declined"))
        reasons = tuple(chance.choices(WHY, k=2)) if verdict == "declined" else ()
        data = chance.choice(
            (
                GarmentJudged(gtin=gtin(chance.randrange(3)), verdict=verdict, reasons=reasons),
                OpinionGiven(score=chance.randint(1, 5), about="visit"),
                OpinionGiven(score=chance.randint(1, 5), about="request", request=visit),
                LookbookOpened(lookbook=chance.choice("ab")),
                VideoPlayed(video=chance.choice("ab"), seconds=3, completed=chance.random() < 0.5),
                WishAdded(gtin=gtin(chance.randrange(3))),
            )
        )
        whose = visit if chance.random() < 0.8 else None
        story.tell(data, at + timedelta(seconds=chance.uniform(0, 900)), room, whose)
    if chance.random() < 0.2:
        corrected = StockCorrected.model_validate({"gtin": gtin(1), "was": 3, "is": 0})
        story.tell(corrected, at, room, hub=True)


def _recorded(event: Event, chance: Random) -> Event:
    ahead = chance.choice((-600, -5, 0, 299, 301)) if chance.random() < 0.2 else -1
    recorded = event.time - timedelta(seconds=ahead)
    clock = "unsynced" if chance.random() < 0.02 else None
    return event.model_copy(update={"recordedtime": recorded, "clock": clock})


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Database]:
    db = Database(tmp_path / "hub.db")
    yield db
    db.close()


def send(writer: Writer, events: Sequence[Event]) -> None:
    documents = [json.loads(write_event(event)) for event in events]
    batch = check_batch(documents, events[0].storeid or "", datetime.now(UTC))
    assert batch.refused == ()
    writer.submit(batch).result(timeout=60)


def asked(store: ClickHouseStore, day: date) -> dict[str, Told]:
    def ask(name: str, params: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        return store.query(STATEMENTS[name].sql, params, timeout=60)

    maker = Maker(store, PHASES, ZONES["lyon"], {"new-york": ZONES["new-york"]})
    for version, of in enumerate((day - timedelta(days=7), day), start=1):
        maker.make(of, [*ZONES], version)
    zones = {**ZONES, "lille": ZONES["lyon"]}
    return {told.store: told for told in briefing(ask, day, zones)}


def about(totals: Totals | None) -> Any:
    """Every number of it; waits to the last digit but a few."""
    return pytest.approx(_flat(asdict(totals))) if totals else None


def _flat(found: Any, path: str = "") -> dict[str, Any]:
    match found:
        case dict():
            pairs = [*found.items()]
        case list() | tuple():
            pairs = [*enumerate(found)]
        case _:
            return {path: found}
    return {k: v for key, one in pairs for k, v in _flat(one, f"{path}.{key}").items()}


@pytest.mark.parametrize("date_", DAYS, ids=str)
def test_same_events_make_the_same_morning(
    store: ClickHouseStore, writer: Writer, hub: Database, date_: date
) -> None:
    chance, days = Random(date_.toordinal()), {name: Day(date_, z) for name, z in ZONES.items()}
    events = {name: lived(name, day, chance) for name, day in days.items()}
    before = lived("lyon", days["lyon"].back(7), chance)
    for event in (*events["lyon"], *before):
        # A hub stamps what it keeps with the moment in which it had it.
        keep(hub, [event], (event.recordedtime or event.time) - event.time)
    for own in (*events.values(), before):
        chance.shuffle(own)
        send(writer, [*own, *own[:50]])

    found = asked(store, date_)
    at_hub = day_told(hub, days["lyon"])
    assert _flat(asdict(found["lyon"].totals)) == about(at_hub.totals)
    earlier = found["lyon"].before
    assert earlier is not None
    assert _flat(asdict(earlier)) == about(day_told(hub, days["lyon"].back(7)).totals)
    there = store_day(events["new-york"], days["new-york"])
    assert _flat(asdict(found["new-york"].totals)) == about(there.totals)
    for name, pieces in (("tried", at_hub.tried), ("left", at_hub.judged.left)):
        assert _named(getattr(found["lyon"], name)) == most(pieces, lambda code: code)[:MOST]
    assert _named(found["lyon"].missing) == most(at_hub.missing, lambda code: code)[:MOST]
    assert (found["lille"].heard, found["lille"].totals.quiet) == (False, True)
    assert min(at_hub.visits.touched.of, at_hub.requests.open, at_hub.opinions.n) > 3
    assert min(at_hub.requests.unanswered.n, at_hub.looked.films.n, at_hub.corrections) > 0


@pytest.mark.parametrize("date_", DAYS, ids=str)
def test_network_adds_stores_by_what_can_be_added(
    store: ClickHouseStore, writer: Writer, date_: date
) -> None:
    chance = Random(date_.toordinal())
    days = {name: Day(date_, zone) for name, zone in ZONES.items()}
    events = {name: lived(name, day, chance) for name, day in days.items()}
    for own in events.values():
        send(writer, own)
    apart = [store_day(events[name], day) for name, day in days.items()]
    found = asked(store, date_)[""].totals

    assert found.visits.n == sum(day.visits.n for day in apart)
    assert found.requests.unanswered.n == sum(day.requests.unanswered.n for day in apart)
    assert found.opinions.counts == {
        score: sum(day.opinions.counts[score] for day in apart) for score in range(1, 6)
    }
    # The middle of all waits, which no middles of stores would give.
    waits = [life.accepted for day in apart for life in day.lives if life.accepted is not None]
    whole = spread(waits)
    assert (found.requests.accepted.n, found.requests.accepted.p50) == (
        whole.n,
        pytest.approx(whole.p50),
    )


def test_store_that_sent_something_else_is_heard(store: ClickHouseStore, writer: Writer) -> None:
    story, day = Story(), Day(DAYS[0], ZONES["lyon"])
    corrected = StockCorrected.model_validate({"gtin": gtin(1), "was": 3, "is": 0})
    story.tell(corrected, day.start, "cabin-1", hub=True)
    send(writer, story.events)
    found = asked(store, DAYS[0])
    assert {name: it.heard for name, it in found.items()} == {
        "": True, "lille": False, "lyon": True, "new-york": False,
    }  # fmt: skip


def _named(found: Sequence[tuple[int, int]]) -> tuple[tuple[str, int], ...]:
    return tuple((f"{code:014d}", n) for code, n in found)
