"""`/v1/live`: a nudge for what changed, after which a page fetches its ordinary partial."""

import asyncio
from collections.abc import AsyncIterator

from fastapi import APIRouter
from fastapi.sse import EventSourceResponse, ServerSentEvent

from hub.web.callers import ForStaff
from hub.web.parts import Here

router = APIRouter()

#: Milliseconds until a browser tries again after a break.
RETRY = 1000


@router.get("/v1/live", response_class=EventSourceResponse)
async def live(_who: ForStaff, here: Here) -> AsyncIterator[ServerSentEvent]:
    """Topics as they change; a slow reader gets each one once, however often it changed."""
    topics = aiter(here.nudges.subscribe())
    # It listens before it says hello: what changes after the page's first look is never missed.
    first = asyncio.create_task(_next(topics))
    await asyncio.sleep(0)
    try:
        yield ServerSentEvent(raw_data="hello", event="hello", retry=RETRY)
        if (topic := await first) is not None:
            yield ServerSentEvent(raw_data=topic)
            async for topic in topics:
                yield ServerSentEvent(raw_data=topic)
    finally:
        first.cancel()


async def _next(topics: AsyncIterator[str]) -> str | None:
    return await anext(topics, None)
