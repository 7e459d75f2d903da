"""Where a film lies, what is said in it, and what it leads to; pure."""

from dataclasses import dataclass, replace

from kiosk.screens.areas import FOOTER, GAP, LINE, NOWHERE, ROOMY
from touchpoint.ui.geometry import Box
from touchpoint.ui.theme import Theme

#: Design pixels: from the top to a film below its title; the highest film, with garments below it
#: and without, in portrait; the column beside it in landscape; what is touched at its foot.
_TITLE, _LOW, _HIGH, _COLUMN, _ACTION = 336, 608, 1024, 480, 104
#: The highest one in landscape, with garments below it and without.
_BROAD = (500, 729)
#: From the top to the title, beside it.
_HEAD = 190


@dataclass(frozen=True, slots=True)
class FilmAreas:
    """*said* has the captions, *cards* the garments instead of them, below their heading."""

    title: Box
    film: Box
    said: Box
    action: Box
    worn: Box
    cards: Box


def film_areas(theme: Theme, shape: float, cards: int) -> FilmAreas:
    """A film of *shape* (width by height), edge to edge; *cards* are shown once it is over."""
    px, left = theme.px, theme.margin
    if not theme.portrait:
        return _broad(theme, cards)
    wide = theme.width - 2 * left
    top = theme.top - px(_TITLE)
    high = min(round(theme.width / shape), px(_LOW if cards else _HIGH))
    film = Box(0, top - high, theme.width, high)
    action = Box(left, px(FOOTER + 24), wide, px(_ACTION))
    floor = action.y + action.height + px(40)
    ceiling = film.y - px(48)
    worn = Box(left, ceiling - px(40), wide, px(40))
    return FilmAreas(
        title=Box(left, top + px(24), wide, px(170)),
        film=film,
        said=Box(left, floor, wide, ceiling - floor),
        action=action,
        worn=worn,
        cards=_three(theme, Box(left, floor, wide, worn.y - px(GAP) - floor)),
    )


def _broad(theme: Theme, cards: int) -> FilmAreas:
    """Landscape: words and what is touched on the left, the film to the upper right edge."""
    px, left = theme.px, theme.margin
    column, x = px(_COLUMN), left + px(_COLUMN) + px(72)
    wide = theme.width - left - x
    high = px(_BROAD[0] if cards else _BROAD[1])
    film = Box(x, theme.top - high, theme.width - x, high)
    floor, ceiling = px(FOOTER + GAP), film.y - px(36)
    action = Box(left, px(FOOTER + 24), column, px(_ACTION))
    worn = Box(x, ceiling - px(36), wide, px(36))
    title = action.y + px(_ACTION) + px(40)
    return FilmAreas(
        title=Box(left, title, column, theme.top - px(_HEAD) - title),
        film=film,
        said=Box(x, floor, wide, ceiling - floor),
        action=action,
        worn=worn,
        cards=_three(theme, Box(x, floor, wide, worn.y - px(GAP) - floor)),
    )


def _three(theme: Theme, box: Box) -> Box:
    """*box*, its top only as far as three photographs at 3 : 4 with their words need it."""
    gap, caption = theme.gutter, theme.px(104)
    widest = min((box.width - 2 * gap) / 3, (box.height - caption) * 3 / 4)
    high = min(box.height, round(widest * 4 / 3 + caption))
    return Box(box.x, box.y + box.height - high, round(3 * widest + 2 * gap), high)


@dataclass(frozen=True, slots=True)
class FilmsAreas:
    """*rows* and *cols* of posters."""

    heading: Box
    grid: Box
    line: Box
    cols: int
    rows: int
    #: What is touched instead of a poster, and in how many columns.
    names: Box = NOWHERE
    columns: int = 1


def films_areas(theme: Theme) -> FilmsAreas:
    """Portrait: poster by poster, each with its words beside it. Landscape: two by two."""
    px, left = theme.px, theme.margin
    line_y = px(FOOTER + GAP)
    if theme.portrait:
        wide = theme.width - 2 * left
        heading = Box(left, theme.top - px(130 + 132), wide, px(108))
        line = Box(left, line_y, wide, px(LINE))
        floor = line.y + px(LINE + 24)
        grid = Box(left, floor, wide, heading.y - px(40) - floor)
        return _lowered(theme, FilmsAreas(heading, grid, line, 1, 4))
    column, x = px(_COLUMN), left + px(_COLUMN) + px(72)
    heading = Box(left, theme.top - px(_HEAD + 220), column, px(220))
    line = Box(left, line_y, column, px(LINE))
    grid = Box(x, line_y, theme.width - left - x, theme.top - px(56) - line_y)
    return _lowered(theme, FilmsAreas(heading, grid, line, 2, 2))


def _lowered(theme: Theme, areas: FilmsAreas) -> FilmsAreas:
    """Within seated reach the posters are seen above, and touched by name below."""
    if not theme.seated:
        return areas
    px, grid, top = theme.px, areas.grid, areas.grid.y + areas.grid.height
    floor = theme.reach + px(24)
    columns = 1 if theme.portrait else 2
    high = 4 // columns * px(ROOMY)
    names = Box(grid.x, areas.line.y + px(LINE + GAP) * theme.portrait, grid.width, high)
    lifted = Box(grid.x, floor, grid.width, top - floor)
    return replace(areas, grid=lifted, names=names, columns=columns)
