"""What a store's tier does not have leaves no gap on the real window."""

from dataclasses import replace

import pytest

from tests.screens import samples, wandering
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


def test_garment_without_its_optional_parts_is_a_page(play: Play) -> None:
    stage = play("kiosk", reduced_motion=True)
    view = samples.kiosk("en", "garment")
    assert view.sheet is not None
    kept = tuple(p for p in view.sheet.parts if p.name not in {"worn", "delivery"})
    stage.show(replace(view, sheet=replace(view.sheet, parts=kept, rating=None)))
    parts = [name for name in stage.places() if name.startswith("part.")]
    assert sorted(parts) == sorted(f"part.{part.name}" for part in kept)
