"""How well each room's RAIN reader tells its own garments from the neighbours', by its shoppers."""

from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Connection

from contract.figures import READ_QUALITY, Rate
from contract.model import instant
from hub.store import QUERIES


@dataclass(frozen=True, slots=True)
class RoomQuality:
    touchpoint: str
    quality: Rate


def by_room(rx: Connection, now: datetime) -> tuple[RoomQuality, ...]:
    """Every touchpoint whose RAIN reader told of anything, by name."""
    rows = QUERIES.read_quality(rx, since=instant(now - READ_QUALITY.span))
    return tuple(
        RoomQuality(row.touchpoint, READ_QUALITY.count(row.told, row.disowned)) for row in rows
    )
