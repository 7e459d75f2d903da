"""The touchpoints' screens as they are photographed in every way; pure.

A screen is one line of `SCREENS`; which pictures that makes follows from it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from simulation.pictures.pairwise import covering
from simulation.pictures.ways import LANDSCAPE, MAISON, NORD, PORTRAIT, Plate, Size

Garment = tuple[str, str, str]
Place = Literal["kiosk", "mirror"]
#: Style, colour and size.
COAT: Garment = ("coat-sevigne", "Noir", "38")
DRESS: Garment = ("dress-odeon", "Noir", "40")
BLAZER: Garment = ("blazer-turenne", "Marine", "40")
#: Of which this store has so many that each picture may have one kept.
KEPT: Garment = ("dress-odeon", "Champagne", "36")
SMALLER: Garment = ("blazer-turenne", "Marine", "36")
#: Of one of the sample customers (simulation/sample/customers.csv).
CARD = "MAISON-84158037"
#: What `{…}` in a touch stands for: the garment's number.
NAMED = {"coat": COAT, "dress": DRESS, "blazer": BLAZER, "smaller": SMALLER}
_THREE = (DRESS, COAT, BLAZER)
_ON_BLAZER = ("garment.{blazer}",)
_SKIPPED = ("skip.3", "skip.2", "skip.1")
_SENT = (*_ON_BLAZER, "size.{smaller}", "ask.size")


@dataclass(frozen=True, slots=True)
class Screen:
    """How one gets there: garments are *laid* down, *touches* follow, a code is *scanned*, others
    *act*.

    It is there when the target *sees* can be touched. What is *at_rest* speaks the store's language
    and nobody has set it for themselves.
    """

    key: str
    title: str
    touches: tuple[str, ...] = ()
    laid: tuple[Garment, ...] = ()
    sees: str = ""
    scanned: str = ""
    acts: tuple[str, ...] = ()
    at_rest: bool = False

    @property
    def place(self) -> Place:
        return "kiosk" if self.key.startswith("kiosk-") else "mirror"


SCREENS = (
    Screen("kiosk-rest", "Kiosk, at rest", at_rest=True),
    Screen("kiosk-welcome", "Kiosk, somebody is here", sees="around"),
    Screen("kiosk-home", "Kiosk, looking around", ("around",), sees="search"),
    Screen("kiosk-list", "Kiosk, a category", ("around", "aisle.all"), sees="page.on"),
    Screen("kiosk-search", "Kiosk, a search", ("around", "search", "key.c", "key.o")),
    Screen("kiosk-look", "Kiosk, a look", ("around", "lookbook.rive-gauche", "page.on")),
    Screen("kiosk-garment", "Kiosk, a garment", laid=(COAT,), sees="colour.gris"),
    Screen("kiosk-part", "Kiosk, fit and sizes", ("part.fit",), (COAT,), "part.close"),
    Screen("kiosk-with", "Kiosk, what goes with it", ("part.with",), (COAT,), "part.close"),
    Screen("kiosk-still-here", "Kiosk, before it rests", laid=(COAT,), sees="still.here"),
    Screen("kiosk-wishes", "Kiosk, the wish list", ("keep", "wishes"), (COAT,)),
    Screen("kiosk-form", "Kiosk, as a gift", ("form.gift",), (COAT,)),
    Screen("kiosk-reserved", "Kiosk, a piece to keep", ("reserve",), (KEPT,), "reservation.off"),
    Screen("kiosk-styling", "Kiosk, a stylist's times", ("around", "styling")),
    Screen("kiosk-wifi", "Kiosk, guest Wi-Fi", ("around", "wifi")),
    Screen("kiosk-waiting", "Kiosk, while one waits", ("around", "waiting")),
    Screen("kiosk-films", "Kiosk, films", ("around", "films"), sees="film.folding"),
    Screen("kiosk-aids", "Kiosk, easier to read", ("access",), sees="access.close"),
    Screen("kiosk-consent", "Kiosk, a card was read", scanned=CARD, sees="consent.yes"),
    Screen("mirror-rest", "Mirror, at rest", at_rest=True),
    Screen("mirror-invite", "Mirror, something was hung here", laid=(DRESS,), at_rest=True),
    Screen("mirror-room", "Mirror, three garments", laid=_THREE, sees="garment.{blazer}"),
    Screen("mirror-garment", "Mirror, one of three", _ON_BLAZER, _THREE, "size.{smaller}"),
    Screen("mirror-ask", "Mirror, another size", _SENT[:2], _THREE, "ask.size"),
    Screen(
        "mirror-on-the-way", "Mirror, on the way", _SENT, _THREE,
        acts=("seen", "accept", "on-the-way"),
    ),
    Screen("mirror-not-found", "Mirror, not found", _SENT, _THREE, acts=("accept", "not-found")),
    Screen("mirror-help", "Mirror, what can we do?", ("help",), _THREE, "help.fit"),
    Screen(
        "mirror-coming", "Mirror, somebody is coming", ("help", "help.fastening"), _THREE,
        acts=("accept",),
    ),
    Screen("mirror-privacy", "Mirror, privacy", ("privacy", "undisturb"), _THREE, "room.off"),
    Screen("mirror-compare", "Mirror, side by side", ("compare",), _THREE, "compare.0"),
    Screen("mirror-farewell", "Mirror, before one goes", ("done",), _THREE, "why.price"),
    Screen("mirror-opinion", "Mirror, how it was", ("done", *_SKIPPED), _THREE, "score.5"),
    Screen("mirror-off", "Mirror, off", ("privacy", "room.off"), _THREE, "room.on"),
)  # fmt: skip
_SERVED = frozenset(
    {
        "kiosk-reserved", "kiosk-styling", "mirror-help", "mirror-coming", "mirror-privacy",
        "mirror-compare", "mirror-farewell", "mirror-opinion", "mirror-off",
    }
)  # fmt: skip
LANGUAGES = {
    "en": "English", "fr": "Français", "it": "Italiano", "de": "Deutsch", "es": "Español"
}  # fmt: skip
BRANDS = {"maison": MAISON, "nord": NORD}
SIZES: dict[str, Size] = {"portrait": PORTRAIT, "landscape": LANDSCAPE}
#: The text's size, and what is touched for it.
READING = {"plain": (), "large": ("access", "aid.large", "access.close")}
#: So many pictures of a set can be looked at.
MOST = 120


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: a screen in one of the ways it can be shown."""

    screen: Screen
    language: str
    brand: str
    size: str
    reading: str

    @property
    def plate(self) -> Plate:
        ways = (LANGUAGES[self.language], self.brand.capitalize(), self.size)
        title = " · ".join((*ways, *(("larger text",) if self.reading == "large" else ())))
        return Plate(self.name, title, self.screen.title)

    @property
    def name(self) -> str:
        ways = self.language, self.brand, self.size, self.reading
        return "-".join((self.screen.key, *ways))


def axes(screens: Sequence[Screen] = SCREENS) -> tuple[tuple[str, ...], ...]:
    """The values of each axis: *screens*, languages, brands, orientations, sizes of text."""
    keys = tuple(screen.key for screen in screens)
    return keys, tuple(LANGUAGES), tuple(BRANDS), tuple(SIZES), tuple(READING)


def named_axes() -> dict[str, tuple[str, ...]]:
    """What each axis is called, and its values in words."""
    _, _, brands, sizes, reading = axes()
    return {
        "Screens": tuple(screen.title for screen in SCREENS),
        "Languages": tuple(LANGUAGES.values()),
        "Brands": tuple(brand.capitalize() for brand in brands),
        "Orientation": sizes,
        "Text": reading,
    }


def possible(row: tuple[str, ...]) -> bool:
    """Larger text is chosen within a visit, so nothing at rest has it."""
    return row[4] == "plain" or not _SCREEN[row[0]].at_rest


_SCREEN = {screen.key: screen for screen in SCREENS}
#: What shoppers do by themselves, and what staff serve: each a pairwise set of its own.
SETS = tuple(
    tuple(screen for screen in SCREENS if (screen.key in _SERVED) is served)
    for served in (False, True)
)
SHOTS = tuple(
    Shot(_SCREEN[row[0]], *row[1:]) for screens in SETS for row in covering(axes(screens), possible)
)
