"""Care symbols as lines, circles, dots and letters in a square of 1 × 1, drawn by us; pure.

What each means is ISO 3758's; how it is drawn here is our own.
"""

import math
from dataclasses import dataclass, replace

from contract.parts import CareSymbol

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Shape:
    """*lines* of two points and more, *circles* by centre and radius, *dots* by centre."""

    lines: tuple[tuple[Point, ...], ...] = ()
    circles: tuple[tuple[float, float, float], ...] = ()
    dots: tuple[Point, ...] = ()
    letters: str = ""
    #: Where letters and dots have their middle.
    middle: float = 0.5


_WAVE = tuple((0.08 + 0.84 * n / 24, 0.68 + 0.05 * math.cos(n * math.pi / 4)) for n in range(25))
_TUB = ((0.04, 0.8), (0.17, 0.2), (0.83, 0.2), (0.96, 0.8))
_HAND = (
    ((0.36, 0.96), (0.39, 0.62), (0.39, 0.4)),
    ((0.47, 0.58), (0.47, 0.34)),
    ((0.55, 0.58), (0.55, 0.34)),
    ((0.58, 0.96), (0.63, 0.62), (0.63, 0.4)),
    ((0.63, 0.62), (0.73, 0.48)),
)
_TRIANGLE = ((0.5, 0.9), (0.06, 0.14), (0.94, 0.14), (0.5, 0.9))
_OXYGEN = (((0.36, 0.14), (0.59, 0.54)), ((0.55, 0.14), (0.7, 0.4)))
_SQUARE = ((0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9), (0.1, 0.1))
_FLAT, _LINE = ((0.28, 0.5), (0.72, 0.5)), ((0.5, 0.28), (0.5, 0.72))
_IRON = ((0.9, 0.5), (0.26, 0.5), (0.12, 0.4), (0.04, 0.2), (0.96, 0.2), (0.86, 0.78), (0.36, 0.78))
_CROSS = (((0.08, 0.1), (0.92, 0.94)), ((0.08, 0.94), (0.92, 0.1)))
#: Below a symbol: treat it gently.
_GENTLE = ((0.2, 0.04), (0.8, 0.04))
_SHAPES = {
    "wash": Shape((_TUB, _WAVE), middle=0.42),
    "bleach": Shape((_TRIANGLE,)),
    "tumble": Shape((_SQUARE,), ((0.5, 0.5, 0.34),)),
    "dry": Shape((_SQUARE,)),
    "iron": Shape((_IRON,), middle=0.35),
    "clean": Shape((), ((0.5, 0.54, 0.4),), middle=0.54),
}
_HEAT = {
    "tumble_low": 1, "tumble_normal": 2, "iron_low": 1, "iron_medium": 2, "iron_high": 3,
}  # fmt: skip
_LETTERS = {"any": "P", "gentle": "P", "wet": "W", "30": "30", "40": "40", "60": "60"}
_INSIDE = {"hand": _HAND, "oxygen": _OXYGEN, "flat": (_FLAT,), "line": (_LINE,)}
_APART = 0.16


def shape(symbol: CareSymbol) -> Shape:
    kind, *details = symbol.split("_")
    drawn = _SHAPES[kind]
    lines = list(drawn.lines)
    for detail in details:
        lines += _INSIDE.get(detail, ())
    lines += [_GENTLE] * ("gentle" in details) + list(_CROSS) * ("not" in details)
    heat = _HEAT.get(symbol, 0)
    dots = tuple((0.5 + _APART * (n - (heat - 1) / 2), drawn.middle) for n in range(heat))
    letters = next((_LETTERS[d] for d in details if d in _LETTERS and kind != "bleach"), "")
    return replace(drawn, lines=tuple(lines), dots=dots, letters=letters)
