"""Looking around on the real windows: touches, swipes, spots, keys, and targets large enough."""

from dataclasses import replace
from typing import Any

import pytest

from tests.screens import samples
from tests.screens.conftest import LANDSCAPE, PORTRAIT, Heard, Play
from tests.screens.stage import Stage
from tests.screens.wandering import FILES, around
from touchpoint.touches import (
    Back,
    ChooseLanguage,
    Done,
    Erase,
    LookAround,
    OnlySize,
    OpenAisle,
    OpenLookbook,
    OpenSearch,
    ShowStyle,
    TurnPage,
    Write,
)

HOME, BOOK = LookAround(), OpenLookbook("book-0")
SIZES = pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
PAGES: list[tuple[Any, dict[str, Any]]] = [
    (samples.kiosk("en"), {"around": HOME}),
    (
        around("en", HOME),
        {
            "lookbook.book-0": BOOK,
            "aisle.Coats": OpenAisle(("Coats",)),
            "aisle.all": OpenAisle(()),
            "search": OpenSearch(),
            "back": Back(),
            "done": Done(),
            "language.fr": ChooseLanguage("fr"),
        },
    ),
    (
        around("en", HOME, OpenAisle(()), TurnPage(1)),
        {
            "style.style-6": ShowStyle("style-6"),
            "aisle.Shirts": OpenAisle(("Shirts",)),
            "only.38": OnlySize("38"),
            "page.back": TurnPage(-1),
            "page.on": TurnPage(1),
        },
    ),
    (
        around("fr", HOME, OpenSearch(), Write("manteau")),
        {
            "key.a": Write("a"),
            "key.œ": Write("œ"),
            "key.7": Write("7"),
            "key.space": Write(" "),
            "key.erase": Erase(),
            "key.clear": Erase(everything=True),
            "style.style-6": ShowStyle("style-6"),
        },
    ),
    (around("en", HOME, OpenSearch(), Write("zz")), {"aisle.Coats": OpenAisle(("Coats",))}),
    (
        around("en", HOME, BOOK, TurnPage(1)),
        {"spot.style-1": ShowStyle("style-1"), "style.style-3": ShowStyle("style-3")},
    ),
    (around("en", HOME, BOOK, TurnPage(4)), {"style.style-1": ShowStyle("style-1")}),
    (samples.kiosk("en", "garment", back=True), {"back": Back()}),
]  # fmt: skip


@SIZES
def test_a_touch_means_what_the_target_says(
    play: Play, heard: Heard, size: tuple[int, int]
) -> None:
    stage = play("kiosk", size, reduced_motion=True)
    for view, targets in PAGES:
        stage.show(view)
        for target in targets:
            stage.press(stage.find(target))
    assert heard.touches == [meaning for _, targets in PAGES for meaning in targets.values()]


@SIZES
@pytest.mark.parametrize(("across", "by"), [(-200, 1), (200, -1)])
@pytest.mark.parametrize(
    ("page", "target"),
    [
        (around("en", HOME, OpenAisle(()), TurnPage(1)), "style.style-7"),
        (around("en", HOME, BOOK, TurnPage(1)), "spot.style-1"),
    ],
    ids=["list", "look"],
)
def test_a_swipe_turns_the_page_and_touches_nothing(
    play: Play, heard: Heard, page: Any, target: str, across: float, by: int, size: tuple[int, int]
) -> None:
    stage = play("kiosk", size, reduced_motion=True)
    stage.show(page)
    cell = stage.find(target)
    stage.swipe_from(cell, across)
    assert (heard.touches, cell.state) == ([TurnPage(by)], "normal")


def test_a_finger_that_trembles_still_touches(play: Play, heard: Heard) -> None:
    stage = play("kiosk", reduced_motion=True)
    stage.show(around("en", HOME, OpenAisle(())))
    stage.swipe_from(stage.find("style.style-0"), 10)
    assert heard.touches == [ShowStyle("style-0")]


def test_a_page_comes_from_the_side_it_was_drawn_in_within_320_ms(play: Play) -> None:
    stage = play("kiosk")
    stage.show(around("en", HOME, OpenAisle(())))
    stage.press(stage.find("page.on"))
    stage.app.show(around("en", HOME, OpenAisle(()), TurnPage(1)))
    stage.frames(2, 0.02)
    coming = stage.app.shell.page.shift
    stage.frames(15, 0.02)
    assert (coming > 0, stage.app.shell.page.shift) == (True, 0)


@SIZES
def test_a_spot_lies_where_the_lookbook_has_it(play: Play, size: tuple[int, int]) -> None:
    stage = play("kiosk", size, reduced_motion=True)
    stage.show(around("en", HOME, BOOK, TurnPage(1)))
    photo = next(w for w in stage.widgets() if getattr(w, "file", "") == FILES[3])
    x, y, width, height = photo.frame
    spots = {n: stage.find(f"spot.style-{n}").center for n in range(3)}
    assert spots == {
        n: pytest.approx((x + (0.2 + 0.1 * n) * width, y + (0.9 - 0.12 * n) * height), abs=1)
        for n in range(3)
    }


@SIZES
def test_a_look_goes_from_edge_to_edge(play: Play, size: tuple[int, int]) -> None:
    stage = play("kiosk", size, reduced_motion=True)
    stage.show(around("en", HOME, BOOK))
    photo = next(w for w in stage.widgets() if getattr(w, "file", "") == FILES[0])
    x, y, width, height = photo.frame
    if size == PORTRAIT:
        assert (x, width, y + height) == (0, size[0], size[1])
    else:
        assert (x, y, height) == (0, 0, size[1])
    covered = [
        w.target
        for w in _targets(stage)
        if w.x < x + width and w.right > x and w.y < y + height and w.top > y
    ]
    assert covered == []


def test_spots_of_a_photograph_that_is_missing_are_not_shown(play: Play) -> None:
    stage = play("kiosk", reduced_motion=True)
    view = around("en", HOME, BOOK, TurnPage(1))
    lost = replace(view.around, picture=samples.picture("nowhere.jpg"))
    stage.show(replace(view, around=lost))
    named = [n for n in stage.places() if n.startswith(("spot.", "style."))]
    assert sorted(named) == [f"style.style-{n}" for n in range(4)]


def test_a_key_turns_dark_within_one_frame(play: Play) -> None:
    stage = play("kiosk")
    stage.show(around("en", HOME, OpenSearch()))
    key = stage.find("key.g")
    before = stage.pixel_of(key)
    stage.down(key)
    after = stage.pixel_of(key)
    stage.up()
    assert (before != after, stage.pixel_of(key)) == (True, before)


def test_keys_stay_where_they_are_while_one_types(play: Play) -> None:
    stage = play("kiosk", reduced_motion=True)
    places = []
    for text in ("", "c", "coat", "coatxyz"):
        stage.show(around("en", HOME, OpenSearch(), Write(text)))
        places.append({n: p for n, p in stage.places().items() if n.startswith("key.")})
    assert len(places[0]) == 39
    assert places == [places[0]] * 4


@pytest.mark.parametrize("brand", ["brand.toml", "brands/nord.toml"])
@SIZES
def test_what_is_typed_is_one_line_however_wide(
    play: Play, size: tuple[int, int], brand: str
) -> None:
    stage = play("kiosk", size, brand=brand, reduced_motion=True)
    widths = []
    for letter in "iWœ":
        stage.show(around("en", HOME, OpenSearch(), Write(letter * 32)))
        typed = next(w for w in stage.widgets() if getattr(w, "text", "") == letter * 32)
        widths.append(typed.width <= stage.app.shell.page.areas.heading.width)
    assert widths == [True] * 3


def test_no_widget_keeps_what_was_typed(play: Play) -> None:
    stage = play("kiosk", reduced_motion=True)
    stage.show(around("en", HOME, OpenSearch(), Write("zqxjkv")))
    stage.show(samples.kiosk("en"))
    pages = list(stage.app._pages.values())
    texts = [str(getattr(w, "text", "")) for page in pages for w in page.walk()]
    assert [text for text in texts if "zqxjkv" in text] == []
    assert [page for page in pages if "zqxjkv" in repr(page.view)] == []


def _targets(stage: Stage) -> list[Any]:
    return [w for w in stage.widgets() if getattr(w, "target", "") and not w.disabled]
