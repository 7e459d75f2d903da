"""Where all that is touched lies low enough for who sits; photographs are seen above; pure."""

from kiosk.screens.areas import (
    DOOR,
    FOOTER,
    GAP,
    LINE,
    ROOMY,
    SIZES,
    HomeAreas,
    ListAreas,
    LookAreas,
    beside,
    door,
    fitted,
    heading_box,
    inside,
    services_high,
)
from kiosk.screens.side_areas import WishAreas
from touchpoint.ui.geometry import Box
from touchpoint.ui.theme import Theme

#: Below a photograph stands its number only.
NUMBER = 44
#: A row of keys and the gap to the next; the left-hand parts in landscape.
_KEYS, _READ, _TYPE, _PRINT = 68, 520, 864, 810
#: The highest row of a list, what parts it from the next, and the side of its code.
_WISH, _APART, _CODE = 240, 8, 440
#: Columns of names, and of words: of a category, of a search.
NAMES, WORDS, SEARCH_WORDS = (2, 3), (3, 6), (3, 4)


def across(theme: Theme, pair: tuple[int, int]) -> int:
    return pair[0] if theme.portrait else pair[1]


def _rows(count: int, columns: int) -> int:
    return -(-count // columns)


def _high(theme: Theme, rows: int) -> float:
    return rows * theme.px(ROOMY if theme.large else DOOR)


def _above(theme: Theme, x: float, top: float, cards: int) -> Box:
    """The photographs' place above the reach, from *x* to the right margin."""
    floor = theme.reach + theme.px(24)
    box = Box(x, floor, theme.width - theme.margin - x, max(0.0, top - floor))
    columns, rows = photographs(theme, cards)
    return fitted(theme, box, columns, rows, theme.px(NUMBER), 0.0)


def photographs(theme: Theme, cards: int) -> tuple[int, int]:
    """Columns and rows of so many photographs."""
    if cards <= 3:
        return max(1, cards), 1
    return (3, 2) if theme.portrait else (6, 1)


def list_areas(theme: Theme, doors: int, sizes: int, cards: int) -> ListAreas:
    """A category; *doors* is the rows of words, *sizes* whether there are any."""
    px, left, wide = theme.px, theme.margin, theme.width - 2 * theme.margin
    column = wide if theme.portrait else px(_READ)
    head = heading_box(theme, column)
    names = _high(theme, _rows(cards, across(theme, NAMES)))
    half = wide if theme.portrait else px(_TYPE)
    row = Box(left, px(FOOTER + GAP), half, px(SIZES))
    if theme.portrait:
        line = Box(left, row.y + sizes * px(SIZES + GAP), wide, px(LINE))
        note = beside(theme, line)
    else:
        line = Box(left + half + px(48), row.y, wide - half - px(48), px(LINE))
        note = beside(theme, line)
    low = Box(left, line.y + px(LINE + GAP), wide, names)
    words = Box(left, low.y + names + px(GAP) * bool(names), wide, doors * px(DOOR))
    x, top = (left, head.y - px(24)) if theme.portrait else (left + column + px(48), theme.top)
    grid = _above(theme, x, top - px(0 if theme.portrait else 56), cards)
    return ListAreas(head, words, row, note, line, grid, Box(left, 0, column, 0), low)


def search_areas(
    theme: Theme, doors: int, keys: int, sizes: int, cards: int, *, turned: bool
) -> ListAreas:
    px, left, wide = theme.px, theme.margin, theme.width - 2 * theme.margin
    column = wide if theme.portrait else px(_TYPE)
    head = heading_box(theme, column)
    board = Box(left, px(FOOTER), column, keys * px(_KEYS))
    if theme.portrait:
        x, part, floor = left, wide, board.y + board.height
    else:
        x = left + column + px(48)
        part, floor = theme.width - left - x, px(FOOTER + GAP)
    line = Box(x, floor, part, px(LINE + 12 * theme.large))
    row = Box(x, line.y + line.height + px(GAP), part, px(SIZES))
    low = row.y + sizes * px(SIZES + GAP)
    columns = 2
    names = Box(x, low, part, _high(theme, _rows(cards, columns)))
    words = Box(x, low + names.height, part, doors * door(theme))
    top = head.y - px(24) if theme.portrait else theme.top - px(56)
    grid = _above(theme, left if theme.portrait else x, top, cards)
    note = beside(theme, line) if turned else line
    return ListAreas(head, words, row, note, line, grid, board, names)


def home_areas(theme: Theme, cards: int, doors: int, services: int) -> HomeAreas:
    """*doors* and *services* are the rows of words."""
    px, left, wide = theme.px, theme.margin, theme.width - 2 * theme.margin
    half = wide if theme.portrait else px(_TYPE)
    if theme.portrait:
        offered = Box(left, px(FOOTER + GAP), wide, services_high(theme, services))
        search = Box(left, offered.y + offered.height + px(GAP), wide, px(104))
        words = Box(left, search.y + px(104 + 24), wide, doors * px(DOOR))
        line = Box(left, words.y + words.height + px(GAP), wide, px(LINE))
        low = line.y + px(LINE + GAP)
        rows = cards
    else:
        words = Box(left, px(FOOTER + GAP), wide, doors * px(DOOR))
        row = words.y + words.height + px(GAP)
        search = Box(left, row, (half - px(48)) / 2, px(104))
        beyond = left + search.width + px(48)
        offered = Box(beyond, row, search.width, services_high(theme, services))
        line = Box(left + half + px(48), search.y + px(16), wide - half - px(48), px(LINE))
        low = row + max(px(104), offered.height - px(40)) + px(GAP)
        rows = min(1, cards)
    names = Box(left, low, wide, rows * px(ROOMY))
    top = theme.top - px(130 if theme.portrait else 56)
    x = left if theme.portrait else left + px(_READ)
    return HomeAreas(_above(theme, x, top, cards), words, search, line, offered, names)


def look_areas(theme: Theme, captions: int, cards: int) -> LookAreas:
    """The photograph above, or at the left; what is worn below it in two columns."""
    px, left = theme.px, theme.margin
    x = left if theme.portrait else px(_PRINT) + left
    wide = theme.width - left - x
    rows = _rows(max(captions, cards), 2)
    line = Box(x, px(FOOTER), wide, px(LINE))
    floor = line.y + px(LINE + GAP)
    high = min(_high(theme, rows), theme.reach - floor)
    low = Box(x, floor, wide, high)
    if theme.portrait:
        title = Box(left, low.y + high + px(12), wide, px(140 if rows else 300))
        top = title.y + title.height + px(GAP)
        photo = Box(0, top, theme.width, theme.height - top)
    else:
        title = Box(x, low.y + high + px(24), wide, px(240))
        photo = Box(0, 0, px(_PRINT), theme.height)
    seen = inside(theme, photo) if theme.portrait else _above(theme, x, theme.top - px(56), cards)
    return LookAreas(photo, seen, title, low, line, low)


def wish_areas(theme: Theme, count: int, *, turned: bool) -> WishAreas:
    """The code above, with its words at its side; the garments low enough to be touched."""
    px, left, wide = theme.px, theme.margin, theme.width - 2 * theme.margin
    side, low = px(_CODE), px(FOOTER + GAP)
    line = Box(left, low, wide, px(LINE))
    floor = low + px(LINE + GAP) * turned
    cols = (1 if count < 4 else 2) if theme.portrait else (2 if count < 5 else 3)
    deep = max(1, _rows(count, cols))
    rows = Box(left, floor, wide, theme.reach - floor)
    row = min(px(_WISH), (rows.height - (deep - 1) * px(_APART)) // deep)
    if theme.portrait:
        head = heading_box(theme, wide)
        code = Box(left, head.y - px(48) - side, side, side)
        x = left + side + px(48)
        words = Box(x, code.y, theme.width - left - x, side)
    else:
        code = Box(theme.width - left - side, theme.top - px(56) - side, side, side)
        x = left + px(_READ + 80)
        head = heading_box(theme, x - left - px(48))
        words = Box(x, code.y, code.x - px(48) - x, side)
    beside = cols == 1 or not theme.portrait
    return WishAreas(head, rows, row, cols, beside, code, words, line, px(_APART), aside=True)
