"""Where the parts of a drawing stand: hours as rows, one below the other; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

#: In the drawing's own units, of which a phone shows about one for each of its points.
WIDTH: Final = 350.0
ROW: Final = 30.0
_LEFT: Final = 58.0
#: Where the longest bar and line end, so that what is said of them finds room behind.
_RIGHT: Final = 292.0
_FAR: Final = 236.0
_BAR: Final = 14.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from the left, of which *alone* is told apart; *end* is where its number stands."""

    label: str
    text: str
    y: float
    top: float
    width: float
    alone: float
    end: float


@dataclass(frozen=True, slots=True)
class Reach:
    """A dot at the middle and a line on to the 95th; neither where there are too few to say."""

    label: str
    text: str
    y: float
    middle: float | None
    far: float | None
    end: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """As large as its *rows* make it."""

    rows: tuple[Bar, ...] | tuple[Reach, ...]
    left: float = _LEFT
    bar: float = _BAR
    width: float = WIDTH

    @property
    def height(self) -> float:
        return ROW * len(self.rows)


def bars(rows: Sequence[tuple[str, str, int, int]]) -> Drawing:
    """One bar for each (label, text, how many, of them alone)."""
    longest = max((n for _, _, n, _ in rows), default=0)
    return Drawing(tuple(_bar(place, row, longest) for place, row in enumerate(rows)))


def _bar(place: int, row: tuple[str, str, int, int], longest: int) -> Bar:
    label, text, n, alone = row
    middle, width = _middle(place), _along(n, longest, _RIGHT)
    return Bar(
        label=label,
        text=text,
        y=middle,
        top=middle - _BAR / 2,
        width=width,
        alone=_along(alone, longest, _RIGHT),
        end=round(_LEFT + width + 8, 1),
    )


def reaches(rows: Sequence[tuple[str, str, tuple[float, float] | None]]) -> Drawing:
    """One dot and line for each (label, text, middle and 95th in one unit, or nothing)."""
    longest = max((found[1] for _, _, found in rows if found), default=0.0)
    return Drawing(tuple(_reach(place, row, longest) for place, row in enumerate(rows)))


def _reach(place: int, row: tuple[str, str, tuple[float, float] | None], longest: float) -> Reach:
    label, text, found = row
    if found is None:
        return Reach(label, text, _middle(place), None, None, _LEFT)
    middle, far = (_LEFT + _along(value, longest, _FAR) for value in found)
    return Reach(label, text, _middle(place), middle, far, round(far + 8, 1))


def _middle(place: int) -> float:
    return ROW * place + ROW / 2


def _along(value: float, longest: float, end: float) -> float:
    return round((end - _LEFT) * value / longest, 1) if longest else 0.0
