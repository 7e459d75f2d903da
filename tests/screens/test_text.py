"""No price and no size is drawn from right to left."""

import pytest
from kivy.uix.label import Label
from PIL import Image, ImageDraw, ImageFont

from tests.screens import samples
from tests.screens.conftest import Play
from touchpoint.ui.theme import FONTS


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
