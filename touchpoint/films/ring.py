"""A few pictures decoded ahead: a decoder waits for room, the screen for nothing."""

from collections import deque
from threading import Condition

from touchpoint.films.port import Frame


class FrameRing:
    """At most *room* pictures, in the order of their times."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._frames: deque[Frame] = deque()
        self._changed = Condition()
        self._closed = False
        self._wanted = 0.0

    def put(self, frame: Frame) -> bool:
        """Keep *frame* as soon as there is room; false when nobody wants it any more."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or len(self._frames) < self._room)
            if not self._closed:
                self._frames.append(frame)
            return not self._closed

    def due(self, at: float) -> Frame | None:
        """The latest of those due at *at*; the ones before it are dropped."""
        found = None
        with self._changed:
            self._wanted = at
            while self._frames and self._frames[0].at <= at:
                found = self._frames.popleft()
            if found is not None:
                self._changed.notify()
        return found

    def is_late(self, at: float) -> bool:
        """Whether a picture of *at* would be dropped for a later one."""
        with self._changed:
            return not self._frames and at < self._wanted

    @property
    def closed(self) -> bool:
        return self._closed

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._frames.clear()
            self._changed.notify_all()
