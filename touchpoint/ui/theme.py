"""The one place widgets take colours, type, measures and fixed words from."""

from dataclasses import dataclass, replace
from pathlib import Path

from contract.access import PLAIN as UNAIDED
from contract.access import Access
from contract.brand import Brand
from touchpoint.ui.labels import ENGLISH, Labels
from touchpoint.ui.palette import BLACK, WHITE, Palette, palette_of, strengthened
from touchpoint.ui.photos import NO_PHOTOS, PhotoSource

FONTS = Path(__file__).with_name("fonts")
DESIGN_WIDTH = 1080
MARGIN, GUTTER, COLUMNS = 72, 24, 12
#: Larger text is so many times larger; type of this size and above is large as it is.
LARGER, LARGE_ENOUGH = 1.35, 34
#: Of the window's height: who sits reaches no higher.
REACH = 0.49


class MissingFonts(Exception):
    """A face the brand asks for is not among the generated fonts."""


@dataclass(frozen=True, slots=True)
class Faces:
    """Font files, or names of Kivy's own fonts."""

    display: str = "Roboto"
    text: str = "Roboto"
    strong: str = "Roboto"


@dataclass(frozen=True, slots=True)
class Scale:
    """Type sizes at a width of 1080, largest first."""

    xxl: float
    xl: float
    l: float  # noqa: E741 - the six sizes are named as on a garment's label
    m: float
    s: float
    xs: float


# Kivy's rules write down the value of each property they set: a long one costs more than drawing.
@dataclass(frozen=True, slots=True, repr=False)
class Theme:
    """All a widget needs to draw itself; *width* and *height* are the window's pixels.

    `unit` is the length of one design pixel: the shorter side of the window is 1080 of them.
    """

    name: str
    palette: Palette
    faces: Faces
    scale: Scale
    width: float
    height: float
    reduced_motion: bool = False
    labels: Labels = ENGLISH
    photos: PhotoSource = NO_PHOTOS
    #: Pixels at the window's top that a notice takes; everything else lies below.
    head: float = 0.0
    #: Pixels at the right end of the lowest row that are taken.
    tail: float = 0.0
    #: How the shopper wants to read, and the brand's own palette.
    access: Access = UNAIDED
    own: Palette | None = None
    #: Whether motion is reduced for everybody.
    still: bool = False

    @property
    def portrait(self) -> bool:
        return self.height >= self.width

    @property
    def unit(self) -> float:
        return min(self.width, self.height) / DESIGN_WIDTH

    @property
    def margin(self) -> float:
        return self.px(MARGIN)

    @property
    def gutter(self) -> float:
        return self.px(GUTTER)

    def px(self, design: float) -> float:
        """*design* pixels of the 1080-wide design, in whole pixels of this window."""
        return float(round(design * self.unit))

    def pt(self, step: float) -> float:
        """Type of *step* of the 1080-wide design, in pixels; larger where that is wished."""
        if self.access.large:
            step = max(step, LARGER * min(step, LARGE_ENOUGH))
        return self.px(step)

    def dp(self, number: float) -> float:
        """*number* density-independent pixels, which the design's own are never smaller than.

        On 27 inches 48 of them are 15 mm, where 48 dp are 7.6 mm; a panel so fine that they would
        be smaller is refused by the settings.
        """
        return self.px(number)

    @property
    def reach(self) -> float:
        """Up to where, from below, lies what is touched."""
        return round(self.height * REACH) if self.access.seated else self.height

    @property
    def seated(self) -> bool:
        return self.access.seated

    @property
    def large(self) -> bool:
        return self.access.large

    def hairline(self) -> float:
        """The thinnest line that is still seen."""
        return max(1.0, self.px(2))

    def span(self, columns: int) -> float:
        """Width in pixels of *columns* columns of the grid with the gutters between them."""
        column = (self.width - 2 * self.margin - (COLUMNS - 1) * self.gutter) / COLUMNS
        return columns * column + (columns - 1) * self.gutter

    @property
    def top(self) -> float:
        """Where pages begin, counted from below."""
        return self.height - self.head

    def sized(self, width: float, height: float) -> "Theme":
        return replace(self, width=width, height=height)

    def speaking(self, labels: Labels) -> "Theme":
        return self if labels == self.labels else replace(self, labels=labels)

    def reading(self, access: Access) -> "Theme":
        """This theme for who wants to read by *access*."""
        if access == self.access:
            return self
        own = self.own or self.palette
        still = self.still if self.own else self.reduced_motion
        return replace(
            self,
            access=access,
            own=own,
            still=still,
            palette=strengthened(own) if access.contrast else own,
            reduced_motion=still or access.calm,
        )

    def below(self, head: float) -> "Theme":
        """This theme for pages below a notice of *head* pixels."""
        return self if head == self.head else replace(self, head=head)

    def leaving(self, tail: float) -> "Theme":
        """This theme for pages whose lowest row leaves *tail* pixels free."""
        return self if tail == self.tail else replace(self, tail=tail)


def theme_of(
    brand: Brand,
    size: tuple[float, float],
    *,
    fonts: Path = FONTS,
    photos: PhotoSource = NO_PHOTOS,
    reduced_motion: bool = False,
) -> Theme:
    """The theme of *brand* in a window of *size* pixels; raises `MissingFonts`."""
    kind = brand.type
    palette = palette_of(brand.colour)
    faces = Faces(
        display=_face(fonts, kind.display, kind.display_weight),
        text=_face(fonts, kind.text, kind.text_weight),
        strong=_face(fonts, kind.text, kind.strong_weight),
    )
    scale = Scale(*kind.scale)
    return Theme(brand.name, palette, faces, scale, *size, reduced_motion, ENGLISH, photos)


def _face(fonts: Path, family: str, weight: int) -> str:
    path = fonts / f"{family}-{weight}.ttf"
    if path.exists():
        return str(path)
    found = ", ".join(sorted(font.stem for font in fonts.glob("*.ttf"))) or "no font at all"
    raise MissingFonts(f"{path} is missing ({found} is there); `make setup` builds the fonts")


_GREY = (0.4, 0.4, 0.4, 1.0)

#: What a widget has between its making and the first theme it is given.
PLAIN = Theme(
    "",
    Palette(WHITE, BLACK, _GREY, _GREY, _GREY, BLACK, WHITE, BLACK),
    Faces(),
    Scale(112, 72, 48, 34, 26, 20),
    1080,
    1920,
)
