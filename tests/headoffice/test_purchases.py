"""How surely purchases are known is told without telling of a few."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headoffice.journey_map import FEWEST
from headoffice.purchases import Bought
from headoffice.sales.join import Rule


def told(*by_rule: int) -> list[int | None]:
    return [n for _, n in Bought(1000, by_rule).told(10)]


@pytest.mark.parametrize(
    ("by_rule", "shown"),
    [
        ((40, 30, 20, 10), [40, 30, 20, 10]),
        ((40, 30, 20, 0), [40, 30, 20, 0]),
        ((40, 30, 20, 3), [40, 30, None, 3]),
        ((40, 30, 4, 3), [40, 30, 4, 3]),
        ((0, 0, 0, 3), [0, 0, 0, 3]),
    ],
    ids=["all large", "none", "one small", "two small", "nothing else"],
)
def test_smallest_large_one_stays_untold_beside_one_of_a_few(
    by_rule: tuple[int, ...], shown: list[int | None]
) -> None:
    assert told(*by_rule) == shown


@given(st.tuples(*[st.integers(0, 30)] * len(Rule)))
def test_a_few_are_never_all_that_is_left_of_the_whole(by_rule: tuple[int, ...]) -> None:
    shown = [n for _, n in Bought(1000, by_rule).told(FEWEST)]
    read = [n for n in shown if n is not None and not 0 < n < FEWEST]
    left, hidden = sum(by_rule) - sum(read), len(by_rule) - len(read)
    # A whole of a few is not told, so that nothing can be taken from it.
    assert left == 0 or left >= FEWEST or hidden > 1 or sum(by_rule) < FEWEST
