"""Calibrates a hall, lets garments come and go, and asks where each was placed; seeded."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from statistics import fmean

from fittingroom.calibrate.learning import SPOTS, Spot, sound_of
from simulation.rooms.hall import Air, Hall, Hung
from touchpoint.beams import Beams, assumed
from touchpoint.rooms import Change, Gone, Placed, Rules, Zone, step
from touchpoint.zone import beams_of

#: Seconds at each spot of a calibration, and when it was: which changes nothing.
AT_EACH, _WHEN = 2.0, datetime(2026, 1, 1, tzinfo=UTC)
#: Seconds between two looks of a mirror.
BEAT = 0.1
#: As a store has them.
SHIPPED = Rules()
_LONGEST_WALL, _TRIES = 40.0, 22


@dataclass(frozen=True, slots=True)
class Outcome:
    """One garment: whether it was told to be in its room at once surely, and never in another.

    *arrival* and *departure* are seconds until it was told that it came and went.
    """

    right: bool
    arrival: float | None
    departure: float | None


def calibrated(hall: Hall) -> Beams:
    """What the mirrors' own calibration learns when somebody walks through the cabins."""
    rng, air = random.Random(f"calibration {hall.seed}"), Air(hall)
    sounds = {}
    for room, cabin in hall.rooms.items():
        spots = []
        for name in SPOTS:
            tag = Hung("calibration", cabin, rng)
            air.hang(tag)
            spots.append(Spot(name, tuple(air.heard(tag, 0.0, AT_EACH)), AT_EACH))
        sounds[room] = sound_of(spots, hall.rooms.values(), "hall", _WHEN)
    return beams_of(hall.rooms, sounds)


def cross_reads(hall: Hall, garments: int = 60) -> float:
    """The share of reads that an antenna of another cabin makes, 0 to 1."""
    rng, air = random.Random(f"cross {hall.seed}"), Air(hall)
    own = other = 0
    for number in range(garments):
        tag = Hung(str(number), 1 + number % hall.cabins, rng)
        air.hang(tag)
        for sighting in air.heard(tag, 0.0, 4.0):
            own += sighting.antenna == tag.cabin
            other += sighting.antenna != tag.cabin
    return other / max(1, own + other)


def with_cross_reads(hall: Hall, share: float) -> Hall:
    """*hall* with walls such that *share* of its reads are a neighbour's; 0: nothing comes through.

    Walls cannot explain more than no walls at all: the thinnest are taken then.
    """
    if not share:
        return replace(hall, wall=_LONGEST_WALL)
    thin, thick = -4.0, _LONGEST_WALL
    for _ in range(_TRIES):
        middle = (thin + thick) / 2
        if cross_reads(replace(hall, wall=middle)) > share:
            thin = middle
        else:
            thick = middle
    return replace(hall, wall=thick)


def run(
    hall: Hall, *, garments: int, rules: Rules = SHIPPED, calibrate: bool = True
) -> list[Outcome]:
    """*garments* one after the other, each hung in a cabin for a while."""
    beams = calibrated(hall) if calibrate else assumed(hall.rooms)
    rng = random.Random(f"trial {hall.seed}")
    return [
        _one(Air(hall), beams, rules, Hung(str(n), 1 + n % hall.cabins, rng), rng.uniform(12, 25))
        for n in range(garments)
    ]


def _one(air: Air, beams: Beams, rules: Rules, tag: Hung, stays: float) -> Outcome:
    zone, told = Zone(beams, rules), list[tuple[float, Change]]()
    now, moved = 0.0, 0.0
    while now < stays + 2 * rules.gone_after:
        if now >= moved:
            air.hang(tag)
            moved = now + tag.rng.uniform(3.0, 8.0)
        end = now + BEAT
        zone, changes = step(zone, air.heard(tag, now, end) if now < stays else (), end)
        told += ((end, change) for change in changes)
        now = end
    return _outcome(told, f"cabin-{tag.cabin}", stays)


def _outcome(told: Sequence[tuple[float, Change]], room: str, stays: float) -> Outcome:
    placed = [(at, change) for at, change in told if isinstance(change, Placed)]
    gone = [at for at, change in told if isinstance(change, Gone) and change.room == room]
    return Outcome(
        # "Yours?" is a question to a shopper who should not have been asked one.
        right=bool(placed) and all(change.sure and change.room == room for _, change in placed),
        arrival=next((at for at, change in placed if change.room == room), None),
        departure=gone[-1] - stays if gone else None,
    )


def share_right(outcomes: Sequence[Outcome]) -> float:
    """0 to 1."""
    return fmean(outcome.right for outcome in outcomes)
