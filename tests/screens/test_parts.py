"""The parts of a garment's page: opened, read, closed; and photographs leafed by a finger."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from kivy.uix.label import Label
from kivy.uix.scrollview import ScrollView

from tests.screens import sample_offers, sample_parts, samples
from tests.screens.conftest import LANDSCAPE, PORTRAIT, Heard, Play
from tests.screens.stage import Stage
from touchpoint.touches import Anywhere, ClosePart, OpenPart, ShowPhoto
from touchpoint.ui.part_sheet import PartSheet
from touchpoint.ui.photo import Photo
from touchpoint.ui.photo_pages import PhotoPages
from touchpoint.ui.reading import FilmPoster
from touchpoint.ui.swing_tag import SwingTag

SIZES = pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
BRANDS = pytest.mark.parametrize("brand", ["brand.toml", "brands/nord.toml"])
PLACES = pytest.mark.parametrize("place", ["kiosk", "mirror"])
NAMES = ("about", "fabric", "fit", "where", "worn", "delivery")
FULL = sample_parts.sheet()


def page(place: str, **choice: Any) -> Any:
    put = {"kiosk": samples.kiosk, "mirror": samples.mirror}[place]
    return put("en", "garment", sheet=sample_parts.sheet(**choice))


def pages(stage: Stage) -> PhotoPages:
    return next(w for w in stage.widgets() if isinstance(w, PhotoPages))


def part_sheet(stage: Stage) -> Any:
    return next(w for w in stage.widgets() if isinstance(w, PartSheet))


def words(stage: Stage) -> list[str]:
    return [w.text for w in stage.widgets() if isinstance(w, Label) and w.text]


@SIZES
@PLACES
def test_each_part_opens_at_a_touch_and_closes_at_another(
    play: Play, heard: Heard, place: str, size: tuple[int, int]
) -> None:
    stage = play(place, size, reduced_motion=True)
    for name in NAMES:
        stage.show(page(place))
        stage.press(stage.find(f"part.{name}"))
        stage.show(page(place, part=name))
        stage.press(stage.find(f"part.{name}"))
        stage.press(stage.find("part.close"))
    meant = [[OpenPart(name), ClosePart(), ClosePart()] for name in NAMES]
    assert heard.touches == [touch for touches in meant for touch in touches]


def test_a_part_s_name_is_felt_within_one_frame(play: Play) -> None:
    stage = play("kiosk")
    stage.show(page("kiosk"))
    cell = stage.find("part.fit")
    before = stage.picture().tobytes()
    stage.down(cell)
    pressed = stage.picture().tobytes()
    stage.up()
    assert (pressed != before, stage.picture().tobytes() == before) == (True, True)


@SIZES
@PLACES
def test_a_part_moves_nothing_that_is_touched_below(
    play: Play, place: str, size: tuple[int, int]
) -> None:
    stage = play(place, size, reduced_motion=True)
    stage.show(page(place))
    before = {k: v for k, v in stage.places().items() if not k.startswith("photo.")}
    for name in NAMES:
        stage.show(page(place, part=name))
        after = {k: v for k, v in stage.places().items() if not k.startswith("photo.")}
        assert after.pop("part.close")
        assert after == before


@SIZES
@PLACES
def test_what_a_part_says_is_there(play: Play, place: str, size: tuple[int, int]) -> None:
    stage = play(place, size, reduced_motion=True)
    for part, said in (
        ("fit", ("84–87", "Bust (cm)", "FR\u00a036 = EU\u00a034 = UK\u00a08 = US\u00a04")),
        ("fabric", ("Do not wash", "Iron at low heat")),
        ("worn", ("Léa, Lyon", "@ines.marchand")),
        ("delivery", ("€9.90 · 2–3 working days", "free · 1 working day")),
    ):
        stage.show(page(place, part=part))
        assert [words(stage).count(text) for text in said] == [1] * len(said)


@SIZES
@BRANDS
def test_price_and_its_end_are_one_line_in_every_language(
    play: Play, size: tuple[int, int], brand: str
) -> None:
    stage = play("kiosk", size, brand=brand, reduced_motion=True)
    broken = []
    for language in samples.TEXTS:
        dear = {"price": "10\u00a0890,00\u00a0€", "was": "12\u00a0490,00\u00a0€"}
        sheet = replace(sample_parts.sheet(language), **dear)
        stage.show(samples.kiosk(language, "garment", sheet=sheet))
        end = next(w for w in stage.widgets() if getattr(w, "text", "") == sheet.until)
        line = [w for w in end.parent.children if w.text]
        broken += [(language, w.text) for w in line if len(w._label._cached_lines) > 1]
    assert broken == []


@SIZES
@PLACES
def test_photographs_are_leafed_by_swipe_and_tap(
    play: Play, heard: Heard, place: str, size: tuple[int, int]
) -> None:
    stage = play(place, size, reduced_motion=True)
    stage.show(page(place, photo=4))
    at = pages(stage)
    stage.swipe((at.center_x, at.center_y), (at.center_x - 120, at.center_y + 10))
    stage.swipe((at.center_x, at.center_y), (at.center_x + 120, at.center_y))
    stage.press(stage.find("photo.next"))
    stage.press(stage.find("photo.previous"))
    assert heard.touches == [ShowPhoto(5), ShowPhoto(3), ShowPhoto(5), ShowPhoto(3)]


def test_a_swipe_that_leads_nowhere_says_that_somebody_is_here(play: Play, heard: Heard) -> None:
    stage = play("kiosk", reduced_motion=True)
    stage.show(page("kiosk"))
    at = pages(stage)
    stage.swipe((at.center_x, at.center_y), (at.center_x + 120, at.center_y))
    stage.swipe((at.center_x, at.center_y), (at.center_x - 20, at.center_y))
    assert (heard.touches, at.drag) == ([Anywhere(), Anywhere()], 0)


def test_the_photograph_follows_the_finger_within_one_frame(play: Play) -> None:
    stage = play("kiosk")
    stage.show(page("kiosk"))
    at = pages(stage)
    shown = next(w for w in at.children if getattr(w, "file", "") == sample_parts.FILES[0])
    stage._begin(at.center_x, at.center_y)
    stage.move(at.center_x - 60, at.center_y)
    assert shown.x == pytest.approx(at.x - 60, abs=1)
    stage.up()


def test_taps_faster_than_the_screen_mean_what_was_seen(play: Play, heard: Heard) -> None:
    stage = play("kiosk")
    stage.show(page("kiosk"))
    for _ in range(5):
        stage.press(stage.find("photo.next"))
        stage.press(stage.find("part.about"))
    assert heard.touches == [ShowPhoto(1), OpenPart("about")] * 5


def test_a_finger_leafs_through_no_garment_that_came_under_it(play: Play, heard: Heard) -> None:
    stage = play("kiosk", reduced_motion=True)
    stage.show(page("kiosk"))
    at = pages(stage)
    stage._begin(at.center_x, at.center_y)
    stage.app.show(samples.kiosk("en", "garment"))
    stage.move(at.center_x - 200, at.center_y)
    stage.up()
    assert (heard.touches, at.drag) == ([], 0)


def test_only_the_near_photographs_are_held(play: Play) -> None:
    stage = play("kiosk", reduced_motion=True)
    held = []
    for photo in (0, 5, 9):
        stage.show(page("kiosk", photo=photo))
        files = [w.file for w in pages(stage).children if isinstance(w, Photo) and w.texture]
        held.append({[p.file for p in FULL.pictures].index(file) for file in files})
    assert held == [{0, 1}, {4, 5, 6}, {8, 9}]


@SIZES
def test_the_tag_hangs_where_a_photograph_is_missing_or_broken(
    play: Play, photos: Path, size: tuple[int, int]
) -> None:
    (photos / "broken.jpg").write_bytes(b"no photograph")
    stage = play("kiosk", size, reduced_motion=True)
    seen = []
    for pictures in ((), (samples.picture("nowhere.jpg"),), (samples.picture("broken.jpg"),)):
        stage.show(samples.kiosk("en", "garment", sheet=replace(FULL, pictures=pictures)))
        tag = next(w for w in stage.widgets() if isinstance(w, SwingTag))
        seen.append((tag.gtin, tag.opacity))
    assert seen == [(FULL.gtin, 1)] * 3


def test_a_film_without_its_poster_is_its_title(play: Play) -> None:
    stage = play("kiosk", reduced_motion=True)
    lost = sample_parts.style()
    video = lost.videos[0].model_copy(update={"poster": sample_parts.photo("nowhere.jpg")})
    stage.show(page("kiosk", style=lost.model_copy(update={"videos": (video,)}), part="about"))
    film = next(w for w in stage.widgets() if isinstance(w, FilmPoster))
    assert (words(stage).count("In the atelier in Roubaix"), film.height) == (
        1,
        film.ids.title.height,
    )


@SIZES
def test_a_text_far_too_long_is_read_to_its_end_by_a_finger(
    play: Play, heard: Heard, size: tuple[int, int]
) -> None:
    stage = play("kiosk", size, reduced_motion=True)
    stage.show(sample_parts.views("en")["kiosk-part-long"])
    part = part_sheet(stage)
    scroll = next(w for w in part.children if isinstance(w, ScrollView))
    x, low, high = scroll.center_x, scroll.y + 10, scroll.top - 10
    for _ in range(60):
        stage.swipe((x, low), (x, high))
        stage.frames(5, 0.1)
    assert (scroll.overfull, scroll.scroll_y) == (True, pytest.approx(0, abs=0.001))
    assert {*heard.touches} == {Anywhere()}
    assert 0.9 * part.most < part.height <= part.most


@BRANDS
@SIZES
@PLACES
def test_every_target_is_large_enough(
    play: Play, place: str, size: tuple[int, int], brand: str
) -> None:
    stage = play(place, size, brand=brand, reduced_motion=True)
    small = []
    for name, view in (sample_parts.views("fr") | sample_offers.views("fr")).items():
        if name.startswith(place):
            stage.app.show(view)
            stage.frames(3)
            least = stage.app.theme.px(48)
            named = [w for w in stage.widgets() if getattr(w, "target", "")]
            small += [(name, w.target, w.size) for w in named if min(w.size) < least]
    assert small == []


@SIZES
@PLACES
def test_a_part_rises_within_320_ms(play: Play, place: str, size: tuple[int, int]) -> None:
    stage = play(place, size)
    stage.show(page(place))
    stage.app.show(page(place, part="fit"))
    stage.frames(2, 0.02)
    rising = part_sheet(stage).lift
    stage.frames(15, 0.02)
    assert (0 < rising < 1, part_sheet(stage).lift) == (True, 1)
