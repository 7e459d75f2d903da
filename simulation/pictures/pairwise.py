"""A small set of rows in which each two values of any two axes meet; pure, the same every time."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, product

Row = tuple[str, ...]
Pair = tuple[int, str, int, str]


def pairs(row: Row) -> Iterator[Pair]:
    """Each two values of *row*, with the axes they are of."""
    for one, two in combinations(range(len(row)), 2):
        yield one, row[one], two, row[two]


def covering(axes: Sequence[Sequence[str]], allowed: Callable[[Row], bool]) -> list[Row]:
    """Rows of one value of each axis, in which every pair that an *allowed* row has is found.

    With the two longest axes first there are no more rows than these two need by themselves.
    """
    possible = [row for row in product(*axes) if allowed(row)]
    missing = {pair for row in possible for pair in pairs(row)}
    used: Counter[Row] = Counter()
    found: list[Row] = []

    def take(rows: list[Row]) -> None:
        # Of those that bring as much, the one whose other values were seen least.
        row = max(rows, key=lambda r: (sum(p in missing for p in pairs(r)), -used[r[2:]]))
        missing.difference_update(pairs(row))
        used[row[2:]] += 1
        found.append(row)

    for start in product(*axes[:2]):
        if fitting := [row for row in possible if row[:2] == start]:
            take(fitting)
    while missing:
        take(possible)
    return found
