"""The catalogue a hub serves and a touchpoint keeps: styles with variants, texts and photos."""

from contract.ids import Gtin
from contract.model import Amount, Strict


class Money(Strict):
    amount: Amount
    #: ISO 4217, as in `EUR`.
    currency: str


class StyleText(Strict):
    """What a style says of itself in one language; plain text, blank lines part paragraphs."""

    title: str
    description: str = ""
    fabric: str = ""
    fit: str = ""
    care: str = ""


class Photo(Strict):
    """One photograph; *sizes* maps a rendition's width in pixels to its file name under /media/."""

    name: str
    alt: str = ""
    #: The colour it shows, when it shows one colour only.
    colour: str | None = None
    sizes: dict[int, str]
    #: Pixels of the original.
    width: int
    height: int


class Variant(Strict):
    """One colour and size of a style."""

    gtin: Gtin
    colour: str
    size: str
    price: Money
    #: The price before a reduction.
    was: Money | None = None
    sku: str = ""


class Style(Strict):
    """What a shopper calls a product."""

    #: The retailer's own handle, unique in the catalogue.
    style: str
    brand: str
    category: tuple[str, ...] = ()
    #: By language code, as in `en`; the first one is the language of the source.
    texts: dict[str, StyleText]
    photos: tuple[Photo, ...] = ()
    variants: tuple[Variant, ...]


class Catalogue(Strict):
    """All styles of a store; *version* changes whenever anything in it does."""

    version: str
    languages: tuple[str, ...]
    styles: tuple[Style, ...]
