"""The catalogue a hub serves and a touchpoint keeps: styles with variants, texts and photos."""

from collections.abc import Iterator

from contract.ids import Gtin
from contract.model import Strict
from contract.parts import (
    CareSymbol,
    Lookbook,
    Money,
    Photo,
    Promotion,
    Rating,
    Services,
    SizeChart,
    SocialPicture,
    Video,
)


class StyleText(Strict):
    """What a style says of itself in one language; plain text, blank lines part paragraphs."""

    title: str
    description: str = ""
    fabric: str = ""
    fit: str = ""
    care: str = ""
    #: The story behind it, as the brand tells it.
    editorial: str = ""


class Variant(Strict):
    """One colour and size of a style."""

    gtin: Gtin
    colour: str
    size: str
    #: Nothing where it is to be asked for.
    price: Money | None = None
    #: The price before a reduction.
    was: Money | None = None
    #: What is asked instead for a while.
    promotion: Promotion | None = None
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
    #: The name of its size chart in the catalogue.
    chart: str | None = None
    care_symbols: tuple[CareSymbol, ...] = ()
    videos: tuple[Video, ...] = ()
    social: tuple[SocialPicture, ...] = ()
    rating: Rating | None = None
    #: Styles that a stylist puts with it, the best first.
    goes_with: tuple[str, ...] = ()


class Catalogue(Strict):
    """All styles of a store; *version* changes whenever anything in it does."""

    version: str
    languages: tuple[str, ...]
    styles: tuple[Style, ...]
    charts: tuple[SizeChart, ...] = ()
    services: Services = Services()
    lookbooks: tuple[Lookbook, ...] = ()
    #: Of the house: craft and training, to be seen without a garment at hand.
    films: tuple[Video, ...] = ()

    def photographs(self) -> Iterator[Photo]:
        """Each style's first photograph, what lookbooks show, and then all others."""
        yield from (style.photos[0] for style in self.styles if style.photos)
        for book in self.lookbooks:
            pictures = (book.cover, *(look.photo for look in book.looks))
            yield from (photo for photo in pictures if photo)
        yield from (film.poster for film in self.films if film.poster)
        for style in self.styles:
            yield from style.photos[1:]
            yield from (video.poster for video in style.videos if video.poster)
            yield from (shown.photo for shown in style.social)
