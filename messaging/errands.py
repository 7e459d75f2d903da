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
    """A queue. An errand that fails is logged, and the next one goes on."""

    def __init__(self, owner: str) -> None:
        self._owner = owner
        self._queue: deque[Errand] = deque()

    def add(self, errand: Errand) -> None:
        self._queue.append(errand)

    def run(self) -> None:
        """Carry out what is there, and what that adds."""
        while self._queue:
            errand = self._queue.popleft()
            try:
                errand()
            except Exception:  # noqa: BLE001 - one errand must not end the thread
                _log.exception("errand.failed", owner=self._owner)


class RingingErrands(Errands):
    """Errands with a bell that wakes the thread which waits for them."""

    def __init__(self, owner: str) -> None:
        super().__init__(owner)
        self._heard, self._bell = socket.socketpair()
        self._heard.setblocking(False)
        self._bell.setblocking(False)

    def add(self, errand: Errand) -> None:
        super().add(errand)
        # A full pipe wakes it just as well, and a closed one has nobody to wake.
        with contextlib.suppress(OSError):
            self._bell.send(b".")

    def run(self) -> None:
        with contextlib.suppress(BlockingIOError):
            self._heard.recv(4096)
        super().run()

    def watch(self, selector: selectors.BaseSelector) -> None:
        selector.register(self._heard, selectors.EVENT_READ)

    def close(self) -> None:
        self._heard.close()
        self._bell.close()
