"""Which variants of a garment suit who wears this size of another one; pure.

Sizes are compared by the retailer's own charts; without them, by their names.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from contract.parts import SizeChart
from contract.styles import Style, Variant

#: What a chart of another part of the body measures: a 38 on a foot is no 38 at the waist.
_ELSEWHERE = {"foot", "feet", "hand", "head", "finger", "wrist"}
_PARTED = re.compile(r"\s*[–—/-]\s*")
Charts = Mapping[str, SizeChart]


@dataclass(frozen=True, slots=True)
class Worn:
    """A style in the *size* that the shopper holds or chose."""

    style: Style
    size: str


def fitting(style: Style, worn: Iterable[Worn], charts: Charts) -> tuple[tuple[Variant, ...], bool]:
    """The variants of *style* that suit, and whether that is by size.

    The first of *worn* whose sizes can be compared says it. Of a bag, or where nobody chose a size
    yet, any does.
    """
    for known in worn:
        sizes = _sizes(style, known, charts)
        if sizes is not None:
            return tuple(v for v in style.variants if _plain(v.size) in sizes), True
    return style.variants, False


def _sizes(style: Style, worn: Worn, charts: Charts) -> set[str] | None:
    """What *worn* is called in the sizes of *style*; nothing where they are of another kind."""
    own, other = charts.get(worn.style.chart or ""), charts.get(style.chart or "")
    if own is not None and other is not None:
        return _converted(own, other, worn.size)
    names = {_plain(v.size) for v in style.variants}
    common = names & {_plain(v.size) for v in worn.style.variants}
    return {_plain(worn.size)} if common else None


def _converted(own: SizeChart, other: SizeChart, size: str) -> set[str] | None:
    """The first cells of those rows of *other* that a system of both charts calls the same."""
    if _measures(own) != _measures(other):
        return None
    systems = _systems(own).keys() & _systems(other).keys()
    row = next((row for row in own.rows if _plain(row[0]) == _plain(size)), None)
    if not systems or row is None:
        return {_plain(size)} if systems or own.chart == other.chart else None
    # A chart's own first column is the nearest; else the first that both have.
    system = next(c.name for c in own.columns if c.name in systems)
    sought = _parts(row[_systems(own)[system]])
    at = _systems(other)[system]
    return {_plain(line[0]) for line in other.rows if _parts(line[at]) & sought}


def _systems(chart: SizeChart) -> dict[str, int]:
    return {c.name: n for n, c in enumerate(chart.columns) if c.name.isupper() and not c.unit}


def _measures(chart: SizeChart) -> set[str]:
    return {c.name.strip().casefold() for c in chart.columns} & _ELSEWHERE


def _parts(cell: str) -> set[str]:
    """`40–42` is either."""
    return {part for part in _PARTED.split(_plain(cell)) if part}


def _plain(size: str) -> str:
    return size.strip().casefold()
