"""Text stands out from what lies behind it by 4.5 : 1 and the marks by 3 : 1, in both brands."""

from collections import Counter
from typing import Any

import pytest
from kivy.uix.label import Label
from kivy.uix.scrollview import ScrollView
from PIL import Image

from tests.screens import sample_offers, sample_parts
from tests.screens.conftest import PORTRAIT, Play, read_brand
from touchpoint.ui.theme import theme_of

BRANDS = pytest.mark.parametrize("brand", ["brand.toml", "brands/nord.toml"])


def luminance(colour: tuple[float, ...]) -> float:
    """WCAG 2's, of channels from 0 to 1."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour[:3]]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: tuple[float, ...], two: tuple[float, ...]) -> float:
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def behind(picture: Image.Image, label: Any) -> tuple[float, ...]:
    """The colour that most of the pixels around the letters of *label* have."""
    x, y = label.to_window(*label.pos)
    top = picture.height - y - label.height
    box = picture.crop((int(x), int(top), int(x + label.width), int(top + label.height)))
    row = box.tobytes()
    pixels = Counter(row[n : n + 3] for n in range(0, len(row), 3))
    return tuple(channel / 255 for channel in pixels.most_common(1)[0][0])


def scrolled_away(label: Any) -> bool:
    """Whether any of *label* lies outside of what scrolls it."""
    scroll = label.parent
    while scroll is not None and scroll.parent is not scroll:
        if isinstance(scroll, ScrollView):
            bottom = label.to_window(*label.pos)[1]
            return bool(bottom < scroll.y or bottom + label.height > scroll.top)
        scroll = scroll.parent
    return False


def test_contrast_is_wcag_s() -> None:
    black, white, grey = (0, 0, 0), (1, 1, 1), (0.463, 0.463, 0.463)
    assert contrast(black, white) == pytest.approx(21)
    assert contrast(grey, white) == pytest.approx(4.54, abs=0.02)


@BRANDS
@pytest.mark.parametrize("place", ["kiosk", "mirror"])
def test_text_of_every_part_can_be_read(play: Play, place: str, brand: str) -> None:
    # The offscreen driver draws no window that has been turned; the colours are the same.
    stage = play(place, PORTRAIT, brand=brand, reduced_motion=True)
    faint = []
    for name, view in (sample_parts.views("en") | sample_offers.views("en")).items():
        if not name.startswith(place):
            continue
        stage.show(view)
        picture = stage.picture()
        faint += [
            (name, label.text, round(found, 2))
            for label in stage.widgets()
            if isinstance(label, Label) and label.text.strip() and not scrolled_away(label)
            if (found := contrast(label.color, behind(picture, label))) < 4.5
        ]
    assert faint == []


@BRANDS
def test_marks_can_be_seen(brand: str) -> None:
    palette = theme_of(read_brand(brand), PORTRAIT).palette
    marks = (palette.ink, palette.line, palette.accent)
    assert [contrast(mark, palette.paper) >= 3 for mark in marks] == [True] * 3
