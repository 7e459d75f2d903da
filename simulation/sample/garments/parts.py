"""Parts that many garments share: sleeves, ribs, the inside of a neck."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from simulation.sample.drawing.paths import Path, Point, mirrored, part, resample
from simulation.sample.drawing.pieces import Fold, Piece, crease

#: Where cloth breaks on a hanging sleeve: points (across from the inner seam, down), and depth.
BREAKS: tuple[tuple[tuple[Point, ...], float], ...] = (
    (((0.02, 0.05), (0.34, 0.13), (0.66, 0.16)), 0.55),
    (((0.02, 0.30), (0.30, 0.37), (0.62, 0.40)), 0.5),
    (((0.98, 0.44), (0.62, 0.50), (0.30, 0.51)), 0.45),
    (((0.02, 0.54), (0.36, 0.60), (0.7, 0.615)), 0.35),
    (((0.95, 0.70), (0.66, 0.77), (0.4, 0.78)), 0.35),
)


def place(outer: Path, inner: Path, points: Sequence[Point]) -> Path:
    """Points (across 0–1 from `inner` to `outer`, down 0–1) as a line on the cloth between them."""
    a, b = np.asarray(resample(inner, 101)), np.asarray(resample(outer, 101))
    rows = [(a[round(v * 100)] * (1 - u) + b[round(v * 100)] * u).tolist() for u, v in points]
    return tuple((x, y) for x, y in rows)


def sleeve(
    outer: Path,
    inner: Path,
    texture: str,
    *,
    folds: tuple[Fold, ...] = (),
    depth: float = 1.0,
    hem: float = 0.0,
    head: float = 5.0,
    grain: float = -12.0,
) -> Piece:
    """A sleeve from its outer line (shoulder to cuff) and inner line (underarm to cuff).

    `depth` scales the usual breaks, `hem` (cm) sets a stitched line above the cuff, `head` is how
    far the sleeve goes on under the body.
    """
    width = abs(outer[0][0] - inner[0][0]) + abs(outer[-1][0] - inner[-1][0])
    across = max(1.4, width * 0.17)
    breaks = [crease(place(outer, inner, line), across, d * depth) for line, d in BREAKS]
    top, low = outer[0], inner[0]
    ring = (*outer, *reversed(inner), (low[0] - head, low[1]), (top[0] - head, top[1] + 0.4))
    length = max(1e-6, abs(outer[-1][1] - outer[0][1]))
    share = 1 - hem / length
    stitches = (place(outer, inner, ((0.0, share), (0.5, share), (1.0, share))),) if hem else ()
    return Piece(
        ring,
        texture=texture,
        grain=grain,
        folds=(
            *(fold for group in breaks for fold in group),
            Fold(
                place(outer, inner, ((0.72, 0.08), (0.7, 0.5), (0.68, 0.95))), across * 1.3, -0.28
            ),
            *folds,
        ),
        stitches=stitches,
        lift=0.6,
    )


def cuff(outer: Path, inner: Path, start: float, texture: str = "rib", grain: float = -12) -> Piece:
    """The end of a sleeve from the share `start` on, as a band of its own."""
    return Piece(
        (*part(outer, start, 1), *reversed(part(inner, start, 1))),
        texture=texture,
        grain=grain,
        lift=0.25,
    )


def neck_inside(depth: float = 9, half: float = 8.6, role: str = "main") -> list[Piece]:
    """The inside of the back that shows through a neck, with the maker's label."""
    inside = Piece(
        mirrored(
            f"0,1.4 {half * 0.6},1 {half},-0.6 / {half},3 / {half * 0.6},{depth} 0,{depth + 2}"
        ),
        role,
        form=0.3,
        tone=-0.4,
        lift=0,
        edge=0.7,
    )
    label = Piece(mirrored("0,2.4 2.6,2.4 / 2.6,4.1 / 0,4.1"), "label", edge=0.35, form=0, lift=0.2)
    return [inside, label]
