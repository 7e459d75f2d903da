"""A drawing coloured in: gouache on warm paper, with a soft shadow on the ground."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from PIL import Image, ImageChops, ImageFilter

from simulation.sample.drawing.layers import HEIGHT, WIDTH, Drawing, Layer

PAPER = (0xF5, 0xF2, 0xEB)
INK = (0x17, 0x16, 0x14)
SHADOW = (0x4A, 0x40, 0x36)
Colour = tuple[int, int, int]
#: Below this luminance (0 to 1) seams are drawn lighter than the cloth, or nobody sees them.
DARK = 0.24


def paint(drawing: Drawing, colours: Mapping[str, str]) -> Image.Image:
    """The picture of a drawing in the colours given as hex text by role."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    _ground(picture, drawing.cover)
    for layer in drawing.layers:
        _lay(picture, layer, colours)
    return picture


def _ground(picture: Image.Image, cover: Image.Image) -> None:
    """The garment lies on the paper: a wide soft shadow and a narrow dark one."""
    small = cover.resize((WIDTH // 4, HEIGHT // 4), Image.Resampling.BOX)
    for radius, dx, dy, strength in ((9.0, 4, 7, 0.26), (2.2, 1, 2, 0.28)):
        moved = ImageChops.offset(small, dx, dy).filter(ImageFilter.GaussianBlur(radius))
        soft = moved.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
        picture.paste(SHADOW, (0, 0), soft.point([round(v * strength) for v in range(256)]))


def _lay(picture: Image.Image, layer: Layer, colours: Mapping[str, str]) -> None:
    base = rgb(colours[layer.role])
    if layer.shadow is not None:
        box, mask = layer.shadow
        picture.paste(_mixed(SHADOW, INK, 0.6), box, mask)
    picture.paste(_coloured(layer.tone, base), layer.box, layer.mask)
    for role, mask in layer.bands:
        picture.paste(_coloured(layer.tone, rgb(colours[role])), layer.box, mask)
    if layer.seams is not None:
        picture.paste(_seam(base), layer.box, layer.seams.point([v * 0.8 for v in range(256)]))
    if layer.stitches is not None:
        thread = rgb(colours["stitch"]) if "stitch" in colours else _seam(base)
        picture.paste(thread, layer.box, layer.stitches.point([v * 0.72 for v in range(256)]))
    picture.paste(_mixed(base, INK, 0.78), layer.box, layer.outline)


def _coloured(tone: Image.Image, base: Colour) -> Image.Image:
    """Each tone its colour: towards a deep shade below 128, towards light above."""
    light = luminance(base)
    shade = _shade(base)
    bright = _mixed(base, (0xFF, 0xFC, 0xF5), 0.62 if light > DARK else 0.34)
    steps = np.arange(256) / 127.5 - 1
    channels = []
    for low, middle, high in zip(shade, base, bright, strict=True):
        curve = np.where(
            steps < 0, middle + (middle - low) * steps, middle + (high - middle) * steps
        )
        channels.append(tone.point([round(v) for v in curve.tolist()]))
    return Image.merge("RGB", channels)


def _shade(base: Colour) -> Colour:
    """Shade keeps the hue, a little warmer: mixing with black would look like dust."""
    red, green, blue = base
    return round(red * 0.56), round(green * 0.525), round(blue * 0.52)


def _seam(base: Colour) -> Colour:
    if luminance(base) < DARK:
        return _mixed(base, (0xFF, 0xF8, 0xEE), 0.22)
    return _mixed(base, INK, 0.62)


def rgb(text: str) -> Colour:
    """The colour of "#RRGGBB"."""
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def luminance(colour: Colour) -> float:
    red, green, blue = colour
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255


def _mixed(first: Colour, second: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue
