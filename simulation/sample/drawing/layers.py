"""Pieces turned into layers of pixels: where each lies, how light it is, where its lines run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from simulation.sample.drawing.paths import Path, Point
from simulation.sample.drawing.pieces import Piece
from simulation.sample.drawing.shading import Box, tone_of
from simulation.sample.drawing.strokes import dashes, stroke

WIDTH, HEIGHT = 1440, 1920
#: The garment's share of the picture.
FILL_HEIGHT, FILL_WIDTH = 0.78, 0.84
#: Lines and edges are drawn this many times larger, then reduced.
SUPER = 2
OUTLINE, SEAM, STITCH = 2.9, 1.9, 1.7
MARGIN = 8


@dataclass(frozen=True, slots=True)
class Layer:
    """One piece in pixels; every mask has the size of `box`."""

    box: Box
    role: str
    mask: Image.Image
    #: 128 is the colour itself, less is shade, more is light.
    tone: Image.Image
    bands: tuple[tuple[str, Image.Image], ...]
    outline: Image.Image
    seams: Image.Image | None
    stitches: Image.Image | None
    #: What it throws on the layers below, with its own box.
    shadow: tuple[Box, Image.Image] | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """A garment ready to be coloured: its layers from the back, and all it covers."""

    layers: tuple[Layer, ...]
    cover: Image.Image


@dataclass(frozen=True, slots=True)
class Fit:
    """From centimetres to pixels."""

    scale: float
    dx: float
    dy: float

    def to(self, line: Iterable[Point]) -> list[Point]:
        return [(x * self.scale + self.dx, y * self.scale + self.dy) for x, y in line]


def fit(pieces: Sequence[Piece]) -> Fit:
    """The scale that fills the picture as it should, a little above the middle."""
    xy = np.concatenate([np.asarray(piece.outline) for piece in pieces])
    low, high = xy.min(axis=0), xy.max(axis=0)
    scale = min(FILL_HEIGHT * HEIGHT / (high[1] - low[1]), FILL_WIDTH * WIDTH / (high[0] - low[0]))
    middle = (low + high) / 2
    return Fit(scale, WIDTH / 2 - middle[0] * scale, HEIGHT * 0.495 - middle[1] * scale)


def draw(pieces: Sequence[Piece]) -> Drawing:
    """The layers of a garment given from the back to the front."""
    fitted = fit(pieces)
    cover = Image.new("L", (WIDTH, HEIGHT))
    layers = []
    for piece in pieces:
        layer = _layer(piece, fitted, cover)
        layers.append(layer)
        cover.paste(255, layer.box, layer.mask)
    return Drawing(tuple(layers), cover)


def _layer(piece: Piece, fitted: Fit, cover: Image.Image) -> Layer:
    outline = fitted.to(piece.outline)
    box = _box(outline, MARGIN)
    mask = _filled(outline, box)
    bands = tuple(
        (role, ImageChops.multiply(mask, _bands(piece, role, fitted, box)))
        for role in sorted({band.role for band in piece.bands})
    )
    edge = _edge(outline, box, OUTLINE * piece.edge)
    return Layer(
        box,
        piece.role,
        mask,
        tone_of(piece, mask, box, fitted.scale, fitted.to),
        bands,
        edge,
        _thin(piece.seams, fitted, box, mask, SEAM, dashed=False),
        _thin(piece.stitches, fitted, box, mask, STITCH, dashed=True),
        _shadow(mask, box, piece.lift, cover),
    )


def _box(points: Sequence[Point], margin: int) -> Box:
    xs, ys = zip(*points, strict=True)
    return (
        max(0, int(min(xs)) - margin),
        max(0, int(min(ys)) - margin),
        min(WIDTH, int(max(xs)) + margin),
        min(HEIGHT, int(max(ys)) + margin),
    )


def _local(points: Iterable[Point], box: Box) -> list[Point]:
    return [((x - box[0]) * SUPER, (y - box[1]) * SUPER) for x, y in points]


def _canvas(box: Box) -> Image.Image:
    return Image.new("L", ((box[2] - box[0]) * SUPER, (box[3] - box[1]) * SUPER))


def _reduced(large: Image.Image) -> Image.Image:
    size = (large.width // SUPER, large.height // SUPER)
    return large.resize(size, Image.Resampling.LANCZOS)


def _filled(outline: Sequence[Point], box: Box) -> Image.Image:
    large = _canvas(box)
    ImageDraw.Draw(large).polygon(_local(outline, box), fill=255)
    return _reduced(large)


def _edge(outline: Sequence[Point], box: Box, width: float) -> Image.Image:
    large = _canvas(box)
    if width:
        closed = [*outline, outline[0]]
        stroke(ImageDraw.Draw(large), _local(closed, box), width * SUPER, 255)
    return _reduced(large)


def _bands(piece: Piece, role: str, fitted: Fit, box: Box) -> Image.Image:
    large = _canvas(box)
    pen = ImageDraw.Draw(large)
    for band in piece.bands:
        if band.role == role:
            width = round(band.width * fitted.scale * SUPER)
            pen.line(_local(fitted.to(band.line), box), 255, width, joint="curve")
    return _reduced(large)


def _thin(
    lines: Sequence[Path], fitted: Fit, box: Box, mask: Image.Image, width: float, *, dashed: bool
) -> Image.Image | None:
    if not lines:
        return None
    large = _canvas(box)
    pen = ImageDraw.Draw(large)
    for line in lines:
        points = _local(fitted.to(line), box)
        for run in dashes(points, 8 * SUPER, 5 * SUPER) if dashed else [points]:
            stroke(pen, run, width * SUPER, 255)
    return ImageChops.multiply(mask, _reduced(large))


def _shadow(
    mask: Image.Image, box: Box, lift: float, cover: Image.Image
) -> tuple[Box, Image.Image] | None:
    if not lift:
        return None
    reach = round(18 * lift)
    wide = (
        max(0, box[0] - reach),
        max(0, box[1] - reach),
        min(WIDTH, box[2] + 2 * reach),
        min(HEIGHT, box[3] + 2 * reach),
    )
    size = (wide[2] - wide[0], wide[3] - wide[1])
    thrown = Image.new("L", size)
    thrown.paste(mask, (box[0] - wide[0] + round(3 * lift), box[1] - wide[1] + round(6 * lift)))
    soft = thrown.filter(ImageFilter.GaussianBlur(7 * lift))
    return wide, ImageChops.multiply(soft, cover.crop(wide)).point(lambda v: v * 0.42)
