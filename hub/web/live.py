"""`/v1/live`: a nudge for what changed, after which a page fetches its ordinary partial."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from typing import Final

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool
from starlette.types import Message, Receive, Scope, Send

from hub.nudges import call
from hub.web.callers import ForDevice, Who, identify
from hub.web.parts import Here, Parts

router = APIRouter()
_LOG = structlog.get_logger()

#: Milliseconds until a browser tries again after a break.
RETRY: Final = 1000
#: Seconds between two signs of life: a page that misses two of them knows that its line is dead.
BEAT: Final = 5.0
#: Seconds for which a reader may leave everything unread; then its line is closed.
PATIENCE: Final = 15.0


class LiveResponse(StreamingResponse):
    """A stream that gives up on a reader which does not read."""

    media_type = "text/event-stream"

    def __init__(self, said: AsyncGenerator[str, None]) -> None:
        super().__init__(said)
        self._said = said

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def patiently(message: Message) -> None:
            # The server holds this back while its buffer to the reader is full.
            async with asyncio.timeout(PATIENCE):
                await send(message)

        try:
            await super().__call__(scope, receive, patiently)
        except* TimeoutError:
            # An answer that is left unfinished has the server close the line.
            _LOG.warning("live.reader_gone", seconds=PATIENCE)
        finally:
            await self._said.aclose()


# Said here: what takes a status code elsewhere takes what is said.
@router.get("/v1/live", response_class=LiveResponse, status_code=200)
async def live(who: ForDevice, here: Here, request: Request) -> LiveResponse:
    """Topics as they change, those of one change together, and `beat` every 5 s.

    `hello` and `beat` bear the time by the store's clock: a phone's own may be wrong, or stand.

    A slow reader gets each topic once.

    It ends with `over` once the device or the person is no longer who it was opened for.
    """
    return LiveResponse(_said(who, here, request))


async def _said(who: Who, here: Parts, request: Request) -> AsyncGenerator[str, None]:
    async with contextlib.aclosing(here.nudges.subscribe(_calls(who))) as topics:
        # It listens before it says hello: what changes after the page's first look is never missed.
        coming = asyncio.ensure_future(_next(topics))
        await asyncio.sleep(0)
        try:
            yield f"event: hello\ndata: {_time(here)}\nretry: {RETRY}\n\n"
            loop = asyncio.get_running_loop()
            due = loop.time() + BEAT
            while True:
                done, _ = await asyncio.wait({coming}, timeout=max(0.0, due - loop.time()))
                # Also on a line that is never still.
                if not done or loop.time() >= due:
                    due = loop.time() + BEAT
                    if await run_in_threadpool(identify, request, here) != who:
                        yield "event: over\ndata: over\n\n"
                        return
                    yield f"event: beat\ndata: {_time(here)}\n\n"
                elif said := coming.result():
                    coming = asyncio.ensure_future(_next(topics))
                    yield f"data: {' '.join(said)}\n\n"
                else:
                    return
        finally:
            coming.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await coming


def _time(here: Parts) -> str:
    return here.clock.now().astimezone(here.timezone).isoformat(timespec="milliseconds")


def _calls(who: Who) -> frozenset[str]:
    person = [call(associate=who.person.associate)] if who.person else []
    return frozenset({call(device=who.name), *person})


async def _next(topics: AsyncGenerator[tuple[str, ...], None]) -> tuple[str, ...]:
    # Given a default, `anext` of Python 3.11 may fail with a SystemError when it is cancelled.
    try:
        return await anext(topics)
    except StopAsyncIteration:
        return ()
