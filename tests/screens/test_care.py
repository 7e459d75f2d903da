"""Care symbols are drawn within their square, and no two of them alike."""

from itertools import chain
from typing import get_args

import pytest

from contract.parts import CareSymbol
from touchpoint.ui.care_shapes import Shape, shape

SYMBOLS: tuple[CareSymbol, ...] = get_args(CareSymbol)


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_symbol_stays_within_its_square(symbol: CareSymbol) -> None:
    drawn = shape(symbol)
    rings = [(x + dx * r, y + dy * r) for x, y, r in drawn.circles for dx, dy in ((1, 1), (-1, -1))]
    places = [*chain.from_iterable(drawn.lines), *drawn.dots, *rings]
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in places)


def test_no_two_symbols_are_drawn_alike() -> None:
    drawn: list[Shape] = [shape(symbol) for symbol in SYMBOLS]
    assert len({*drawn}) == len(SYMBOLS)


@pytest.mark.parametrize(
    ("symbol", "letters", "dots"),
    [("wash_40_gentle", "40", 0), ("iron_high", "", 3), ("clean_wet", "W", 0), ("bleach", "", 0)],
)
def test_symbol_carries_its_figure(symbol: CareSymbol, letters: str, dots: int) -> None:
    assert (shape(symbol).letters, len(shape(symbol).dots)) == (letters, dots)
