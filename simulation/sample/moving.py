"""What moves in the sample's films: a line of stitches, rows of knitting, a jumper being folded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from simulation.sample.drawing.layers import HEIGHT, WIDTH
from simulation.sample.drawing.paint import rgb
from simulation.sample.scenery import cover
from simulation.sample.wardrobe import WARDROBE

Pixels = NDArray[np.uint8]

RATE = 20
WIDE, TALL = (960, 540), (600, 800)
#: Where the lapel of poster-lapel.jpg is sewn, in pixels of the film.
_LAPEL = ((291, 17), (315, 72), (392, 168), (480, 256), (554, 344), (572, 368))
_THREAD, _STEEL = (214, 240, 248), (150, 148, 146)
_ROW = 6
#: Of the film's length.
_FOLD = 0.13


def sewing(pictures: Path, seconds: float) -> Iterator[Pixels]:
    """The lapel comes closer while stitch by stitch is set along it."""
    still = _still(pictures / "poster-lapel.jpg", WIDE)
    line = _even(_LAPEL, 3.0)
    count, sewn = round(seconds * RATE), 0
    for number in range(count):
        part = number / (count - 1)
        done = round(_ease(min(1.0, max(0.0, (part - 0.08) / 0.84))) * (len(line) - 1))
        while sewn < done - 2:
            _line(still, line[sewn], line[sewn + 2], _THREAD, 3)
            sewn += 4
        picture = still.copy()
        if 0 < done < len(line) - 1:
            _needle(picture, line[done], np.sin(number / 2.2))
        yield _nearer(picture, 1 + 0.45 * _ease(part), line[len(line) // 2])


def knitting(pictures: Path, seconds: float) -> Iterator[Pixels]:
    """Two jumpers grow from below, row by row, there and back."""
    whole = _still(pictures / "poster-knit.jpg", WIDE)
    picture = np.empty_like(whole)
    picture[:] = whole[2, 2]
    height, width = whole.shape[:2]
    rows, count = -(-height // _ROW), round(seconds * RATE)
    for number in range(count):
        reached = min(1.0, number / (count * 0.9)) * rows
        row, part = int(reached), reached % 1
        bottom = height - row * _ROW
        picture[max(0, bottom) :] = whole[max(0, bottom) :]
        if row >= rows:
            yield picture
            continue
        top, edge = max(0, bottom - _ROW), round(part * width)
        across = slice(0, edge) if row % 2 == 0 else slice(width - edge, width)
        grown = picture.copy()
        grown[top:bottom, across] = whole[top:bottom, across]
        x = edge if row % 2 == 0 else width - edge
        _line(grown, np.array([x - 46, bottom - 30]), np.array([x, bottom - 3]), _STEEL, 4)
        yield grown


def folding(pictures: Path, seconds: float) -> Iterator[Pixels]:
    """A jumper's sides are laid over its middle, then its hem over its shoulders."""
    garment = back = _cut_out(pictures, "jumper-lepic", "ecru", 0.36)
    ground = np.empty((TALL[1], TALL[0], 3), np.uint8)
    ground[:] = rgb("#D5D8D2")[::-1]
    steps = (("left", 0.2), ("right", 0.4), ("hem", 0.59))
    count = round(seconds * RATE)
    lying, folded = _laid(ground, [garment]), 0
    for number in range(count):
        part = number / (count - 1)
        way, since = steps[folded] if folded < len(steps) else ("", 1.0)
        if part <= since:
            yield lying
        elif part < since + _FOLD:
            yield _laid(ground, _folded(garment, back, way, _ease((part - since) / _FOLD)))
        else:
            garment, folded = _stacked(_folded(garment, back, way, 1.0)), folded + 1
            lying = _laid(ground, [garment])
            yield lying


def _still(path: Path, size: tuple[int, int]) -> Pixels:
    with Image.open(path) as picture:
        return np.asarray(picture.convert("RGB").resize(size), np.uint8)[:, :, ::-1].copy()


def _cut_out(pictures: Path, style: str, colour: str, scale: float) -> Pixels:
    """A garment without its ground in the middle of a picture, its fourth channel where it is."""
    size = (round(WIDTH * scale), round(HEIGHT * scale))
    with Image.open(pictures / f"{style}-{colour}.jpg") as picture:
        painted = np.asarray(picture.resize(size), np.uint8)[:, :, ::-1]
    mask = np.asarray(cover(WARDROBE[style].pieces()).resize(size), np.uint8)
    laid = np.zeros((TALL[1], TALL[0], 4), np.uint8)
    x, y = (TALL[0] - size[0]) // 2, (TALL[1] - size[1]) // 2
    laid[y : y + size[1], x : x + size[0]] = np.dstack([painted, mask])
    return laid


def _folded(garment: Pixels, back: Pixels, way: str, part: float) -> list[Pixels]:
    """What of *garment* stays, and what lies beyond the crease of *way*: turned over it by *part*
    of a half turn, from where on it shows its *back*.
    """
    width, height = TALL
    turn = float(np.cos(np.pi * part))
    if way == "hem":
        crease = round(height * 0.5)
        matrix = np.array([[1, 0, 0], [0, turn, crease * (1 - turn)]], np.float32)
    else:
        crease = round(width * (0.37 if way == "left" else 0.63))
        matrix = np.array([[turn, 0, crease * (1 - turn)], [0, 1, 0]], np.float32)
    beyond, stays, flap = _beyond(way, crease), garment.copy(), np.zeros_like(garment)
    flap[beyond], stays[beyond] = garment[beyond], 0
    if turn < 0:
        flap[:, :, :3] = back[:, :, :3]
    return [stays, _shaded(cv2.warpAffine(flap, matrix, (width, height)), turn)]


def _stacked(layers: list[Pixels]) -> Pixels:
    whole = layers[0].copy()
    for layer in layers[1:]:
        cv2.copyTo(layer, layer[:, :, 3], whole)
    return whole


def _beyond(way: str, crease: int) -> tuple[slice, slice]:
    if way == "hem":
        return slice(crease, None), slice(None)
    return slice(None), slice(0, crease) if way == "left" else slice(crease, None)


def _shaded(flap: NDArray[np.integer[Any] | np.floating[Any]], turn: float) -> Pixels:
    """Darker the more it stands on its edge, and a little on its wrong side."""
    light = 1 - 0.22 * (1 - abs(turn)) - (0.05 if turn < 0 else 0)
    shaded = np.asarray(cv2.convertScaleAbs(flap, alpha=light), np.uint8)
    shaded[:, :, 3] = flap[:, :, 3]
    return shaded


def _laid(ground: Pixels, layers: list[Pixels]) -> Pixels:
    picture = ground.copy()
    for layer in layers:
        if not layer[::8, ::8, 3].any():
            continue
        small = cv2.resize(layer[:, :, 3], (TALL[0] // 8, TALL[1] // 8))
        soft = cv2.resize(cv2.GaussianBlur(small, (0, 0), 1.6), TALL)
        shadow = cv2.convertScaleAbs(soft, alpha=0.16)
        picture = np.asarray(cv2.subtract(picture, cv2.merge([shadow] * 3)), np.uint8)
        cv2.copyTo(layer[:, :, :3], layer[:, :, 3], picture)
    return picture


def _even(points: tuple[tuple[int, int], ...], apart: float) -> NDArray[np.float64]:
    """The line through *points* as points so many pixels apart."""
    corners = np.array(points, np.float64)
    along = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(corners, axis=0).T))])
    at = np.arange(0, along[-1], apart)
    return np.stack([np.interp(at, along, corners[:, axis]) for axis in (0, 1)], axis=1)


def _needle(picture: Pixels, at: NDArray[np.float64], swing: float) -> None:
    tail = at + np.array([58 + 10 * swing, -66 - 12 * swing])
    _line(picture, at, tail, _STEEL, 4)
    _line(picture, tail, tail + np.array([120, -10 + 20 * swing]), _THREAD, 2)


def _line(
    picture: Pixels,
    start: NDArray[np.generic],
    end: NDArray[np.generic],
    colour: tuple[int, int, int],
    width: int,
) -> None:
    ends = [(round(float(x)), round(float(y))) for x, y in (start, end)]
    cv2.line(picture, ends[0], ends[1], colour, width, cv2.LINE_AA)


def _nearer(picture: Pixels, scale: float, middle: NDArray[np.float64]) -> Pixels:
    """*picture* enlarged around *middle*, which stays where it is."""
    x, y = middle * (1 - scale)
    matrix = np.array([[scale, 0, x], [0, scale, y]], np.float32)
    return np.asarray(cv2.warpAffine(picture, matrix, WIDE), np.uint8)


def _ease(part: float) -> float:
    """From 0 to 1, slowly at both ends."""
    return part * part * (3 - 2 * part)
