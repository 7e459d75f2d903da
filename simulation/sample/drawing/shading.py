"""Light on cloth: the roundness of a piece, its folds and its texture as one map of tone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from simulation.sample.drawing.paths import Point
from simulation.sample.drawing.pieces import Fold, Piece
from simulation.sample.drawing.strokes import ribbon
from simulation.sample.drawing.textures import Tone, texture

Box = tuple[int, int, int, int]
ToPixels = Callable[[Iterable[Point]], list[Point]]

#: Folds are soft, so that half the size is enough to draw them, and a quarter for roundness.
FOLD_PART, FORM_PART = 2, 4
#: Share of the light a cloth gives back.
MATT, SHEEN = 0.55, {"silk": 1.15, "leather": 0.85, "twill": 0.75}
#: Blur radii in pixels; each fold takes the nearest.
RADII = (1.5, 4.0, 9.0, 18.0, 36.0)


def tone_of(piece: Piece, mask: Image.Image, box: Box, scale: float, to: ToPixels) -> Image.Image:
    """The piece's tone as 8 bits: 128 its own colour, 0 deepest shade, 255 brightest."""
    tone = np.full((mask.height, mask.width), piece.tone, np.float32)
    if piece.form:
        tone += _form(mask) * np.float32(piece.form)
    if piece.folds:
        tone += _folds(piece.folds, box, scale, to)
    # Matt cloth takes little light; without this, dark wool looks like leather.
    tone = np.where(tone > 0, tone * np.float32(SHEEN.get(piece.texture, MATT)), tone)
    tone += texture(piece.texture, box, piece.grain)
    return Image.fromarray((128 + 127 * tone).clip(0, 255).astype(np.uint8))


def _form(mask: Image.Image) -> Tone:
    """Light from the upper left: bright edges towards it, shaded edges away from it."""
    size = (max(1, mask.width // FORM_PART), max(1, mask.height // FORM_PART))
    narrow = min(size)
    reach = max(1, round(narrow * 0.06))
    # Room for the blur to fade in, or the frame of the piece would show as a hard band.
    room = reach + round(narrow * 0.4) + 4
    small = Image.new("L", (size[0] + 2 * room, size[1] + 2 * room))
    small.paste(mask.resize(size, Image.Resampling.BOX), (room, room))
    broad = _blurred(small, max(2.0, narrow * 0.16))
    near = _blurred(small, max(1.2, min(9.0, narrow * 0.05)))
    lit = _moved(broad, -reach, -reach) - _moved(broad, reach, reach)
    tone = lit * 0.72 - (1 - near) * 0.3 - (1 - broad) * 0.10 + 0.04
    tone = tone[room:-room, room:-room]
    return _enlarged(tone, mask.size)


def _folds(folds: Iterable[Fold], box: Box, scale: float, to: ToPixels) -> Tone:
    size = (box[2] - box[0], box[3] - box[1])
    small = (max(1, size[0] // FOLD_PART), max(1, size[1] // FOLD_PART))
    groups: dict[tuple[float, bool], list[Fold]] = defaultdict(list)
    for fold in folds:
        groups[_radius(fold.soft * fold.width * scale * 0.5), fold.depth > 0].append(fold)
    tone = np.zeros((small[1], small[0]), np.float32)
    for (radius, dark), members in groups.items():
        drawn = Image.new("L", (small[0] * FOLD_PART, small[1] * FOLD_PART))
        for fold in members:
            ring = ribbon(to(fold.line), fold.width * scale, fold.taper)
            local = [(x - box[0], y - box[1]) for x, y in ring]
            one = round(min(1.0, abs(fold.depth)) * 255)
            ImageDraw.Draw(drawn).polygon(local, fill=one)
        tone += _blurred(drawn.reduce(FOLD_PART), radius / FOLD_PART) * (-0.85 if dark else 0.68)
    return _enlarged(tone, size)


def _radius(wanted: float) -> float:
    return min(RADII, key=lambda radius: abs(radius - wanted))


def _blurred(picture: Image.Image, radius: float) -> Tone:
    blurred = picture.filter(ImageFilter.GaussianBlur(radius))
    return np.asarray(blurred, dtype=np.float32) / np.float32(255)


def _moved(field: Tone, dx: int, dy: int) -> Tone:
    return np.roll(field, (dy, dx), axis=(0, 1))


def _enlarged(field: Tone, size: tuple[int, int]) -> Tone:
    grown = Image.fromarray(field).resize(size, Image.Resampling.BICUBIC)
    return np.asarray(grown, dtype=np.float32)
