"""Trousers: straight, wide and pleated, and jeans."""

from __future__ import annotations

from dataclasses import replace

from simulation.sample.drawing.paths import mirrored, offset, path
from simulation.sample.drawing.pieces import Fold, Piece, button, crease, creases, mirror, pair


def _inside(role: str = "main", half: float = 17) -> Piece:
    return Piece(
        mirrored(f"0,-1.4 {half * 0.6},-1.3 {half},0 / {half - 0.4},3 / 0,4"),
        role,
        tone=-0.38,
        form=0.3,
        lift=0,
    )


def straight() -> list[Piece]:
    texture = "fine twill"
    leg = Piece(
        path(
            "0,3.4 10,3.3 17.4,2.4 / 19.6,10 21.4,20 21.2,40 19.6,70 18.8,103.4 / "
            "12,104.4 4.2,103.8 / 4,70 2.8,45 0.4,29 / 0,20 0,3.4"
        ),
        texture=texture,
        folds=(
            *crease(path("11.2,6 11.8,40 11.6,72 11.5,106"), 1.7, 0.55),
            *crease(path("1,28 5,31.4 10,33"), 2.2, 0.5),
            *crease(path("2.2,33 5.6,38 9.4,41"), 2.2, 0.42),
            *crease(path("4,66 8,69.4 12,70.4"), 2, 0.35),
            *crease(path("19.4,72 16,75.6 12.6,76.6"), 2, 0.35),
            Fold(path("15.6,12 16.6,45 15.4,100"), 4, -0.36, 0.9),
            Fold(path("6.4,44 7.6,70 7.6,102"), 3, -0.4, 0.9),
            Fold(path("19.6,30 18.4,64 17.6,102"), 3.4, 0.3, 0.9),
        ),
        seams=(path("16.2,3 18.4,9.6 21,16.6"), path("11.2,3.4 11.3,8 11.2,12")),
        stitches=(path("15.4,3.2 17.6,10 20.6,17.8"),),
    )
    band = Piece(
        mirrored("0,-0.4 10,-0.5 17,-1.2 / 17.5,2.6 / 10,3.4 0,3.6"), texture=texture, lift=0.5
    )
    curve = path("3.6,3.6 3.5,13 2.4,18 0,20.4")
    front = replace(leg, stitches=(*leg.stitches, curve))
    loops = [
        Piece(
            path(f"{x},-1.4 {x + 1.3},-1.5 / {x + 1.35},4 / {x},4.1 / {x},-1.4"),
            texture=texture,
            lift=0.35,
        )
        for x in (9.4, -10.7)
    ]
    return [_inside(), mirror(leg), front, band, *loops, button(0, 1.6, 0.8)]


def wide() -> list[Piece]:
    texture = "fine twill"
    lines = (
        path("6.6,4.6 8.6,20 9.8,60 10.6,104"),
        path("11,4.6 14,24 16.2,60 17.6,103.4"),
        path("3.4,34 5,60 5.4,104"),
        path("19,30 22,64 23.8,102"),
    )
    leg = Piece(
        path(
            "0,4.4 8,4.3 16,3.6 / 19,11 21.6,22 23.4,50 27.4,104 / 16,106 2.4,105.4 / "
            "2,70 1.2,45 0.2,32 / 0,20 0,4.4"
        ),
        texture=texture,
        folds=(
            *creases(lines, 2.6, 0.62),
            *crease(path("0.6,31 3.6,35 7,37"), 2, 0.4),
            Fold(path("12.4,30 13,64 13.8,102"), 3.4, -0.5, 0.9),
            Fold(path("7,30 7.4,64 7.8,103"), 2, -0.4, 0.9),
            Fold(path("20.4,46 21,74 21.2,103"), 2.6, -0.4, 0.9),
        ),
        seams=(path("14.8,4 17.4,11 20.6,17"), path("6.6,4.4 7.4,14"), path("11,4.2 12.6,14.4")),
    )
    front = replace(leg, stitches=(path("3.4,4.6 3.3,14 2.4,19 0,21.6"),))
    band = Piece(
        mirrored("0,-1 10,-1.1 15.6,-1.8 / 16.1,3.8 / 9,4.6 0,4.8"), texture=texture, lift=0.5
    )
    tab = Piece(path("-6,0.2 4.4,-0.1 5.6,1.8 4.4,3.7 -6,3.9"), texture=texture, lift=0.4, form=0.6)
    return [_inside(half=15.6), mirror(leg), front, band, tab, button(2.6, 1.8, 0.85)]


def _jeans_leg() -> Piece:
    fade = (
        Fold(path("11.6,26 12,50 12,92"), 8.4, -0.55, 0.9),
        Fold(path("9,14 10.4,20 11.4,30"), 5.6, -0.3, 0.9),
        Fold(path("18,14 19.4,40 17.4,98"), 1.4, 0.35, 0.9),
    )
    return Piece(
        path(
            "0,4 10,4 17.6,2.8 / 20,10 21.4,20 20.8,40 18.6,68 18.2,102 / "
            "11,103 4.4,102.4 / 4,68 2.8,44 0.4,28.6 / 0,20 0,4"
        ),
        texture="denim",
        folds=(
            *fade,
            *crease(path("1,27 6,29 11.6,28"), 2.2, 0.5),
            *crease(path("1.6,30 6,33.4 11,34.6"), 2.2, 0.5),
            *crease(path("20,30 16,33 11.6,33.6"), 1.8, 0.3),
            *crease(path("4,62 8.4,65.6 13,66"), 2, 0.4),
            *crease(path("18.6,66 14.4,69.6 10,70"), 2, 0.4),
            *crease(path("4.4,96 9,98.4 13,98"), 1.8, 0.35),
        ),
        seams=(path("7.6,4 8.2,10 12,13.6 20.4,14"),),
        stitches=(
            path("8.3,4 8.9,9.6 12.2,12.9 20.2,13.3"),
            path("7,4 7.6,10.4 11.8,14.3 20.6,14.7"),
            path("4.5,101 11,101.6 18.1,100.6"),
            offset(path("0.4,29 2.8,44 4,68 4.4,102"), 0.8),
        ),
    )


def jeans() -> list[Piece]:
    texture = "denim"
    leg = _jeans_leg()
    fly = (path("4,4 3.9,13 2.8,18 0.2,20.6"), path("3.3,4 3.2,13 2.2,17.2 0.2,19.6"))
    front = replace(leg, stitches=(*leg.stitches, *fly))
    coin = Piece(
        path("-18.4,6.6 -12,7.4 / -11.4,12.6 / -13,13.6 -20,13.9"),
        texture=texture,
        stitches=(path("-18.6,7.6 -12.4,8.2 / -12,12.6"),),
        lift=0.25,
    )
    band = Piece(
        mirrored("0,0 10,-0.2 17.2,-1.2 / 17.7,3 / 10,4.1 0,4.3"),
        texture=texture,
        stitches=(
            path("-16.8,-0.4 -10,0.5 0,0.7 10,0.5 16.8,-0.4"),
            path("-17.2,2.3 -10,3.3 0,3.6 10,3.3 17.2,2.3"),
        ),
        lift=0.5,
    )
    loop = Piece(
        path("9.2,-1.2 10.8,-1.3 / 10.9,4.8 / 9.2,4.9 / 9.2,-1.2"),
        texture=texture,
        stitches=(path("9.6,-1 9.6,4.6"), path("10.4,-1 10.4,4.6")),
        lift=0.4,
    )
    rivets = [
        button(x, y, 0.36, "metal")
        for x, y in ((7.9, 5.2), (19.2, 13.6), (-7.9, 5.2), (-19.2, 13.6))
    ]
    return [
        _inside(half=17.2),
        mirror(leg),
        coin,
        front,
        band,
        *pair(loop),
        *rivets,
        button(0, 2.1, 0.95, "metal"),
    ]
