"""Time that passes only when somebody waits, and what happens meanwhile; pure."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from math import inf

#: Yields the seconds until it goes on.
Story = Iterator[float]


class Over(BaseException):
    """The story is told; whoever waits is to go home."""


class Clock:
    """Shared by all; the *story* goes on while they wait."""

    def __init__(self) -> None:
        #: Names one boot of the machine, as messaging.clock has it.
        self.boot = "virtual"
        self._now, self._due = 1000.0, inf
        self._story: Story | None = None
        #: A reader's pause between two senses takes so long at least.
        self.stride = 0.0

    def follow(self, story: Story) -> None:
        self._story, self._due = story, self._now

    def monotonic(self) -> float:
        return self._now

    def now(self) -> datetime:
        return datetime(2026, 11, 21, tzinfo=UTC) + timedelta(seconds=self._now)

    def synced(self) -> bool:
        return True

    def sleep(self, seconds: float) -> None:
        self.wait_until(self._now + seconds)

    def wait_until(self, moment: float) -> None:
        """Raises Over when the story ends before."""
        while self._due <= moment:
            self._now = max(self._now, self._due)
            self._go_on()
        self._now = max(self._now, moment)

    def _go_on(self) -> None:
        try:
            self._due += next(self._story) if self._story else inf
        except StopIteration:
            self._due = inf
            raise Over from None

    def until_next(self) -> float:
        """Seconds until the story goes on."""
        return self._due - self._now


class Strides:
    """The clock as a reader sees it: at night its pauses are long, and a minute costs little."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def monotonic(self) -> float:
        return self._clock.monotonic()

    def sleep(self, seconds: float) -> None:
        stride = min(self._clock.stride, self._clock.until_next()) if seconds > 0 else 0.0
        self._clock.sleep(max(seconds, stride))
