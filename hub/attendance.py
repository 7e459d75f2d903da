"""Who is here: whose page is visible and was heard a moment ago, and who is on a break."""

import threading
from dataclasses import dataclass
from typing import Final

from messaging.clock import Clock

#: Seconds after which a page that said nothing is not in sight of anybody.
PRESENT_FOR: Final = 30.0


@dataclass(frozen=True, slots=True)
class _Seen:
    associate: str
    at: float
    visible: bool


class Attendance:
    """Usable from every thread; by the monotonic clock, and forgotten when the hub starts."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        #: By device: it has one person at a time.
        self._seen: dict[str, _Seen] = {}
        self._resting: set[str] = set()
        self._screens: dict[str, float] = {}
        self._since = clock.monotonic()

    @property
    def known(self) -> bool:
        """Whether the hub runs for long enough that every open page was heard."""
        return self._clock.monotonic() - self._since >= PRESENT_FOR

    def seen(self, associate: str, device: str, *, visible: bool) -> None:
        """The page of *associate* on *device* was heard."""
        with self._lock:
            self._seen[device] = _Seen(associate, self._clock.monotonic(), visible)

    def rest(self, associate: str, *, on: bool) -> None:
        """Begin or end a break."""
        with self._lock:
            (self._resting.add if on else self._resting.discard)(associate)

    def resting(self, associate: str) -> bool:
        with self._lock:
            return associate in self._resting

    def gone(self, device: str) -> None:
        """Nobody is signed in on *device* any more."""
        with self._lock:
            left = self._seen.pop(device, None)
            if left and all(seen.associate != left.associate for seen in self._seen.values()):
                self._resting.discard(left.associate)

    def screen(self, device: str) -> None:
        """The till's page on *device* was heard."""
        with self._lock:
            self._screens[device] = self._clock.monotonic()

    def screens(self) -> tuple[str, ...]:
        """The devices that show the till's page."""
        since = self._clock.monotonic() - PRESENT_FOR
        with self._lock:
            return tuple(sorted(name for name, at in self._screens.items() if at > since))

    def present(self) -> tuple[str, ...]:
        """The associates who are here and not on a break."""
        since = self._clock.monotonic() - PRESENT_FOR
        with self._lock:
            here = {s.associate for s in self._seen.values() if s.visible and s.at > since}
            return tuple(sorted(here - self._resting))
