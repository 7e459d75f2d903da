"""Aids on the real windows: letters, colours, reach and states that are no colour alone."""

from dataclasses import replace
from typing import Any

import pytest
from kivy.uix.label import Label
from PIL import Image

from contract.access import Access, Aid
from tests.screens import sample_parts, samples
from tests.screens.audit.contrast import ratio
from tests.screens.conftest import LANDSCAPE, PORTRAIT, Heard, Play, read_brand
from tests.screens.stage import Stage
from tests.screens.wandering import WORDS, around
from touchpoint.aids import access_sheet
from touchpoint.touches import (
    ChooseLanguage,
    CloseAccess,
    LookAround,
    OpenAccess,
    OpenAisle,
    OpenLookbook,
    OpenSearch,
    SetAid,
    ShowGarment,
    ShowPhoto,
    ShowStyle,
    TurnPage,
    Write,
)
from touchpoint.ui.palette import WHITE, palette_of, rgba, strengthened
from touchpoint.ui.theme import theme_of

SIZES = pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
BRANDS = pytest.mark.parametrize("brand", ["brand.toml", "brands/nord.toml"])
ALL = Access(large=True, contrast=True, seated=True, calm=True)
HOME, BOOK = LookAround(), OpenLookbook("book-0")


def sample(place: str, language: str) -> dict[str, Any]:
    """Of each kind of page one, and the fullest where that is another."""
    views = samples.every_view(language) | sample_parts.views(language)
    names = (
        ("kiosk-rest", "kiosk-home", "kiosk-list", "kiosk-search-found", "kiosk-look-many",
         "kiosk-full", "kiosk-part-fit")
        if place == "kiosk"
        else ("mirror-rest", "mirror-room-six", "mirror-doubt-room-six", "mirror-garment-six",
              "mirror-doubt", "mirror-part-fit")
    )  # fmt: skip
    return {name: views[name] for name in names}


def targets(stage: Stage) -> list[Any]:
    return [w for w in stage.widgets() if getattr(w, "target", "") and not w.disabled]


@pytest.mark.parametrize(
    ("place", "brand", "language", "access", "size"),
    [
        ("kiosk", "brand.toml", "de", ALL, PORTRAIT),
        ("kiosk", "brands/nord.toml", "fr", Access(large=True), LANDSCAPE),
        ("mirror", "brands/nord.toml", "de", ALL, LANDSCAPE),
        ("mirror", "brand.toml", "es", Access(seated=True), PORTRAIT),
    ],
)
def test_way_to_the_aids_is_on_every_page(
    play: Play,
    heard: Heard,
    place: str,
    brand: str,
    language: str,
    access: Access,
    size: tuple[int, int],
) -> None:
    stage, views = play(place, size, brand=brand), sample(place, language)
    for view in views.values():
        stage.app.show(replace(view, access=access))
        stage.frames(3)
        stage.press(stage.find("access"))
    assert heard.touches == [OpenAccess()] * len(views)


@SIZES
def test_each_way_is_switched_by_its_word_and_the_sheet_closed_beside_it(
    play: Play, heard: Heard, size: tuple[int, int]
) -> None:
    stage = play("kiosk", size, reduced_motion=True)
    sheet = access_sheet(WORDS.speech("en"), Access(contrast=True), speaks=True)
    stage.show(replace(samples.kiosk("en", "garment"), aids=sheet))
    names: list[Aid] = ["large", "contrast", "seated", "spoken", "calm"]
    for name in names:
        stage.press(stage.find(f"aid.{name}"))
    stage.press(stage.find("language.fr"))
    stage.press(stage.find("access.close"))
    stage.touch_at(20, size[1] - 20)
    assert heard.touches == [
        *(SetAid(name, name != "contrast") for name in names),
        ChooseLanguage("fr"),
        CloseAccess(),
        CloseAccess(),
    ]


def test_within_seated_reach_all_that_is_seen_above_is_touched_below(
    play: Play, heard: Heard
) -> None:
    seated = Access(seated=True)
    stage, wanted = play("kiosk", LANDSCAPE, reduced_motion=True), []
    pages: list[tuple[Any, dict[str, Any]]] = [
        (around("en", HOME), {"lookbook.book-0": BOOK, "search": OpenSearch()}),
        (around("en", HOME, OpenAisle(())), {"style.style-5": ShowStyle("style-5")}),
        (
            around("en", HOME, OpenSearch(), Write("coat")),
            {"style.style-0": ShowStyle("style-0"), "key.g": Write("g")},
        ),
        (around("en", HOME, BOOK, TurnPage(1)), {"style.style-1": ShowStyle("style-1")}),
        (around("en", HOME, BOOK, TurnPage(4)), {"style.style-0": ShowStyle("style-0")}),
        (
            samples.kiosk("en", "garment", sheet=sample_parts.sheet()),
            {"photo.next": ShowPhoto(1)},
        ),
    ]
    for view, meant in pages:
        stage.show(replace(view, access=seated))
        for name, touch in meant.items():
            stage.press(stage.find(name))
            wanted.append(touch)
    assert heard.touches == wanted


def test_a_garment_of_the_room_is_touched_below_too(play: Play, heard: Heard) -> None:
    stage = play("mirror", reduced_motion=True)
    seated = Access(seated=True)
    gtin = samples.GTIN[:-2] + "95"
    for screen in ("room", "garment"):
        stage.show(samples.mirror("en", screen, 6, access=seated))
        stage.press(stage.find(f"garment.{gtin}"))
    assert heard.touches == [ShowGarment(gtin)] * 2


def test_aids_come_and_go_with_the_view(play: Play) -> None:
    stage = play("kiosk", reduced_motion=False)
    plain = samples.kiosk("en", "garment")
    stage.show(plain)
    before = stage.picture().tobytes()
    stage.show(replace(plain, access=ALL))
    aided, theme = stage.picture().tobytes(), stage.app.shell.theme
    stage.show(plain)
    assert (theme.reduced_motion, theme.palette.paper) == (True, WHITE)
    assert (aided != before, stage.picture().tobytes() == before) == (True, True)
    dressed = {page.theme.access for page in stage.app._pages.values()}
    assert dressed == {plain.access}


@BRANDS
def test_text_and_shapes_of_the_strong_palette_stand_out_by_seven(brand: str) -> None:
    palette = strengthened(palette_of(read_brand(brand).colour))
    on_paper = (palette.ink, palette.quiet, palette.line, palette.hair, palette.accent,
                palette.alert)  # fmt: skip
    assert [ratio(colour, palette.paper) >= 7 for colour in on_paper] == [True] * 6
    assert ratio(palette.on_accent, palette.accent) >= 7
    assert {palette.paper, palette.ink} == {rgba("#000000"), rgba("#FFFFFF")}


def test_a_pale_accent_becomes_ink_where_contrast_is_wished() -> None:
    colours = read_brand("brand.toml").colour.model_copy(update={"accent": "#C08040"})
    palette = strengthened(palette_of(colours))
    assert (palette.accent, palette.on_accent) == (palette.ink, palette.paper)


def test_larger_text_leaves_large_type_as_it_is() -> None:
    theme = theme_of(read_brand("brand.toml"), (1080, 1920)).reading(Access(large=True))
    assert [theme.pt(step) for step in (20, 26, 34, 48, 112)] == [27, 35, 46, 48, 112]


def test_theme_is_made_anew_only_when_the_aids_change() -> None:
    theme = theme_of(read_brand("brand.toml"), (1080, 1920))
    aided = theme.reading(ALL)
    assert (aided.reading(ALL) is aided, aided.reading(Access())) == (
        True,
        replace(theme, own=theme.palette),
    )


def grey(stage: Stage, target: str) -> Image.Image:
    """*target* as somebody sees it who sees no colours."""
    widget = stage.find(target)
    x, y = widget.to_window(*widget.pos)
    top = stage.window.height - y - widget.height
    box = (int(x) - 4, int(top) - 4, int(x + widget.width) + 4, int(top + widget.height) + 4)
    return stage.picture().convert("L").crop(box)


def shape(image: Image.Image) -> bytes:
    """Where there is ink on paper, however dark: two levels only."""
    low, high = image.getextrema()
    return image.point(lambda value: 255 * (value > (low + high) / 2)).tobytes()  # type: ignore[operator]


def test_states_differ_in_shape_and_not_in_colour_alone(play: Play) -> None:
    stage = play("kiosk", reduced_motion=True)
    here = samples.sheet()
    line = here.sizes[1]
    states = {
        "here": replace(line, here=True, wanted=False),
        "other": replace(line, here=False, wanted=False),
        "chosen": replace(line, here=False, wanted=True),
        "gone": replace(line, here=False, wanted=False, stock="not here", available=False),
    }
    shapes = {}
    for name, one in states.items():
        sizes = (here.sizes[0], one, *here.sizes[2:])
        stage.show(samples.kiosk("en", "garment", sheet=replace(here, sizes=sizes)))
        shapes[name] = shape(grey(stage, f"size.{line.gtin}"))
    colours = {}
    for chosen in (True, False):
        first = replace(here.colours[0], chosen=chosen)
        sheet = replace(here, colours=(first, *here.colours[1:]))
        stage.show(samples.kiosk("en", "garment", sheet=sheet))
        colours[chosen] = shape(grey(stage, f"colour.{first.slug}"))
    aids = {}
    for on in (True, False):
        ways = access_sheet(WORDS.speech("en"), Access(calm=on), speaks=True)
        stage.show(replace(samples.kiosk("en", "garment"), aids=ways))
        aids[on] = shape(grey(stage, "aid.calm"))
    assert len(set(shapes.values())) == 4
    assert (len(set(colours.values())), len(set(aids.values()))) == (2, 2)


def test_steps_of_a_request_differ_in_weight(play: Play) -> None:
    stage = play("mirror", (1080, 1920), reduced_motion=True)
    stage.show(samples.mirror("en", "garment", requests=(samples.request("en"),)))
    marks = [w for w in stage.widgets() if hasattr(w, "height_of")]
    assert {w.line.state: w.height_of(w.line) for w in marks} == {"done": 5, "now": 8, "next": 2}


def test_the_last_question_has_its_seconds_as_a_number_and_as_a_line(play: Play) -> None:
    stage = play("kiosk", reduced_motion=True)
    lengths = []
    for seconds in (20, 10):
        still = replace(samples.still("en"), seconds=seconds, share=seconds / 20)
        stage.show(samples.kiosk("en", "garment", still_here=still))
        texts = [w.text for w in stage.widgets() if isinstance(w, Label)]
        sheet = stage.find("still.here").parent
        line = next(w for w in sheet.children if w.height == 4)
        y = int(stage.window.height - line.y - 2)
        row = stage.picture().convert("L").crop((0, y, 540, y + 1)).tobytes()
        lengths.append((str(seconds) in texts, sum(value < 60 for value in row)))
    assert lengths == [(True, 468), (True, 234)]
