"""A picture, and the ways in which screens and pages are looked at; pure."""

from dataclasses import dataclass

Size = tuple[int, int]
PORTRAIT, LANDSCAPE = (1080, 1920), (1920, 1080)
PHONE, TABLET, DESK = (390, 844), (820, 1180), (1440, 900)
MAISON, NORD = "config/brand.toml", "config/brands/nord.toml"


@dataclass(frozen=True, slots=True)
class Plate:
    """One picture; *name* is its file without `.png`."""

    name: str
    title: str
    group: str


@dataclass(frozen=True, slots=True)
class Hanging:
    """One way in which kiosk and mirror stand in a store; *languages* first the one at rest."""

    key: str
    title: str
    size: Size
    languages: tuple[str, ...]
    brand: str = MAISON


@dataclass(frozen=True, slots=True)
class Sheet:
    """One way in which a page is looked at."""

    key: str
    title: str
    size: Size
    brand: str = MAISON
    language: str = "en"
