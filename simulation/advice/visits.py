"""What simulated shoppers with tastes try on, and what they buy; pure, seeded."""

import math
from dataclasses import dataclass
from random import Random

from simulation.advice.world import KINDS, World, drawn, likes, outfit

#: How much taste decides, as a rule.
TASTE = 1.0
#: How often chance alone does, and how often what is tried is bought.
_CHANCE, _BOUGHT = 0.2, 0.25
#: How often one who tries a kind tries another of it beside.
_COMPARES = 0.35


@dataclass(frozen=True, slots=True)
class Visit:
    """Names of styles, in the order in which they were tried."""

    tried: tuple[str, ...]
    bought: tuple[str, ...]


def visits(
    random: Random, world: World, stocked: frozenset[str], count: int, taste: float = TASTE
) -> tuple[Visit, ...]:
    """*count* shoppers, each with a *taste* of their own, among what is *stocked*."""
    racks = {kind: [s for s in sorted(stocked) if world.kinds[s] == kind] for kind in KINDS}
    return tuple(_visit(random, world, racks, taste) for _ in range(count))


def _visit(random: Random, world: World, racks: dict[str, list[str]], strength: float) -> Visit:
    taste, tried = tuple(strength * axis for axis in drawn(random)), dict[str, None]()
    for kind in outfit(random):
        for _ in range(1 + (random.random() < _COMPARES)):
            rack = [style for style in racks[kind] if style not in tried]
            if rack:
                tried[_picked(random, world, taste, rack)] = None
    bought = tuple(style for style in tried if random.random() < _BOUGHT)
    return Visit(tuple(tried), bought)


def _picked(random: Random, world: World, taste: tuple[float, ...], rack: list[str]) -> str:
    if random.random() < _CHANCE:
        return random.choice(rack)
    # Whatever is famous is seen by more, whoever likes it.
    drawn_to = [math.exp(likes(taste, world.spirits[s])) * world.fame[s] ** 0.5 for s in rack]
    return random.choices(rack, drawn_to)[0]
