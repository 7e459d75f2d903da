"""Where the parts of a garment's page lie, in both ways a screen can hang; pure."""

from dataclasses import dataclass, replace

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

    *dots* say which photograph is shown; an opened part may rise to all of *sheet*, over it, on
    paper from *lying*, so *wide*. The title ends at *head*, what is touched below *floor*; in
    seated reach a *strip* has what else lies beside or on the photograph.
    """

    photo: Box
    dots: Box
    sheet: Box
    column: Box
    panel: Box
    footer: Box
    strip: Box
    head: float
    floor: float
    lying: float
    wide: float


#: In portrait half of the page is photograph; in landscape it is a 3 : 4 print.
_COLUMN, _FOOTER, _PHOTO, _PRINT = 174, 96, 960, 810
#: Each further row of words below a page.
_FURTHER = 72
#: What stands within seated reach for what lies beside or on the photograph.
_STRIP = 104
#: Of it, below a photograph that hangs beside the panel.
_TURNED = 80
#: What it gives way to larger words, below or at its side.
_GIVEN, _NARROWER = 144, 110
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
    # Larger words take more of the page; in seated reach what is touched is low enough as it is.
    if theme.portrait:
        photo = px(_PHOTO - _GIVEN * (theme.large and not theme.seated))
        floor = theme.height - photo
        inner = theme.width - 2 * theme.margin
        tall = photo - theme.head - foot
        sheet_x = photo_x if beside else theme.margin
        areas = GarmentAreas(
            photo=Box(photo_x * beside, floor + foot, theme.width - photo_x * beside, tall),
            dots=Box(photo_x * beside, floor - px(20), theme.width - photo_x * beside, px(20)),
            sheet=Box(sheet_x, floor + foot, theme.width - theme.margin - sheet_x, tall * _SHEET),
            column=Box(column_x, floor, px(_COLUMN), photo - px(56)),
            panel=Box(theme.margin, below, inner, floor - below - px(24)),
            footer=Box(theme.margin, 0, inner, below),
            strip=Box(theme.margin, floor - px(24), inner, 0),
            head=floor - px(24),
            floor=floor - px(24),
            lying=photo_x * beside,
            wide=theme.width - photo_x * beside,
        )
        return _seated_portrait(theme, areas, beside or leafed) if theme.seated else areas
    top = theme.height - px(56 - 20 * (footers - 1))
    right = photo_x + px(_PRINT - _NARROWER * theme.large)
    panel_x = right + theme.margin
    panel = theme.width - theme.margin - panel_x
    sheet_x = photo_x if beside else theme.margin
    foot += px(_TURNED if theme.seated else _DOTS) * leafed
    tall = theme.top - foot
    # Larger words push it as far as the brand's name.
    seen = photo_x * (beside or theme.large)
    areas = GarmentAreas(
        photo=Box(seen, foot, right - seen, tall),
        dots=Box(seen, foot - px(_DOTS), right - seen, px(_DOTS)),
        sheet=Box(sheet_x, foot, right - sheet_x, tall * _SHEET),
        column=Box(column_x, px(56), px(_COLUMN), theme.height - px(112)),
        panel=Box(panel_x, below, panel, top - below),
        footer=Box(panel_x, 0, panel, below),
        strip=Box(panel_x, below, panel, 0),
        head=top,
        floor=top,
        lying=photo_x * beside,
        wide=right - photo_x * beside,
    )
    return _seated_landscape(theme, areas, leafed) if theme.seated else areas


def _seated_portrait(theme: Theme, areas: GarmentAreas, crowded: bool) -> GarmentAreas:  # noqa: FBT001
    """All that lies beside the photograph or on it, below it; what is read lies over the panel."""
    px, panel = theme.px, areas.panel
    high = px(_STRIP) * crowded
    top = panel.y + panel.height + px(16)
    strip = Box(panel.x, top - high, panel.width, high)
    return replace(
        areas,
        sheet=Box(panel.x, panel.y, panel.width, theme.reach - panel.y),
        strip=strip,
        column=strip,
        head=strip.y - px(8),
        floor=strip.y - px(8),
        lying=0,
        wide=theme.width,
    )


def _seated_landscape(theme: Theme, areas: GarmentAreas, leafed: bool) -> GarmentAreas:  # noqa: FBT001
    """The title above what is touched; nothing that is touched above half of the window."""
    px, sheet, column = theme.px, areas.sheet, areas.column
    return replace(
        areas,
        sheet=replace(sheet, height=min(sheet.height, theme.reach - sheet.y)),
        column=replace(column, height=theme.reach - column.y),
        strip=Box(areas.photo.x, 0, areas.photo.width, px(_TURNED) * leafed),
        floor=theme.reach,
    )


def rest_photo(theme: Theme, foot: float = 0.0) -> Box:
    """Portrait: the upper part, edge to edge. Landscape: the right-hand part, edge to edge.

    What stands at the page's *foot* takes so many pixels of a portrait one's lower edge.
    """
    if theme.portrait:
        # Larger words stand higher below it.
        height = theme.px(1344 - 136 * theme.large) - foot
        return Box(0, theme.height - height, theme.width, height - theme.head)
    width = theme.px(960)
    return Box(theme.width - width, 0, width, theme.top)
