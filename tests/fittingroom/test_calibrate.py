"""The calibration of a room, in simulated halls whose air it hears as a store's reader would."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from contract.states import HeardRoom, RoomSound
from fittingroom.__main__ import main
from fittingroom.calibrate.learning import SPOTS, Spot, newcomer, sound_of, told_right
from fittingroom.calibrate.wizard import NothingHeard, Wizard
from simulation.rooms.hall import Air, Hall, Hung
from touchpoint.beams import assumed
from touchpoint.rooms import Sighting
from touchpoint.zone import ZonePlace, beams_of

WHEN = datetime(2026, 11, 21, tzinfo=UTC)
TAG, NEIGHBOUR = "AA01", "BB02"
HALL = Hall(seed=11, wall=6.0)


class HallEar:
    """Hears the air of a hall; the person does what the wizard says."""

    def __init__(self, hall: Hall, cabin: int, *, neighbour: int | None = None) -> None:
        self._hall, self._air, self._cabin = hall, Air(hall), cabin
        self._rng = Random(f"wizard {hall.seed}")
        self._hung: list[Hung] = []
        if neighbour is not None:
            self._hang(NEIGHBOUR, neighbour)
        self.said: list[str] = []
        self.asked: list[str] = []
        self.known: dict[str, RoomSound] = {}

    def _hang(self, epc: str, cabin: int) -> None:
        hung = Hung(epc, cabin, self._rng)
        self._air.hang(hung)
        self._hung = [h for h in self._hung if h.epc != epc] + [hung]

    def wait(self, text: str) -> None:
        self.asked.append(text)
        if not text.startswith("Take every garment"):
            self._hang(TAG, self._cabin)

    def listen(self, seconds: float) -> Sequence[Sighting]:
        return [s for hung in self._hung for s in self._air.heard(hung, 0.0, seconds)]

    def sounds(self) -> Mapping[str, RoomSound]:
        return self.known


def place(room: str = "cabin-2") -> ZonePlace:
    return ZonePlace(room, "zone-1", HALL.rooms)


def calibrated(ear: HallEar, room: str = "cabin-2") -> RoomSound:
    return Wizard(place(room), ear, ear.said.append, ear.wait, 3.0).run(lambda: WHEN)


def test_garment_that_is_held_is_told_from_the_neighbours() -> None:
    ear = HallEar(HALL, 2, neighbour=3)
    sound = calibrated(ear)
    assert f"Listening to {TAG}." in ear.said
    assert len(ear.asked) == 2 + len(SPOTS)
    assert (sound.reader, sound.made, list(sound.antennas)) == ("zone-1", WHEN, [1, 2, 3, 4])
    own = sound.antennas[2]
    assert max(sound.antennas.values(), key=lambda heard: heard.mean) == own


def test_every_room_of_the_hall_is_told_by_what_was_learned() -> None:
    ears = {room: HallEar(HALL, cabin) for room, cabin in HALL.rooms.items()}
    sounds = {room: calibrated(ear, room) for room, ear in ears.items()}
    beams = beams_of(HALL.rooms, sounds)
    rng, air = Random(5), Air(HALL)
    spots: list[tuple[str, Spot]] = []
    for room, cabin in HALL.rooms.items():
        for _ in range(50):
            hung = Hung("x", cabin, rng)
            air.hang(hung)
            spots.append((room, Spot("", tuple(air.heard(hung, 0.0, 2.0)), 2.0)))
    learned = sum(told_right([spot], room, beams)[0] for room, spot in spots)
    guessed = sum(told_right([spot], room, assumed(HALL.rooms))[0] for room, spot in spots)
    assert learned >= 196
    assert learned >= guessed


def test_person_is_told_how_well_the_room_is_known() -> None:
    ear = HallEar(HALL, 2)
    ear.known = {"cabin-1": calibrated(HallEar(HALL, 1), "cabin-1")}
    calibrated(ear)
    (verdict,) = [line for line in ear.said if line.startswith("Told to be")]
    assert verdict == (
        "Told to be in cabin-2 at 6 of 6 spots, surely at 6. Calibrated so far: cabin-1, cabin-2."
    )


def test_room_that_sounds_like_its_neighbour_is_called_unsure() -> None:
    ear = HallEar(HALL, 2)
    ear.known = {"cabin-1": calibrated(HallEar(HALL, 2))}
    calibrated(ear)
    assert any("shoppers are asked" in line for line in ear.said)


def test_silent_room_is_no_calibration() -> None:
    ear = HallEar(HALL, 2)
    ear.wait = ear.asked.append  # type: ignore[method-assign]
    with pytest.raises(NothingHeard, match="no garment was heard that was not there before"):
        calibrated(ear)


def test_named_tag_that_is_never_heard_is_no_calibration() -> None:
    ear = HallEar(HALL, 2)
    wizard = Wizard(place(), ear, ear.said.append, ear.wait, 3.0)
    with pytest.raises(NothingHeard, match=r"nothing was heard at any spot; .* antenna 2"):
        wizard.run(lambda: WHEN, tag="CC03")


def test_newcomer_is_the_tag_heard_most() -> None:
    before = [Sighting("old", 1, -50.0, 0.0)]
    after = [
        *before,
        *(Sighting("near", 1, -50.0, 0.1 * n) for n in range(5)),
        *(Sighting("far", 1, -40.0, 0.1 * n) for n in range(3)),
    ]
    assert (newcomer(before, after), newcomer(after, after)) == ("near", None)


def test_antenna_that_heard_nothing_is_learned_too() -> None:
    spot = Spot("", (Sighting("x", 1, -50.0, 0.0), Sighting("x", 1, -54.0, 1.0)), 2.0)
    sound = sound_of([spot], [1, 2], "zone-1", WHEN)
    assert sound.antennas == {
        1: HeardRoom(rate=1.0, mean=-52.0, spread=6.0),
        2: HeardRoom(rate=0.1, mean=-75.0, spread=6.0),
    }


def test_refused_without_a_zone() -> None:
    shipped = Path(__file__).parents[2] / "config/fittingroom.toml"
    told = CliRunner().invoke(main, ["calibrate", "--config", str(shipped)])
    assert (told.exit_code, "[zone] is not set" in told.stderr) == (1, True)
