"""The question whether a garment is the shopper's: it hides nothing, and no answer is a slip."""

from dataclasses import replace

import pytest
from kivy.uix.widget import Widget

from fittingroom.screens.doubt_card import HELD_BACK, DoubtCard
from tests.screens import samples
from tests.screens.conftest import LANDSCAPE, PORTRAIT, Heard, Play
from tests.screens.stage import drawn
from touchpoint.touches import Anywhere, Yours
from touchpoint.ui.photo import Photo, RestingPhoto

SIZES = pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
BRANDS = pytest.mark.parametrize("brand", ["brand.toml", "brands/nord.toml"])
ANSWERS = ("yours.tag-5.yes", "yours.tag-5.no")
ASKED = samples.doubt("en")
#: Every page that asks, without its question.
PAGES = {
    name: replace(view, doubt=None)
    for name, view in samples.every_view("fr").items()
    if name.startswith("mirror-doubt")
}


@SIZES
@pytest.mark.parametrize("screen", ["room", "garment"])
def test_an_answer_means_what_it_says(
    play: Play, heard: Heard, screen: str, size: tuple[int, int]
) -> None:
    stage = play("mirror", size)
    stage.show(samples.mirror("en", screen, 2, doubt=ASKED))
    stage.frames(2, HELD_BACK)
    for target in ANSWERS:
        stage.press(stage.find(target))
    assert heard.touches == [Yours("tag-5", yes=True), Yours("tag-5", yes=False)]


def test_a_question_that_has_just_come_takes_no_answer(play: Play, heard: Heard) -> None:
    stage = play("mirror", reduced_motion=True)
    stage.show(samples.mirror("en", "room", 2, doubt=ASKED))
    stage.frames(2, HELD_BACK)
    stage.press(stage.find("yours.tag-5.yes"))
    stage.app.show(samples.mirror("en", "room", 2, doubt=samples.doubt("en", "tag-6")))
    stage.frames(2)
    stage.press(stage.find("yours.tag-6.yes"))
    slip = list(heard.touches)
    stage.frames(2, HELD_BACK)
    stage.press(stage.find("yours.tag-6.yes"))
    assert (slip, heard.touches[1:]) == ([Yours("tag-5", yes=True)], [Yours("tag-6", yes=True)])


def test_a_page_drawn_anew_goes_on_asking(play: Play, heard: Heard) -> None:
    stage = play("mirror", reduced_motion=True)
    view = samples.mirror("en", "room", 2, doubt=ASKED)
    stage.show(view)
    stage.frames(2, HELD_BACK)
    stage.app.show(replace(view, away="We are offline", doubt=samples.doubt("fr")))
    stage.frames(2)
    stage.press(stage.find("yours.tag-5.no"))
    assert heard.touches == [Yours("tag-5", yes=False)]


@SIZES
@BRANDS
@pytest.mark.parametrize("name", PAGES)
def test_a_question_moves_nothing_that_is_touched(
    play: Play, name: str, size: tuple[int, int], brand: str
) -> None:
    stage = play("mirror", size, brand=brand, reduced_motion=True)
    stage.show(PAGES[name])
    before = stage.places()
    stage.show(samples.every_view("fr")[name])
    after = stage.places()
    assert {target: after.pop(target) for target in ANSWERS}.keys() == {*ANSWERS}
    assert after == before


@SIZES
@BRANDS
@pytest.mark.parametrize("name", PAGES)
def test_a_question_covers_no_photograph_and_nothing_that_is_touched(
    play: Play, name: str, size: tuple[int, int], brand: str
) -> None:
    stage = play("mirror", size, brand=brand, reduced_motion=True)
    stage.show(samples.every_view("fr")[name])
    (card,) = [w for w in stage.widgets() if isinstance(w, DoubtCard)]
    own = set(card.walk(restrict=True))
    others = [w for w in stage.widgets() if w not in own]
    boxes = [_box(w, *w.pos, *w.size) for w in others if getattr(w, "target", "")]
    boxes += [_box(w, *w.frame) for w in others if _pictured(w)]
    assert len(boxes) > 3
    assert [box for box in boxes if _meet(_box(card, *card.pos, *card.size), box)] == []


@SIZES
def test_answers_are_large_enough_for_a_thumb(play: Play, size: tuple[int, int]) -> None:
    stage = play("mirror", size, reduced_motion=True)
    for name in PAGES:
        stage.show(samples.every_view("fr")[name])
        # A window of 540 shows one dp of a 1080-wide glass as one pixel.
        boxes = [stage.find(target).size for target in ANSWERS]
        assert [edge for box in boxes for edge in box if edge < 48] == []


@SIZES
def test_nothing_is_left_of_a_question_that_went(
    play: Play, heard: Heard, size: tuple[int, int]
) -> None:
    stage = play("mirror", size, reduced_motion=True)
    view = samples.mirror("en", "garment", 1)
    stage.show(view)
    before = drawn(stage)
    stage.show(replace(view, doubt=ASKED))
    button = stage.find("yours.tag-5.yes")
    middle = button.to_window(*button.center)
    stage.show(view)
    stage.touch_at(*middle)
    assert (drawn(stage) == before, heard.touches) == (True, [Anywhere()])


def test_a_question_comes_out_within_320_ms(play: Play) -> None:
    stage = play("mirror")
    view = samples.mirror("en", "garment", 1)
    stage.show(view)
    stage.app.show(replace(view, doubt=ASKED))
    stage.frames(2, 0.02)
    (card,) = [w for w in stage.widgets() if isinstance(w, DoubtCard)]
    coming = card.opacity
    stage.frames(15, 0.02)
    assert (0 < coming < 1, card.opacity) == (True, 1)


def test_the_photograph_makes_way_in_one_step(play: Play) -> None:
    """Each size on the way would be decoded anew, and push others out of memory."""
    stage = play("mirror")
    view = samples.mirror("en", "garment", 1)
    stage.show(view)
    before = set(stage.app.photos._kept)
    stage.show(replace(view, doubt=ASKED))
    large, small = samples._COLOUR_FILES[0], samples._ROOM_FILES[5]
    assert sorted(file for file, _ in set(stage.app.photos._kept) - before) == [small, large]


Box = tuple[float, float, float, float]


def _pictured(widget: Widget) -> bool:
    return isinstance(widget, Photo | RestingPhoto) and widget.texture is not None


def _box(widget: Widget, x: float, y: float, width: float, height: float) -> Box:
    return (*widget.to_window(x, y), width, height)


def _meet(one: Box, two: Box) -> bool:
    across = min(one[0] + one[2], two[0] + two[2]) - max(one[0], two[0])
    along = min(one[1] + one[3], two[1] + two[3]) - max(one[1], two[1])
    return across > 1 and along > 1
