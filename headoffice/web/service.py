"""What machines ask beside events: the hub's inbox, figures, live nudges, health and measures."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Query, Request, Security
from fastapi.responses import PlainTextResponse, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.concurrency import run_in_threadpool

from contract.http import InboxMessage
from contract.model import instant
from headoffice.figures import FIGURES, plain
from headoffice.web.access import BEARER, SESSION, TheAccount, TheStore
from headoffice.web.days import chosen_day
from headoffice.web.parts import TheParts

router = APIRouter(tags=["service"])
_INBOX_LOOK_SECONDS = 0.5


@router.get("/v1/inbox", dependencies=[Security(BEARER)])
async def inbox(
    request: Request,
    parts: TheParts,
    store: TheStore,
    after: Annotated[int, Query(ge=0, lt=2**63)] = 0,
    wait: Annotated[float, Query(ge=0, le=30, description="seconds")] = 30,
) -> list[InboxMessage]:
    """Messages for a hub behind a firewall, those numbered higher than `after`, oldest first.

    Without any it waits, up to `wait` seconds, and answers the empty list then. Of the contract's
    kinds `settings` and `erase` are sent so far.
    """
    left = wait
    while not (found := await run_in_threadpool(parts.messages.after, store, after)):
        if left <= 0 or parts.tail.closed or await request.is_disconnected():
            break
        await asyncio.sleep(min(left, _INBOX_LOOK_SECONDS))
        left -= _INBOX_LOOK_SECONDS
    return found


@router.get("/v1/live", dependencies=[Security(SESSION)], response_class=EventSourceResponse)
async def live(parts: TheParts, account: TheAccount) -> AsyncIterator[ServerSentEvent]:
    """A nudge at each commit (server-sent events): of which stores something was stored;
    and how many events, to who reads all of them.
    """
    del account
    async for committed in parts.tail.subscribe():
        stores = parts.scope.known(committed.stores)
        if not stores:
            continue
        yield ServerSentEvent(
            event="stored",
            # How many there were of all stores is for who reads all of them.
            data={
                **({"stored": committed.stored} if parts.scope.stores is None else {}),
                "stores": stores,
                "received_at": instant(committed.received_at),
            },
        )


@router.get("/v1/figures/{name}", dependencies=[Security(SESSION)])
def figure(
    parts: TheParts,
    account: TheAccount,
    name: Annotated[str, Path(description=", ".join(FIGURES))],
    store: str = "",
    day: Annotated[str, Query(description="a date as in 2026-11-21; today when absent")] = "",
) -> dict[str, Any]:
    """One figure with its definition: `{"name", "definition", "from", "until", "value"}`."""
    del account
    if name not in FIGURES:
        raise HTTPException(404, f"no figure is called {name!r}; there are: {', '.join(FIGURES)}")
    span = chosen_day(day, parts.now(), parts.zone)
    asked = FIGURES[name]
    return {
        "name": name,
        "definition": asked.definition,
        "from": instant(span.start),
        "until": instant(span.end),
        "value": plain(asked.ask(parts.ask, span, store)),
    }


@router.get("/health")
def health(parts: TheParts) -> dict[str, str]:
    """Answers when the journey store does."""
    parts.ask("answers", {})
    return {"status": "ok", "committed": instant(parts.writer.committed)}


@router.get("/metrics", response_class=PlainTextResponse)
def metrics(parts: TheParts) -> Response:
    return Response(generate_latest(parts.measures.registry), media_type=CONTENT_TYPE_LATEST)
