"""Garments laid out together: pictures of looks, covers, friends and films, composed by code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

from simulation.sample.drawing.layers import HEIGHT, WIDTH, fit
from simulation.sample.drawing.paint import PAPER, rgb
from simulation.sample.drawing.pieces import Piece
from simulation.sample.wardrobe import WARDROBE


@dataclass(frozen=True, slots=True)
class Laid:
    """A garment in a scene, its middle at *x* and *y* from 0 to 1, turned by degrees."""

    style: str
    colour: str
    x: float
    y: float
    turn: float = 0.0


@dataclass(frozen=True, slots=True)
class Scene:
    """Garments from the back to the front, all at *scale* pixels per centimetre."""

    laid: tuple[Laid, ...]
    scale: float = 9.0
    size: tuple[int, int] = (WIDTH, HEIGHT)
    ground: str = "#F5F2EB"


def compose(scene: Scene, pictures: Path) -> Image.Image:
    """The picture of a scene, of the garments' own in the folder *pictures*."""
    picture = Image.new("RGB", scene.size, rgb(scene.ground))
    for laid in scene.laid:
        with Image.open(pictures / f"{laid.style}-{laid.colour}.jpg") as garment:
            _lay(picture, garment, scene, laid)
    return picture


def _lay(picture: Image.Image, garment: Image.Image, scene: Scene, laid: Laid) -> None:
    pieces = WARDROBE[laid.style].pieces()
    small = scene.scale / fit(pieces).scale
    size = (round(WIDTH * small), round(HEIGHT * small))
    painted = _turned(garment.resize(size), laid.turn, PAPER)
    mask = _turned(cover(pieces).resize(size), laid.turn, 0)
    left = round(laid.x * scene.size[0] - painted.width / 2)
    top = round(laid.y * scene.size[1] - painted.height / 2)
    area = (left, top, left + painted.width, top + painted.height)
    # What is not garment is paper, which counts as nothing, or a shadow on it, which darkens.
    shadow = [_lifted(band, p) for band, p in zip(painted.split(), PAPER, strict=True)]
    below = ImageChops.multiply(picture.crop(area), Image.merge("RGB", shadow))
    below.paste(painted, (0, 0), mask)
    picture.paste(below, (left, top))


def cover(pieces: Sequence[Piece]) -> Image.Image:
    """Where in its picture a garment is."""
    cover = Image.new("L", (WIDTH, HEIGHT))
    fitted = fit(pieces)
    for piece in pieces:
        ImageDraw.Draw(cover).polygon(fitted.to(piece.outline), fill=255)
    return cover


def _turned(image: Image.Image, degrees: float, fill: int | tuple[int, int, int]) -> Image.Image:
    if not degrees:
        return image
    return image.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=fill)


def _lifted(channel: Image.Image, paper: int) -> Image.Image:
    return channel.point([min(255, round(value * 255 / paper)) for value in range(256)])
