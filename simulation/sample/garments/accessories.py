"""Accessories: a fringed scarf and a leather tote."""

from __future__ import annotations

from simulation.sample.drawing.paths import Path, flip, mirrored, path
from simulation.sample.drawing.pieces import Band, Fold, Piece, crease, creases


def scarf() -> list[Piece]:
    """Folded once over an unseen peg, both ends hanging."""
    back = Piece(
        path("-7,2 -2,0 8,1 14,6 / 16.4,40 18.6,84 / 11,85.4 2.4,85 / 1,40 -2,8 / -7,2"),
        texture="wool",
        folds=creases((path("8,8 10,40 11.4,84"), path("13,10 14.6,44 15.8,84")), 2.4, 0.6),
        bands=_checks(84, 1),
        tone=-0.1,
    )
    front = Piece(
        path("-14,7 -10,2 -2,0 7,2.6 10.6,8 / 8,40 7,98 / -3,99.4 -15.6,98.4 / -16.4,50 -14,7"),
        texture="wool",
        folds=(
            *creases(
                (
                    path("-8,5 -10.6,40 -10.4,98"),
                    path("-1,3 -3,36 -3.4,98"),
                    path("5,6 3.6,40 2.6,98"),
                ),
                2.8,
                0.6,
            ),
            Fold(path("-13.4,6 -6,5.4 3,6 9.6,8"), 3, -0.5, 0.9),
            Fold(path("-14,10.4 -6,9.6 3,10.4 9.6,12"), 3.4, 0.3, 0.9),
            Fold(path("-6,20 -7,50 -6.8,96"), 2.8, -0.5, 0.9),
        ),
        bands=_checks(98, -1),
        lift=1.3,
    )
    return [
        *_fringe(2.6, 18.4, 84.6, 9),
        back,
        *_fringe(-15.4, 6.8, 98.6, 10),
        front,
    ]


def _checks(end: float, side: int) -> tuple[Band, ...]:
    """Three stripes near the end, as a weaver marks it."""
    return tuple(
        Band(path(f"-20,{end - up} 20,{end - up + side * 0.3}"), width, "contrast")
        for up, width in ((7, 1), (10.4, 2.8), (13.8, 1))
    )


def _fringe(left: float, right: float, top: float, length: float) -> list[Piece]:
    count = round((right - left) / 1.15)
    return [
        _tassel(left + (right - left) * (i + 0.5) / count, top, length, i) for i in range(count)
    ]


def _tassel(x: float, top: float, length: float, i: int) -> Piece:
    lean, end = 0.35 * ((i * 5) % 7 - 3) / 3, length + 0.5 * ((i * 3) % 5 - 2) / 2
    return Piece(
        path(
            f"{x - 0.5},{top - 1} {x - 0.42},{top + 2} {x - 0.5 + lean},{top + end} / "
            f"{x + 0.5 + lean},{top + end} / {x + 0.42},{top + 2} {x + 0.5},{top - 1}"
        ),
        texture="wool",
        folds=(Fold(path(f"{x},{top} {x + lean},{top + end}"), 0.3, 0.5, 0.5),),
        edge=0.6,
        lift=0.2,
    )


def tote() -> list[Piece]:
    body = Piece(
        mirrored("0,24 12,24 19.4,23.4 / 20.6,40 21.6,58.6 20.6,61 / 12,61.8 0,62"),
        texture="leather",
        folds=(
            *crease(path("-20.4,44 -17,50 -15.6,60"), 2.2, 0.35),
            *crease(path("19,30 16.4,34 12,35.6"), 2, 0.35),
            Fold(path("-10,27 -10.6,44 -10.4,60"), 6.4, -0.34, 0.9),
            Fold(path("12,40 12.6,50 12,60"), 5, -0.22, 0.9),
        ),
        seams=(path("-21.2,56.4 0,57.4 21.2,56.4"),),
        stitches=(
            path("-19,25.6 0,26 19,25.6"),
            path("-21,55.4 0,56.4 21,55.4"),
            path("-19,26 -20,42 -20.8,55"),
            path("19,26 20,42 20.8,55"),
        ),
    )
    inside = Piece(
        mirrored("0,21.4 12,21.6 19.4,23.4 / 12,25 0,25"), "lining", tone=-0.2, form=0.3, lift=0
    )
    gusset = Piece(
        path("19.2,23.5 21.6,25.4 23,40 24,56 23.2,59.4 20.6,61 / 20.8,44 19.2,23.5"),
        texture="leather",
        tone=-0.22,
        lift=0.3,
    )
    patch = Piece(
        mirrored("0,37.6 4.6,37.6 / 4.6,41.4 / 0,41.4"),
        texture="leather",
        stitches=(path("-4.1,38.1 / 4.1,38.1 / 4.1,40.9 / -4.1,40.9 / -4.1,38.1"),),
        form=0.5,
        lift=0.2,
    )
    tabs = [_tab(x) for x in (-10.4, 10.4)]
    return [
        _handle(-1.6, -0.18),
        gusset,
        Piece(flip(gusset.outline), texture="leather", tone=-0.1, lift=0.3),
        inside,
        body,
        _handle(0, 0),
        *tabs,
        patch,
    ]


def _handle(rise: float, tone: float) -> Piece:
    outer = _arch(11.4, 2 + rise)
    inner = _arch(9.4, 4.2 + rise)
    return Piece(
        (*outer, *reversed(inner)),
        texture="leather",
        stitches=(_arch(10.9, 2.6 + rise), _arch(9.9, 3.6 + rise)),
        tone=tone,
        form=1.2,
        lift=0.7,
    )


def _arch(half: float, top: float) -> Path:
    return path(
        f"{-half},31 {-half + 0.3},18 {-half * 0.72},{top + 4} 0,{top} {half * 0.72},{top + 4} "
        f"{half - 0.3},18 {half},31"
    )


def _tab(x: float) -> Piece:
    return Piece(
        path(f"{x - 1.7},27.6 {x + 1.7},27.6 / {x + 1.7},33 {x},35 {x - 1.7},33 / {x - 1.7},27.6"),
        texture="leather",
        stitches=(
            path(
                f"{x - 1.1},28.2 {x + 1.1},28.2 / {x + 1.1},32.6 {x},34 "
                f"{x - 1.1},32.6 / {x - 1.1},28.2"
            ),
        ),
        lift=0.6,
    )
