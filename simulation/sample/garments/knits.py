"""Knitwear: a crew-neck jumper, a cardigan and a ribbed dress."""

from __future__ import annotations

from simulation.sample.drawing.paths import flip, mirrored, path
from simulation.sample.drawing.pieces import Fold, Piece, button, crease, pair
from simulation.sample.garments.parts import cuff, neck_inside, sleeve

OUTER = path("20,4.6 25,8.4 28.6,19 31.4,38 32.6,57 32,64")
INNER = path("22.4,25.5 23.4,36 24.2,48 24.6,57 25,64.4")


def _body_folds() -> tuple[Fold, ...]:
    one = (
        *crease(path("21.6,27.5 17,32 11,34"), 2.8, 0.55),
        *crease(path("22.4,48 18,51.5 12,53"), 2.6, 0.45),
        *crease(path("21,56.5 15,57.4 8,56"), 2.6, 0.35),
        Fold(path("12,14 13,34 12.4,56"), 6, -0.36, 0.9),
    )
    other = tuple(Fold(flip(f.line), f.width, -f.depth, f.soft) for f in one[:9])
    return (*one, *other, Fold(path("-13,12 -14,34 -13,56"), 7, -0.4, 0.9))


def jumper() -> list[Piece]:
    body = Piece(
        mirrored(
            "0,10.6 4.6,9.4 7.6,5.6 8.8,0 / 20,4.6 / 19,12 19.6,19 22.4,26 / 23,42 22.2,59.5 / 0,60"
        ),
        texture="knit",
        folds=_body_folds(),
    )
    back_rib = Piece(
        mirrored("0,-1.5 4,-1.4 7,-0.8 8.6,0.1 / 7.2,2.2 / 4,1.7 0,1.7"),
        texture="rib",
        tone=-0.18,
        lift=0,
    )
    front_rib = Piece(
        (
            *path("-8.7,0.1 -7.8,5.6 -4.8,9.6 0,10.9 4.8,9.6 7.8,5.6 8.7,0.1 / 7,1.2"),
            *path("7,1.2 5.8,4.8 3.4,7.2 0,8 -3.4,7.2 -5.8,4.8 -7,1.2")[1:],
        ),
        texture="rib",
        lift=0.6,
    )
    hem = Piece(
        mirrored("0,59.6 12,59.5 22.2,59 / 21,66.4 / 11,66.9 0,67"),
        texture="rib",
        lift=0.35,
        form=1.2,
    )
    arm = sleeve(OUTER, INNER, "knit", grain=-10, depth=1.1)
    return [
        *neck_inside(9),
        back_rib,
        *pair(arm),
        *pair(cuff(OUTER, INNER, 7, grain=-1)),
        body,
        hem,
        front_rib,
    ]


def _cardigan_neck() -> tuple[Piece, Piece, Piece]:
    inside = Piece(
        mirrored("0,-1.4 5,-1.4 8,-0.2 / 7.6,14 / 0,29"),
        texture="fine knit",
        tone=-0.42,
        form=0.3,
        lift=0,
    )
    label = Piece(mirrored("0,2.6 2.8,2.6 / 2.8,4.3 / 0,4.3"), "label", edge=0.35, form=0, lift=0.2)
    back_rib = Piece(
        mirrored("0,-2 4,-1.9 7,-1.3 8.7,-0.5 / 6.8,1.8 / 4,1.1 0,1"), texture="fine rib", lift=0.3
    )
    return inside, label, back_rib


def cardigan() -> list[Piece]:
    inside, label, back_rib = _cardigan_neck()
    half = "8,0 / 19.6,4.6 / 18.6,12 19.2,19 22,26 / 22.8,42 22,57.4"
    folds = _body_folds()
    right = Piece(
        (*path(half), (-1.6, 58), *path("-1.6,58 -1.6,26 / 6.6,4 8,0")[1:]),
        texture="fine knit",
        folds=folds,
    )
    left = Piece(
        (*flip(path(half)), (1.6, 58), *path("1.6,58 1.6,26 / -6.6,4 -8,0")[1:]),
        texture="fine knit",
        folds=folds,
        lift=0.8,
    )
    under = Piece(
        path("8.4,-0.6 9,2 / 1.8,25.4 2,40 2,65.6 / -2,65.6 / -2,40 -2,24.6 / 6.6,1.6 8.4,-0.6"),
        texture="fine rib",
        lift=0.3,
    )
    band = Piece(
        path("-8.4,-0.6 -9,2 / -2,25.4 -2,40 -2,65.8 / 2,65.8 / 2,40 2,24.6 / -6.6,1.6 -8.4,-0.6"),
        texture="fine rib",
        lift=0.9,
    )
    hems = (
        Piece(path("22,57 / 20.8,64.6 / 0,65.6 / 0,58 / 22,57"), texture="rib", lift=0.3),
        Piece(path("-22,57 / -20.8,64.6 / 0,65.6 / 0,58 / -22,57"), texture="rib", lift=0.3),
    )
    pocket = Piece(
        path("6.4,42 17.2,41.6 / 17.6,54 / 6.6,54.6 / 6.4,42"), texture="fine knit", lift=0.55
    )
    welt = Piece(
        path("6.2,41.4 17.3,41 / 17.4,44 / 6.3,44.4 / 6.2,41.4"), texture="fine rib", lift=0.3
    )
    arm = sleeve(OUTER, INNER, "fine knit", grain=-10)
    buttons = [button(0, 27.4 + 7.2 * i, 1.05) for i in range(6)]
    return [
        inside,
        label,
        *pair(arm),
        *pair(cuff(OUTER, INNER, 6.4, grain=-1)),
        right,
        hems[0],
        under,
        left,
        hems[1],
        back_rib,
        band,
        *pair(pocket),
        *pair(welt),
        *buttons,
    ]


def knit_dress() -> list[Piece]:
    outer = path("17.6,5 21.4,9 23.8,20 26,42 26.8,65")
    inner = path("18.6,23 19.2,34 20.2,50 21,65.6")
    body = Piece(
        mirrored(
            "0,1 5,1 7,0 / 17.6,5 / 16.4,12 16.8,18 18.8,24 / 16.6,36 15.8,42 19,56 20.4,66 "
            "19.4,90 18.6,112 / 9,113.6 0,114"
        ),
        texture="fine rib",
        folds=(
            *crease(path("18,25.5 14,29.5 9,31"), 2.4, 0.45),
            *crease(path("-18,25.5 -14,29.5 -9,31"), 2.4, -0.45),
            *crease(path("15.6,41 11,43.4 5,43"), 2.2, 0.4),
            *crease(path("-15.6,42 -11,44.6 -5,44.6"), 2.2, -0.4),
            *crease(path("-16,68 -8,73 0,74"), 3, 0.3),
            *crease(path("7,84 8,98 7.6,112"), 3.4, 0.35),
            *crease(path("-10,88 -10.6,100 -10,112"), 3.4, 0.35),
            Fold(path("-9,16 -8,40 -11,60 -10,106"), 7, -0.5, 0.9),
            Fold(path("10,50 13,66 12,108"), 5, -0.3, 0.9),
        ),
    )
    collar = Piece(
        mirrored("0,-6.6 5,-6.5 6.9,-5.8 / 7.4,0.4 / 4,1.9 0,2.3"), texture="rib", lift=0.5
    )
    opening = Piece(
        mirrored("0,-7.3 5,-7.1 6.9,-5.8 / 4.8,-5 0,-4.8"),
        texture="rib",
        tone=-0.4,
        form=0.3,
        lift=0,
    )
    hem = Piece(
        mirrored("0,110.6 10,110.2 18.7,108.6 / 18.6,112 / 9,113.6 0,114"),
        texture="rib",
        lift=0.15,
    )
    arm = sleeve(outer, inner, "fine rib", grain=-6, depth=0.9)
    return [*pair(arm), *pair(cuff(outer, inner, 5, grain=-4)), body, hem, collar, opening]
