"""What a person should see because it went nowhere: events refused, sequences never received."""

from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Connection

from hub.records import moment
from hub.store import QUERIES


@dataclass(frozen=True, slots=True)
class RejectedEvent:
    """Something that was refused: *direction* is `in` or `upstream`."""

    noticed: datetime
    direction: str
    source: str
    topic: str
    id: str | None
    reason: str
    detail: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Gap:
    """Sequences *first* to *last* of an outbox that were asked for and never came."""

    source: str
    outbox: str
    first: int
    last: int
    noticed: datetime


def rejected(rx: Connection, limit: int) -> tuple[RejectedEvent, ...]:
    """Newest first."""
    return tuple(
        RejectedEvent(
            moment(row.noticed),
            row.direction,
            row.source,
            row.topic,
            row.id,
            row.reason,
            row.detail,
            row.body,
        )
        for row in QUERIES.rejected(rx, limit=limit)
    )


def gaps(rx: Connection) -> tuple[Gap, ...]:
    """Newest first."""
    return tuple(
        Gap(row.source, row.outbox, row.first, row.last, moment(row.noticed))
        for row in QUERIES.gaps(rx)
    )
