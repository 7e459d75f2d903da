"""What a store's tier does not have leaves no gap on the real window."""

import pytest

from contract.features import FEATURES
from tests.screens import sample_parts, samples, wandering
from tests.screens.conftest import LANDSCAPE, PORTRAIT, Heard, Play
from tests.screens.stage import Stage
from tests.screens.wandering import around, shelf
from touchpoint.touches import LookAround, OpenAisle

SIZES = pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
ALL = around("en", LookAround(), on=shelf(0))
ESSENTIAL = around("en", LookAround(), on=shelf(0), features=wandering.essential())


def lowest(stage: Stage) -> float:
    """The lower edge of the words and the search, in pixels."""
    led = ("aisle.", "search")
    names = [name for name in stage.places() if name.startswith(led)]
    return min(stage.find(name).to_window(*stage.find(name).pos)[1] for name in names)


@SIZES
def test_home_of_the_essentials_has_categories_and_uses_the_place_of_the_search(
    play: Play, heard: Heard, size: tuple[int, int]
) -> None:
    stage = play("kiosk", size, reduced_motion=True)
    found = {}
    for name, view in (("all", ALL), ("essential", ESSENTIAL)):
        stage.show(view)
        targets = {t.split("/")[0] for t in stage.places()}
        found[name] = ("search" in targets, stage.find("room.Coats").height, lowest(stage))
    assert [with_search for with_search, _, _ in found.values()] == [True, False]
    # Words stand where the search did; in portrait the photographs gain what it took.
    assert found["essential"][2] == pytest.approx(found["all"][2], abs=1)
    assert found["essential"][1] >= found["all"][1]
    stage.press(stage.find("room.Coats"))
    assert heard.touches == [OpenAisle(("Coats",))]


@SIZES
def test_rest_without_anything_to_look_around_at_has_no_door(
    play: Play, size: tuple[int, int]
) -> None:
    stage = play("kiosk", size, reduced_motion=True)
    doors = []
    for features in (wandering.essential(), frozenset[str]()):
        stage.show(around("en", features=features))  # type: ignore[arg-type]
        doors.append("around" in stage.places())
    assert doors == [True, False]


@SIZES
def test_lookbooks_alone_stand_in_the_middle_below_the_brand(
    play: Play, size: tuple[int, int]
) -> None:
    stage = play("kiosk", size, reduced_motion=True)
    stage.show(around("en", LookAround(), on=shelf(2), features={"lookbooks"}))
    left, right = (stage.find(f"lookbook.book-{n}") for n in range(2))
    assert left.x == pytest.approx(stage.app.theme.width - right.right, abs=2)
    brand = next(w for w in stage.widgets() if getattr(w, "text", "") == stage.app.theme.name)
    assert left.top <= brand.y


def test_garment_s_page_lists_the_parts_of_the_tier(play: Play) -> None:
    stage = play("kiosk", reduced_motion=True)
    listed = []
    for features in (FEATURES, FEATURES - {"worn", "delivery", "ratings"}):
        sheet = sample_parts.sheet(features=features)
        stage.show(samples.kiosk("en", "garment", sheet=sheet))
        listed.append(sorted(n[5:] for n in stage.places() if n.startswith("part.")))
    assert listed == [
        ["about", "delivery", "fabric", "fit", "where", "worn"],
        ["about", "fabric", "fit", "where"],
    ]
