"""Where the parts of the pages of looking around lie, in both ways a screen can hang; pure."""

from dataclasses import dataclass

from touchpoint.ui.geometry import Box
from touchpoint.ui.theme import Theme

#: Design pixels: the footer, the line of the page's number, the sizes, a key, what parts them.
FOOTER, LINE, SIZES, KEY, GAP = 96, 72, 72, 76, 12
#: From the top to the heading, and its height; a row of words; a caption below a photograph.
_HEAD, _HEADING, DOOR, CAPTION = 130, 108, 64, 104
#: Widths of the left-hand part of a page that hangs in landscape.
_READ, _TYPE, _PRINT = 520, 864, 1080


@dataclass(frozen=True, slots=True)
class ListAreas:
    """*line* has the page's number and what was found; *board* is empty without a keyboard."""

    heading: Box
    doors: Box
    sizes: Box
    line: Box
    grid: Box
    board: Box


def list_areas(theme: Theme, doors: int, keys: int, *, sizes: bool) -> ListAreas:
    """*doors* and *keys* are the rows of words and of the keyboard."""
    px, left = theme.px, theme.margin
    high = keys * px(KEY + GAP)
    wide = theme.width - 2 * left
    column = wide if theme.portrait else px(_TYPE if keys else _READ)
    head = theme.height - px(_HEAD if theme.portrait else _HEAD + 40)
    heading = Box(left, head - px(_HEADING), column, px(_HEADING))
    tall = doors * px(DOOR)
    shelf = px(SIZES + GAP) if sizes else 0.0
    board = Box(left, px(FOOTER), column, high)
    if theme.portrait and not keys:
        row = Box(left, px(FOOTER + GAP), column, px(SIZES))
        line = Box(left, row.y + shelf, column, px(LINE))
    else:
        line = Box(left, board.y + high, column, px(LINE))
        row = Box(left, line.y + px(LINE + GAP), column, px(SIZES))
    if keys and theme.portrait:
        row = Box(left, heading.y - px(GAP + SIZES), column, px(SIZES))
    words = Box(left, heading.y - px(GAP) - tall, column, tall)
    if not theme.portrait:
        x = left + column + px(48)
        grid = Box(x, px(FOOTER + GAP), theme.width - left - x, theme.height - px(FOOTER + 68))
        return ListAreas(heading, words, row, line, grid, board)
    floor = line.y + px(LINE + GAP)
    top = words.y if not keys else heading.y - shelf
    grid = Box(left, floor, wide, top - px(24) - floor)
    if keys:
        words = Box(left, top - px(24) - tall, column, tall)
    return ListAreas(heading, words, row, line, grid, board)


@dataclass(frozen=True, slots=True)
class HomeAreas:
    cards: Box
    doors: Box
    search: Box
    line: Box


def home_areas(theme: Theme, doors: int) -> HomeAreas:
    """*doors* is the rows of words."""
    px, left = theme.px, theme.margin
    wide = theme.width - 2 * left
    column = wide if theme.portrait else px(_READ + 80)
    search = Box(left, px(FOOTER + 24), column, px(104))
    words = Box(left, search.y + px(104 + 36), column, doors * px(DOOR + 8))
    if theme.portrait:
        line = Box(left, words.y + words.height + px(GAP), wide, px(LINE))
        floor = line.y + px(LINE + GAP)
        cards = Box(left, floor, wide, theme.height - px(_HEAD) - floor)
    else:
        x = left + column + px(72)
        line = Box(x, px(FOOTER + GAP), theme.width - left - x, px(LINE))
        floor = line.y + px(LINE + GAP)
        cards = Box(x, floor, line.width, theme.height - px(56) - floor)
    return HomeAreas(cards, words, search, line)


@dataclass(frozen=True, slots=True)
class LookAreas:
    photo: Box
    title: Box
    captions: Box
    line: Box


def look_areas(theme: Theme, captions: int) -> LookAreas:
    """The photograph from edge to edge, what is worn below it or at its side."""
    px, left = theme.px, theme.margin
    rows = -(-captions // 2) if theme.portrait else captions
    high = rows * px(DOOR)
    if theme.portrait:
        wide = theme.width - 2 * left
        worn = Box(left, px(FOOTER + GAP), wide, high)
        line = Box(left, worn.y + high, wide, px(LINE))
        title = Box(left, line.y + px(GAP), wide - px(320), px(132))
        floor = title.y + title.height + px(GAP)
        photo = Box(0, floor, theme.width, theme.height - floor)
        return LookAreas(photo, title, worn, line)
    x = px(_PRINT) + left
    wide = theme.width - left - x
    line = Box(x, px(FOOTER), wide, px(LINE))
    worn = Box(x, line.y + px(LINE + GAP), wide, high)
    title = Box(x, worn.y + high + px(24), wide, px(240))
    return LookAreas(Box(0, 0, px(_PRINT), theme.height), title, worn, line)
