"""A touchpoint's name over whatever is there: seen, alone in what it takes, and gone by itself."""

import pytest

from tests.screens import samples
from tests.screens.conftest import Heard, Play
from tests.screens.stage import Stage
from touchpoint.ui.name_plate import SHOWN, NamePlate


def plates(stage: Stage) -> list[NamePlate]:
    return [w for w in stage.window.children if isinstance(w, NamePlate)]


@pytest.mark.parametrize("place", ["kiosk", "mirror"])
def test_name_is_across_the_glass_for_ten_seconds_and_then_all_is_as_before(
    play: Play, place: str
) -> None:
    stage = play(place, reduced_motion=True)
    stage.show({"kiosk": samples.kiosk, "mirror": samples.mirror}[place]("en", "rest"))
    before = stage.picture()
    stage.app.identify("Cabin 3", "cabin-3")
    stage.frames(3)
    (plate,) = plates(stage)
    middle = stage.picture().getpixel((4, stage.window.height // 2))
    stage.frames(1, SHOWN - 1)
    there = len(plates(stage))
    stage.frames(2, 1.0)
    stage.settle()
    ink = tuple(round(255 * part) for part in plate.theme.palette.ink[:3])
    assert (middle[:3], there, plates(stage)) == (ink, 1, [])
    assert stage.picture().tobytes() == before.tobytes()


def test_asked_again_it_stays_longer_and_is_there_once(play: Play) -> None:
    stage = play("mirror")
    stage.app.identify("Cabin 3", "cabin-3")
    stage.frames(1, SHOWN - 1)
    stage.app.identify("Cabin 3", "cabin-3")
    stage.frames(1, SHOWN - 1)
    there = len(plates(stage))
    stage.frames(2, 1.0)
    assert (there, plates(stage)) == (1, [])


def test_a_touch_on_it_means_nothing_and_one_beside_it_what_it_did(
    play: Play, heard: Heard
) -> None:
    stage = play("kiosk", reduced_motion=True)
    stage.show(samples.kiosk("en", "rest"))
    stage.app.identify("Kiosk 1", "kiosk-1")
    stage.frames(3)
    width, height = stage.window.size
    stage.touch_at(width / 2, height / 2)
    on_it = list(heard.touches)
    stage.touch_at(width / 2, 20)
    assert (on_it, len(heard.touches)) == ([], 1)


def test_what_is_shown_meanwhile_lies_below_it(play: Play) -> None:
    stage = play("mirror")
    stage.app.identify("Cabin 3", "cabin-3")
    stage.show(samples.mirror("en", "garment"))
    assert stage.window.children[0] is plates(stage)[0]
