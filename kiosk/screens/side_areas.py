"""Where the parts of the pages lie from which something is taken along, portrait and landscape."""

from dataclasses import dataclass, replace

from kiosk.screens.areas import FOOTER, GAP, LINE, heading_box
from touchpoint.ui.geometry import Box
from touchpoint.ui.theme import Theme

#: Design pixels: a code's side on a page of its own and beside other things; words beside it.
_LARGE, _CODE, _SMALL, _APART = 720, 440, 264, 72
#: The highest row of a list in one column and in two, what larger words add to it, and the column
#: of the code in landscape.
_ROWS, _ROOMY, _COLUMN = {1: 320, 2: 200}, 48, 560
#: As wide as a landscape row may be, so that what takes it off stands near its name.
_NAMED = {1: 900, 2: 1144}
#: Of a garment's photograph above its code; of the one asked about, in landscape.
_PHOTO, _SHOWN = 1100, 640


@dataclass(frozen=True, slots=True)
class WishAreas:
    """*rows* has one cell a garment, each *row* high, in so many *cols*; *words* are the code's.

    Where there is room *beside* a garment's name, what takes it off stands there, else below.
    A *gap* parts the rows; words that stand *aside* of the code begin at its upper edge.
    """

    heading: Box
    rows: Box
    row: float
    cols: int
    beside: bool
    code: Box
    words: Box
    line: Box
    gap: float
    aside: bool


def wish_areas(theme: Theme, count: int, *, turned: bool = False) -> WishAreas:
    """A list of *count* garments, whose code may be *turned* page by page."""
    px, left = theme.px, theme.margin
    wide = theme.width - 2 * left
    side = px(_CODE)
    cols = 1 if count < 4 else 2
    if theme.portrait:
        head = heading_box(theme, wide)
        # Beside larger words there is no room for the page's number.
        lower = px(LINE + GAP) * (turned and theme.large)
        code = Box(left, px(FOOTER + 24) + lower, side, side)
        x = left + side + px(48)
        words = Box(x, code.y, theme.width - left - x, side)
        line = Box(left if lower else x, code.y - lower, words.width, px(LINE))
        floor = code.y + side + px(_APART)
        rows = Box(left, floor, wide, head.y - px(24) - floor)
    else:
        x = theme.width - left - px(_COLUMN)
        head = heading_box(theme, x - 2 * left)
        code = Box(x, theme.height - px(104) - side, side, side)
        line = Box(x, px(FOOTER + GAP), px(_COLUMN), px(LINE))
        words = Box(x, line.y + line.height, px(_COLUMN), code.y - px(32) - line.y - line.height)
        floor = px(FOOTER + 24)
        across = min(x - 2 * left, px(_NAMED[cols]))
        rows = Box(left, floor, across, head.y - px(24) - floor)
    deep = max(1, -(-count // cols))
    row = min(
        px(_ROWS[cols] + _ROOMY * theme.large), (rows.height - (deep - 1) * theme.gutter) // deep
    )
    beside = cols == 1 or not theme.portrait
    aside = theme.portrait
    return WishAreas(head, rows, row, cols, beside, code, words, line, theme.gutter, aside=aside)


@dataclass(frozen=True, slots=True)
class CodeAreas:
    """*words* stand *aside* of the code or right below it; *foot* leads back.

    *ways* has what can be done besides.
    """

    photo: Box
    heading: Box
    subject: Box
    code: Box
    words: Box
    foot: Box
    ways: Box
    aside: bool


def code_areas(
    theme: Theme, *, pictured: bool, coded: bool = True, marked: bool = False
) -> CodeAreas:
    """With a garment's photograph; without one the code is large. Without a code words fill it.

    A *marked* code has so much said beside it that it is smaller where there is less room.
    """
    areas = (_beside_photo if pictured else _alone)(theme)
    if coded and marked and pictured and (theme.large or not theme.portrait):
        return _beside_mark(theme, areas)
    if coded:
        return areas
    code, words = areas.code, areas.words
    top, right = code.y + code.height, words.x + words.width
    if not pictured:
        top = areas.heading.y - theme.px(_APART)
        right = theme.width - theme.margin
    floor = min(code.y, words.y)
    left = areas.heading.x
    box = Box(left, floor, right - left, top - floor)
    return replace(areas, words=box, aside=True)


def _beside_photo(theme: Theme) -> CodeAreas:
    px, side = theme.px, theme.px(_CODE)
    if theme.portrait:
        left, wide = theme.margin, theme.width - 2 * theme.margin
        photo = Box(0, theme.height - px(_PHOTO), theme.width, px(_PHOTO) - theme.head)
        head = Box(left, photo.y - px(24 + 88), wide, px(88))
        subject = Box(left, head.y - px(44), wide, px(44))
        code = Box(left, subject.y - px(48) - side, side, side)
        x = left + side + px(48)
        words = Box(x, code.y, theme.width - left - x, side)
        foot = Box(left, px(12), wide, px(72))
        ways = Box(left, px(FOOTER), wide, px(64))
        return CodeAreas(photo, head, subject, code, words, foot, ways, aside=True)
    left = px(1080) + theme.margin
    wide = theme.width - theme.margin - left
    photo = Box(0, 0, px(1080), theme.top)
    head = Box(left, theme.height - px(72 + 88), wide, px(88))
    below = px(44 + 32 * theme.large)
    subject = Box(left, head.y - below, wide, below)
    code = Box(left, subject.y - px(48 - 16 * theme.large) - side, side, side)
    foot = Box(left, px(FOOTER), wide, px(72))
    ways = Box(left, foot.y + foot.height, wide, px(64))
    floor = foot.y + foot.height
    words = Box(left, floor, wide, code.y - px(24) - floor)
    return CodeAreas(photo, head, subject, code, words, foot, ways, aside=False)


def _beside_mark(theme: Theme, areas: CodeAreas) -> CodeAreas:
    side, px = theme.px(_SMALL), theme.px
    top, x = areas.code.y + areas.code.height, areas.code.x + side + px(48)
    code = Box(areas.code.x, top - side, side, side)
    floor = areas.ways.y + areas.ways.height
    right = areas.heading.x + areas.heading.width
    words = Box(x, floor, right - x, top - floor)
    return replace(areas, code=code, words=words, aside=True)


def _alone(theme: Theme) -> CodeAreas:
    px, left, side = theme.px, theme.margin, theme.px(_LARGE)
    wide = theme.width - 2 * left
    nothing, foot = Box(left, 0, 0, 0), Box(left, px(12), wide, px(72))
    ways = Box(left, px(FOOTER + 12), wide, px(64))
    if theme.portrait:
        head = heading_box(theme, wide)
        code = Box(left, head.y - px(_APART + 24) - side, side, side)
        floor = px(FOOTER + 24)
        words = Box(left, floor, wide, code.y - px(_APART) - floor)
        return CodeAreas(nothing, head, nothing, code, words, foot, ways, aside=False)
    head = heading_box(theme, wide - side - px(72))
    code = Box(theme.width - left - side, (theme.height + px(FOOTER - 24) - side) / 2, side, side)
    floor = px(FOOTER + 24)
    words = Box(left, floor, head.width, head.y - px(24) - floor)
    return CodeAreas(nothing, head, nothing, code, words, foot, ways, aside=True)


@dataclass(frozen=True, slots=True)
class StylingAreas:
    """*times* holds the chosen day's, each *high*, in so many *cols*."""

    heading: Box
    note: Box
    days: Box
    times: Box
    cols: int
    high: float


def styling_areas(theme: Theme, days: int, times: int) -> StylingAreas:
    """So many *days* to choose from, and *times* of one of them: low, in everybody's reach."""
    px, left = theme.px, theme.margin
    wide = theme.width - 2 * left
    column = wide if theme.portrait else px(_COLUMN)
    head = heading_box(theme, column)
    deep = px(84 + 40 * theme.large)
    note = Box(left, head.y - px(24) - deep, column, deep)
    cols, high = 4, px(104 if theme.large else 88)
    held = max(1, -(-times // cols)) * (high + px(GAP)) - px(GAP)
    floor, tall = px(FOOTER + 36), -(-days // (3 if theme.portrait else 2)) * px(72)
    if theme.portrait:
        lower = Box(left, floor, wide, held)
        upper = Box(left, floor + held + px(48), wide, tall)
        return StylingAreas(head, note, upper, lower, cols, high)
    x = left + column + px(96)
    upper = Box(left, floor, column, tall)
    lower = Box(x, floor, theme.width - left - x, held)
    return StylingAreas(head, note, upper, lower, cols, high)


@dataclass(frozen=True, slots=True)
class WaitingAreas:
    heading: Box
    question: Box
    shown: Box
    candidates: Box
    line: Box


def waiting_areas(theme: Theme) -> WaitingAreas:
    px, left = theme.px, theme.margin
    wide = theme.width - 2 * left
    x = left if theme.portrait else left + px(_SHOWN + 72)
    across = theme.width - left - x
    line = Box(x, px(FOOTER + GAP), across, px(LINE))
    # Three photographs of 3 : 4 with their names below.
    tall = (across - 2 * theme.gutter) / 3 * 4 / 3 + px(104)
    candidates = Box(x, line.y + line.height + px(GAP), across, round(tall))
    top = candidates.y + candidates.height
    if theme.portrait:
        head = heading_box(theme, wide)
        question = Box(left, head.y - px(48), wide, px(48))
        floor = top + px(36)
        shown = Box(left, floor, wide, question.y - px(24) - floor)
        return WaitingAreas(head, question, shown, candidates, line)
    question = Box(x, top + px(36), across, px(48))
    head = Box(x, question.y + question.height, across, px(108))
    floor = px(FOOTER + 24)
    shown = Box(left, floor, px(_SHOWN), theme.height - px(130) - floor)
    return WaitingAreas(head, question, shown, candidates, line)
