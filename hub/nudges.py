"""Nudges to open pages: a topic across threads, after which a page fetches its partial again."""

import asyncio
import threading
from collections.abc import AsyncGenerator

#: What a nudge may be about; a page ignores what it does not show. What changes of a request and
#: calls nobody may be shown a moment later: with thirty phones each look counts.
REQUESTS, LATER, FLOOR, STOCK, CATALOGUE, REJECTED, COUNTER, FLEET = (
    "requests",
    "later",
    "floor",
    "stock",
    "catalogue",
    "rejected",
    "counter",
    "fleet",
)


class _Listener:
    """One page's waiting topics, each at most once; lives in its event loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self.closed = False
        self._waiting: dict[str, None] = {}
        self._wake = asyncio.Event()

    def put(self, topic: str) -> None:
        self._waiting[topic] = None
        self._wake.set()

    def close(self) -> None:
        self.closed = True
        self._wake.set()

    async def take(self) -> str | None:
        while not self._waiting:
            if self.closed:
                return None
            self._wake.clear()
            await self._wake.wait()
        topic = next(iter(self._waiting))
        del self._waiting[topic]
        return topic


class Nudges:
    """Published from any thread, received in any event loop; a slow page gets each topic once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: set[_Listener] = set()
        self._closed = False

    def publish(self, topic: str) -> None:
        with self._lock:
            listeners = tuple(self._listeners)
        for listener in listeners:
            _call(listener, listener.put, topic)

    async def subscribe(self) -> AsyncGenerator[str, None]:
        """Topics as they are published from now on, until `close`."""
        listener = _Listener(asyncio.get_running_loop())
        with self._lock:
            listener.closed = self._closed
            self._listeners.add(listener)
        try:
            while (topic := await listener.take()) is not None:
                yield topic
        finally:
            with self._lock:
                self._listeners.discard(listener)

    def close(self) -> None:
        """End every subscription, so that a server with open pages can stop."""
        with self._lock:
            self._closed = True
            listeners = tuple(self._listeners)
        for listener in listeners:
            _call(listener, listener.close)


def _call(listener: _Listener, what: object, *args: str) -> None:
    assert callable(what)  # noqa: S101 - narrows for the type checker only
    try:
        listener.loop.call_soon_threadsafe(what, *args)
    except RuntimeError:
        # The page's loop ended between the copy and the call; nobody is left to tell.
        return
