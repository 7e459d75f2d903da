"""The catalogue as a screen uses it: which style and variant a GTIN is, and its sisters."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from contract.parts import Photo
from contract.styles import Catalogue, Style, StyleText, Variant


@dataclass(frozen=True, slots=True)
class Item:
    style: Style
    variant: Variant

    def text(self, language: str) -> StyleText:
        """The style's words in *language*, else in its first one."""
        return self.style.texts.get(language) or next(iter(self.style.texts.values()))

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


_NOTHING = Catalogue(version="", languages=(), styles=())


@dataclass(frozen=True)
class Shelf:
    """Everything this store sells; empty until a catalogue was fetched once."""

    catalogue: Catalogue = _NOTHING

    @cached_property
    def _items(self) -> Mapping[str, Item]:
        return {v.gtin: Item(s, v) for s in self.catalogue.styles for v in s.variants}

    def find(self, gtin: str) -> Item | None:
        return self._items.get(gtin)

    @cached_property
    def styles(self) -> Mapping[str, Item]:
        """Each style that has variants, as its first one."""
        found = (style for style in self.catalogue.styles if style.variants)
        return {style.style: self._items[style.variants[0].gtin] for style in found}

    @cached_property
    def categories(self) -> tuple[tuple[str, ...], ...]:
        """Each category that a style of `styles` has, in the catalogue's order."""
        return tuple(dict.fromkeys(item.style.category for item in self.styles.values()))


def _slug(text: str) -> str:
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text.lower()).strip("-")
