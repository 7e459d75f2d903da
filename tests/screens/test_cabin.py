"""The cabin's own pages under a finger: a touch means what it says, whatever lay there before."""

from typing import get_args

import pytest

from contract.events.garments import JudgedFor
from contract.phrases import ORDER
from tests.screens import sample_cabin
from tests.screens.conftest import LANDSCAPE, PORTRAIT, Heard, Play
from touchpoint.cabin import (
    AskPerson,
    AskTill,
    CloseSheet,
    Compare,
    CompareOther,
    CompleteLook,
    Judge,
    Light,
    OpenSheet,
    Rate,
    SkipQuestion,
    TurnOff,
    TurnOn,
    Undisturb,
)
from touchpoint.touches import Back, Done, ShowGarment, Touch

SIZES = pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
VIEWS = sample_cabin.views("fr")
COAT, DRESS = sample_cabin.pair()
TROUSERS, TOP = sample_cabin.pair(2, 3)
MEANT: dict[str, dict[str, Touch]] = {
    "mirror-cabin": {
        "help": OpenSheet("help"),
        "till": AskTill(),
        "light": OpenSheet("light"),
        "privacy": OpenSheet("privacy"),
        "compare": Compare(),
        "look": CompleteLook(DRESS),
        "done": Done(),
    },
    "mirror-help": {f"help.{key}": AskPerson(key) for key in ORDER},
    "mirror-light": {"scene.daylight": Light("daylight"), "scene.soft": Light("soft")},
    "mirror-privacy": {
        "undisturb": Undisturb(on=False),
        "room.off": TurnOff(),
        "sheet.close": CloseSheet(),
    },
    "mirror-compare-more": {
        "compare.0": CompareOther(0),
        "compare.1": CompareOther(1),
        f"garment.{TROUSERS}": ShowGarment(TROUSERS),
        f"garment.{TOP}": ShowGarment(TOP),
        "back": Back(),
    },
    "mirror-farewell": {
        f"take.{COAT}": Judge(COAT),
        **{f"why.{reason}": Judge(COAT, reason) for reason in get_args(JudgedFor)},
        "skip.2": SkipQuestion(COAT),
        "back": Back(),
        "done": Done(),
    },
    "mirror-opinion": {
        **{f"score.{n}": Rate(n) for n in range(1, 6)},
        "skip.visit": SkipQuestion(None),
    },
    "mirror-off": {"room.on": TurnOn()},
}


@SIZES
@pytest.mark.parametrize("name", MEANT)
def test_each_touch_means_what_it_says(
    play: Play, heard: Heard, name: str, size: tuple[int, int]
) -> None:
    stage = play("mirror", size, reduced_motion=True)
    stage.show(VIEWS[name])
    for target in MEANT[name]:
        stage.press(stage.find(target))
    assert heard.touches == [*MEANT[name].values()]


@SIZES
def test_sheet_that_went_takes_no_touch_any_more(
    play: Play, heard: Heard, size: tuple[int, int]
) -> None:
    stage = play("mirror", size, reduced_motion=True)
    stage.show(VIEWS["mirror-help"])
    # Beside it one closes it; on it, between two rows, nothing is meant.
    stage.touch_at(size[0] - 4, size[1] - 4)
    stage.show(VIEWS["mirror-cabin"])
    for target in ("done", "help"):
        stage.press(stage.find(target))
    assert heard.touches == [CloseSheet(), Done(), OpenSheet("help")]


@SIZES
def test_a_request_moves_none_of_the_room_s_words(play: Play, size: tuple[int, int]) -> None:
    stage = play("mirror", size, reduced_motion=True)
    places = []
    for name in ("mirror-cabin", "mirror-cabin-nobody"):
        stage.show(VIEWS[name])
        found = stage.places()
        words = ("help", "till", "privacy", "compare", "done")
        places.append([part for word in words for part in found[word]])
    # A word that is bold, since it is being done, is wider by a hair.
    assert places[0] == pytest.approx(places[1], abs=0.01)


@pytest.mark.parametrize("brand", ["brand.toml", "brands/nord.toml"])
def test_mirror_that_is_off_is_dark_and_turned_on_anywhere(
    play: Play, heard: Heard, brand: str
) -> None:
    stage = play("mirror", brand=brand, reduced_motion=True)
    stage.show(VIEWS["mirror-off"])
    width, height = PORTRAIT
    corners = [(2, 2), (width - 3, 2), (2, height - 3), (width - 3, height - 3)]
    shades = [stage.picture().getpixel(corner) for corner in corners]
    stage.touch_at(width - 20, height - 20)
    assert ([max(shade) < 40 for shade in shades], heard.touches) == ([True] * 4, [TurnOn()])


def test_thanks_ask_for_nothing(play: Play) -> None:
    stage = play("mirror", reduced_motion=True)
    stage.show(VIEWS["mirror-thanks"])
    assert stage.places() == {}
