"""The only crossing from other threads to the screen's: inputs go over in order, many at once."""

import threading
from collections import deque
from collections.abc import Callable, Sequence

from kivy.clock import Clock

import touchpoint.ui.environment  # noqa: F401 - before Kivy
from touchpoint.inputs import Input


def soon(call: Callable[[], object]) -> None:
    """Call it on the screen's thread before the next frame; from any thread or signal handler."""
    Clock.schedule_once(lambda _: call(), -1)


def every_second(call: Callable[[], object]) -> None:
    Clock.schedule_interval(lambda _: call(), 1.0)


class Bridge:
    """*on_inputs* is called on the screen's thread with all that came since the last time."""

    def __init__(self, on_inputs: Callable[[Sequence[Input]], None]) -> None:
        self._on_inputs = on_inputs
        self._waiting: deque[Input] = deque()
        self._lock = threading.Lock()
        self._called = False

    def post(self, happened: Input) -> None:
        """From any thread."""
        with self._lock:
            self._waiting.append(happened)
            if self._called:
                return
            self._called = True
        # Before the next frame; the interrupt clock wakes at once for it.
        soon(self._cross)

    def _cross(self) -> None:
        with self._lock:
            inputs = tuple(self._waiting)
            self._waiting.clear()
            self._called = False
        self._on_inputs(inputs)
