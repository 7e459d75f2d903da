"""Calls that any thread may leave for one thread to carry out, which a selector can wait for."""

import contextlib
import selectors
import socket
from collections import deque
from collections.abc import Callable

import structlog

_log = structlog.get_logger()

Errand = Callable[[], None]


class Errands:
    """A queue with a bell. An errand that fails is logged, and the next one goes on."""

    def __init__(self, owner: str) -> None:
        self._owner = owner
        self._queue: deque[Errand] = deque()
        self._heard, self._bell = socket.socketpair()
        self._heard.setblocking(False)
        self._bell.setblocking(False)

    def add(self, errand: Errand) -> None:
        """Leave *errand* and wake the thread that waits."""
        self._queue.append(errand)
        # A full pipe wakes it just as well, and a closed one has nobody to wake.
        with contextlib.suppress(OSError):
            self._bell.send(b".")

    def later(self, errand: Errand) -> None:
        """Leave *errand* from the carrying thread itself, which needs no waking."""
        self._queue.append(errand)

    def run(self) -> None:
        """Carry out what is there, and what that adds."""
        with contextlib.suppress(BlockingIOError):
            self._heard.recv(4096)
        while self._queue:
            errand = self._queue.popleft()
            try:
                errand()
            except Exception:  # noqa: BLE001 - one errand must not end the thread
                _log.exception("errand.failed", owner=self._owner)

    def watch(self, selector: selectors.BaseSelector) -> None:
        selector.register(self._heard, selectors.EVENT_READ)

    def close(self) -> None:
        self._heard.close()
        self._bell.close()
