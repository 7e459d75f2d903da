"""Hears the zone's reader over the bus, for as long as a calibration takes."""

import queue
import time
from collections.abc import Mapping, Sequence

from contract.states import RoomSound
from contract.topics import READS, SOUND
from fittingroom.calibrate.wizard import NothingHeard
from messaging.port import DELIVERED, NOBODY_LISTENING, Bus, LinkState, Message
from touchpoint.hearing import Overheard, Sounded, understood
from touchpoint.rooms import Sighting
from touchpoint.sounds import said_of

#: Nobody listening is no failure: it is retained for who comes later.
_KEPT = (DELIVERED, NOBODY_LISTENING)
#: Seconds for the broker to answer, and for the reader to say that it works.
_CONNECT, _WORD = 10.0, 5.0


class BusEar:
    """*reader* is the touchpoint that is heard; opened once, closed once."""

    def __init__(self, bus: Bus, store: str, reader: str) -> None:
        self._bus, self._store, self._reader = bus, store, reader
        self._links: queue.SimpleQueue[LinkState] = queue.SimpleQueue()
        self._heard: queue.SimpleQueue[Message] = queue.SimpleQueue()
        self._sounds: dict[str, RoomSound] = {}

    def open(self) -> None:
        """Raises NothingHeard when the broker or the reader does not answer."""
        reads = READS.name(store=self._store, touchpoint=self._reader)
        self._bus.subscribe([reads, SOUND.filter(store=self._store)])
        self._bus.start(self._heard.put, self._links.put)
        try:
            link = self._links.get(timeout=_CONNECT)
        except queue.Empty:
            link = LinkState(up=False, why="it does not answer")
        if not link.up:
            raise NothingHeard(f"the broker cannot be reached: {link.why}; is it on?")
        if not self._words(_WORD, most=1):
            raise NothingHeard(
                f"{self._reader} says nothing: is `python -m touchpoint.readers serve` running "
                "there, and does its reader work?"
            )

    def listen(self, seconds: float) -> Sequence[Sighting]:
        # What waited is of before the key was pressed.
        while not self._heard.empty():
            self._take(self._heard.get())
        words = self._words(seconds)
        if not words:
            raise NothingHeard(f"{self._reader} fell silent; begin again when it works")
        return [
            Sighting(s.epc, s.antenna, s.rssi, s.ms / 1000)
            for word in words
            for s in word.sightings
        ]

    def sounds(self) -> Mapping[str, RoomSound]:
        return dict(self._sounds)

    def tell(self, touchpoint: str, sound: RoomSound) -> bool:
        """Whether the broker has *sound*, for every mirror of the zone."""
        done: queue.SimpleQueue[int] = queue.SimpleQueue()
        self._bus.publish(said_of(self._store, touchpoint, sound), done.put)
        try:
            return done.get(timeout=_CONNECT) in _KEPT
        except queue.Empty:
            return False

    def close(self) -> None:
        self._bus.stop()

    def _words(self, seconds: float, most: int | None = None) -> list[Overheard]:
        """What the reader says within *seconds*, or its *most* first words."""
        end, words = time.monotonic() + seconds, list[Overheard]()
        while (left := end - time.monotonic()) > 0 and (most is None or len(words) < most):
            try:
                said = self._take(self._heard.get(timeout=left))
            except queue.Empty:
                break
            words += [said] if said else []
        return words

    def _take(self, message: Message) -> Overheard | None:
        try:
            said = understood(message)
        except ValueError:
            # A reader's nonsense is logged by every mirror; here it only is not heard.
            said = None
        self._bus.settle(message)
        if isinstance(said, Sounded) and said.sound and said.sound.reader == self._reader:
            self._sounds[said.touchpoint] = said.sound
        # A session that was kept may bring what another reader said.
        if isinstance(said, Overheard) and said.touchpoint == self._reader:
            return said
        return None
