"""What head office knows of the catalogue: styles, their sizes and films, lookbooks (pure)."""

import hashlib
from collections.abc import Mapping
from functools import cached_property

from contract.model import Strict
from contract.styles import Catalogue, Style


class KnownVariant(Strict):
    """One colour and size."""

    gtin: str
    colour: str
    size: str


class KnownStyle(Strict):
    """A style; *titles* by language, *films* by the names that events give them."""

    style: str
    titles: dict[str, str]
    variants: tuple[KnownVariant, ...]
    films: tuple[str, ...] = ()

    @property
    def gtins(self) -> list[int]:
        return [int(it.gtin) for it in self.variants]

    @property
    def number(self) -> int:
        """What rows call it: its smallest gtin."""
        return min(self.gtins, default=0)


class KnownBook(Strict):
    """A lookbook and the styles on its pages."""

    book: str
    titles: dict[str, str]
    styles: tuple[str, ...]


class Assortment(Strict):
    """All of it; an empty *version* is no catalogue at all."""

    version: str = ""
    styles: tuple[KnownStyle, ...] = ()
    books: tuple[KnownBook, ...] = ()

    @cached_property
    def number(self) -> int:
        """What its variants are kept under; 0 of no catalogue."""
        digest = hashlib.sha256(self.version.encode()).digest()
        return int.from_bytes(digest[:8], "big") if self.version else 0

    @cached_property
    def by_name(self) -> Mapping[str, KnownStyle]:
        return {it.style: it for it in self.styles}

    @cached_property
    def by_gtin(self) -> Mapping[int, str]:
        """Each variant's style."""
        return {gtin: it.style for it in self.styles for gtin in it.gtins}

    def titles(self, language: str) -> dict[str, str]:
        """What each style is called in *language*, else in the first one that there is."""
        return {it.style: title_in(it.titles, language) or it.style for it in self.styles}

    def gtins(self, name: str) -> list[int]:
        """Those of the style called *name*; none of one that is not known."""
        found = self.by_name.get(name)
        return found.gtins if found else []

    def called(self, gtin: int) -> str:
        """The style of *gtin*; of none it is one by itself."""
        return self.by_gtin.get(gtin) or f"{gtin:014d}"

    def style(self, name: str) -> KnownStyle | None:
        """The style called *name*; a gtin that is of no style is one by itself."""
        if name in self.by_name:
            return self.by_name[name]
        if len(name) == 14 and name.isascii() and name.isdigit():
            return KnownStyle(
                style=name, titles={}, variants=(KnownVariant(gtin=name, colour="", size=""),)
            )
        return None


def title_in(titles: Mapping[str, str], language: str) -> str:
    """The title in *language*, else in the first one that there is; empty without any."""
    return titles.get(language) or next(iter(titles.values()), "")


def assortment(catalogue: Catalogue) -> Assortment:
    """What of *catalogue* figures speak of."""
    return Assortment(
        version=catalogue.version,
        styles=tuple(map(_style, catalogue.styles)),
        books=tuple(
            KnownBook(
                book=it.lookbook,
                titles={language: text.title for language, text in it.texts.items()},
                styles=tuple(dict.fromkeys(spot.style for look in it.looks for spot in look.spots)),
            )
            for it in catalogue.lookbooks
        ),
    )


def _style(it: Style) -> KnownStyle:
    return KnownStyle(
        style=it.style,
        titles={language: text.title for language, text in it.texts.items()},
        variants=tuple(
            KnownVariant(gtin=one.gtin, colour=one.colour, size=one.size) for one in it.variants
        ),
        films=tuple(dict.fromkeys(film.name for film in it.videos if film.name)),
    )
