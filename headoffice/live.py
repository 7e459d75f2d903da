"""Tells every open page of each commit, in memory; the cursor fills what was missed."""

import asyncio
import threading
from collections.abc import AsyncIterator

from headoffice.ingest import Committed


class Tail:
    """Publish from the writer's thread, subscribe from the event loop."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: dict[asyncio.Queue[Committed | None], asyncio.AbstractEventLoop] = {}
        self.closed = False

    def publish(self, committed: Committed) -> None:
        if not committed.stored:
            return
        self._tell(committed)

    def close(self) -> None:
        """End every subscription, so that a server can stop."""
        self.closed = True
        self._tell(None)

    async def subscribe(self) -> AsyncIterator[Committed]:
        """Commits from now on. A page that cannot keep up gets the newest and loses none of the
        events, which it reads by cursor.
        """
        mine: asyncio.Queue[Committed | None] = asyncio.Queue(maxsize=1)
        with self._lock:
            self._listeners[mine] = asyncio.get_running_loop()
        try:
            while (committed := await mine.get()) is not None:
                yield committed
        finally:
            with self._lock:
                self._listeners.pop(mine, None)

    def _tell(self, word: Committed | None) -> None:
        with self._lock:
            for listener, loop in self._listeners.items():
                loop.call_soon_threadsafe(_replace, listener, word)


def _replace(queue: "asyncio.Queue[Committed | None]", word: Committed | None) -> None:
    if queue.full():
        queue.get_nowait()
    queue.put_nowait(word)
