"""An event as one row of the journey store (pure)."""

import json
import math
from datetime import UTC, datetime
from typing import NamedTuple

from pydantic_core import PydanticSerializationError, to_json

from contract.customers import ERASED
from contract.envelope import Event
from contract.events.base import EventData
from contract.events.store import RequestStep
from contract.figures import TOLERATED_AHEAD
from contract.model import instant
from contract.outcomes import Reason, Rejected
from contract.remembering import remembered

NO_ID = "00000000-0000-0000-0000-000000000000"
#: What the engine's dates hold; an event outside keeps its own words in `body`.
_FIRST, _LAST = datetime(1970, 1, 5, tzinfo=UTC), datetime(2149, 1, 1, tzinfo=UTC)
_MOST_SEQUENCE = 999_999_999_999
_NOTHING = '""'
_BODY = ',"body":'
_read = json.JSONDecoder().raw_decode


class Row(NamedTuple):
    """One checked event, ready to be kept.

    *line* is its JSON without the closing brace: the moment of receipt is added by the writer.
    """

    source: str
    id: str
    hash: int
    line: str
    #: When it happened, in seconds since 1970; nothing for one whose clock is not trusted.
    at: float | None

    @property
    def key(self) -> tuple[str, str]:
        return self.source, self.id

    @property
    def body(self) -> bytes:
        """The event as JSON, for the table of rejected ones should it prove a conflict."""
        # Within another column the quotes would be escaped.
        text: str = _read(self.line, self.line.index(_BODY) + len(_BODY))[0]
        return text.encode()

    def received(self, at: str) -> str:
        return f'{self.line},"received_at":"{at}"}}'


def row_of(event: Event, body: bytes, fingerprint: str, store: str, now: datetime) -> Row:
    """The row of *event*, sent by *store*; *body* is what travelled, *now* stands in where no hub
    recorded it.

    Raises Rejected when something does not fit its column.
    """
    if event.sequence > _MOST_SEQUENCE:
        raise Rejected(
            Reason.INVALID_ENVELOPE, f"sequence {event.sequence} was found; 12 digits are right"
        )
    recorded = event.recordedtime or now
    ts = min(max(event.time, _FIRST), _LAST)
    timed, number = _is_timed(event, ts, recorded), int(fingerprint, 16)
    customer = _NOTHING if event.customerid in {None, ERASED} else _written(event.customerid or "")
    touchpoint = event.touchpointid or ""
    # By hand: half of the time that a batch takes goes into its rows. What is not quoted anew has
    # been found to be a number, a UUID or a type of the contract.
    line = (
        f'{{"store":{_known(store)},"touchpoint":{_known(touchpoint)}'
        f',"source":{_known(event.source)},"outbox":"{event.outbox}"'
        f',"sequence":{event.sequence},"visit":"{event.visitid or NO_ID}","customer":{customer}'
        f"{_from_data(event.data)}"
        f',"ts":"{instant(ts)}","recorded_at":"{instant(min(max(recorded, _FIRST), _LAST))}"'
        f',"timed":{"true" if timed else "false"},"payload_hash":{number}'
        f',"type":"{event.type}","id":"{event.id}"{_BODY}{_written(body.decode())}'
    )
    return Row(event.source, event.id, number, line, ts.timestamp() if timed else None)


def _written(text: str) -> str:
    """As JSON. Raises Rejected for half a character, which no UTF-8 holds."""
    try:
        return to_json(text).decode()
    except PydanticSerializationError as error:
        found = f"{text[:80]!r} holds half a character; text that UTF-8 can hold is right"
        raise Rejected(Reason.INVALID_ENVELOPE, found) from error


#: Stores, touchpoints, sources and kinds are few.
_known = remembered(_written)


def _is_timed(event: Event, ts: datetime, recorded: datetime) -> bool:
    return event.clock is None and ts == event.time and ts - recorded <= TOLERATED_AHEAD


def _from_data(data: EventData) -> str:
    """The few facts of an event's data that figures ask for, each with a zero for "none".

    Of what its type says alone: a key that we do not know yet may mean anything.
    """
    said = vars(data)
    seconds = data.waited_seconds if isinstance(data, RequestStep) else said.get("seconds")
    waited = seconds if seconds and math.isfinite(seconds) else 0.0
    kind = said.get("kind")
    return (
        f',"gtin":{int(said.get("gtin") or 0)},"request":"{said.get("request") or NO_ID}"'
        f',"kind":{_known(str(kind)) if kind else _NOTHING},"seconds":{waited}'
    )
