"""Where the parts of a garment's page lie, in both ways a screen can hang; pure."""

from dataclasses import dataclass

from touchpoint.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Box:
    """Pixels, from the lower left corner as Kivy counts them."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class GarmentAreas:
    """*column* stands beside the photograph; *panel* is read and touched; *footer* leads away.

    *dots* say which photograph is shown; an opened part may rise to all of *sheet*, over it.
    """

    photo: Box
    dots: Box
    sheet: Box
    column: Box
    panel: Box
    footer: Box


#: In portrait half of the page is photograph; in landscape it is a 3 : 4 print.
_COLUMN, _FOOTER, _PHOTO, _PRINT = 174, 96, 960, 810
#: Each further row of words below a page.
_FURTHER = 72
#: Below the photograph, in portrait of the white that is there anyway.
_DOTS = 48
#: Of the photograph's height; above it the garment is still seen.
_SHEET = 0.8


def garment_areas(
    theme: Theme, *, beside: bool = True, foot: float = 0.0, leafed: bool = False, footers: int = 1
) -> GarmentAreas:
    """Portrait: photograph above, to the upper right edge. Landscape: on the left.

    With nothing *beside* it the photograph has the column's place as well. A notice takes the
    photograph's upper edge, what stands at its *foot* so many pixels of its lower one: nothing that
    is read or touched moves. Photographs that are *leafed* through have their dots below.
    """
    px = theme.px
    below = px(_FOOTER) + (footers - 1) * px(_FURTHER)
    column_x, photo_x = theme.margin, theme.margin + px(_COLUMN) + theme.gutter
    if theme.portrait:
        floor = theme.height - px(_PHOTO)
        inner = theme.width - 2 * theme.margin
        tall = px(_PHOTO) - theme.head - foot
        sheet_x = photo_x if beside else theme.margin
        return GarmentAreas(
            photo=Box(photo_x * beside, floor + foot, theme.width - photo_x * beside, tall),
            dots=Box(photo_x * beside, floor - px(20), theme.width - photo_x * beside, px(20)),
            sheet=Box(sheet_x, floor + foot, theme.width - theme.margin - sheet_x, tall * _SHEET),
            column=Box(column_x, floor, px(_COLUMN), px(_PHOTO) - px(56)),
            panel=Box(theme.margin, below, inner, floor - below - px(24)),
            footer=Box(theme.margin, 0, inner, below),
        )
    right = photo_x + px(_PRINT)
    panel_x = right + theme.margin
    panel = theme.width - theme.margin - panel_x
    sheet_x = photo_x if beside else theme.margin
    foot += px(_DOTS) * leafed
    tall = theme.top - foot
    return GarmentAreas(
        photo=Box(photo_x * beside, foot, right - photo_x * beside, tall),
        dots=Box(photo_x * beside, foot - px(_DOTS), right - photo_x * beside, px(_DOTS)),
        sheet=Box(sheet_x, foot, right - sheet_x, tall * _SHEET),
        column=Box(column_x, px(56), px(_COLUMN), theme.height - px(112)),
        panel=Box(panel_x, below, panel, theme.height - below - px(56)),
        footer=Box(panel_x, 0, panel, below),
    )


def rest_photo(theme: Theme, foot: float = 0.0) -> Box:
    """Portrait: the upper part, edge to edge. Landscape: the right-hand part, edge to edge.

    What stands at the page's *foot* takes so many pixels of a portrait one's lower edge.
    """
    if theme.portrait:
        height = theme.px(1344) - foot
        return Box(0, theme.height - height, theme.width, height - theme.head)
    width = theme.px(960)
    return Box(theme.width - width, 0, width, theme.top)
