"""What a garment is made of: pieces of cloth with their folds, seams, stitches and bands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import chain

from simulation.sample.drawing.paths import Path, ellipse, flip, offset


@dataclass(frozen=True, slots=True)
class Fold:
    """Soft shade along a line: `width` in cm, `depth` from -1 (light) to 1 (dark)."""

    line: Path
    width: float
    depth: float
    #: How far the edge is blurred, as a share of the width.
    soft: float = 0.6
    #: Where the stroke narrows: "both" ends, the "end" only, or "none".
    taper: str = "both"


@dataclass(frozen=True, slots=True)
class Band:
    """A stripe of another colour woven into a piece; `width` in cm."""

    line: Path
    width: float
    role: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One visible piece, later ones lying over earlier ones."""

    outline: Path
    #: Which colour of the colourway it has.
    role: str = "main"
    texture: str = "plain"
    #: Direction of the grain, in degrees clockwise from upright.
    grain: float = 0.0
    folds: tuple[Fold, ...] = ()
    seams: tuple[Path, ...] = ()
    stitches: tuple[Path, ...] = ()
    bands: tuple[Band, ...] = ()
    #: Weight of the outline; 0 leaves it out.
    edge: float = 1.0
    #: How rounded it looks, and how much shadow it throws on what lies below.
    form: float = 1.0
    lift: float = 1.0
    #: Added to the shade of the whole piece: below 0 darker.
    tone: float = 0.0


def moved(piece: Piece, move: Callable[[Path], Path]) -> Piece:
    """The piece with every line on it put through `move`."""
    return replace(
        piece,
        outline=move(piece.outline),
        folds=tuple(replace(fold, line=move(fold.line)) for fold in piece.folds),
        seams=tuple(move(line) for line in piece.seams),
        stitches=tuple(move(line) for line in piece.stitches),
        bands=tuple(replace(band, line=move(band.line)) for band in piece.bands),
    )


def mirror(piece: Piece) -> Piece:
    """The same piece on the other side of the centre front."""
    return replace(moved(piece, flip), grain=-piece.grain)


def pair(piece: Piece) -> tuple[Piece, Piece]:
    return mirror(piece), piece


def crease(line: Path, width: float, depth: float = 0.5, taper: str = "both") -> tuple[Fold, ...]:
    """A fold of cloth: dark to the left of its line, light to the right, sharp on the ridge."""
    return (
        Fold(offset(line, width * 0.42), width, depth * 0.8, 0.55, taper),
        Fold(offset(line, -width * 0.5), width * 0.8, -depth * 0.55, 0.6, taper),
        Fold(line, width * 0.2, depth * 0.7, 0.3, taper),
    )


def creases(lines: Iterable[Path], width: float, depth: float = 0.5) -> tuple[Fold, ...]:
    return tuple(chain.from_iterable(crease(line, width, depth) for line in lines))


def button(x: float, y: float, radius: float = 1.1, role: str = "button") -> Piece:
    """A four-hole button with its rim."""
    hole = radius * 0.26
    holes = tuple(
        ellipse(x + dx * hole, y + dy * hole, radius * 0.1, count=10)
        for dx in (-1, 1)
        for dy in (-1, 1)
    )
    rim = ellipse(x, y, radius * 0.74)
    return Piece(
        ellipse(x, y, radius),
        role,
        seams=(*holes, (*rim, rim[0])),
        edge=0.8,
        form=1.4,
        lift=0.5,
    )
