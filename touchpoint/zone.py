"""Listens to the reader that this room shares with others: a thread for its zone."""

import queue
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import structlog

from contract.states import RoomSound
from messaging.clock import Clock
from touchpoint.beams import Beam, Beams, assumed
from touchpoint.hearing import Overheard, Sounded
from touchpoint.inputs import Arrived, Left, ReaderHealth
from touchpoint.listening import Listening, heard, passed
from touchpoint.rooms import Sighting, Zone

_log = structlog.get_logger()
#: Seconds after which silence is looked for, and before it is one at the start.
_LOOK, _FIRST_WORD = 0.25, 10.0

News = Arrived | Left | ReaderHealth


@dataclass(frozen=True, slots=True)
class ZonePlace:
    """*room* among *rooms*, each with its own antenna of the touchpoint *reader*."""

    room: str
    reader: str
    rooms: Mapping[str, int]


class ZoneWatch:
    """*tell* is called on its own thread and must not block; *hear* may be called on any."""

    def __init__(self, place: ZonePlace, tell: Callable[[News], None], clock: Clock) -> None:
        self._place, self._tell, self._clock = place, tell, clock
        self._sounds: dict[str, RoomSound] = {}
        self._state: Literal["ok", "silent"] | None = None
        self._began = clock.monotonic()
        self._listening = Listening(place.room, Zone(assumed(place.rooms)))
        self._words: queue.SimpleQueue[tuple[Overheard | Sounded | None, float]]
        self._words = queue.SimpleQueue()
        self._log = _log.bind(reader=place.reader)
        self._thread = threading.Thread(target=self._run, name=f"zone {place.reader}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def hear(self, said: Overheard | Sounded) -> None:
        self._words.put((said, self._clock.monotonic()))

    def stop(self) -> None:
        self._words.put((None, 0.0))
        self._thread.join()

    @property
    def beams(self) -> Beams:
        """How each room sounds, as far as it is known."""
        return self._listening.zone.beams

    def _run(self) -> None:
        while True:
            try:
                said, at = self._words.get(timeout=_LOOK)
            except queue.Empty:
                self._look()
                continue
            if said is None:
                return
            try:
                self._take(said, at)
            except Exception:  # noqa: BLE001 - the zone must outlive whatever one message does
                self._log.exception("zone.failed")

    def _take(self, said: Overheard | Sounded, at: float) -> None:
        if isinstance(said, Sounded):
            self._learn(said)
            return
        if said.touchpoint != self._place.reader:
            return
        self._become("ok")
        batch = [Sighting(s.epc, s.antenna, s.rssi, s.ms / 1000) for s in said.sightings]
        self._listening, news = heard(self._listening, batch, at)
        for told in news:
            self._tell(replace(told, reader=said.touchpoint) if isinstance(told, Arrived) else told)

    def _look(self) -> None:
        now = self._clock.monotonic()
        self._listening = passed(self._listening, now)
        if self._listening.silent and (self._state or now - self._began >= _FIRST_WORD):
            self._become("silent")

    def _become(self, state: Literal["ok", "silent"]) -> None:
        if state == self._state:
            return
        self._state = state
        (self._log.info if state == "ok" else self._log.warning)("zone.state", state=state)
        self._tell(ReaderHealth(self._place.reader, state))

    def _learn(self, said: Sounded) -> None:
        sound, room = said.sound, said.touchpoint
        if room not in self._place.rooms:
            return
        self._sounds.pop(room, None)
        if sound is not None and sound.reader == self._place.reader:
            self._sounds[room] = sound
        beams = beams_of(self._place.rooms, self._sounds)
        zone = replace(self._listening.zone, beams=beams)
        self._listening = replace(self._listening, zone=zone)
        self._log.info("zone.sound", room=room, calibrated=sorted(self._sounds))


def beams_of(rooms: Mapping[str, int], sounds: Mapping[str, RoomSound]) -> Beams:
    """What is known of each room; of one that was not calibrated, what is assumed."""
    return {
        room: {
            antenna: _beam(sounds[room], antenna) if room in sounds else beam
            for antenna, beam in beams.items()
        }
        for room, beams in assumed(rooms).items()
    }


def _beam(sound: RoomSound, antenna: int) -> Beam:
    found = sound.antennas.get(antenna)
    return Beam(found.rate, found.mean, found.spread) if found else Beam.learned((), 1.0)
