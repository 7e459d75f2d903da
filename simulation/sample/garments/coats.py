"""Coats: a long double-breasted overcoat and a belted trench."""

from __future__ import annotations

from simulation.sample.drawing.paths import flip, mirrored, offset, path
from simulation.sample.drawing.pieces import Fold, Piece, button, crease, mirror, pair
from simulation.sample.garments.parts import sleeve

OUTER = path("19.6,4.4 23.4,8 26.2,18 29.4,40 32,63")
INNER = path("21,24 21.4,34 22,50 22.6,64.6")
FRONT = "7.6,0 / 19.6,4.4 / 18,12 18.4,19 21.4,25 / 20.6,44"


def _back(depth: float = 34) -> list[Piece]:
    inside = Piece(
        mirrored(f"0,-1 7.4,-0.4 9,2 / 8.6,{depth - 4} / 0,{depth}"),
        "lining",
        texture="silk",
        form=0.3,
        tone=-0.3,
        lift=0,
        folds=(Fold(path("0,2 0,16 0,30"), 3, 0.35, 0.9),),
    )
    label = Piece(mirrored("0,4.4 3.2,4.4 / 3.2,6.4 / 0,6.4"), "label", edge=0.4, form=0, lift=0.2)
    return [inside, label]


def _skirt_folds() -> tuple[Fold, ...]:
    return (
        *crease(path("-20.6,27 -16.5,31 -11,33"), 2.4, -0.45),
        *crease(path("-20.4,43 -17,45 -12,45.5"), 2.2, -0.4),
        *crease(path("-17.5,60 -19,84 -21.6,112"), 4.6, 0.6),
        *crease(path("-8.5,78 -9.5,96 -10.6,115"), 4, 0.42),
        *crease(path("3,84 3.6,100 3.4,115"), 3.4, 0.34),
        Fold(path("-14,50 -14.6,85 -16,112"), 5.5, -0.42, 0.9),
        Fold(path("-2,60 -3,88 -3.6,114"), 5, -0.28, 0.9),
    )


def _fronts(texture: str, hem: str, edge: float, low: float) -> tuple[Piece, Piece]:
    """The under front (seen right) and the over front (seen left)."""
    half = path(f"{FRONT} {hem}")
    seam = path("14,24 13.4,44 15,80 17,113.4")
    folds = _skirt_folds()
    under = Piece(
        (*half, (-edge, low), *path(f"-{edge},44 / 6.8,5 7.6,0")),
        texture=texture,
        folds=tuple(Fold(flip(f.line), f.width, f.depth, f.soft, f.taper) for f in folds),
        seams=(seam,),
    )
    over = Piece(
        (*flip(half), (edge + 0.3, low + 0.3), *path(f"{edge},80 {edge - 0.2},43 / -6.8,5 -7.6,0")),
        texture=texture,
        folds=folds,
        seams=(flip(seam),),
        stitches=(path(f"{edge - 1.2},44.6 {edge - 1},80 {edge - 0.8},115"),),
        lift=1.2,
    )
    return under, over


def overcoat() -> list[Piece]:
    texture = "wool"
    under, over = _fronts(texture, "22.4,70 26.6,112.6 / 14,115 0,115.6", 8.6, 115.6)
    lapel = Piece(
        path("6,6.4 3,14 -3,29 -8.4,43.5 / -1,37 8,27.4 14.6,18.6 / 17.4,12.2 / 11.2,12.8 / 6,6.4"),
        texture=texture,
        grain=14,
        folds=(Fold(path("4.6,10 0,22 -6,38"), 2.2, -0.35, 0.9),),
        stitches=(offset(path("-6.6,41.8 -0.6,36.6 8,27.4 14.4,18.6 / 16.8,13"), 0.9),),
        lift=1.2,
    )
    edge = path("8.2,-0.4 10.4,2.6 / 14.2,9.4")
    collar = Piece(
        mirrored("0,-4.2 4.8,-4 8.6,-2.4 11,1 / 15.4,9.6 / 11,13.2 / 6.2,7.4 5.6,4 3.4,2.2 0,1.8"),
        texture=texture,
        stitches=(edge, flip(edge)),
        folds=(Fold(mirrored("0,-1.8 4,-1.5 6.6,1 8.6,6"), 1.8, 0.4, 0.8),),
        lift=1.2,
    )
    flap = Piece(
        path("10.6,63 21.2,61 / 21.8,66.6 / 11.1,68.8 / 10.6,63"),
        texture=texture,
        stitches=(path("11.6,64 / 12,67.7 / 20.9,65.8 / 20.4,62"),),
        lift=0.8,
    )
    return [
        *_back(),
        *pair(sleeve(OUTER, INNER, texture, hem=3)),
        under,
        lapel,
        over,
        mirror(lapel),
        collar,
        *pair(flap),
        *(button(x, y, 1.45) for y in (48, 61, 74) for x in (5, -6)),
    ]


def trench() -> list[Piece]:
    texture = "twill"
    under, over = _fronts(texture, "20.2,52 / 22.6,74 27.6,110.6 / 14,113 0,113.6", 8.4, 113.6)
    lapel = Piece(
        path("6,6.4 3,14 -3,24 -8,36 / 0,33 9,26 16.2,19.6 / 18,11.6 / 12.4,13 / 6,6.4"),
        texture=texture,
        grain=14,
        folds=(Fold(path("4.6,10 0,20 -5,30"), 2.2, -0.35, 0.9),),
        stitches=(offset(path("-6,34.6 0.4,32 9,25.6 15.8,19.4 / 17.4,12.6"), 0.9),),
        lift=1.2,
    )
    edge = path("8.4,-1.4 11.4,2 / 16.6,11")
    collar = Piece(
        mirrored("0,-5 5,-4.8 9,-3 12,1 / 18,11.4 / 11.4,14.6 / 6.2,7.4 5.6,4 3.4,2 0,1.6"),
        texture=texture,
        stitches=(edge, flip(edge)),
        folds=(Fold(mirrored("0,-2.2 4,-1.8 6.8,1 8.8,6"), 1.8, 0.4, 0.8),),
        lift=1.2,
    )
    flap = Piece(
        path("-7,7 -19,4.6 / -18.2,12 -18.6,20 / -17.4,27.4 -9,29.6 -3,27 / -7,7"),
        texture=texture,
        stitches=(path("-17.8,20.4 -16.8,26.6 -9,28.6 -3.6,26.2"),),
        lift=0.9,
    )
    epaulette = Piece(
        path("10.6,2.6 / 12.2,-0.4 / 21.4,4.2 22.6,6 21,7 / 10.6,2.6"),
        texture=texture,
        stitches=(path("12.6,1 20.8,5.2"),),
        lift=0.5,
    )
    strap = Piece(
        path("21.8,56.4 30.8,54.6 / 31.2,57.4 / 22,59.4 / 21.8,56.4"),
        texture=texture,
        stitches=(path("22.2,57 30.8,55.3"), path("22.2,58.7 31,56.8")),
        lift=0.5,
    )
    pocket = Piece(
        path("12.4,58 15.6,57 / 18.8,71.6 / 15.6,72.8 / 12.4,58"),
        texture=texture,
        stitches=(path("13.2,58.8 15.2,58.1 / 17.9,71.1"),),
        lift=0.6,
    )
    return [
        *_back(28),
        *pair(sleeve(OUTER, INNER, texture, hem=2)),
        *pair(strap),
        under,
        lapel,
        over,
        flap,
        mirror(lapel),
        collar,
        *pair(epaulette),
        button(-20.4, 5.4, 0.7),
        button(20.4, 5.4, 0.7),
        *pair(pocket),
        *(button(x, y, 1.35) for y in (31, 40.4, 64, 77) for x in (4.8, -6)),
        *_belt(texture),
    ]


def _belt(texture: str) -> list[Piece]:
    band = Piece(
        mirrored("0,48.6 12,48.2 20.7,46.8 / 21,51.2 / 12,52.8 0,53.2"),
        texture=texture,
        stitches=(
            path("-20.6,47.7 -12,49.1 0,49.5 12,49.1 20.6,47.7"),
            path("-20.8,50.3 -12,51.9 0,52.3 12,51.9 20.8,50.3"),
        ),
        folds=crease(path("9,48.4 11,50.4 11.4,52.8"), 1.2, 0.5),
        lift=1.1,
    )
    tail = Piece(
        path("2.6,49 6.6,49.6 / 9.6,62 11.6,74.6 / 9.6,76.8 7.4,75.2 / 5.4,62 2.6,53"),
        texture=texture,
        folds=crease(path("5,52 7,60 9,70"), 1.4, 0.4),
        stitches=(path("5.9,50.4 8.8,62.4 10.8,74.6"), path("3.4,53 6.1,62 8,74.8")),
        lift=1.1,
    )
    ring = path("-3.4,47.6 3.4,47.6 / 3.4,54.2 / -3.4,54.2 / -3.4,47.6")
    buckle = Piece(ring, "button", form=1.6, lift=0.6)
    inner = Piece(
        path("-2.2,48.9 2.2,48.9 / 2.2,52.9 / -2.2,52.9 / -2.2,48.9"), texture=texture, lift=0
    )
    pin = Piece(path("-2.6,50.4 2.8,50.4 / 2.8,51.3 / -2.6,51.3 / -2.6,50.4"), "button", lift=0.4)
    loop = Piece(
        path("-17.6,46.6 -16.2,46.8 / -16.2,53.4 / -17.6,53.2 / -17.6,46.6"), texture=texture
    )
    return [tail, band, buckle, inner, pin, *pair(loop)]
