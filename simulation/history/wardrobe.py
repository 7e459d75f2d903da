"""The styles of a made-up network, by name, with sizes, films and a lookbook (pure)."""

from typing import Final

from contract.ids import check_digit
from headoffice.styles import Assortment, KnownBook, KnownStyle, KnownVariant

SIZES: Final = ("34", "36", "38", "40", "42")
BOOK: Final = "rive-gauche"
_CLOTHS: Final = (
    ("Wool", "en laine"), ("Silk", "en soie"), ("Linen", "en lin"), ("Velvet", "en velours"),
    ("Cotton", "en coton"), ("Cashmere", "en cachemire"), ("Leather", "en cuir"),
    ("Denim", "en denim"), ("Satin", "en satin"), ("Crêpe", "en crêpe"),
)  # fmt: skip
_CUTS: Final = (
    ("coat", "Manteau"), ("dress", "Robe"), ("trousers", "Pantalon"), ("shirt", "Chemise"),
    ("skirt", "Jupe"), ("jacket", "Veste"),
)  # fmt: skip
STYLES: Final = len(_CLOTHS) * len(_CUTS)
#: Every fourth style has a film of its own.
_FILMED: Final = 4


def gtin_of(style: int, size: int) -> str:
    body = f"0061414{style:04}{size:02}"
    return body + check_digit(body)


def film_of(style: int) -> str:
    """What events call its film; empty where there is none."""
    return "" if style % _FILMED else f"film-{style:02}"


def wardrobe() -> Assortment:
    """All styles; the lookbook has the twelve that are wanted most."""
    styles = tuple(_style(number) for number in range(STYLES))
    titles = {"en": "Rive Gauche", "fr": "Rive Gauche"}
    book = KnownBook(book=BOOK, titles=titles, styles=tuple(it.style for it in styles[:12]))
    return Assortment(version="made-up-1", styles=styles, books=(book,))


def _style(number: int) -> KnownStyle:
    cloth, cut = _CLOTHS[number // len(_CUTS)], _CUTS[number % len(_CUTS)]
    return KnownStyle(
        style=f"{cloth[0]}-{cut[0]}".lower().replace("ê", "e"),
        titles={"en": f"{cloth[0]} {cut[0]}", "fr": f"{cut[1]} {cloth[1]}"},
        variants=tuple(
            KnownVariant(gtin=gtin_of(number, place), colour="Noir", size=size)
            for place, size in enumerate(SIZES)
        ),
        films=(film_of(number),) if film_of(number) else (),
    )
