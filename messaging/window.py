"""What waits to be published and what is in flight, within what the broker takes at a time."""

from collections import deque
from collections.abc import Iterator

from messaging.port import OnDone, Outgoing

#: Room for the topic's properties in a packet.
_MARGIN = 1024
_LARGEST = 268_435_455


class Window:
    def __init__(self) -> None:
        self._waiting: deque[tuple[Outgoing, OnDone]] = deque()
        self._in_flight: dict[int, OnDone] = {}
        self._most, self._largest = 0, _LARGEST

    def __bool__(self) -> bool:
        return bool(self._waiting or self._in_flight)

    def connected(self, most: int | None, largest: int | None) -> None:
        """What the broker said: messages in flight (receive maximum), bytes of a packet."""
        self._most, self._largest = most or 65_535, largest or _LARGEST

    def add(self, message: Outgoing, done: OnDone) -> None:
        self._waiting.append((message, done))

    def fits(self, message: Outgoing) -> bool:
        return len(message.payload) + len(message.topic) + _MARGIN <= self._largest

    def ready(self, *, up: bool) -> Iterator[tuple[Outgoing, OnDone]]:
        """What may go now; with the link down all of it, to be answered."""
        while self._waiting and (not up or len(self._in_flight) < self._most):
            yield self._waiting.popleft()

    def sent(self, packet: int, done: OnDone) -> None:
        self._in_flight[packet] = done

    def answered(self, packet: int) -> OnDone | None:
        return self._in_flight.pop(packet, None)

    def lost(self) -> list[OnDone]:
        """Everybody in flight when the link broke."""
        done = list(self._in_flight.values())
        self._in_flight.clear()
        return done
