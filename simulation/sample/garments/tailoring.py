"""Tailoring: a single-breasted blazer."""

from __future__ import annotations

from simulation.sample.drawing.paths import flip, mirrored, offset, path
from simulation.sample.drawing.pieces import Fold, Piece, button, crease, mirror, pair
from simulation.sample.garments.parts import sleeve

OUTER = path("19.8,4.4 23.6,8.4 26.4,19 29.2,40 30.6,61")
INNER = path("20.8,24 21.4,34 21.8,48 21.4,62.4")


def _back() -> list[Piece]:
    inside = Piece(
        mirrored("0,-1 7.4,-0.4 9,2 / 8.6,40 / 0,48"),
        "lining",
        texture="silk",
        form=0.3,
        tone=-0.25,
        lift=0,
        folds=(Fold(path("0,3 0,20 0,44"), 3.4, 0.4, 0.9),),
    )
    label = Piece(mirrored("0,4.4 3,4.4 / 3,6.2 / 0,6.2"), "label", edge=0.4, form=0, lift=0.2)
    return [inside, label]


def _fronts(texture: str) -> tuple[Piece, Piece]:
    """The under front (seen right) and the over front (seen left)."""
    shape = "7.6,0 / 19.8,4.4 / 18,12 18.2,19 21,25 / 18.8,40 19.2,48 22.4,66.4"
    folds = (
        *crease(path("-20,27 -16,30.5 -11,32"), 2.2, -0.45),
        *crease(path("-18.8,40 -15,42 -9,42.4"), 2, -0.45),
        *crease(path("-2,45.4 -7,48.6 -11,54"), 2.4, 0.4),
        *crease(path("-14.5,56 -15.6,62 -16.4,68"), 2.6, 0.4),
        Fold(path("-13,30 -12.4,45 -13.4,66"), 4.6, -0.4, 0.9),
    )
    dart = path("9.6,29 10.2,40 10.8,52")
    side = path("16.4,25 14.9,42 16.4,54")
    right = Piece(
        (
            *path(shape),
            *path("22.4,66.4 / 16,68 10,68.8 5,68.2 1,65 -1.2,58 -1.6,46 / 6.8,5 7.6,0")[1:],
        ),
        texture=texture,
        folds=tuple(Fold(flip(f.line), f.width, f.depth, f.soft, f.taper) for f in folds),
        seams=(dart, side),
    )
    left = Piece(
        (
            *flip(path(shape)),
            *path("-22.4,66.4 / -16,68 -10,68.8 -4.6,68.2 -0.4,65 1.8,58 2,46 / -6.8,5 -7.6,0")[1:],
        ),
        texture=texture,
        folds=folds,
        seams=(flip(dart), flip(side)),
        lift=1.2,
    )
    return right, left


def blazer() -> list[Piece]:
    texture = "fine twill"
    right, left = _fronts(texture)
    lapel = Piece(
        path("6,6.4 4,14 1,30 -1.9,46 / 3,38 9.4,27 / 14.6,17.4 / 10.8,13.6 6,6.4"),
        texture=texture,
        grain=12,
        folds=(Fold(path("5,10 3,24 0,38"), 2.2, -0.35, 0.9),),
        stitches=(offset(path("-1,43.4 3,37.4 9.4,27 / 14,17.8"), 0.5),),
        lift=1.1,
    )
    collar = Piece(
        mirrored(
            "0,-3.4 4.6,-3.2 8,-1.8 10,1.4 / 14.4,12.6 / 11,13.9 / 6.2,7.4 5.4,4 3.4,2.2 0,1.8"
        ),
        texture=texture,
        folds=(Fold(mirrored("0,-1.4 4,-1.2 6.2,1 8,6"), 1.5, 0.4, 0.8),),
        lift=1,
    )
    welt = Piece(path("8.4,26.6 17,24.6 / 17.4,27 / 8.8,29 / 8.4,26.6"), texture=texture, lift=0.4)
    flap = Piece(
        path("7.8,51.4 19,49.8 / 19.8,54.4 19,55.4 / 8.8,57 8,56.2 / 7.8,51.4"),
        texture=texture,
        lift=0.8,
    )
    ends = (button(x, y, 0.55) for x, y in ((23, 54.6), (22.9, 56.8), (22.8, 59)))
    vents = tuple(ends)
    return [
        *_back(),
        *pair(sleeve(OUTER, INNER, texture)),
        *vents,
        *(mirror(one) for one in vents),
        right,
        lapel,
        welt,
        left,
        mirror(lapel),
        collar,
        *pair(flap),
        button(0, 47.6, 1.15),
    ]
