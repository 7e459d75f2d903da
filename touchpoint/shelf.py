"""The catalogue as a screen uses it: which style and variant a GTIN is, and its sisters."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from contract.gs1 import company_prefix
from contract.parts import Photo, Video
from contract.styles import Catalogue, Style, StyleText, Variant
from touchpoint.tongues import looked_for


@dataclass(frozen=True, slots=True)
class Item:
    style: Style
    variant: Variant
    fallback: tuple[str, ...] = ()

    def text(self, language: str) -> StyleText:
        """The style's words in *language*; each that is missing there, from the next that has it.

        The next ones are those of `languages`. A style without a title in any of them is called by
        its brand.
        """
        texts = self.style.texts
        found = [texts[code].model_dump() for code in self.languages(language) if code in texts]
        words = {
            name: next((text[name] for text in found if text[name].strip()), "")
            for name in StyleText.model_fields
        }
        return StyleText(**{**words, "title": words["title"] or self.style.brand})

    def languages(self, language: str) -> tuple[str, ...]:
        """*language*, those of *fallback*, then that of the source, which a style's texts open."""
        return looked_for(language, self.fallback, self.style.texts)

    def colours(self) -> dict[str, str]:
        """Slug → colour name, in the catalogue's order; slugs are unique."""
        found: dict[str, str] = {}
        for variant in self.style.variants:
            if variant.colour not in found.values():
                slug = _slug(variant.colour) or "colour"
                found[slug if slug not in found else f"{slug}-{len(found)}"] = variant.colour
        return found

    def in_colour(self, slug: str | None) -> tuple[Variant, ...]:
        """The sizes in the colour called *slug*, in its own colour without one."""
        return self.of_colour(self.colours().get(slug or "", self.variant.colour))

    def of_colour(self, colour: str) -> tuple[Variant, ...]:
        return tuple(v for v in self.style.variants if v.colour == colour)

    def photos(self, colour: str) -> tuple[Photo, ...]:
        """Those of *colour*, then those of no colour in particular; all when there is neither."""
        own = [p for p in self.style.photos if p.colour == colour]
        return tuple(own + [p for p in self.style.photos if p.colour is None]) or self.style.photos


@dataclass(frozen=True, slots=True)
class Reel:
    """A film that there is a file of, and the styles that it shows."""

    name: str
    video: Video
    styles: tuple[str, ...] = ()
    #: Of the house, or craft and training of a garment: seen without a garment at hand.
    house: bool = False


_NOTHING = Catalogue(version="", languages=(), styles=())


@dataclass(frozen=True)
class Shelf:
    """Everything this store sells; empty until a catalogue was fetched once.

    *fallback* has the languages in which texts are looked for that the shopper's does not have.
    """

    catalogue: Catalogue = _NOTHING
    fallback: tuple[str, ...] = ()

    @cached_property
    def _items(self) -> Mapping[str, Item]:
        styles, fallback = self.catalogue.styles, self.fallback
        return {v.gtin: Item(s, v, fallback) for s in styles for v in s.variants}

    def languages(self, language: str) -> tuple[str, ...]:
        """Where what is of no style is looked for; the catalogue's first is that of its source."""
        return looked_for(language, self.fallback, self.catalogue.languages)

    def find(self, gtin: str) -> Item | None:
        return self._items.get(gtin)

    @cached_property
    def houses(self) -> tuple[str, ...]:
        """The company prefixes that GS1 gave to those who made what is here."""
        found: tuple[str, ...] = ()
        for gtin in self._items:
            if not gtin[1:].startswith(found) and (prefix := company_prefix(gtin)):
                found += (prefix,)
        return found

    @cached_property
    def styles(self) -> Mapping[str, Item]:
        """Each style that has variants, as its first one."""
        found = (style for style in self.catalogue.styles if style.variants)
        return {style.style: self._items[style.variants[0].gtin] for style in found}

    @cached_property
    def categories(self) -> tuple[tuple[str, ...], ...]:
        """Each category that a style of `styles` has, in the catalogue's order."""
        return tuple(dict.fromkeys(item.style.category for item in self.styles.values()))

    @cached_property
    def films(self) -> Mapping[str, Reel]:
        """Each film there is, by its name; those of the house first."""
        found: dict[str, Reel] = {}
        for video in self.catalogue.films:
            name = video.name or video.file
            if video.file:
                found.setdefault(name, Reel(name, video, house=True))
        for style in self.styles.values():
            for video in style.style.videos:
                if video.file:
                    _show(found, video, style.style.style)
        return found


def _show(films: dict[str, Reel], video: Video, style: str) -> None:
    name = video.name or video.file
    known = films.get(name) or Reel(name, video, house=video.kind != "style")
    films[name] = replace(known, styles=(*known.styles, style))


def _slug(text: str) -> str:
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text.lower()).strip("-")
