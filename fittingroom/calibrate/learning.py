"""From what was heard of one garment at several spots to how a room sounds; pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean

from contract.states import HeardRoom, RoomSound
from touchpoint.beams import Beam, Beams
from touchpoint.rooms import Rules, Sighting, likelihoods

#: Where a garment is held; together they are the room as shoppers use it.
SPOTS = (
    "on the hook, in the middle of the wall",
    "at chest height, in the middle of the room",
    "at the left wall, at chest height",
    "at the right wall, at chest height",
    "on the bench or low by the floor, at the back",
    "close to your body, beside the curtain",
)


@dataclass(frozen=True, slots=True)
class Spot:
    """What was heard of the garment there, *seconds* long."""

    name: str
    sightings: tuple[Sighting, ...]
    seconds: float


def newcomer(before: Iterable[Sighting], after: Iterable[Sighting]) -> str | None:
    """The tag most often heard *after* and not at all *before*; ties go to the louder one."""
    known = {s.epc for s in before}
    heard = [s for s in after if s.epc not in known]
    counts = Counter(s.epc for s in heard)
    loudness = {epc: fmean(s.rssi for s in heard if s.epc == epc) for epc in counts}
    return max(counts, key=lambda epc: (counts[epc], loudness[epc]), default=None)


def sound_of(
    spots: Sequence[Spot], antennas: Iterable[int], reader: str, made: datetime
) -> RoomSound:
    """How the room sounds to each of *antennas*. Raises ValueError when nothing was heard."""
    if not any(spot.sightings for spot in spots):
        raise ValueError("nothing was heard at any spot")
    return RoomSound(
        reader=reader, antennas={n: _heard(spots, n) for n in sorted(antennas)}, made=made
    )


def told_right(spots: Sequence[Spot], room: str, beams: Beams) -> tuple[int, int]:
    """At how many *spots* the garment would be told to be in *room*, and at how many surely."""
    found = [likelihoods(beams, spot.sightings, spot.seconds) for spot in spots if spot.sightings]
    right = [likely for likely in found if likely[room] == max(likely.values())]
    return len(right), sum(likely[room] >= Rules().sure for likely in right)


def heard_by(spot: Spot) -> Mapping[int, tuple[float, float]]:
    """Of each antenna that heard it: reads a second, and how loud (mean dBm)."""
    by: dict[int, list[float]] = {}
    for sighting in spot.sightings:
        by.setdefault(sighting.antenna, []).append(sighting.rssi)
    return {n: (len(heard) / spot.seconds, fmean(heard)) for n, heard in sorted(by.items())}


def _heard(spots: Sequence[Spot], antenna: int) -> HeardRoom:
    told = [[s.rssi for s in spot.sightings if s.antenna == antenna] for spot in spots]
    beam = Beam.learned(told, fmean(spot.seconds for spot in spots))
    return HeardRoom(rate=beam.rate, mean=beam.mean, spread=beam.spread)
