"""Walks a person through a room, spot by spot, and says whether it can be told from the others."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from contract.states import RoomSound
from fittingroom.calibrate.learning import SPOTS, Spot, heard_by, newcomer, sound_of, told_right
from touchpoint.rooms import Sighting
from touchpoint.zone import ZonePlace, beams_of

_BAR, _FULL = 24, 20.0


class Ear(Protocol):
    """What the zone's reader tells."""

    def listen(self, seconds: float) -> Sequence[Sighting]:
        """Everything heard within *seconds* from now. Raises NothingHeard, one line."""

    def sounds(self) -> Mapping[str, RoomSound]:
        """What the other rooms have learned so far."""


class NothingHeard(Exception):
    """The wizard cannot go on; the text says what was found and what would be right."""


class Wizard:
    """*say* shows a line, *wait* asks for a key and returns when it was pressed."""

    def __init__(
        self,
        place: ZonePlace,
        ear: Ear,
        say: Callable[[str], None],
        wait: Callable[[str], None],
        seconds: float,
    ) -> None:
        self._place, self._ear, self._say, self._wait = place, ear, say, wait
        self._seconds = seconds

    def run(self, now: Callable[[], datetime], tag: str | None = None) -> RoomSound:
        """How the room sounds. Raises NothingHeard."""
        room, antenna = self._place.room, self._place.rooms[self._place.room]
        self._say(f"{room}, under antenna {antenna} of {self._place.reader}.")
        tag = tag or self._chosen()
        self._say(f"Listening to {tag}.")
        spots = [self._spot(number, name, tag) for number, name in enumerate(SPOTS, 1)]
        try:
            sound = sound_of(spots, self._place.rooms.values(), self._place.reader, now())
        except ValueError as error:
            raise NothingHeard(f"{error}; {self._hint()}") from error
        self._judge(spots, sound)
        return sound

    def _chosen(self) -> str:
        self._wait("Take every garment out of the room, then press Enter")
        before = self._ear.listen(self._seconds)
        self._wait("Hang one garment in the middle of it, then press Enter")
        found = newcomer(before, self._ear.listen(self._seconds))
        if found is None:
            raise NothingHeard(f"no garment was heard that was not there before; {self._hint()}")
        return found

    def _spot(self, number: int, name: str, tag: str) -> Spot:
        self._wait(f"{number} of {len(SPOTS)}: hold it {name}, then press Enter and stand still")
        heard = tuple(s for s in self._ear.listen(self._seconds) if s.epc == tag)
        spot = Spot(name, heard, self._seconds)
        for antenna, (rate, loud) in heard_by(spot).items():
            own = "  <- this room" if antenna == self._place.rooms[self._place.room] else ""
            bar = "#" * max(1, round(_BAR * min(rate, _FULL) / _FULL))
            self._say(f"    antenna {antenna}  {rate:5.1f} reads/s  {loud:4.0f} dBm  {bar}{own}")
        if not heard:
            self._say("    nothing was heard there")
        return spot

    def _judge(self, spots: Sequence[Spot], sound: RoomSound) -> None:
        room = self._place.room
        sounds = {**self._ear.sounds(), room: sound}
        right, surely = told_right(spots, room, beams_of(self._place.rooms, sounds))
        self._say(
            f"Told to be in {room} at {right} of {len(spots)} spots, surely at {surely}. "
            f"Calibrated so far: {', '.join(sorted(sounds.keys() & self._place.rooms.keys()))}."
        )
        if surely < len(spots):
            self._say(
                "Where it is not sure, shoppers are asked “is this yours?”. Less power, an antenna "
                "turned away from the wall, or the other rooms calibrated as well make it surer."
            )

    def _hint(self) -> str:
        antenna = self._place.rooms[self._place.room]
        return (
            f"a garment of the catalogue with a RAIN tag under antenna {antenna} is right "
            f"(does `python -m touchpoint.readers serve` run for {self._place.reader}?)"
        )
