"""Nudges to open pages: a topic across threads, after which a page fetches its partial again."""

import asyncio
import random
import threading
from collections.abc import AsyncGenerator
from typing import Final

#: What a nudge may be about; a page ignores what it does not show. Of a request that calls somebody
#: else a page may show the change a moment later: with thirty phones each look counts.
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


#: Seconds for which what calls nobody is gathered, from and to: thirty lines are not written to for
#: each event, nor all at once.
GATHER: Final = (0.4, 0.8)


def call(*, associate: str | None = None, device: str | None = None) -> str:
    """The topic of a call to that person, or to the till's page on that device."""
    return f"call {associate}" if associate else f"call on {device}"


def is_call(topic: str) -> bool:
    return topic.startswith("call ")


class _Listener:
    """One page's waiting topics, each at most once; lives in its event loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop, mine: frozenset[str]) -> None:
        self.loop = loop
        self.closed = False
        self._mine = mine
        self._waiting: dict[str, None] = {}
        self._wake = asyncio.Event()
        self._timer: asyncio.TimerHandle | None = None

    def put(self, *topics: str) -> None:
        heard = [REQUESTS if topic in self._mine else topic for topic in topics]
        self._waiting |= dict.fromkeys(topic for topic in heard if not is_call(topic))
        if REQUESTS in heard:
            self._wake.set()
        elif self._waiting and self._timer is None:
            self._timer = self.loop.call_later(random.uniform(*GATHER), self._wake.set)  # noqa: S311

    def close(self) -> None:
        self.closed = True
        self._wake.set()

    async def take(self) -> tuple[str, ...]:
        """All that waits; nothing once it is closed."""
        if not self.closed:
            await self._wake.wait()
            self._wake.clear()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        topics = tuple(self._waiting)
        self._waiting.clear()
        return topics


class Nudges:
    """Published from any thread, received in any event loop; a slow page gets each topic once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: set[_Listener] = set()
        self._closed = False

    def publish(self, *topics: str) -> None:
        """What one change is about, together: a page looks once for it."""
        with self._lock:
            listeners = tuple(self._listeners)
        for listener in listeners:
            _call(listener, listener.put, *topics)

    async def subscribe(
        self, mine: frozenset[str] = frozenset()
    ) -> AsyncGenerator[tuple[str, ...], None]:
        """Topics as they are published from now on, until `close`.

        `requests` comes at once, also for a call that is one of *mine*; all else is gathered for a
        moment, and calls to others are left out.
        """
        listener = _Listener(asyncio.get_running_loop(), mine)
        with self._lock:
            listener.closed = self._closed
            self._listeners.add(listener)
        try:
            while topics := await listener.take():
                yield topics
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
