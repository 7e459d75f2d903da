"""`/v1/events`: where hubs hand their batches in, and where events are read again by cursor."""

import asyncio
import json
import re
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Header, HTTPException, Query, Request, Security
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from contract.envelope import BATCH_CONTENT_TYPE
from contract.http import MAX_BATCH, IngestAnswer
from headoffice.batches import MAX_INFLATED, BadBatch, Batch, checked
from headoffice.checkers import SMALL
from headoffice.ingest import outcome_totals
from headoffice.rows import NO_ID
from headoffice.unsigned import credited
from headoffice.web.access import BEARER, SESSION, TheReader, TheStore
from headoffice.web.parts import Parts, TheParts

router = APIRouter(tags=["events"])
_BATCH_BODY = {
    "requestBody": {
        "required": True,
        "description": f"A JSON array of at most {MAX_BATCH} CloudEvents; gzip is welcome.",
        "content": {BATCH_CONTENT_TYPE: {"schema": {"type": "array", "items": {"type": "object"}}}},
    }
}
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
_CURSOR = re.compile(r"[0-9]{1,13}\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@router.post("/v1/events", dependencies=[Security(BEARER)], openapi_extra=_BATCH_BODY)
async def take(
    request: Request,
    parts: TheParts,
    store: TheStore,
    content_encoding: Annotated[str, Header()] = "identity",
) -> IngestAnswer:
    """Keep a store's events, each once; answered after the commit.

    `stored + duplicates + len(rejected)` is the number sent; `conflicts` counts those of `rejected`
    whose id is kept with other content. The same batch again changes nothing.
    """
    began = time.monotonic()
    with parts.writer.expecting():
        body = await _body(request)
        kept = parts.writer.submit(await _checked(parts, body, content_encoding, store))
    answer = await asyncio.wrap_future(kept)
    for outcome, count in outcome_totals(answer).items():
        parts.measures.events.labels(outcome).inc(count)
    parts.measures.answered.observe(time.monotonic() - began)
    return answer


async def _body(request: Request) -> bytes:
    chunks = bytearray()
    async for chunk in request.stream():
        chunks += chunk
        if len(chunks) > MAX_INFLATED:
            raise BadBatch(413, f"the body has more than {MAX_INFLATED} bytes; send fewer events")
    return bytes(chunks)


async def _checked(parts: Parts, body: bytes, encoding: str, store: str) -> Batch:
    if parts.checkers is None or len(body) < SMALL:
        return await run_in_threadpool(checked, body, encoding, store, parts.now())
    return await asyncio.wrap_future(parts.checkers.submit(body, encoding, store, parts.now()))


@router.get(
    "/v1/events",
    dependencies=[Security(BEARER), Security(SESSION)],
    response_class=StreamingResponse,
    responses={200: {"content": {"application/x-ndjson": {}}}},
)
def read(
    parts: TheParts,
    only: TheReader,
    store: str = "",
    touchpoint: str = "",
    type: str = "",  # noqa: A002  # the contract's word for it
    after: Annotated[str, Query(description="the `Parcours-Cursor` of an earlier answer")] = "",
    limit: Annotated[int, Query(ge=1, le=10_000)] = 1000,
) -> StreamingResponse:
    """Events in the order they were received, one JSON object a line.

    The header `Parcours-Cursor` goes into the next call's `after`; it is the same again when there
    is nothing new. A store's bearer reads its own store, as it was sent; a person reads all of
    them without who of a store's team did it, but for whom an order is to be credited to.
    """
    if only and store not in ("", only):
        raise HTTPException(403, f"this bearer reads {only!r}; {store!r} was asked for")
    at, last = read_cursor(after)
    rows = parts.ask(
        "events_after",
        {
            "at": at,
            "id": last,
            "until": parts.writer.committed,
            "store": only or store,
            "touchpoint": touchpoint,
            "type": type,
            "limit": limit,
        },
    )
    return StreamingResponse(
        _lines(rows) if only else _unsigned_lines(rows),
        media_type="application/x-ndjson",
        headers={"Parcours-Cursor": cursor_of(rows[-1]) if rows else after},
    )


def _lines(rows: Any) -> Iterator[bytes]:
    for row in rows:
        yield row["body"].encode() + b"\n"


def _unsigned_lines(rows: Any) -> Iterator[bytes]:
    for row in rows:
        event = credited(json.loads(row["body"]))
        yield json.dumps(event, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"


def cursor_of(row: Mapping[str, Any]) -> str:
    """Where a row stands in the order of receipt: milliseconds and id."""
    return f"{round(row['received_at'].timestamp() * 1000)}.{row['id']}"


def cursor_at(parts: Parts) -> str:
    """The cursor behind everything that is there now."""
    return (
        f"{round(parts.writer.committed.timestamp() * 1000)}.ffffffff-ffff-ffff-ffff-ffffffffffff"
    )


def read_cursor(text: str) -> tuple[datetime, str]:
    """The moment and id of a cursor; the beginning for an empty one. 422 when none of ours."""
    if not text:
        return _BEGINNING, NO_ID
    milliseconds, _, last = text.partition(".")
    if not _CURSOR.fullmatch(text):
        raise HTTPException(
            422, f"{text[:80]!r} is no cursor; send the Parcours-Cursor of an earlier answer"
        )
    return _BEGINNING + timedelta(milliseconds=int(milliseconds)), last
