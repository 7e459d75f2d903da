"""Tags that hang in two places at once: copied ones, or ones heard through a wall; pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from contract.tags import By
from hub.floor import Floor, Inside

#: A garment that is carried over has left its old place, and that is told, in a tenth of this.
LONG_ENOUGH: Final = timedelta(seconds=30)
#: What is scanned or searched never leaves, so that it says nothing of where it hangs.
_HANGS: Final = frozenset({By.NFC, By.UHF})


@dataclass(frozen=True, slots=True)
class Double:
    """One *tag* at two touchpoints; the *gtin* is all of it that is anybody's business."""

    tag: str
    gtin: str
    touchpoints: tuple[str, str]


def doubles(floor: Floor, now: datetime) -> frozenset[Double]:
    """What hangs in two places of *floor* although both were heard for long enough."""
    places: dict[str, list[tuple[str, Inside]]] = {}
    for name, room in sorted(floor.rooms.items()):
        for inside in room.garments:
            if inside.serial is not None and inside.by in _HANGS:
                places.setdefault(inside.tag, []).append((name, inside))
    return frozenset(
        double for there in places.values() if len(there) > 1 for double in _of(floor, there, now)
    )


def _of(floor: Floor, there: list[tuple[str, Inside]], now: datetime) -> Iterator[Double]:
    for (one, first), (other, second) in pairwise(there):
        at = max(first.since, second.since) + LONG_ENOUGH
        if now >= at and all(_would_have_told(floor, name, at) for name in (one, other)):
            yield Double(first.tag, first.gtin, (one, other))


def _would_have_told(floor: Floor, name: str, at: datetime) -> bool:
    """Whether *name*, heard since *at*, has readers that notice what leaves."""
    screen = floor.screens.get(name)
    return (
        screen is not None
        and screen.heard >= at
        and all(state == "ok" for state in screen.readers.values())
    )
