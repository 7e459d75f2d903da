"""Where the parts of the pages of looking around lie, in both ways a screen can hang; pure."""

from dataclasses import dataclass, replace

from touchpoint.ui.geometry import Box
from touchpoint.ui.theme import Theme

#: Design pixels: the footer, the line of the page's number, the sizes, a key, what parts them.
FOOTER, LINE, SIZES, KEY, GAP = 96, 72, 72, 76, 12
#: From the top to the heading, and its height; a row of words; captions below photographs.
_HEAD, _HEADING, DOOR, CAPTION, _LARGE = 130, 108, 64, 112, 148
#: A row of a name and a price in larger text, which takes two lines.
ROOMY = 84
#: What rows of names may take below a portrait photograph.
_NAMES = 480
#: Above the photographs of a page in landscape.
_ABOVE = 56
#: Widths of the left-hand part of a page that hangs in landscape.
_READ, _TYPE, _PRINT = 520, 864, 1080

NOWHERE = Box(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class ListAreas:
    """*line* has the page's number; *board* is empty without a keyboard.

    In seated reach *names* has what the photographs show.
    """

    heading: Box
    doors: Box
    sizes: Box
    note: Box
    line: Box
    grid: Box
    board: Box
    names: Box = NOWHERE


def list_areas(theme: Theme, doors: int, sizes: int) -> ListAreas:
    """A category; *doors* and *sizes* are the rows of words and of sizes."""
    px, left = theme.px, theme.margin
    column = theme.width - 2 * left if theme.portrait else px(_READ)
    head = heading_box(theme, column)
    if theme.large and not theme.portrait:
        head = replace(head, y=head.y - px(28))
    words = Box(left, head.y - px(GAP) - doors * door(theme), column, doors * door(theme))
    high = sizes * px(SIZES + GAP)
    nothing = Box(left, 0, column, 0)
    if theme.portrait:
        row = Box(left, px(FOOTER + GAP), column, max(0.0, high - px(GAP)))
        line = Box(left, row.y + high, column, px(LINE))
        floor = line.y + px(LINE + GAP)
        grid = Box(left, floor, column, words.y - px(24) - floor)
        grid = fitted(theme, grid, 3, 2, caption(theme), 1.0)
        return ListAreas(head, words, row, beside(theme, line), line, grid, nothing)
    line = Box(left, px(FOOTER), column, px(LINE))
    note = Box(left, line.y + px(LINE), column, px(LINE))
    row = Box(left, note.y + px(LINE + GAP), column, max(0.0, high - px(GAP)))
    return ListAreas(head, words, row, note, line, _right(theme, column), nothing)


def search_areas(theme: Theme, doors: int, keys: int, sizes: int, *, turned: bool) -> ListAreas:
    """A search: *keys* is the rows of the keyboard; words stand where photographs would.

    Where pages are *turned* the note leaves room for their number.
    """
    px, left = theme.px, theme.margin
    column = theme.width - 2 * left if theme.portrait else px(_TYPE)
    head = heading_box(theme, column)
    board = Box(left, px(FOOTER), column, keys * px(KEY + GAP))
    line = Box(left, board.y + board.height, column, px(LINE + 12 * theme.large))
    row = Box(left, head.y - px(GAP + SIZES), column, px(SIZES))
    if theme.portrait:
        floor = line.y + px(LINE + GAP)
        grid = Box(left, floor, column, head.y - sizes * px(GAP + SIZES) - px(24) - floor)
    else:
        grid = _right(theme, column)
    tall = doors * door(theme)
    words = Box(grid.x, grid.y + grid.height - tall, grid.width, tall)
    note = beside(theme, line) if turned else line
    return ListAreas(head, words, row, note, line, grid, board)


def fitted(theme: Theme, box: Box, cols: int, rows: int, caption: float, part: float) -> Box:
    """*box* no higher than its photographs need at 3 : 4; what is left is shared, *part* below."""
    gap = theme.gutter
    wide = (box.width - (cols - 1) * gap) / cols
    high = min(box.height, rows * (wide * 4 / 3 + caption + gap) - gap)
    return Box(box.x, round(box.y + (box.height - high) * part), box.width, round(high))


def heading_box(theme: Theme, column: float) -> Box:
    # In landscape the mark that the hub is away stands between the brand's name and the heading.
    top = theme.height - theme.px(_HEAD if theme.portrait else _HEAD + 40)
    return Box(theme.margin, top - theme.px(_HEADING), column, theme.px(_HEADING))


def caption(theme: Theme) -> float:
    """Two lines of a name and a price, below a photograph."""
    return theme.px(CAPTION + 20 * theme.large)


def large_caption(theme: Theme) -> float:
    """The same below a photograph of the window's width."""
    return theme.px(_LARGE + 20 * theme.large)


def services_high(theme: Theme, rows: int) -> float:
    """Of the words that lead to what the house offers."""
    return theme.px(40 + 56 * rows) if rows else 0.0


def door(theme: Theme) -> float:
    """The height of a row of words."""
    return theme.px(DOOR if theme.portrait else DOOR + 8 if theme.large else DOOR - 8)


def beside(theme: Theme, line: Box) -> Box:
    """What is left of *line* beside the page's number."""
    return Box(line.x, line.y, line.width - theme.px(336), line.height)


def _right(theme: Theme, column: float) -> Box:
    """The right-hand part of a page in landscape."""
    x, floor = theme.margin + column + theme.px(48), theme.px(FOOTER + GAP)
    high = theme.height - theme.px(_ABOVE) - floor
    return Box(x, floor, theme.width - theme.margin - x, high)


@dataclass(frozen=True, slots=True)
class HomeAreas:
    cards: Box
    doors: Box
    search: Box
    line: Box
    services: Box
    names: Box = NOWHERE


def home_areas(
    theme: Theme, cards: int, doors: int, services: int = 0, *, search: bool
) -> HomeAreas:
    """So many *cards* side by side; *doors* and *services* are the rows of words.

    What a store does not have leaves no gap: with neither words nor a search nothing stands beside
    the photographs.
    """
    px, left = theme.px, theme.margin
    wide, alone = theme.width - 2 * left, not (doors or search or services)
    column = wide if theme.portrait or alone else px(_READ + 80)
    beside = Box(left, px(FOOTER + 24), column, services_high(theme, services))
    box = Box(left, beside.y + beside.height, column, px(104) if search else 0.0)
    above = box.y + box.height + (px(36) if search and doors else 0.0)
    words = Box(left, above, column, doors * px(DOOR + 8))
    line = Box(left, px(FOOTER + GAP), wide, px(LINE))
    if theme.portrait:
        line = Box(left, words.y + words.height + px(GAP), wide, px(LINE))
    elif not alone:
        x = left + column + px(72)
        line = Box(x, line.y, theme.width - left - x, px(LINE))
    floor = line.y + px(LINE + GAP)
    top = theme.height - px(_HEAD if theme.portrait or alone else _ABOVE)
    photos = Box(line.x, floor, line.width, top - floor)
    if alone and not theme.portrait:
        photos = _gathered(theme, photos, cards)
    grid = fitted(theme, photos, max(1, cards), 1, large_caption(theme), 0.5)
    return HomeAreas(grid, words, box, line, beside)


def _gathered(theme: Theme, box: Box, cards: int) -> Box:
    """The middle of *box*, where *cards* of photographs at 3 : 4 stand close to one another."""
    each = (box.height - large_caption(theme)) * 3 / 4
    wide = min(box.width, max(1, cards) * (each + theme.gutter) - theme.gutter)
    return Box(round(box.x + (box.width - wide) / 2), box.y, round(wide), box.height)


@dataclass(frozen=True, slots=True)
class LookAreas:
    """*cards* lie within the photograph's place."""

    photo: Box
    cards: Box
    title: Box
    captions: Box
    line: Box
    names: Box = NOWHERE


def look_areas(theme: Theme, captions: int) -> LookAreas:
    """The photograph from edge to edge, what is worn below it or at its side."""
    px, left = theme.px, theme.margin
    rows = -(-captions // 2) if theme.portrait else captions
    high = rows * _row(theme, rows)
    if theme.portrait:
        wide = theme.width - 2 * left
        worn = Box(left, px(FOOTER + GAP), wide, high)
        line = Box(left, worn.y + high, wide, px(LINE))
        title = Box(left, line.y + px(4), wide - px(340), px(140 if captions else 300))
        floor = title.y + title.height + px(GAP)
        photo = Box(0, floor, theme.width, theme.height - floor)
        return LookAreas(photo, inside(theme, photo), title, worn, line)
    x = px(_PRINT) + left
    wide = theme.width - left - x
    line = Box(x, px(FOOTER), wide, px(LINE))
    worn = Box(x, line.y + px(LINE + GAP), wide, high)
    title = Box(x, worn.y + high + px(24), wide, px(240))
    photo = Box(0, 0, px(_PRINT), theme.height)
    return LookAreas(photo, inside(theme, photo), title, worn, line)


def _row(theme: Theme, rows: int) -> float:
    """A name and a price; in larger text two lines, as far as they fit beside a photograph."""
    if not theme.large:
        return theme.px(DOOR)
    room = theme.px(_NAMES) if theme.portrait else theme.height - theme.px(FOOTER + LINE + 240)
    return min(theme.px(ROOMY), room // max(1, rows))


def inside(theme: Theme, box: Box) -> Box:
    edge, gap = theme.margin, theme.px(56)
    # In landscape the footer runs below it.
    floor = max(box.y + gap, theme.px(FOOTER + GAP))
    return Box(box.x + edge, floor, box.width - 2 * edge, box.y + box.height - gap - floor)
