"""Parts that many garments share: sleeves, ribs, the inside of a neck."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from simulation.sample.drawing.paths import Path, Point, length, mirrored, part, resample
from simulation.sample.drawing.pieces import Fold, Piece, crease, moved

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
    stitches = (hemline(outer, inner, hem),) if hem else ()
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


def hemline(outer: Path, inner: Path, above: float) -> Path:
    """The line across a sleeve `above` cm from its end."""
    left, right = (part(line, 0, 1 - above / length(line))[-1] for line in (inner, outer))
    return left, right


def cuff(outer: Path, inner: Path, tall: float, texture: str = "rib", grain: float = -12) -> Piece:
    """The last `tall` cm of a sleeve, as a band of its own; all of it when that is 0."""
    ends = [part(line, 1 - tall / length(line) if tall else 0, 1) for line in (outer, inner)]
    return Piece(
        (*ends[0], *reversed(ends[1])),
        texture=texture,
        grain=grain,
        lift=0.25,
    )


def neck_inside(depth: float = 9, half: float = 8.6, role: str = "main") -> list[Piece]:
    """The inside of the back that shows through a neck, with the maker's label."""
    inside = Piece(
        mirrored(
            f"0,1.4 {half * 0.6},1 {half},0.3 / {half},3 / {half * 0.6},{depth} 0,{depth + 2}"
        ),
        role,
        form=0.3,
        tone=-0.4,
        lift=0,
        edge=0.7,
    )
    label = Piece(mirrored("0,2.4 2.6,2.4 / 2.6,4.1 / 0,4.1"), "label", edge=0.35, form=0, lift=0.2)
    return [inside, label]


def slimmed(pieces: Sequence[Piece], share: float = 0.92) -> list[Piece]:
    """The same garment cut narrower; buttons keep their roundness and move along."""
    return [_slim(piece, share) for piece in pieces]


def _slim(piece: Piece, share: float) -> Piece:
    if piece.role in {"button", "metal"}:
        xs = [x for x, _ in piece.outline]
        move = (share - 1) * (min(xs) + max(xs)) / 2
        return moved(piece, lambda line: tuple((x + move, y) for x, y in line))
    return moved(piece, lambda line: tuple((x * share, y) for x, y in line))
