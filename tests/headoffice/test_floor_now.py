"""A store's floor is what its events say, in whatever order and however often they come."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.envelope import Event, write_event
from contract.events import (
    GarmentArrived,
    GarmentDisowned,
    GarmentLeft,
    RequestAccepted,
    RequestDone,
    RequestEscalated,
    RequestMade,
    RequestOnTheWay,
    RequestReleased,
    RequestSeen,
    RequestUndone,
    TouchpointHealth,
    VisitEnded,
    VisitStarted,
)
from contract.ids import new_id
from contract.requests import RequestKind, RequestStatus
from contract.tags import By
from headoffice.batches import check_batch
from headoffice.floor_now import FloorNow, Place, Screen, Waiting, floor_now, folded
from headoffice.ingest import Writer
from headoffice.store import STATEMENTS, ClickHouseStore
from simulation.story import Story
from tests.hub.kept import gtin

#: One worker, one engine.
pytestmark = pytest.mark.xdist_group("engine")
NOW = datetime(2026, 11, 21, 15, 20, tzinfo=UTC)
VISIT, SIZE, HELP = new_id(), new_id(), new_id()


def told() -> list[Event]:
    """Fitting room 2: a visit that ended and one that goes on, with two garments of four; a size
    that somebody gave back, a call for help that is on its way, and one thing that was brought.
    """
    story = Story()

    def say(seconds: float, data: Any, visit: str = VISIT, *, hub: bool = False) -> None:
        at = NOW - timedelta(seconds=seconds)
        place = None if hub else "cabin-2"
        story.tell(data, at, place, visit, hub=hub, recordedtime=at)

    def steps(request: str, *kinds: Any) -> None:
        for n, kind in enumerate(kinds):
            more = {"number": 1, "to": "manager"} if kind is RequestEscalated else {}
            more |= {"step": "on_the_way"} if kind is RequestUndone else {}
            say(60 - n, kind(request=request, after_seconds=10 + n, **more), hub=True)

    say(900, VisitStarted(how="tag", language="fr"), old := new_id())
    say(890, GarmentArrived(gtin=gtin(9), tag="z", by=By.UHF), old)
    say(800, VisitEnded(why="left", seconds=100), old)
    say(700, VisitStarted(how="tag", language="fr"))
    for n, tag in enumerate("abcd"):
        say(690 - n, GarmentArrived(gtin=gtin(n), tag=tag, by=By.UHF))
    say(600, GarmentDisowned(gtin=gtin(0), tag="a", by=By.UHF))
    say(590, GarmentLeft(gtin=gtin(1), tag="b", by=By.UHF, seconds=9))
    for ago, request, kind in ((300, SIZE, "size"), (90, HELP, "help"), (200, "", "item")):
        made = RequestMade(request=request or old, kind=RequestKind(kind), place="cabin-2")
        say(ago, made)
    steps(SIZE, RequestSeen, RequestEscalated, RequestAccepted, RequestReleased)
    steps(HELP, RequestSeen, RequestAccepted, RequestOnTheWay, RequestUndone, RequestOnTheWay)
    steps(old, RequestSeen, RequestAccepted, RequestDone)
    health = TouchpointHealth(
        boot=new_id(), version="1", readers={"uhf": "silent", "nfc": "ok"},
        usable_seconds=60, open_seconds=60,
    )  # fmt: skip
    say(20, health)
    return story.events


EVENTS = told()
RECORDED = NOW - timedelta(seconds=20)
FLOOR = FloorNow(
    at=NOW,
    recorded=RECORDED,
    received=NOW,
    places=(Place("cabin-2", VISIT, NOW - timedelta(seconds=700), 2, 2),),
    waiting=(
        Waiting(
            SIZE, RequestKind.SIZE, "cabin-2", NOW - timedelta(seconds=300),
            RequestStatus.SEEN, 1,
        ),
        Waiting(
            HELP, RequestKind.HELP, "cabin-2", NOW - timedelta(seconds=90),
            RequestStatus.ON_THE_WAY, 0,
        ),
    ),
    screens=(Screen("cabin-2", RECORDED, silent=False, down=("uhf",)),),
)  # fmt: skip


def row(event: Event) -> dict[str, Any]:
    """As `floor_told` has it."""
    data = event.data
    return {
        "source": event.source, "outbox": event.outbox, "sequence": event.sequence,
        "touchpoint": event.touchpointid or "", "type": event.type, "visit": event.visitid,
        "request": getattr(data, "request", ""), "kind": getattr(data, "kind", ""),
        "at": event.time, "tag": getattr(data, "tag", ""),
    }  # fmt: skip


ROWS = [row(event) for event in EVENTS if event.data.name != "touchpoint.health"]
HEARD = [{"touchpoint": "cabin-2", "recorded": RECORDED, "readers": '{"uhf":"silent","nfc":"ok"}'}]


@given(st.permutations(ROWS), st.lists(st.sampled_from(ROWS)))
def test_floor_does_not_depend_on_the_order_of_coming_nor_on_repeats(
    order: list[dict[str, Any]], again: list[dict[str, Any]]
) -> None:
    assert folded([*order, *again], HEARD, NOW, RECORDED, NOW) == FLOOR


def test_screens_stand_in_the_order_of_their_numbers_and_fall_silent() -> None:
    names = ("cabin-10", "cabin-2", "kiosk-1")
    heard = [
        {"touchpoint": name, "recorded": NOW - timedelta(seconds=ago), "readers": ""}
        for name, ago in zip(names, (180, 181, 0), strict=True)
    ]
    found = folded([], heard, NOW, NOW, NOW).screens
    assert [(it.touchpoint, it.silent) for it in found] == [
        ("cabin-2", True), ("cabin-10", False), ("kiosk-1", False),
    ]  # fmt: skip


def test_engine_tells_the_same_floor(store: ClickHouseStore, writer: Writer) -> None:
    def ask(name: str, params: Any) -> Any:
        return store.query(STATEMENTS[name].sql, params, timeout=60)

    assert floor_now(ask, "lyon", NOW, NOW) == FloorNow(NOW, None, None)
    documents = [json.loads(write_event(event)) for event in EVENTS]
    batch = check_batch(documents, "lyon", NOW)
    assert batch.refused == ()
    writer.submit(batch).result(timeout=60)
    assert floor_now(ask, "lyon", NOW, writer.committed) == FLOOR
    # A line that went down: the floor stands as it was, and nobody waits longer than that.
    later = floor_now(ask, "lyon", NOW + timedelta(hours=3), writer.committed)
    assert (later.live, later.at) == (False, RECORDED)
    assert (later.places, later.waiting, later.screens) == (
        FLOOR.places, FLOOR.waiting, FLOOR.screens,
    )  # fmt: skip
