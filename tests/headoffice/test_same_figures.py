"""A store and head office count the same: one day's events, told to both, in any order."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from contract.envelope import Event, write_event
from contract.events import GarmentDisowned
from contract.figures import Day, Spread, store_day
from contract.tags import By
from headoffice import figures
from headoffice.batches import check_batch
from headoffice.figures import Share, Span, Wait
from headoffice.ingest import Writer
from headoffice.store import STATEMENTS, ClickHouseStore
from simulation.story import Story
from tests.hub.kept import gtin

#: One worker, one engine.
pytestmark = pytest.mark.xdist_group("engine")
ZONE = ZoneInfo("Europe/Paris")
#: An ordinary day, and the two on which the clock is changed.
DAYS = [date(2026, 11, 20), date(2026, 3, 29), date(2026, 10, 25)]


def lived(day: Day, chance: Random, store: str = "lyon") -> list[Event]:
    """Visits and requests from the evening before to the morning after, some by wrong clocks."""
    story = Story(store)
    hours = (day.end - day.start) / timedelta(hours=1)
    for _ in range(60):
        at = day.start + timedelta(hours=chance.uniform(-3, hours + 3))
        room = chance.choice(("cabin-1", "cabin-2", "kiosk-1"))
        tried = [gtin(chance.randrange(5)) for _ in range(chance.randrange(4))]
        visit = story.visit(at, room, *tried, seconds=chance.uniform(1, 900))
        for code in tried[:1] if chance.random() < 0.3 else ():
            disowned = GarmentDisowned(gtin=code, tag=f"t-{code}", by=By.UHF)
            story.tell(disowned, at, room, visit)
        end = chance.choice(("done", "unavailable", "expired", "cancelled"))
        accepted = chance.uniform(1, 200) if end in {"done", "unavailable"} else None
        story.ask(at, accepted=accepted, done=chance.uniform(200, 20000), end=end)
    return [_recorded(event, chance) for event in story.events]


def _recorded(event: Event, chance: Random) -> Event:
    ahead = chance.choice((-600, -5, 0, 299, 301)) if chance.random() < 0.2 else -1
    recorded = event.time - timedelta(seconds=ahead)
    clock = "unsynced" if chance.random() < 0.02 else None
    return event.model_copy(update={"recordedtime": recorded, "clock": clock})


@pytest.mark.parametrize("date_", DAYS, ids=str)
def test_same_events_make_the_same_figures(
    store: ClickHouseStore, writer: Writer, date_: date
) -> None:
    day, chance = Day(date_, ZONE), Random(date_.toordinal())
    events = lived(day, chance)
    chance.shuffle(events)
    documents = [json.loads(write_event(event)) for event in (*events, *events[:50])]
    batch = check_batch(documents, "lyon", datetime.now(UTC))
    assert batch.refused == ()
    writer.submit(batch).result(timeout=60)

    def ask(name: str, params: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        return store.query(STATEMENTS[name].sql, params, timeout=60)

    (there,) = figures.today(ask, Span(day.start, day.end, ZONE), "lyon")
    here = store_day(events, day)
    asked = here.requests
    assert there == figures.StoreDay(
        store="lyon",
        visits=here.visits.n,
        garments=len(here.recognised),
        requests=asked.n,
        answered=Share(asked.answered.of, asked.answered.n),
        done=Share(asked.done, asked.n),
        unavailable=asked.unavailable,
        expired=asked.expired,
        cancelled=asked.cancelled,
        seen=_wait(asked.seen),
        accepted=_wait(asked.accepted),
        finished=_wait(asked.finished),
    )
    assert here.visits.n > 30
    assert min(asked.done, asked.unavailable, asked.expired, asked.cancelled) > 3


def _wait(found: Spread) -> Wait:
    return Wait(found.n, pytest.approx(found.p50), pytest.approx(found.p95))
