"""One showing of a film: told how much time passes, it says which picture is due; pure."""

from touchpoint.films.port import Frame, Projector

#: Seconds that a picture may be late before the film waits for it.
_PATIENCE = 1.0
#: Seconds by which one step carries a film on at most, however long the screen stood still.
_STRIDE = 0.25


class Showing:
    """*at* is the film's own time; *seen* is how much of it was shown, nothing before it began."""

    def __init__(self, projector: Projector, *, playing: bool) -> None:
        self._projector = projector
        self.playing = playing
        self.at = 0.0
        self.seen: float | None = None
        self.over = False

    @property
    def fault(self) -> str:
        return self._projector.fault

    @property
    def share(self) -> float:
        """How much of it was shown, from 0 to 1; 0 while nobody knows how long it is."""
        length = self._projector.length
        return min(1.0, (self.seen or 0.0) / length) if length else 0.0

    def step(self, seconds: float) -> Frame | None:
        """Let *seconds* pass; the picture to be shown from now on, if it is another one."""
        if self.over or not self.playing:
            return None
        frame = self._projector.due(self.at) if self.seen is None else self._go_on(seconds)
        if frame is not None:
            self.seen = frame.at
        if self._projector.ended and self.seen is not None:
            self._end()
        return frame

    def _go_on(self, seconds: float) -> Frame | None:
        # Where no pictures come the film waits for them.
        last = max(self.at, self._projector.decoded + _PATIENCE)
        if self._projector.ended:
            last = max(last, self._projector.length or 0.0)
        self.at = min(self.at + min(seconds, _STRIDE), last)
        return self._projector.due(self.at)

    def _end(self) -> None:
        length = self._projector.length or 0.0
        if self.at >= length:
            self.seen, self.over, self.playing = length, True, False

    def close(self) -> None:
        self.playing = False
        self._projector.close()
