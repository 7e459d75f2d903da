"""An event as one row of the journey store (pure)."""

import math
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pydantic_core import to_json

from contract.customers import ERASED
from contract.envelope import Event
from contract.events.base import EventData
from contract.events.store import RequestStep
from contract.figures import TOLERATED_AHEAD
from contract.model import instant
from contract.outcomes import Reason, Rejected

NO_ID = "00000000-0000-0000-0000-000000000000"
#: What the engine's dates hold; an event outside keeps its own words in `body`.
_FIRST, _LAST = datetime(1970, 1, 5, tzinfo=UTC), datetime(2149, 1, 1, tzinfo=UTC)
_MOST_SEQUENCE = 999_999_999_999


@dataclass(frozen=True, slots=True)
class Row:
    """One checked event, ready to be kept.

    *line* is its JSON without the closing brace: the moment of receipt is added by the writer.
    """

    source: str
    id: str
    hash: int
    #: The event as JSON, for the table of rejected ones should it prove a conflict.
    body: bytes
    line: str
    #: When it happened; nothing for one whose clock is not trusted.
    at: datetime | None

    @property
    def key(self) -> tuple[str, str]:
        return self.source, self.id

    def received(self, at: str) -> str:
        return f'{self.line},"received_at":"{at}"}}'


def row_of(event: Event, body: bytes, fingerprint: str, store: str, now: datetime) -> Row:
    """The row of *event*, sent by *store*; *body* is what travelled, *now* stands in where no hub
    recorded it.

    Raises Rejected when a number does not fit its column.
    """
    if event.sequence > _MOST_SEQUENCE:
        raise Rejected(
            Reason.INVALID_ENVELOPE, f"sequence {event.sequence} was found; 12 digits are right"
        )
    recorded = event.recordedtime or now
    ts = min(max(event.time, _FIRST), _LAST)
    columns = {
        "store": store,
        "touchpoint": event.touchpointid or "",
        "source": event.source,
        "outbox": event.outbox,
        "sequence": event.sequence,
        "visit": event.visitid or NO_ID,
        "customer": "" if event.customerid in {None, ERASED} else event.customerid,
        **_from_data(event.data),
        "ts": instant(ts),
        "recorded_at": instant(min(max(recorded, _FIRST), _LAST)),
        "timed": _is_timed(event, ts, recorded),
        "payload_hash": int(fingerprint, 16),
        "type": event.type,
        "id": event.id,
        "body": body.decode(),
    }
    # The engine's JSON and every hub's are UTF-8; no column may hold half a character by now.
    line = to_json(columns).decode()[:-1]
    at = ts if columns["timed"] else None
    return Row(event.source, event.id, columns["payload_hash"], body, line, at)


def _is_timed(event: Event, ts: datetime, recorded: datetime) -> bool:
    return event.clock is None and ts == event.time and ts - recorded <= TOLERATED_AHEAD


def _from_data(data: EventData) -> dict[str, Any]:
    """The few facts of an event's data that figures ask for, each with a zero for "none".

    Of what its type says alone: a key that we do not know yet may mean anything.
    """
    said = vars(data)
    seconds = data.waited_seconds if isinstance(data, RequestStep) else said.get("seconds")
    return {
        "gtin": int(said.get("gtin") or 0),
        "request": said.get("request") or NO_ID,
        "kind": str(said.get("kind", "")),
        "seconds": seconds if seconds and math.isfinite(seconds) else 0.0,
    }
