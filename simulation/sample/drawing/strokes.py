"""Pen lines: a little uneven, as a hand draws them, whole or as stitches."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from PIL import ImageDraw

from simulation.sample.drawing.paths import Path, Point, normals, resample


def stroke(pen: ImageDraw.ImageDraw, points: Sequence[Point], width: float, value: int) -> None:
    """A line of about `width` pixels that swells and thins slowly."""
    length = math.dist(points[0], points[-1])
    for a, b in pairwise(points):
        span = math.dist(a, b)
        if span < 1e-6:
            continue
        radius = width / 2 * (1 + 0.2 * math.sin(0.004 * (a[0] * 1.3 + a[1]) + length))
        nx, ny = (b[1] - a[1]) / span * radius, (a[0] - b[0]) / span * radius
        ends = ((a[0] + nx, a[1] + ny), (b[0] + nx, b[1] + ny))
        back = ((b[0] - nx, b[1] - ny), (a[0] - nx, a[1] - ny))
        pen.polygon((*ends, *back), value)
        pen.ellipse((b[0] - radius, b[1] - radius, b[0] + radius, b[1] + radius), value)


def dashes(points: Sequence[Point], on: float, off: float) -> list[Path]:
    """The stretches of a line that a needle leaves visible; lengths in pixels."""
    length = sum(math.dist(a, b) for a, b in pairwise(points))
    count = max(2, round(length / 2))
    dense = resample(tuple(points), count)
    step = length / (count - 1)
    every, shown = max(2, round((on + off) / step)), max(2, round(on / step))
    runs = (dense[i : i + shown] for i in range(0, count, every))
    return [run for run in runs if len(run) > 1]


def ribbon(points: Sequence[Point], width: float, taper: str) -> list[Point]:
    """The outline of a brush stroke along `points`, narrowing as `taper` says."""
    xy = np.asarray(resample(tuple(points), 24))
    along = np.linspace(0, 1, len(xy))
    shapes = {
        "both": np.sin(np.pi * along) ** 0.7,
        "end": np.clip(1 - along, 0, 1) ** 0.7,
        "none": np.ones_like(along),
    }
    side = normals(xy) * (shapes[taper] * width / 2)[:, None]
    ring = np.concatenate([xy + side, (xy - side)[::-1]])
    return [(float(x), float(y)) for x, y in ring]
