"""How a run of rooms that share a reader is counted, and that each way of being wrong is told."""

from random import Random

from contract.sgtin import decode
from contract.tags import By
from simulation.cabins.stays import Stay, counted, stays
from simulation.rack import Piece, piece_of
from simulation.tally import Row

GTIN = "00614141200047"
ROOMS = ["cabin-1", "cabin-2"]


def piece(serial: int) -> Piece:
    return piece_of(GTIN, "coat", By.UHF, serial)


def stay(serial: int, room: str = "cabin-1") -> Stay:
    return Stay(piece(serial), room, 0.0, 10.0)


def row(name: str, it: Stay, room: str = "cabin-1", at: float = 1700.0) -> Row:
    data = {"tag": decode(it.piece.code).uri}
    return Row(f"/stores/lyon/touchpoints/{room}", f"{name}{at}{room}", name, data, made_ms=at)


def came_and_left(it: Stay, room: str = "cabin-1", at: float = 1700.0) -> list[Row]:
    return [row("garment.arrived", it, room, at), row("garment.left", it, room, at + 9000)]


def test_each_garment_is_counted_once() -> None:
    good, twice, next_door, both, lost = planned = [stay(n) for n in range(5)]
    rows = [
        *came_and_left(good),
        *came_and_left(twice),
        *came_and_left(twice, at=20_000),
        *came_and_left(next_door, "cabin-2"),
        *came_and_left(both),
        *came_and_left(both, "cabin-2"),
        row("product.viewed", lost),
    ]
    found = counted(planned, rows, dict.fromkeys((it.tag for it in planned), 1000.0))
    del found["arrival_seconds_simulated_reader"]
    assert found == {
        "garments": 5,
        "once": 1,
        "in several rooms": 1,
        "in another room": 1,
        "not told": 1,
        "never left": 0,
        "told twice": 1,
    }


def test_garment_that_never_left_is_not_once() -> None:
    it = stay(1)
    found = counted([it], [row("garment.arrived", it)], {it.tag: 1000.0})
    assert (found["once"], found["never left"]) == (0, 1)


def test_arrival_is_counted_from_the_hanging() -> None:
    planned = [stay(n) for n in range(3)]
    rows = [r for n, it in enumerate(planned) for r in came_and_left(it, at=1500.0 + 500 * n)]
    found = counted(planned, rows, {it.tag: 1000.0 for it in planned})
    assert found["arrival_seconds_simulated_reader"] == {"p50": 1.0, "p95": 1.45}


def test_rooms_get_their_share() -> None:
    pieces = [piece(n) for n in range(40)]
    planned = stays(pieces, ROOMS, 30.0, Random(1))
    assert [it.touchpoint for it in planned].count("cabin-1") == 20
    assert {it.piece for it in planned} == set(pieces)
    assert all(0 <= it.hung <= 30 and 13 <= it.taken - it.hung <= 19 for it in planned)
