"""Taking along on the real windows: codes that a reader reads, touches, and nothing left behind."""

from dataclasses import replace
from itertools import product
from typing import Any

import pytest
import zxingcpp
from kivy.uix.label import Label

from kiosk.carrying import Code, CodeView, WishView
from kiosk.codes import QUIET, modules_of
from kiosk.screens.qr import QrPlate
from kiosk.takeaway import MOST_BYTES
from tests.screens import samples, taking
from tests.screens.conftest import LANDSCAPE, PORTRAIT, Heard, Play
from tests.screens.stage import Stage
from tests.screens.taking import HOME, gtin, kept, page, taken
from tests.screens.test_around import _over_each_other, _small
from touchpoint.touches import (
    Back,
    Keep,
    OpenForm,
    OpenWaiting,
    OpenWifi,
    OpenWishes,
    ShowGarment,
    ShowStyle,
)

BRANDS = pytest.mark.parametrize("brand", ["brand.toml", "brands/nord.toml"])
SIZES = pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])


def plate(stage: Stage) -> QrPlate:
    return next(w for w in stage.widgets() if isinstance(w, QrPlate))


def read(stage: Stage) -> list[str]:
    """Every code that is found in a picture of the glass."""
    return [found.text for found in zxingcpp.read_barcodes(stage.picture())]


def with_code(payload: str, *, alone: bool) -> Any:
    """The page of the guest network or of a form, with another code."""
    touches = (HOME, OpenWifi()) if alone else (*page(1), OpenForm("gift", gtin(1)))
    view = taken("en", *touches)[1]
    assert isinstance(view.around, CodeView)
    return replace(view, around=replace(view.around, qr=Code(payload, "Sentence", "Privacy")))


def shades(stage: Stage) -> tuple[int, int]:
    """How bright the code's corner is, and the paper around it; from 0 to 255."""
    code, picture = plate(stage), stage.picture().convert("L")
    x, top = code.frame[0], stage.window.height - code.frame[1] - code.frame[3]
    inside = code.module * QUIET
    places = [(int(x + part), int(top + part)) for part in (inside + 1, inside // 2)]
    dark, light = (picture.getpixel(place) for place in places)
    return dark, light  # type: ignore[return-value]


@BRANDS
def test_codes_of_every_length_are_read_off_the_glass(play: Play, brand: str) -> None:
    stage = play("kiosk", PORTRAIT, brand=brand, reduced_motion=True)
    wanted = ["W", "WIFI:T:WPA;S:Gäste;P:a\\;b\\:c;;", "https://maison.example/" + "a1" * 60,
              "https://maison.example/" + "b" * (MOST_BYTES - 23)]  # fmt: skip
    found, contrasts = [], []
    for alone in (True, False):
        for payload in wanted:
            stage.show(with_code(payload, alone=alone))
            found.append(read(stage))
            dark, light = shades(stage)
            contrasts.append((dark < 64, light > 192))
    assert found == [[payload] for payload in wanted * 2]
    # Dark on light, be the brand a dark one.
    assert contrasts == [(True, True)] * 8


def test_what_is_taken_along_is_what_a_phone_reads(play: Play) -> None:
    stage = play("kiosk", PORTRAIT, brand="brands/nord.toml", reduced_motion=True)
    found, wanted = [], []
    for view in taking.every_taking("de").values():
        if isinstance(view.around, CodeView | WishView):
            stage.show(view)
            wanted.append([view.around.qr.payload])
            found.append(read(stage))
    assert (found, len(found)) == (wanted, 4)


def bounds(widget: Any) -> tuple[float, float, float, float]:
    """Left, lower, right and upper edge in the window."""
    x, y = widget.to_window(*widget.pos)
    return x, y, x + widget.width, y + widget.height


@pytest.mark.parametrize(
    ("size", "brand"), [(PORTRAIT, "brand.toml"), (LANDSCAPE, "brands/nord.toml")]
)
def test_modules_are_whole_pixels_with_paper_around_them(
    play: Play, size: tuple[int, int], brand: str
) -> None:
    stage = play("kiosk", size, brand=brand, reduced_motion=True)
    for alone, payload in product((True, False), ("W", "x" * MOST_BYTES)):
        stage.show(with_code(payload, alone=alone))
        code = plate(stage)
        x, y, wide, high = code.frame
        across = modules_of(payload).side + 2 * QUIET
        assert (wide, high) == (code.module * across,) * 2
        assert all(side == int(side) for side in (code.module, x, y))
        texts = [(w.text, bounds(w)) for w in stage.widgets() if isinstance(w, Label) and w.text]
        over = [
            text
            for text, (left, low, right, top) in texts
            if min(x + wide, right) - max(x, left) > 1 and min(y + high, top) - max(y, low) > 1
        ]
        assert (over, x >= 0, y + high <= stage.window.height) == ([], True, True)


@SIZES
def test_a_touch_means_what_the_target_says(
    play: Play, heard: Heard, size: tuple[int, int]
) -> None:
    stage = play("kiosk", size, reduced_motion=True)
    _, waiting = taken("en", HOME, OpenWaiting())
    style = waiting.around.candidates[0].card.touch  # type: ignore[union-attr]
    rows = (
        (taken("en", HOME)[1], {"wifi": OpenWifi(), "waiting": OpenWaiting()}),
        (
            taken("en", *page(3))[1],
            {
                "keep": Keep(gtin(3)),
                "form.notice": OpenForm("notice", gtin(3)),
                "form.gift": OpenForm("gift", gtin(3)),
                "form.collectors": OpenForm("collectors", gtin(3)),
            },
        ),
        (
            taken("en", *kept(2), OpenWishes())[1],
            {
                f"wish.{gtin(2)}": ShowGarment(gtin(2)),
                f"wish.name.{gtin(2)}": ShowGarment(gtin(2)),
                f"unkeep.{gtin(1)}": Keep(gtin(1), kept=False),
                "back": Back(),
            },
        ),
        (taken("en", *kept(1), *page(3))[1], {"wishes": OpenWishes()}),
        (taken("en", *kept(1), HOME)[1], {"wishes": OpenWishes()}),
        (taken("en", *kept(1), HOME, Back())[1], {"wishes": OpenWishes()}),
        (waiting, {f"style.{style.style}": style, "waiting.another": OpenWaiting()}),
    )
    for view, targets in rows:
        stage.show(view)
        for target in targets:
            stage.press(stage.find(target))
    assert heard.touches == [meaning for _, targets in rows for meaning in targets.values()]
    assert isinstance(style, ShowStyle)


@SIZES
def test_targets_are_large_enough_and_lie_apart(play: Play, size: tuple[int, int]) -> None:
    # The wider letters, in the longer language.
    stage = play("kiosk", size, brand="brands/nord.toml", reduced_motion=True)
    found = {}
    for name, view in taking.every_taking("de").items():
        stage.app.show(replace(view, languages=samples.languages("de")))
        stage.frames(2)
        found[name] = (_small(stage), _over_each_other(stage))
    assert {name: faults for name, faults in found.items() if faults != ([], [])} == {}


def test_no_widget_keeps_a_list_or_a_code_once_it_is_left(play: Play) -> None:
    stage = play("kiosk", reduced_motion=True)
    views = taking.every_taking("en")
    names = ("kiosk-wishes-full", "kiosk-form", "kiosk-waiting")
    for name in names:
        stage.show(views[name])
    stage.show(samples.kiosk("en"))
    pages = [stage.app._pages[screen] for screen in ("wishes", "code", "waiting")]
    left = [w for p in pages for w in p.walk() if isinstance(w, QrPlate) and (w.text or w.modules)]
    grid = next(w for w in pages[0].walk() if type(w).__name__ == "WishGrid")
    assert (left, [page.view for page in pages]) == ([], [None] * 3)
    assert [cell.line for cell in grid._idle if cell.line] == []
