"""Tops: a poplin shirt, a silk blouse with a bow, a T-shirt and a sailor's striped one."""

from __future__ import annotations

from simulation.sample.drawing.paths import Path, mirrored, path
from simulation.sample.drawing.pieces import Band, Fold, Piece, button, crease, creases, pair
from simulation.sample.garments.parts import cuff, hemline, neck_inside, place, sleeve

LONG_OUTER = path("20.4,4.6 24.6,8.6 27.8,19 30.6,40 31.4,61")
LONG_INNER = path("22.6,25 23.6,36 24.4,48 25,61.6")


def _shirt_folds() -> tuple[Fold, ...]:
    return (
        *creases(
            (
                path("22.2,26.4 17.4,31 10,33.4"),
                path("-6,23 -7.4,40 -6.6,58"),
                path("10,36 11.4,50 10.8,66"),
            ),
            2.4,
            0.5,
        ),
        *crease(path("-22.2,26.4 -17.4,31.4 -11,35"), 2.4, -0.5),
        *crease(path("-16,44 -17.4,56 -16.4,68"), 2.8, 0.42),
        *crease(path("17.4,48 18.4,58 17.6,66"), 2.4, 0.36),
        Fold(path("-12,16 -12,40 -12.4,66"), 5, -0.42, 0.9),
        Fold(path("6,30 6.6,50 6,70"), 4, -0.35, 0.9),
    )


def _shirt_neck(texture: str) -> tuple[list[Piece], list[Piece]]:
    """What lies behind the shirt's neck, and the collar in front."""
    stand = Piece(
        mirrored("0,0.6 4.6,0.2 7,-1.4 / 7.4,1.4 / 4.4,4.4 0,5.6"), texture=texture, lift=0.4
    )
    inside = Piece(
        mirrored("0,-3.7 4,-3.5 6.7,-2.6 / 4.8,1.4 0,2"), texture=texture, tone=-0.34, lift=0
    )
    label = Piece(
        mirrored("0,-2.2 2.2,-2.2 / 2.2,-0.8 / 0,-0.8"), "label", edge=0.35, form=0, lift=0.2
    )
    leaf = Piece(
        path("6.4,-2.9 8.4,-0.6 9.6,2.6 / 11.8,11.8 / 5.6,9 1,4.4 / 4.6,1.4 6,-1.2 6.4,-2.9"),
        texture=texture,
        stitches=(path("8.9,2.6 / 10.8,10.6 / 5.7,8.1 1.8,4.3"),),
        lift=0.9,
    )
    return [inside, label], [stand, *pair(leaf), button(0, 3.6, 0.6)]


def shirt() -> list[Piece]:
    texture = "plain"
    body = Piece(
        mirrored(
            "0,5 3,3.8 7.4,0.6 / 20.4,4.6 / 19.2,12 19.8,19 22.6,25.6 / 22,46 22.8,64 / "
            "21,66.4 16,70.6 8,74.6 0,75.4"
        ),
        texture=texture,
        folds=_shirt_folds(),
        seams=(path("19.8,6.6 9,7.6"), path("-19.8,6.6 -9,7.6")),
        stitches=(path("-20.8,65.4 -15.6,69.7 -8,73.6 0,74.4 8,73.6 15.6,69.7 20.8,65.4"),),
    )
    placket = Piece(
        path("-1.7,6 / 1.7,6 / 1.7,75.2 / -1.7,75.2 / -1.7,6"),
        texture=texture,
        stitches=(path("-1.1,8 -1.1,75"), path("1.1,8 1.1,75")),
        form=0.4,
        lift=0.5,
    )
    pocket = Piece(
        path("6.8,22.6 16.4,22.2 / 16.6,31.4 / 12,33.8 / 7,31.8 / 6.8,22.6"),
        texture=texture,
        stitches=(path("7.4,24.6 16,24.2"), path("7.4,25 / 7.5,31.4 / 12,33.1 / 16,31 / 15.9,24")),
        form=0.5,
        lift=0.35,
    )
    arm = sleeve(LONG_OUTER, LONG_INNER, texture, depth=1.1)
    band = cuff(LONG_OUTER, LONG_INNER, 6, texture)
    cuffs = Piece(
        band.outline,
        texture=texture,
        stitches=(hemline(LONG_OUTER, LONG_INNER, 5.2), hemline(LONG_OUTER, LONG_INNER, 0.8)),
        lift=0.4,
    )
    behind, collar = _shirt_neck(texture)
    dots = [button(0, 11.5 + 9.4 * i, 0.62) for i in range(7)]
    return [
        *behind,
        *pair(arm),
        *pair(cuffs),
        *pair(button(26.4, 58.6, 0.55)),
        body,
        pocket,
        placket,
        *collar,
        *dots,
    ]


def _gather(outer: Path, inner: Path, across: float) -> Path:
    return place(outer, inner, ((across, 0.62), (across, 0.8), (0.2 + across * 0.6, 0.97)))


def blouse() -> list[Piece]:
    outer = path("18.8,4.6 24.4,8.4 29,21 32.6,40 34.2,54 31.2,61.4")
    inner = path("21.6,25 22.4,36 21.8,48 22.8,56 25.2,61.8")
    gathers = tuple(
        fold
        for u in (0.18, 0.38, 0.6, 0.82)
        for fold in crease(
            place(outer, inner, ((u, 0.62), (u, 0.8), (0.2 + u * 0.6, 0.97))), 1.5, 0.6
        )
    )
    body = Piece(
        mirrored(
            "0,9 3.6,5 6.6,0.4 / 18.8,4.6 / 17.8,12 18.6,19 21.6,25.6 / "
            "21.4,44 22.8,65.4 / 12,66.7 0,67"
        ),
        texture="silk",
        folds=(
            *creases(
                (
                    path("3,12 6,26 5,46"),
                    path("-3,13 -8,28 -9.4,52"),
                    path("9,10 13,30 14.4,60"),
                    path("7,38 8.4,52 7.6,66"),
                    path("-14,32 -16.4,48 -16,66"),
                    path("1,44 1.4,56 0,66"),
                ),
                2.8,
                0.62,
            ),
            *crease(path("21.2,27 17,32 11.6,36"), 2.6, 0.55),
            *crease(path("-21.2,27 -17,32 -11.6,36"), 2.6, -0.55),
            Fold(path("-12,12 -12.6,36 -13,64"), 4.6, -0.62, 0.9),
            Fold(path("10,22 10.6,44 11,64"), 3.4, -0.5, 0.9),
            Fold(path("18,32 19,48 19.4,64"), 2.4, -0.4, 0.9),
        ),
        seams=(path("0,9 0,66.8"),),
        stitches=(path("-22.5,64.2 -12,65.5 0,65.8 12,65.5 22.5,64.2"),),
    )
    inside = Piece(
        mirrored("0,-2.5 4,-2.4 6.9,-1.7 / 5,6 / 0,9"), texture="silk", tone=-0.4, lift=0, form=0.3
    )
    arm = sleeve(outer, inner, "silk", folds=gathers, depth=1.2)
    band = cuff(path("31.2,61.4 31,66.4"), path("25.2,61.8 25.4,66.8"), 0, "silk", 0)
    return [
        inside,
        *pair(arm),
        *pair(band),
        *pair(button(27, 64.2, 0.5)),
        body,
        *_bow(),
    ]


def _bow() -> list[Piece]:
    band = Piece(
        path(
            "-6.8,-1.6 -7.4,1.4 -4,6.4 0,10.4 4,6.4 7.4,1.4 6.8,-1.6 / "
            "4.4,2 0,6.6 -4.4,2 / -6.8,-1.6"
        ),
        texture="silk",
        lift=0.8,
    )
    tails = (
        Piece(
            path("-0.8,11 -4.4,24 -7.4,40 / -1.8,42.6 / 0.6,26 1.4,12"),
            texture="silk",
            folds=(*crease(path("-0.4,13 -2.4,25 -4,39"), 1.7, 0.6),),
            lift=1.1,
        ),
        Piece(
            path("-0.8,11 2,23 2.6,36.4 / 8.4,35 / 6.4,22 1.8,11"),
            texture="silk",
            folds=(*crease(path("0.8,13 4,23 5.2,34"), 1.7, 0.6),),
            lift=1.1,
        ),
    )
    loop = Piece(
        path("1,10.4 6,6.4 11.6,6 14,9.6 12.6,14.4 8.4,16 4,13.6 1,12.4"),
        texture="silk",
        folds=(
            *crease(path("2,11.2 6.6,10.4 11,11.6"), 1.6, 0.7),
            *crease(path("2,12 6,12.8 9,14.2"), 1.2, 0.5),
            Fold(path("5,8 9,7.4 12,9"), 1.4, -0.6, 0.7),
        ),
        lift=1.1,
    )
    knot = Piece(
        path("-1.9,9 0,8.6 1.9,9 2.3,11.4 1.7,14 0,14.4 -1.7,14 -2.3,11.4 -1.9,9"),
        texture="silk",
        folds=crease(path("-0.6,9.4 0.2,11.4 -0.2,13.8"), 0.9, 0.5),
        lift=1,
    )
    return [band, *tails, *pair(loop), knot]


def _tee_pieces(arm: Piece, stripes: tuple[Path, ...], rib: str) -> list[Piece]:
    body = Piece(
        mirrored(
            "0,10.4 4.4,9.2 7.8,5.4 9,0 / 20.6,4.2 / 19.2,11 19.6,17 22.4,23.6 / "
            "21.6,40 22.2,65.6 / 12,66.6 0,66.8"
        ),
        texture="plain",
        folds=(
            *creases(
                (
                    path("22,25 17,29.6 10.4,31.6"),
                    path("21.6,44 16,48.4 9,50"),
                    path("-9,50 -10.6,58 -10,66"),
                    path("8,54 9,60 8.4,66"),
                ),
                2.6,
                0.48,
            ),
            *crease(path("-22,25 -17,30 -11,33"), 2.6, -0.5),
            *crease(path("-21.4,40 -16,45.4 -9.4,47"), 2.4, -0.4),
            Fold(path("-12,14 -12.6,36 -13,64"), 6.4, -0.42, 0.9),
            Fold(path("7,16 6.6,40 5,64"), 5, -0.3, 0.9),
        ),
        bands=tuple(Band(line, 1.15, "contrast") for line in stripes),
        stitches=(path("-22.1,63.6 -12,64.6 0,64.8 12,64.6 22.1,63.6"),),
    )
    back_rib = Piece(
        mirrored("0,-0.9 4,-0.8 7,-0.5 8.8,0.1 / 7.7,1.9 / 4,1.4 0,1.4"), rib, tone=-0.2, lift=0
    )
    front_rib = Piece(
        (
            *path("-8.9,0.1 -8,5.4 -4.6,9.4 0,10.7 4.6,9.4 8,5.4 8.9,0.1 / 7.6,0.8"),
            *path("7.6,0.8 6.5,4.8 3.8,7.8 0,8.9 -3.8,7.8 -6.5,4.8 -7.6,0.8")[1:],
        ),
        rib,
        texture="fine rib",
        lift=0.45,
    )
    return [*neck_inside(9.4), back_rib, *pair(arm), body, front_rib]


def tee() -> list[Piece]:
    outer = path("20.6,4.2 25,7 29.6,14.6 32.4,21.4")
    inner = path("22.2,23 23,24.2 23.8,25.2 24.6,26")
    arm = Piece(
        (*outer, *path("32.4,21.4 28.6,23.8 24.6,26")[1:], *reversed(inner), (15, 22), (15, 5)),
        texture="plain",
        grain=-30,
        folds=(
            *crease(path("22.6,21 24.6,17 28,14"), 2, 0.5),
            *crease(path("23.4,23.6 26,20.6 29.6,19.4"), 1.8, 0.4),
            Fold(path("21.6,7 25.6,12 29,19"), 2.6, -0.4, 0.9),
        ),
        stitches=(path("31.6,19.6 27.8,21.9 23.6,24.2"),),
        lift=0.5,
    )
    return _tee_pieces(arm, (), "main")


def sailor() -> list[Piece]:
    stripes = tuple(path(f"-24,{y - 0.6} 0,{y + 0.5} 24,{y - 0.6}") for y in range(14, 62, 3))
    arm = sleeve(LONG_OUTER, LONG_INNER, "plain", hem=2)
    bands = tuple(
        Band(path(f"14,{y + 1.4} 24,{y} 38,{y - 2.4}"), 1.15, "contrast")
        for y in (15 + 3 * i for i in range(15))
    )
    striped = Piece(
        arm.outline,
        texture="plain",
        grain=arm.grain,
        folds=arm.folds,
        bands=bands,
        stitches=arm.stitches,
        lift=0.6,
    )
    return _tee_pieces(striped, stripes, "main")
