"""The one place widgets take colours, type, measures and fixed words from."""

from dataclasses import dataclass, replace
from pathlib import Path

from contract.brand import Brand
from touchpoint.ui.labels import ENGLISH, Labels
from touchpoint.ui.photos import NO_PHOTOS, PhotoSource

FONTS = Path(__file__).with_name("fonts")
DESIGN_WIDTH = 1080
MARGIN, GUTTER, COLUMNS = 72, 24, 12

Rgba = tuple[float, float, float, float]


class MissingFonts(Exception):
    """A face the brand asks for is not among the generated fonts."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The brand's colours as Kivy takes them; *hair* is the line colour thinned for mere rules."""

    paper: Rgba
    ink: Rgba
    quiet: Rgba
    line: Rgba
    hair: Rgba
    accent: Rgba
    on_accent: Rgba
    alert: Rgba


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

    def below(self, head: float) -> "Theme":
        """This theme for pages below a notice of *head* pixels."""
        return self if head == self.head else replace(self, head=head)


def rgba(colour: str, alpha: float = 1.0) -> Rgba:
    """`#F5F2EB` as four numbers from 0 to 1."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return (red, green, blue, alpha)


def theme_of(
    brand: Brand,
    size: tuple[float, float],
    *,
    fonts: Path = FONTS,
    photos: PhotoSource = NO_PHOTOS,
    reduced_motion: bool = False,
) -> Theme:
    """The theme of *brand* in a window of *size* pixels; raises `MissingFonts`."""
    colour, kind = brand.colour, brand.type
    palette = Palette(
        paper=rgba(colour.paper),
        ink=rgba(colour.ink),
        quiet=rgba(colour.quiet),
        line=rgba(colour.line),
        hair=rgba(colour.line, 0.45),
        accent=rgba(colour.accent),
        on_accent=rgba(colour.on_accent),
        alert=rgba(colour.alert),
    )
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


_BLACK, _WHITE, _GREY = (0.0, 0.0, 0.0, 1.0), (1.0, 1.0, 1.0, 1.0), (0.4, 0.4, 0.4, 1.0)

#: What a widget has between its making and the first theme it is given.
PLAIN = Theme(
    "",
    Palette(_WHITE, _BLACK, _GREY, _GREY, _GREY, _BLACK, _WHITE, _BLACK),
    Faces(),
    Scale(112, 72, 48, 34, 26, 20),
    1080,
    1920,
)
