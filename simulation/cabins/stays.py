"""Which garment hangs where and when, and what was told of it in the end; pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from statistics import median, quantiles
from typing import Any

from contract.sgtin import decode
from simulation.rack import Piece
from simulation.tally import Row

#: Seconds a garment hangs: longer than a mirror hears nothing, for what it never heard is in no
#: event. After the broker was killed that is 7 s, and 4 s more until it knows whose a garment is.
_STAYS = (13.0, 19.0)
_WRONG = ("in several rooms", "in another room", "not told", "never left", "told twice")


@dataclass(frozen=True, slots=True)
class Stay:
    """*piece* in the room of *touchpoint*, from and to so many seconds after the opening."""

    piece: Piece
    touchpoint: str
    hung: float
    taken: float

    @property
    def tag(self) -> str:
        return decode(self.piece.code).uri


def stays(pieces: Sequence[Piece], rooms: Sequence[str], seconds: float, rng: Random) -> list[Stay]:
    """Every piece hung once within *seconds*, each room getting as many as the others."""
    planned = []
    for number, piece in enumerate(pieces):
        hung = rng.uniform(0, seconds)
        taken = hung + rng.uniform(*_STAYS)
        planned.append(Stay(piece, rooms[number % len(rooms)], hung, taken))
    return planned


def counted(
    planned: Iterable[Stay], rows: Iterable[Row], hung_at: Mapping[str, float]
) -> dict[str, Any]:
    """Of each garment in whose events it is and how often; *hung_at* in milliseconds of UTC.

    `once`: it came once and left once, in the events of its own room alone.
    """
    told: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.name in {"garment.arrived", "garment.left"}:
            told[row.data["tag"]].append(row)
    fates = [_fate(stay, told[stay.tag]) for stay in planned]
    return {
        "garments": len(fates),
        **{fate: fates.count(fate) for fate in ("once", *_WRONG)},
        "arrival_seconds_simulated_reader": _spread(list(_arrivals(told, hung_at))),
    }


def _fate(stay: Stay, told: Sequence[Row]) -> str:
    rooms = {row.source.rpartition("/")[2] for row in told}
    if not told:
        return "not told"
    if len(rooms) > 1:
        return "in several rooms"
    if rooms != {stay.touchpoint}:
        return "in another room"
    match sorted(row.name for row in told):
        case ["garment.arrived", "garment.left"]:
            return "once"
        case ["garment.arrived"]:
            return "never left"
    return "told twice"


def _arrivals(told: Mapping[str, Iterable[Row]], hung_at: Mapping[str, float]) -> Iterable[float]:
    for tag, rows in told.items():
        for row in rows:
            if row.name == "garment.arrived" and row.made_ms is not None:
                yield (row.made_ms - hung_at[tag]) / 1000


def _spread(seconds: Sequence[float]) -> dict[str, float]:
    if len(seconds) < 2:
        return {}
    p95 = quantiles(seconds, n=20, method="inclusive")[-1]
    return {"p50": round(median(seconds), 2), "p95": round(p95, 2)}
