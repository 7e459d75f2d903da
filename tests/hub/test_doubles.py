"""A tag in two places is told, and a garment that is carried from one to the other is not."""

from datetime import UTC, datetime, timedelta

import pytest

from contract.envelope import Event, touchpoint_source
from contract.events import (
    EventData,
    GarmentArrived,
    GarmentLeft,
    ReaderState,
    TouchpointHealth,
    VisitEnded,
    type_of,
)
from contract.ids import new_id
from contract.tags import By
from hub.doubles import Double, doubles
from hub.floor import Floor, apply

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
GTIN, TAG = "00614141100019", "https://id.gs1.org/01/00614141100019/21/A1"
OUTBOX, BOOT = new_id(), new_id()
TWICE = frozenset({Double(TAG, GTIN, ("cabin-1", "cabin-2"))})

#: Seconds after noon, the touchpoint, and what it says.
Said = tuple[float, str, EventData]


def arrived(serial: str | None = "A1", by: By = By.UHF) -> GarmentArrived:
    return GarmentArrived(gtin=GTIN, serial=serial, tag=TAG, by=by)


def left() -> GarmentLeft:
    return GarmentLeft(gtin=GTIN, serial="A1", tag=TAG, by=By.UHF, seconds=3)


def health(state: ReaderState = "ok") -> TouchpointHealth:
    return TouchpointHealth(
        boot=BOOT, version="1", readers={"uhf": state}, usable_seconds=60, open_seconds=60
    )


def event(touchpoint: str, sequence: int, data: EventData) -> Event:
    return Event(
        id=new_id(),
        source=touchpoint_source("lyon", touchpoint),
        type=type_of(data.name),
        time=NOON,
        outbox=OUTBOX,
        sequence=sequence,
        storeid="lyon",
        touchpointid=touchpoint,
        data=data,
    )


def found(*said: Said, at: float = 100) -> frozenset[Double]:
    floor = Floor()
    for sequence, (seconds, touchpoint, data) in enumerate(said, 1):
        when = NOON + timedelta(seconds=seconds)
        floor = apply(floor, event(touchpoint, sequence, data), when, when)
    return doubles(floor, NOON + timedelta(seconds=at))


BOTH: tuple[Said, ...] = ((0, "cabin-1", arrived()), (10, "cabin-2", arrived()))
HEARD: tuple[Said, ...] = ((60, "cabin-1", health()), (61, "cabin-2", health()))


def test_tag_that_hangs_in_two_places_is_told() -> None:
    assert found(*BOTH, *HEARD) == TWICE


def test_tag_in_three_places_is_told_of_each_two_neighbours() -> None:
    third: Said = (5, "cabin-3", arrived())
    heard: Said = (62, "cabin-3", health())
    assert {d.touchpoints for d in found(*BOTH, third, *HEARD, heard)} == {
        ("cabin-1", "cabin-2"),
        ("cabin-2", "cabin-3"),
    }


@pytest.mark.parametrize(
    "gone", [(13.0, "cabin-1", left()), (13.0, "cabin-1", VisitEnded(why="left", seconds=9))]
)
def test_garment_that_was_carried_over_is_not(gone: Said) -> None:
    assert found(*BOTH, gone, *HEARD) == frozenset()


@pytest.mark.parametrize(("at", "told"), [(39.9, frozenset()), (40.0, TWICE)])
def test_leaving_is_waited_for(at: float, told: frozenset[Double]) -> None:
    said: list[Said] = [(40, "cabin-1", health()), (40, "cabin-2", health())]
    assert found(*BOTH, *said, at=at) == told


@pytest.mark.parametrize(
    "heard",
    [
        (),
        ((39, "cabin-1", health()), HEARD[1]),
        ((60, "cabin-1", health("missing")), HEARD[1]),
    ],
)
def test_place_that_could_not_tell_that_it_left_proves_nothing(heard: tuple[Said, ...]) -> None:
    assert found(*BOTH, *heard) == frozenset()


@pytest.mark.parametrize(
    "data", [arrived(serial=None), arrived(by=By.QR), arrived(by=By.BARCODE), arrived(by=By.SEARCH)]
)
def test_what_does_not_hang_or_is_no_single_piece_is_in_no_place(data: GarmentArrived) -> None:
    assert found((0, "cabin-1", data), (10, "cabin-2", data), *HEARD) == frozenset()
