"""A hub's batch, unpacked and checked event by event (pure)."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic_core import PydanticSerializationError, to_json

from contract.envelope import Event, document_in, event_in, fingerprint_in, store_of
from contract.http import MAX_BATCH
from contract.outcomes import Reason, Rejected
from headoffice.rows import Row, row_of

#: The most bytes a batch may have once it is unpacked.
MAX_INFLATED = 32 * 1024 * 1024
_CHUNK = 1024 * 1024


class BadBatch(Exception):
    """A batch that cannot be read as one; *status* is the HTTP status that fits."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Refused:
    """One event that will not be kept as an event, and why."""

    id: str
    source: str
    reason: Reason
    detail: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Batch:
    """One hub's checked batch, in the order it was sent."""

    store: str
    rows: tuple[Row, ...]
    refused: tuple[Refused, ...]


def inflate(body: bytes, *, limit: int = MAX_INFLATED) -> bytes:
    """The bytes of a gzip *body*. Raises BadBatch (400 no gzip, 413 more than *limit* bytes)."""
    unpacker = zlib.decompressobj(wbits=31)
    try:
        unpacked = unpacker.decompress(body, limit + 1)
    except zlib.error as error:
        raise BadBatch(400, f"Content-Encoding says gzip, the body is not: {error}") from error
    if len(unpacked) > limit:
        raise BadBatch(413, f"the batch unpacks to more than {limit} bytes; send fewer events")
    if not unpacker.eof:
        raise BadBatch(400, "the gzip body ends too early; send it whole")
    return unpacked


def read_batch(body: bytes) -> Sequence[Any]:
    """The events of a batch, unchecked. Raises BadBatch (400, 413, 422)."""
    try:
        events = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadBatch(400, f"this is not JSON in UTF-8: {error}") from error
    if not isinstance(events, list):
        raise BadBatch(
            422, f"a JSON {type(events).__name__} was found; an array of events is right"
        )
    if len(events) > MAX_BATCH:
        raise BadBatch(413, f"{len(events)} events were found; at most {MAX_BATCH} are right")
    return events


def checked(body: bytes, encoding: str, store: str, now: datetime) -> Batch:
    """The batch in *body*, sent with this Content-Encoding by *store*. Raises BadBatch."""
    if encoding not in ("identity", "gzip"):
        raise BadBatch(415, f"Content-Encoding {encoding!r} was found; gzip or none is right")
    return check_batch(read_batch(inflate(body) if encoding == "gzip" else body), store, now)


def check_batch(events: Sequence[Any], store: str, now: datetime) -> Batch:
    """Each event as a row or with the reason why not; *store* is the one the token speaks for."""
    # To the millisecond, as a hub would have recorded it.
    now = now.replace(microsecond=now.microsecond // 1000 * 1000)
    rows: list[Row] = []
    refused: list[Refused] = []
    for document in events:
        body = _written(document)
        try:
            rows.append(_check(document, body, store, now))
        except Rejected as error:
            refused.append(_refuse(document, body, error.reason, error.detail))
        except (OverflowError, RecursionError) as error:
            refused.append(_refuse(document, body, Reason.INVALID_ENVELOPE, str(error)))
    return Batch(store, tuple(rows), tuple(refused))


def _written(document: Any) -> bytes:
    """As it travelled, without spaces."""
    try:
        return to_json(document, inf_nan_mode="constants")
    except PydanticSerializationError:
        # Half a character, or deeper than it goes: then every such character in ASCII.
        return json.dumps(document, separators=(",", ":")).encode()


def _check(value: Any, body: bytes, store: str, now: datetime) -> Row:
    document = document_in(value, len(body))
    event = event_in(document)
    _belongs(event, store)
    return row_of(event, body, fingerprint_in(document), store, now)


def _belongs(event: Event, store: str) -> None:
    for found in (store_of(event.source), event.storeid or store):
        if found != store:
            raise Rejected(
                Reason.WRONG_STORE,
                f"the token speaks for {store!r}, the event for {found or event.source!r}",
            )


def _refuse(document: Any, body: bytes, reason: Reason, detail: str) -> Refused:
    said = document if isinstance(document, dict) else {}
    return Refused(
        _short(said.get("id", ""), 64), _short(said.get("source", ""), 256), reason, detail, body
    )


def _short(found: Any, most: int) -> str:
    """What was found, as it can be told: half a character cannot."""
    return str(found)[:most].encode("utf-8", "replace").decode()
