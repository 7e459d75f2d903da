"""No text is cut, broken inside a word, laid over another, or drawn from right to left."""

from itertools import combinations
from typing import Any

import pytest
from kivy.uix.label import Label
from kivy.uix.scrollview import ScrollView
from PIL import Image, ImageDraw, ImageFont

from tests.screens import sample_offers, sample_parts, samples
from tests.screens.conftest import LANDSCAPE, PORTRAIT, Play
from touchpoint.ui.photo import RestingPhoto
from touchpoint.ui.theme import FONTS
from touchpoint.ui.words import measured

Box = tuple[float, float, float, float]
COVERED = ("ask", "waiting", "not-found", "still-here")


def _scrolled(widget: Any) -> bool:
    while widget is not None and widget.parent is not widget:
        if isinstance(widget, ScrollView):
            return bool(widget.overfull)
        widget = widget.parent
    return False


def _box(label: Label) -> Box:
    """Where the letters are, in the window; the texture may be wider than its lines."""
    x, y = label.to_window(*label.pos)
    lines = label._label._cached_lines
    ink = max((line.w for line in lines), default=0)
    left = {"left": 0, "center": (label.width - ink) / 2, "right": label.width - ink}
    return (x + left.get(label.halign, 0), y, ink, label.texture_size[1])


def _overlap(one: Box, two: Box) -> bool:
    across = min(one[0] + one[2], two[0] + two[2]) - max(one[0], two[0])
    along = min(one[1] + one[3], two[1] + two[3]) - max(one[1], two[1])
    # Lines of type carry air above and below; letters touch when more than that is shared.
    return across > 2 and along > 0.3 * min(one[3], two[3])


def _reaches_into(box: Box, size: float, frame: Box) -> bool:
    """Whether letters of *size* in *box* stand on *frame*; above them a line has air."""
    across = min(box[0] + box[2], frame[0] + frame[2]) - max(box[0], frame[0])
    return across > 2 and box[1] + box[3] - 0.2 * size > frame[1] and box[1] < frame[1] + frame[3]


def _faults(label: Label, size: tuple[int, int]) -> list[str]:
    x, y, width, height = _box(label)
    found = []
    if x < -1 or y < -1 or x + width > size[0] + 1 or y + height > size[1] + 1:
        found.append(f"out of the window: {label.text!r} at {(x, y, width, height)}")
    if label.texture_size[0] > label.width + 1 or label.texture_size[1] > label.height + 1:
        found.append(f"cut: {label.text!r} needs {label.texture_size}, has {label.size}")
    if (
        label.text_size[0]
        and measured(label._label.text, label.font_name, label.font_size, label.width)[0] > 99
    ):
        found.append(f"broken inside a word: {label.text!r} in {label.width}")
    return found


@pytest.mark.parametrize("brand", ["brand.toml", "brands/nord.toml"])
@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
@pytest.mark.parametrize("language", samples.TEXTS)
@pytest.mark.parametrize("place", ["kiosk", "mirror"])
def test_text_is_whole_on_every_screen(
    play: Play, place: str, language: str, size: tuple[int, int], brand: str
) -> None:
    stage = play(place, size, brand=brand, reduced_motion=True)
    faults = []
    views = samples.every_view(language) | sample_parts.views(language)
    views |= sample_offers.views(language)
    for name, view in views.items():
        if not name.startswith(place):
            continue
        stage.app.show(view)
        stage.frames(2)
        labels = [
            w for w in stage.widgets() if isinstance(w, Label) and w.text and not _scrolled(w)
        ]
        faults += [f"{name}: {fault}" for label in labels for fault in _faults(label, size)]
        if not any(word in name for word in COVERED) and not view.notice:
            faults += [
                f"{name}: {one.text!r} lies over {two.text!r}"
                for one, two in combinations(labels, 2)
                if _overlap(_box(one), _box(two))
            ]
    assert faults == []


@pytest.mark.parametrize("brand", ["brand.toml", "brands/nord.toml"])
@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
@pytest.mark.parametrize(
    ("place", "names"),
    [
        ("kiosk", ("kiosk-rest-away", "kiosk-welcome-away")),
        ("mirror", ("mirror-rest", "mirror-invite")),
    ],
)
def test_no_word_lies_over_the_resting_photograph(
    play: Play, place: str, names: tuple[str, str], size: tuple[int, int], brand: str
) -> None:
    stage = play(place, size, brand=brand, reduced_motion=True)
    covered = []
    for language in samples.TEXTS:
        views = samples.every_view(language)
        for name in names:
            stage.show(views[name])
            photo = next(w for w in stage.widgets() if isinstance(w, RestingPhoto))
            labels = [w for w in stage.widgets() if isinstance(w, Label) and w.text]
            covered += [
                f"{language} {name}: {label.text!r}"
                for label in labels
                if _reaches_into(_box(label), label.font_size, photo.frame)
            ]
    assert covered == []


def _columns(image: Image.Image) -> list[float]:
    """How dark each of 60 columns of the inked part is."""
    grey = image.convert("L")
    paper = grey.getpixel((0, 0))
    ink = grey.point(lambda value: min(255, abs(value - paper) * 2))
    row = ink.crop(ink.getbbox()).resize((60, 1), Image.Resampling.BOX)
    return [value / 255 for value in row.tobytes()]


def _written(text: str, font: str, size: int) -> Image.Image:
    """What Pillow, which shares no code with Kivy's text, makes of it."""
    image = Image.new("L", (size * len(text), size * 2), 255)
    ImageDraw.Draw(image).text((4, 4), text, font=ImageFont.truetype(font, size), fill=0)
    return image


def _distance(one: list[float], two: list[float]) -> float:
    return sum(abs(a - b) for a, b in zip(one, two, strict=True))


@pytest.mark.parametrize("text", ["€1,490.00", "1 490,00 €", "W31 L34", "34"])
def test_prices_and_sizes_are_drawn_left_to_right(play: Play, text: str) -> None:
    stage = play("kiosk", (1080, 1920), reduced_motion=True)
    stage.app.show(samples.kiosk("en", "garment", sheet=samples.sheet(price=text)))
    stage.frames(4)
    label = next(w for w in stage.widgets() if isinstance(w, Label) and w.text == text)
    x, y = label.to_window(*label.pos)
    top = stage.window.height - y - label.height
    drawn = _columns(
        stage.picture().crop((int(x), int(top), int(x + label.width), int(top + label.height)))
    )
    font = str(FONTS / "Inter-400.ttf")
    straight = _columns(_written(text, font, int(label.font_size)))
    reversed_ = _columns(_written(text[::-1], font, int(label.font_size)))
    assert _distance(drawn, straight) < 0.5 * _distance(drawn, reversed_)
