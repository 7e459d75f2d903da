"""A pleated skirt and a slip dress cut on the bias."""

from __future__ import annotations

from itertools import pairwise

from simulation.sample.drawing.paths import Path, between, mirrored, offset, part, path
from simulation.sample.drawing.pieces import Fold, Piece, creases, pair

PLEATS = 15


def pleated_skirt() -> list[Piece]:
    left, right = path("-16,3.6 -20.6,24 -26,50 -31,76"), path("16,3.6 20.6,24 26,50 31,76")
    edges = [between(left, right, i / PLEATS) for i in range(PLEATS + 1)]
    pleats = [_pleat(a, b, i) for i, (a, b) in enumerate(pairwise(edges))]
    band = Piece(
        mirrored("0,-0.6 8,-0.7 15.4,-1.4 / 16.1,3.6 / 8,4.6 0,4.8"), texture="fine twill", lift=0.5
    )
    inside = Piece(mirrored("0,-1.8 8,-1.8 15.4,-1.4 / 8,0.4 0,0.6"), tone=-0.38, form=0.3, lift=0)
    return [inside, *pleats, band]


def _pleat(left: Path, right: Path, i: int) -> Piece:
    """One knife pleat: its left edge on top, shade under the next one, a hem that dips."""
    middle = between(left, right, 0.5)[-1]
    tuck = right[-1][0] + (0 if i == PLEATS - 1 else 0.9)
    dip = 77.8 - 1.6 * ((i - PLEATS / 2 + 0.5) / PLEATS * 2) ** 2
    hem = ((tuck, dip - 1.3), (middle[0], dip + 0.3), (left[-1][0], dip + 0.2))
    last = i == PLEATS - 1
    over = between(left, right, 1.0 if last else 1.12)
    sway = 0.06 * ((i * 7) % 5 - 2)
    return Piece(
        (*left[:-1], *reversed(hem), *reversed(over[:-1])),
        texture="fine twill",
        folds=(
            Fold(between(left, right, 0.98), 1.5, 0.85, 0.7, "none"),
            Fold(between(left, right, 0.16), 1.0, -0.5, 0.8, "none"),
            Fold(part(between(left, right, 0.6), 0.4, 1), 2, 0.22 + sway, 0.9),
        ),
        edge=0.62,
        form=0.25,
        lift=0.3,
    )


def slip_dress() -> list[Piece]:
    folds = (
        *creases(
            (
                path("3,24 6,50 11,80 13,112"),
                path("-4,30 -7,56 -9,84 -12,113"),
                path("9,52 15,80 20,110"),
                path("-10,56 -17,82 -21,110"),
                path("0,62 1.4,88 0.6,114"),
            ),
            3.6,
            0.62,
        ),
        *creases((path("14.6,24 10,29 4,31"), path("13,39 9,42 4,42.6")), 2, 0.5),
        *creases((path("-4,32 -10,29.6 -14.6,25"), path("-4,43.6 -9,42.6 -13,39.6")), 2, 0.5),
        Fold(path("-7,22 -6.4,44 -12,76 -15.6,110"), 4.4, -0.72, 0.9),
        Fold(path("5,40 9.4,70 15.6,110"), 3.8, -0.6, 0.9),
        Fold(path("-3.6,70 -4.6,92 -5.6,113"), 3, -0.5, 0.9),
        Fold(path("-1.6,17 -6,19.6 -11,18"), 1.3, 0.5, 0.8),
        Fold(path("1.6,17 5,20.4 10,19.6"), 1.3, 0.5, 0.8),
    )
    body = Piece(
        mirrored(
            "0,19.4 4,15 8.6,8.4 / 10.6,11.6 13,16.4 16.2,20.4 / 14,32 13,39 15.4,50 19,64 "
            "23,90 26.4,110.6 / 13,113.6 0,114.4"
        ),
        texture="silk",
        folds=folds,
        stitches=(
            path("-7.8,10.8 -4,16.4 0,20.6 4,16.4 7.8,10.8"),
            path("-26,109.2 -13,112.2 0,113 13,112.2 26,109.2"),
        ),
    )
    back = Piece(
        mirrored("0,22 8,21.4 15,19.6 / 14,26 / 0,28"), texture="silk", tone=-0.4, form=0.3, lift=0
    )
    line = path("8.5,9 8.1,4 7.7,-1 7.9,-2.7 8.9,-2.8 9.5,-1 10,6 10.4,20")
    strap = Piece(
        (*offset(line, 0.38), *reversed(offset(line, -0.38))), texture="silk", edge=0.6, lift=0.4
    )
    return [*pair(strap), back, body]
