"""Brings a brand's own files into the hub: products, translations, photographs, stock counts."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from catalogue.files import assemble, import_products
from catalogue.ledger import Products
from catalogue.problems import FileError
from catalogue.renditions import render_styles
from catalogue.rows import read_text
from catalogue.shopify import read_products
from catalogue.stock import read_stock
from catalogue.translations import translate
from contract.parts import Photo
from contract.styles import Catalogue, Style
from hub.stock import AHEAD, Count, Feed

_PARTIAL: Final = "what this feed leaves out keeps its count, for it may be that row"


@dataclass(frozen=True, slots=True)
class Imported:
    """A catalogue ready to be put in force, what did not fit, and what it comes to."""

    catalogue: Catalogue
    problems: tuple[str, ...]
    photos: int

    @property
    def summary(self) -> str:
        styles = self.catalogue.styles
        variants = sum(len(style.variants) for style in styles)
        return f"{len(styles)} styles, {variants} variants, {self.photos} photos"


@dataclass(frozen=True, slots=True)
class ImportedStock:
    feed: Feed
    problems: tuple[str, ...]


def read_catalogue(
    file: Path,
    photos: Path,
    media: Path,
    translations: tuple[Path, ...] = (),
    currency: str = "EUR",
    language: str = "en",
) -> Imported:
    """The catalogue in a Shopify product *file*, its renditions written to *media*.

    Without *translations* those that lie beside the file are used. Raises FileError, OSError.
    """
    products = (
        _translated(file, translations, currency, language)
        if translations
        else import_products(file, currency, language)
    )
    if not products.styles:
        raise FileError(f"{file}: no usable style was found; the catalogue in force stays")
    media.mkdir(parents=True, exist_ok=True)
    styles, missing = render_styles(products.styles, photos, media)
    problems = (*map(str, products.problems), *map(str, missing))
    return Imported(assemble(styles), problems, _files(styles))


def read_counts(file: Path, store: str, now: datetime, *, full: bool = True) -> ImportedStock:
    """The counts of *store* in a stock *file* at *now*. Raises FileError, OSError.

    A file with a row that does not say its gtin is never a full feed: what it seems to leave out
    may be that row.
    """
    found = read_stock(read_text(file), store, now + AHEAD, file.name)
    problems = tuple(f"{file.name} {problem}" for problem in found.problems)
    if not found.rows:
        said = f"; {problems[0]}" if problems else ""
        raise FileError(f"{file}: no usable row was found; the counts in force stay{said}")
    counts = {row.gtin: Count(row.quantity, row.as_of, row.where) for row in found.rows}
    as_of = max(row.as_of for row in found.rows)
    if full and not found.whole:
        problems += (f"{file.name}: found a row without its gtin; {_PARTIAL}",)
    return ImportedStock(Feed(counts, as_of, full and found.whole, found.unread), problems)


def _translated(file: Path, translations: Iterable[Path], currency: str, language: str) -> Products:
    products = read_products(read_text(file), file.name, currency, language)
    problems = tuple(replace(problem, file=file.name) for problem in products.problems)
    for path in translations:
        before = len(products.problems)
        products = translate(products, read_text(path), path.name)
        fresh = products.problems[before:]
        problems += tuple(replace(problem, file=path.name) for problem in fresh)
    return replace(products, problems=problems)


def _files(styles: Iterable[Style]) -> int:
    """How many different photographs *styles* show."""
    return len({_file(photo) for style in styles for photo in style.photos})


def _file(photo: Photo) -> tuple[str, ...]:
    return tuple(photo.sizes.values())
