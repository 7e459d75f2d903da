"""The app's icon as phones want it: static/icon.svg, drawn in the brand's colours."""

import io
from functools import lru_cache
from typing import Final

from PIL import Image, ImageDraw

#: The sizes that Android and iOS ask for, in pixels.
SIZES: Final = (192, 512)
#: Drawn so many times larger and made smaller: Pillow draws no soft edges.
_FINER: Final = 4
#: The letter of icon.svg in its square of 64: a stem, a bowl, a stroke of 4.
_SQUARE: Final = 64


@lru_cache(maxsize=16)
def icon(size: int, ground: str, stroke: str, *, maskable: bool = False) -> bytes:
    """A PNG of *size* pixels; a *maskable* one keeps clear of edges that a phone rounds off."""
    scale = size * _FINER / _SQUARE
    image = Image.new("RGB", (size * _FINER, size * _FINER), ground)
    draw = ImageDraw.Draw(image)
    part = 0.8 if maskable else 1.0

    def at(x: float, y: float) -> tuple[float, float]:
        middle = _SQUARE / 2
        return ((x - middle) * part + middle) * scale, ((y - middle) * part + middle) * scale

    width = round(4 * scale * part)
    half = 2
    draw.line([at(20, 46), at(20, 18 - half)], fill=stroke, width=width)
    for y in (18, 36):
        draw.line([at(20, y), at(34, y)], fill=stroke, width=width)
    outer = (*at(34 - 9 - half, 18 - half), *at(34 + 9 + half, 36 + half))
    draw.arc(outer, -90, 90, fill=stroke, width=width)
    drawn = io.BytesIO()
    image.resize((size, size), Image.Resampling.LANCZOS).save(drawn, "PNG", optimize=True)
    return drawn.getvalue()
