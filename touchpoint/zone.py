"""Listens to the reader that this room shares with others: a thread for its zone."""

import queue
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import structlog

from contract.events import EventData, GarmentArrived, GarmentDisowned
from contract.states import Claim, RoomSound
from contract.tags import By
from messaging.clock import Clock
from touchpoint.beams import Beam, Beams, assumed
from touchpoint.hearing import Claimed, Overheard, Sounded
from touchpoint.inputs import Arrived, Left, ReaderHealth
from touchpoint.listening import (
    Listening,
    Told,
    Word,
    hanging,
    heard,
    passed,
    recovered,
    told_of,
)
from touchpoint.rooms import Sighting, Zone

_log = structlog.get_logger()
#: Seconds after which silence is looked for, and before it is one at the start.
_LOOK, _FIRST_WORD = 0.25, 10.0

News = Arrived | Left | ReaderHealth
Said = Overheard | Sounded | Claimed


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
        self._strange: set[int] = set()
        self._state: Literal["ok", "silent"] | None = None
        self._began = clock.monotonic()
        self._listening = Listening(place.room, Zone(assumed(place.rooms)))
        self._words: queue.SimpleQueue[tuple[Said | None, float]]
        self._words = queue.SimpleQueue()
        self._log = _log.bind(reader=place.reader)
        self._thread = threading.Thread(target=self._run, name=f"zone {place.reader}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def hear(self, said: Said) -> None:
        self._words.put((said, self._clock.monotonic()))

    def stop(self) -> None:
        self._words.put((None, 0.0))
        self._thread.join()

    def tell_again(self) -> None:
        """Tell of what hangs in this room now as if it came now; from any thread.

        None of it is sure: it was not looked at for a while.
        """
        now = self._clock.monotonic()
        for garment in hanging(self._listening):
            self._tell(Arrived(garment, now, sure=False, reader=self._place.reader))

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
                self._listening = recovered(self._listening)

    def _take(self, said: Said, at: float) -> None:
        match said:
            case Sounded():
                self._learn(said)
            case Claimed() if said.claim.reader == self._place.reader:
                told = told_of(
                    self._listening, said.claim.tag, said.touchpoint, here=said.claim.here
                )
                self._go_on(told)
            case Overheard() if said.touchpoint == self._place.reader:
                self._become("ok")
                self._go_on(heard(self._listening, self._word(said), at))

    def _go_on(self, told: tuple[Listening, Told]) -> None:
        self._listening, news = told
        reader = self._place.reader
        for one in news:
            self._tell(replace(one, reader=reader) if isinstance(one, Arrived) else one)

    def _word(self, said: Overheard) -> Word:
        """What antennas of other rooms heard is nothing to this zone."""
        known = set(self._place.rooms.values())
        strange = {s.antenna for s in said.sightings} - known - self._strange
        if strange:
            self._strange |= strange
            self._log.warning("zone.strange_antenna", found=sorted(strange), known=sorted(known))
        found = tuple(
            Sighting(s.epc, s.antenna, s.rssi, s.ms / 1000)
            for s in said.sightings
            if s.antenna in known
        )
        at = None if said.ms is None else said.ms / 1000
        return Word(found, at, said.boot, said.number)

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


def claim_of(event: EventData, reader: str) -> Claim | None:
    """What *event* of our own room tells the other mirrors of the zone."""
    match event:
        case GarmentArrived(tag=tag, by=By.UHF):
            return Claim(reader=reader, tag=tag, here=True)
        case GarmentDisowned(tag=tag, by=By.UHF):
            return Claim(reader=reader, tag=tag, here=False)
    return None


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
