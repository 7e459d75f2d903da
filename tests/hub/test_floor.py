"""The floor from events, also when they come late, twice over or out of order."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from contract.envelope import Event
from contract.events import (
    EventData,
    GarmentArrived,
    GarmentLeft,
    RoomSwitched,
    TouchpointHealth,
    VisitEnded,
    VisitStarted,
    type_of,
)
from contract.ids import new_id
from contract.tags import By
from hub.floor import Floor, apply

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
GTIN, TAG = "00614141100019", "https://id.gs1.org/01/00614141100019/21/A1"
OUTBOX, VISIT, BOOT = new_id(), new_id(), new_id()
SOURCE = "/stores/lyon/touchpoints/cabin-3"


def event(data: EventData, sequence: int) -> Event:
    return Event(
        id=new_id(),
        source=SOURCE,
        type=type_of(data.name),
        time=NOW,
        outbox=OUTBOX,
        sequence=sequence,
        storeid="lyon",
        touchpointid="cabin-3",
        visitid=VISIT,
        data=data,
    )


def arrived(sequence: int) -> Event:
    return event(GarmentArrived(gtin=GTIN, serial="A1", tag=TAG, by=By.UHF), sequence)


def left(sequence: int) -> Event:
    return event(GarmentLeft(gtin=GTIN, serial="A1", tag=TAG, by=By.UHF, seconds=3), sequence)


def started(sequence: int) -> Event:
    return event(VisitStarted(how="tag", language="fr"), sequence)


def ended(sequence: int) -> Event:
    return event(VisitEnded(why="left", seconds=9), sequence)


def quiet(sequence: int, *, on: bool = True) -> Event:
    return event(RoomSwitched(what="do_not_disturb", on=on), sequence)


def floor_of(*events: Event) -> Floor:
    floor = Floor()
    for one in events:
        floor = apply(floor, one, NOW, NOW)
    return floor


def test_room_holds_who_and_what_is_in_it() -> None:
    room = floor_of(started(1), arrived(2)).rooms["cabin-3"]
    assert (room.visit, room.language, room.since) == (VISIT, "fr", NOW)
    assert [(inside.gtin, inside.serial) for inside in room.garments] == [(GTIN, "A1")]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_room_is_empty_afterwards_in_whatever_order_it_is_told(order: tuple[int, ...]) -> None:
    told = (started(1), arrived(2), left(3), ended(4))
    room = floor_of(*(told[i] for i in order)).rooms["cabin-3"]
    assert (room.visit, room.garments) == (None, ())


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_room_is_undisturbed_for_its_visit_in_whatever_order_it_is_told(
    order: tuple[int, ...],
) -> None:
    told = (started(1), quiet(2), ended(3), started(4))
    assert not floor_of(*(told[i] for i in order)).rooms["cabin-3"].undisturbed
    later = (quiet(2), ended(3), started(4), quiet(5))
    assert floor_of(*(later[i] for i in order)).rooms["cabin-3"].undisturbed


def test_room_may_be_disturbed_again() -> None:
    told = (started(1), quiet(2), quiet(3, on=False))
    switched = [floor_of(*told[:count]).rooms["cabin-3"].undisturbed for count in (1, 2, 3)]
    assert switched == [False, True, False]
    # The second word came before the first.
    assert not floor_of(started(1), quiet(3, on=False), quiet(2)).rooms["cabin-3"].undisturbed


def test_mirror_that_is_off_is_no_wish_for_peace() -> None:
    off = event(RoomSwitched(what="off", on=True), 2)
    assert not floor_of(started(1), off).rooms["cabin-3"].undisturbed


def test_garment_that_comes_back_is_inside() -> None:
    room = floor_of(started(1), arrived(2), left(3), arrived(4)).rooms["cabin-3"]
    assert [inside.tag for inside in room.garments] == [TAG]


def test_screen_is_silent_after_three_health_periods() -> None:
    health = TouchpointHealth(
        boot=BOOT, version="1", readers={"uhf": "ok"}, usable_seconds=60, open_seconds=60
    )
    screen = floor_of(event(health, 1)).screens["cabin-3"]
    assert (screen.boot, dict(screen.readers)) == (BOOT, {"uhf": "ok"})
    assert not screen.silent(NOW + timedelta(seconds=180))
    assert screen.silent(NOW + timedelta(seconds=181))
