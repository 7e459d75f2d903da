"""What a person should see because it went nowhere: events refused, sequences never received."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Connection
from typing import Final, Literal

from contract.erasure import blotted
from contract.model import instant
from hub import erased
from hub.records import moment
from hub.store import QUERIES

#: So many refused events of touchpoints are kept at most: 1.3 GB if each is as large as can be.
KEEP_REJECTED: Final = 10_000
#: The broker takes no larger message, so that whatever it brings is kept whole.
MOST_BYTES: Final = 128 * 1024


@dataclass(frozen=True, slots=True)
class RejectedEvent:
    """Something that was refused: *direction* is `in`, `upstream`, or `inbox` (head office's)."""

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


def put(
    tx: Connection,
    now: datetime,
    direction: Literal["in", "upstream", "inbox"],
    source: str,
    topic: str,
    event_id: str | None,
    reason: str,
    detail: str,
    body: bytes,
) -> None:
    """Keep what was refused where a person sees it, whole, once however often it comes again.

    But for customers who were erased: they would come back with it.
    """
    gone = erased.marks(tx)
    if gone.marks:
        event_id, detail = event_id and blotted(event_id, gone), blotted(detail, gone)
        body = erased.refused_freed(body[:MOST_BYTES], gone)
    QUERIES.add_rejected(
        tx,
        noticed=instant(now),
        direction=direction,
        source=source,
        topic=topic,
        id=event_id,
        reason=reason,
        detail=detail[:1000].encode(errors="backslashreplace").decode(),
        digest=hashlib.sha256(body).hexdigest(),
        body=body[:MOST_BYTES],
    )


def trim(tx: Connection, keep: int = KEEP_REJECTED) -> None:
    """Let the oldest go of what touchpoints sent; head office's refusals stay."""
    QUERIES.trim_rejected(tx, direction="in", keep=keep)


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
