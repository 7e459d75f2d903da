"""A row of cabins under one reader: where tags hang, and what each antenna hears; seeded."""

import math
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from touchpoint.rooms import Sighting

Spot = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Hall:
    """Metres and dB. A cabin's antenna hangs over its middle, *aside* by so much, looking down."""

    seed: int
    cabins: int = 4
    width: float = 1.1
    depth: float = 1.3
    ceiling: float = 2.3
    aside: float = 0.0
    #: What a wall between two cabins takes away.
    wall: float = 6.0
    #: Loss over distance: 2 in free air, more or less among mirrors and metal rails.
    exponent: float = 2.2
    #: One spot against another (a body in between, an echo), and one read against the next.
    shadow: float = 3.5
    flicker: float = 2.0
    #: Reads a second of a well-placed tag, all its antenna's turns together.
    rate: float = 6.0

    @property
    def rooms(self) -> Mapping[str, int]:
        """Each room's name and its antenna."""
        return {f"cabin-{number}": number for number in range(1, self.cabins + 1)}


#: dBm at a metre, the weakest that is read half of the time, and how soft that edge is.
_AT_A_METRE, _HALF, _EDGE = -46.0, -68.0, 2.0


@dataclass(slots=True)
class Hung:
    """One garment that hangs in a cabin and is moved about in it now and then."""

    epc: str
    cabin: int
    rng: random.Random
    spot: Spot = (0.0, 0.0, 0.0)
    shadows: dict[int, float] = field(default_factory=dict)


class Air:
    """What *hall*'s antennas hear."""

    def __init__(self, hall: Hall) -> None:
        self.hall = hall

    def hang(self, garment: Hung) -> None:
        """Find *garment* another place in its cabin."""
        hall, rng = self.hall, garment.rng
        left = (garment.cabin - 1) * hall.width
        garment.spot = (
            left + rng.uniform(0.1, hall.width - 0.1),
            rng.uniform(0.1, hall.depth - 0.1),
            rng.uniform(0.8, 1.7),
        )
        garment.shadows = {
            antenna: rng.gauss(0.0, hall.shadow) for antenna in range(1, hall.cabins + 1)
        }

    def heard(self, garment: Hung, begin: float, end: float) -> Iterator[Sighting]:
        """Sightings of *garment* from *begin* to *end* seconds, in no order."""
        for antenna in range(1, self.hall.cabins + 1):
            strength = self.strength(garment, antenna)
            turns = self.hall.rate * (end - begin)
            whole = int(turns) + (garment.rng.random() < turns - int(turns))
            for _ in range(whole):
                rssi = strength + garment.rng.gauss(0.0, self.hall.flicker)
                if garment.rng.random() < 1 / (1 + math.exp((_HALF - rssi) / _EDGE)):
                    yield Sighting(
                        garment.epc, antenna, round(rssi, 1), garment.rng.uniform(begin, end)
                    )

    def strength(self, garment: Hung, antenna: int) -> float:
        """How loud (dBm) *garment* is at *antenna*, before the flicker."""
        hall, (x, y, z) = self.hall, garment.spot
        middle = (antenna - 0.5) * hall.width + hall.aside
        down = hall.ceiling - z
        distance = math.dist((x, y, z), (middle, hall.depth / 2, hall.ceiling))
        # A patch antenna hears what is under it: half of its power at some 35 degrees aside.
        pattern = 34.0 * math.log10(max(0.05, down / distance))
        walls = hall.wall * abs(antenna - garment.cabin)
        loss = 10 * hall.exponent * math.log10(distance)
        return _AT_A_METRE - loss + pattern - walls + garment.shadows[antenna]
