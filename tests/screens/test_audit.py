"""Every screen, language, brand, orientation and text size: nothing cut, covered, faint or small.

Each is one walk in a process of its own; what the four measures see is proven by defects planted
for them, in bare widgets and in a real page.
"""

import json
import subprocess
import sys
from dataclasses import replace
from typing import Any, get_args, get_type_hints

import numpy as np
import pytest
from kivy.graphics import Color, Rectangle
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.gridlayout import GridLayout
from kivy.uix.label import Label
from kivy.uix.scrollview import ScrollView

from fittingroom.view import MirrorView
from kiosk.view import KioskView
from tests.processes import ROOT
from tests.screens import samples
from tests.screens.audit import catalogue, glass
from tests.screens.audit.box import Box
from tests.screens.audit.contrast import contrast, luminance
from tests.screens.conftest import PORTRAIT, Play, read_brand
from tests.screens.stage import Stage, staged
from touchpoint.ui.theme import theme_of
from touchpoint.ui.themed import Themed
from touchpoint.ui.touchable import Touchable


@pytest.mark.timeout(480)
@pytest.mark.combined(reading=catalogue.READING, brand=catalogue.BRANDS, size=catalogue.SIZES)
def test_nothing_is_wrong_on_any_screen(
    brand: str, size: str, reading: str, request: pytest.FixtureRequest
) -> None:
    command = [sys.executable, "-m", "tests.screens.audit", brand, size, reading]
    if not request.config.getoption("whole"):
        # Six walks, of which each way of reading takes two: in these each language comes twice.
        turn = len(catalogue.BRANDS) * [*catalogue.READING].index(reading)
        command.append(str(turn + [*catalogue.BRANDS].index(brand)))
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads(done.stdout.splitlines()[-1]) == []


def named(hint: Any) -> list[str]:
    """The values of a literal, or of several in one."""
    return [
        n for part in get_args(hint) for n in ([part] if isinstance(part, str) else named(part))
    ]


@pytest.mark.parametrize(("place", "view"), [("kiosk", KioskView), ("mirror", MirrorView)])
def test_every_screen_is_in_the_catalogue(place: str, view: Any) -> None:
    screens = {*named(get_type_hints(view)["screen"])}
    views = catalogue.catalogue("en")
    assert {v.screen for name, v in views.items() if name.startswith(place)} == screens


def test_catalogue_names_the_same_states_in_every_language() -> None:
    names = [catalogue.catalogue(code).keys() for code in catalogue.LANGUAGES]
    assert (len(names), [n == names[0] for n in names]) == (5, [True] * 5)


PAPER = theme_of(read_brand("brand.toml"), PORTRAIT).palette.paper[:3]


class Bare:
    """An app of nothing but *widgets*, on the paper of the brand Maison."""

    photos = type("Still", (), {"settle": staticmethod(lambda: None)})

    def __init__(self, *widgets: Any) -> None:
        self.widgets = widgets

    def build(self) -> Any:
        root = _Page()
        root.theme = theme_of(read_brand("brand.toml"), PORTRAIT)
        with root.canvas.before:
            Color(*root.theme.palette.paper)
            Rectangle(size=PORTRAIT)
        for widget in self.widgets:
            root.add_widget(widget)
        return root

    def show(self, _view: object) -> None:
        """It shows what it was made with."""

    def on_stop(self) -> None:
        """It holds nothing."""


class _Page(Themed, FloatLayout):
    pass


def written(text: str, x: float, y: float, **more: Any) -> Label:
    ink = {"color": (0.09, 0.09, 0.08, 1), "font_size": 20, "size_hint": (None, None)}
    return Label(text=text, pos=(x, y), **(ink | {"size": (200, 40)} | more))


def target(name: str, box: Box) -> Touchable:
    size = box.width, box.height
    return Touchable(target=name, pos=(box.x, box.y), size=size, size_hint=(None, None))


def painted(colour: tuple[float, float, float], box: Box) -> FloatLayout:
    made = FloatLayout(size_hint=(None, None), size=(box.width, box.height), pos=(box.x, box.y))
    with made.canvas:
        Color(*colour)
        Rectangle(pos=made.pos, size=made.size)
    return made


def faults(*widgets: Any) -> list[str]:
    with staged(Bare(*widgets), PORTRAIT) as stage:
        return glass.faults_of(stage, None)


def test_page_without_a_defect_has_no_fault() -> None:
    assert faults(written("Rain", 20, 20), target("one", Box(20, 100, 70, 150))) == []


@pytest.mark.parametrize(
    ("text", "more", "fault"),
    [
        (
            "Rain on the quays",
            {"size": (100, 40)},
            "cut: 'Rain on the quays' needs 156×24, has 100×40",
        ),
        ("Rain", {"x": 450}, "out of the window: 'Rain' is 39×19 at 530, 29"),
        (
            "Rain on the quays",
            {"text_size": (90, 24), "shorten": True},
            "not drawn to its end: 'Rain on the quays' loses 'Rainonthequays'",
        ),
        (
            "Rain on the quays",
            {"text_size": (90, 26), "size": (90, 30)},
            "not drawn to its end: 'Rain on the quays' loses 'Rainonthequays'",
        ),
        (
            "Unverwechselbarkeit",
            {"text_size": (90, None), "size": (90, 80)},
            "broken inside a word: 'Unverwechselbarkeit' in 90",
        ),
    ],
    ids=["cut", "window", "shortened", "lines", "broken"],
)
def test_text_that_overflows_is_seen(text: str, more: dict[str, Any], fault: str) -> None:
    assert faults(written(text, more.pop("x", 60), 20, **more)) == [fault]


def test_text_wider_than_what_is_touched_is_seen() -> None:
    cell = target("one", Box(20, 20, 70, 70))
    cell.add_widget(written("Rain on the quays", 0, 5, size=(170, 40)))
    assert faults(cell) == [
        "out of one: 'Rain on the quays' is 156×19 at 27, 34, that is 50×50 at 20, 20"
    ]


def test_text_under_an_edge_is_seen() -> None:
    sheet = painted(PAPER, Box(0, 0, 120, 200))
    assert faults(written("Rain", 20, 20), sheet) == [
        "half covered: 'Rain' is 39×19 at 100, 29, over it is 120×200 at 0, 0"
    ]
    # What is covered whole is not there.
    assert faults(written("Rain", 20, 20), painted(PAPER, Box(0, 0, 400, 200))) == []


def test_letters_on_letters_are_seen() -> None:
    assert faults(written("Rain", 20, 20), written("Snow", 30, 25)) == [
        "letters on letters: 'Snow' lies on 'Rain'"
    ]


def test_targets_over_each_other_are_seen() -> None:
    one, two = target("one", Box(20, 20, 120, 120)), target("two", Box(110, 20, 200, 120))
    assert faults(one, two) == [
        "target on target: two (90×100 at 110, 20) lies on one (100×100 at 20, 20)"
    ]


def test_letters_under_a_finger_meant_for_something_else_are_seen() -> None:
    assert faults(written("Rain", 20, 20), target("one", Box(100, 10, 200, 80))) == [
        "letters under a finger: 'Rain' lies on one"
    ]


def test_letters_on_a_photograph_are_seen(play: Play) -> None:
    stage = play("kiosk", reduced_motion=True)
    glass.faults_of(stage, samples.kiosk("en"))
    label = written("Rain", 100, 700)
    stage.app.shell.page.add_widget(label)
    assert [f for f in glass.faults(stage) if "photograph" in f] == [
        "letters on a photograph: 'Rain' lies on 453×604 at 87, 356"
    ]


@pytest.mark.parametrize(("grey", "found"), [(0, 21.0), (118, 4.54), (255, 1.0)])
def test_contrast_is_wcag_s(grey: int, found: float) -> None:
    shades = luminance(np.array([[255, 255, 255], [grey, grey, grey]], np.uint8))
    assert float(contrast(*shades)) == pytest.approx(found, abs=0.01)


def test_grey_on_grey_is_seen() -> None:
    grey = {"color": (0.6, 0.6, 0.6, 1)}
    assert faults(written("Rain", 20, 20, **grey)) == ["faint: 'Rain' has 2.5 : 1, 4.5 is right"]
    # The same words stand out from what is really behind them.
    assert faults(painted((0, 0, 0), Box(0, 0, 300, 100)), written("Rain", 20, 20, **grey)) == []


def test_mark_that_is_faint_is_seen() -> None:
    assert faults(painted((0.8, 0.8, 0.8), Box(40, 40, 80, 80))) == [
        "faint: a shape (40×40 at 40, 40) has 1.4 : 1, 3 is right"
    ]


def test_target_of_30_pixels_is_seen() -> None:
    # A window 540 wide has 24 pixels for 48 dp; these are 30 of one that is 1080 wide.
    assert faults(target("one", Box(20, 20, 120, 35))) == [
        "too small for a finger: one is 100×15 at 20, 20, 24 is right"
    ]


def test_target_that_one_can_scroll_to_is_as_tall_as_it_is() -> None:
    def shelf(*tall: int) -> ScrollView:
        rows = GridLayout(cols=1, size_hint=(None, None), size=(100, sum(tall)))
        for place, high in enumerate(tall):
            rows.add_widget(target(str(place), Box(0, 0, 100, high)))
        made = ScrollView(pos=(20, 20), size=(100, 90), size_hint=(None, None))
        made.add_widget(rows)
        return made

    # Of the second one ten pixels are seen.
    assert faults(shelf(80, 80)) == []
    assert faults(shelf(80, 12)) == ["too small for a finger: 1 is 100×10 at 20, 20, 24 is right"]


def page(play: Play) -> Stage:
    stage = play("kiosk", reduced_motion=True)
    assert glass.faults_of(stage, samples.kiosk("en", "garment")) == []
    return stage


def test_button_made_low_on_a_real_page_is_seen(play: Play) -> None:
    stage = page(play)
    stage.find("done").height = 15
    assert "too small for a finger: done is 80×15 at 36, 6, 24 is right" in glass.faults(stage)


def test_button_moved_on_a_real_page_is_seen(play: Play) -> None:
    stage = page(play)
    stage.find("done").x = 372
    assert [fault for fault in glass.faults(stage) if fault.startswith("target on target")] == [
        "target on target: done (80×36 at 372, 6) lies on access (77×36 at 427, 6)"
    ]


def test_price_far_too_long_on_a_real_page_is_seen(play: Play) -> None:
    stage = page(play)
    dear = samples.sheet(
        "en", price="nine hundred thousand and ninety euros and a few cents, everything included"
    )
    found = glass.faults_of(stage, samples.kiosk("en", "garment", sheet=dear))
    assert [fault.partition(":")[0] for fault in found] == ["out of the window"]


def test_brand_whose_quiet_words_are_faint_is_seen(play: Play) -> None:
    stage = page(play)
    theme = stage.app.shell.theme
    pale = replace(theme, palette=replace(theme.palette, quiet=(0.7, 0.7, 0.7, 1)))
    stage.app.shell.theme = stage.app.theme = pale
    found = glass.faults_of(stage, samples.kiosk("en", "garment"))
    assert {fault.partition(" has ")[2] for fault in found} == {"1.9 : 1, 4.5 is right"}
    assert "faint: 'not here' has 1.9 : 1, 4.5 is right" in found
