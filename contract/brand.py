"""What config/brand.toml may say: the one theme of the windows and of the pages."""

import re
from typing import Annotated

from pydantic import AfterValidator

from contract.model import Strict


def _hex_colour(text: str) -> str:
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", text):
        raise ValueError(f"{text!r} is no colour: # and six hex digits are, as in '#7A1F2B'")
    return text.upper()


Colour = Annotated[str, AfterValidator(_hex_colour)]


class Colours(Strict):
    """One paper, one ink, one accent, one quiet line, one alert, and a lighter ink for asides."""

    paper: Colour
    ink: Colour
    quiet: Colour
    line: Colour
    accent: Colour
    on_accent: Colour
    alert: Colour


class Type(Strict):
    """Font families as their files are called: `CormorantGaramond`, `Inter`, `Archivo`."""

    display: str
    display_weight: int
    text: str
    text_weight: int = 400
    strong_weight: int = 600
    #: Pixels at a width of 1080, largest first.
    scale: tuple[int, int, int, int, int, int] = (112, 72, 48, 34, 26, 20)


def _prefix(text: str) -> str:
    if not re.fullmatch(r"[0-9]{4,12}", text):
        raise ValueError(f"{text!r} is no GS1 company prefix: 4 to 12 digits are, as in '0614141'")
    return text


Prefix = Annotated[str, AfterValidator(_prefix)]


class Brand(Strict):
    name: str
    #: GS1 company prefixes of the house, beside those of the catalogue; a label that has another
    #: one is of another house.
    prefixes: tuple[Prefix, ...] = ()
    tagline: dict[str, str]
    colour: Colours
    type: Type
