"""Curves as dense polylines: written as short text, mirrored, offset, interpolated."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Point = tuple[float, float]
#: A dense polyline; a closed outline does not repeat its first point.
Path = tuple[Point, ...]
Floats = npt.NDArray[np.float64]

STEPS = 10


def path(text: str) -> Path:
    """The curve through points written as "x,y x,y / x,y"; a slash makes a corner."""
    runs: list[list[Point]] = [[]]
    for mark in text.split():
        if mark == "/":
            runs.append([runs[-1][-1]])
            continue
        x, y = mark.split(",")
        runs[-1].append((float(x), float(y)))
    points: list[Point] = [runs[0][0]]
    for run in runs:
        points.extend(_smooth(run)[1:])
    return tuple(points)


def flip(line: Path) -> Path:
    """Mirrored about the centre front, x = 0."""
    return tuple((-x, y) for x, y in line)


def mirrored(text: str) -> Path:
    """The closed outline whose right half, from top centre to bottom centre, is `text`."""
    half = path(text)
    return half + tuple((-x, y) for x, y in reversed(half) if abs(x) > 1e-6)


def resample(line: Path, count: int) -> Path:
    """`count` points at even distances along `line`."""
    xy = np.asarray(line)
    steps = np.hypot(*np.diff(xy, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(steps)])
    wanted = np.linspace(0.0, along[-1], count)
    return _points(np.interp(wanted, along, xy[:, 0]), np.interp(wanted, along, xy[:, 1]))


def between(first: Path, second: Path, share: float) -> Path:
    """The curve that lies `share` (0 to 1) of the way from `first` to `second`."""
    a, b = np.asarray(resample(first, 40)), np.asarray(resample(second, 40))
    mixed = a + (b - a) * share
    return _points(mixed[:, 0], mixed[:, 1])


def offset(line: Path, distance: float) -> Path:
    """`line` moved sideways, to the left as one travels along it (y points down)."""
    xy = np.asarray(line)
    normal = normals(xy)
    moved = xy + normal * distance
    return _points(moved[:, 0], moved[:, 1])


def normals(xy: Floats) -> Floats:
    """Unit vectors across the polyline at each of its points."""
    tangent = np.gradient(xy, axis=0)
    length = np.maximum(np.hypot(tangent[:, 0], tangent[:, 1]), 1e-9)
    return np.stack([tangent[:, 1] / length, -tangent[:, 0] / length], axis=1)


def part(line: Path, start: float, end: float) -> Path:
    """The stretch of `line` between two shares (0 to 1) of its length."""
    dense = resample(line, 200)
    return dense[round(start * 199) : round(end * 199) + 1]


def length(line: Path) -> float:
    return sum(math.dist(a, b) for a, b in pairwise(line))


def ellipse(x: float, y: float, rx: float, ry: float | None = None, count: int = 48) -> Path:
    """A closed ellipse around (x, y)."""
    tall = rx if ry is None else ry
    turns = (2 * math.pi * i / count for i in range(count))
    return tuple((x + rx * math.cos(a), y + tall * math.sin(a)) for a in turns)


def turned(line: Path, about: Point, degrees: float) -> Path:
    """`line` turned clockwise (as seen, y down) about a point."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    ox, oy = about
    return tuple(
        (ox + (x - ox) * cos - (y - oy) * sin, oy + (x - ox) * sin + (y - oy) * cos)
        for x, y in line
    )


def shifted(line: Path, dx: float, dy: float) -> Path:
    return tuple((x + dx, y + dy) for x, y in line)


def _points(xs: Floats, ys: Floats) -> Path:
    return tuple(zip(xs.tolist(), ys.tolist(), strict=True))


def _smooth(run: Sequence[Point]) -> list[Point]:
    """A centripetal Catmull-Rom curve through `run`, which never loops or overshoots."""
    if len(run) < 3:
        return list(run)
    p = np.asarray(run)
    p = np.concatenate([[2 * p[0] - p[1]], p, [2 * p[-1] - p[-2]]])
    points: list[Point] = [run[0]]
    for i in range(1, len(p) - 2):
        points.extend(_span(p[i - 1 : i + 3]))
    return points


def _span(p: Floats) -> Path:
    """The curve between the middle two of four points (Barry and Goldman's pyramid)."""
    k = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(p, axis=0).T) ** 0.5 + 1e-9)])
    t = np.linspace(k[1], k[2], STEPS + 1)[1:, None]

    def mix(a: Floats, b: Floats, low: int, high: int) -> Floats:
        mixed: Floats = ((k[high] - t) * a + (t - k[low]) * b) / (k[high] - k[low])
        return mixed

    a, b, c = (mix(p[i], p[i + 1], i, i + 1) for i in range(3))
    curve = mix(mix(a, b, 0, 2), mix(b, c, 1, 3), 1, 2)
    return _points(curve[:, 0], curve[:, 1])
