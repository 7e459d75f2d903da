"""A catalogue on disk: the product file, and the translations that lie beside it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from catalogue.ledger import Products
from catalogue.problems import RowProblem
from catalogue.rows import read_text
from catalogue.shopify import read_products
from catalogue.translations import translate
from contract.styles import Catalogue, Style

TRANSLATIONS = "*translations_*.csv"


def import_products(path: Path, currency: str = "EUR", language: str = "en") -> Products:
    """The styles of the Shopify file at `path` with the translations found beside it.

    Each problem names its file. Raises FileError for a file that cannot be read as a whole,
    OSError for one that is not there.
    """
    products = read_products(read_text(path), path.name, currency, language)
    products = _named(products, (), path.name)
    for other in sorted(path.parent.glob(TRANSLATIONS)):
        translated = translate(products, read_text(other), other.name)
        products = _named(translated, products.problems, other.name)
    return products


def assemble(styles: Sequence[Style]) -> Catalogue:
    """The catalogue document of `styles`; its version is a digest of all that it says."""
    languages = tuple(dict.fromkeys(language for style in styles for language in style.texts))
    said = json.dumps([style.model_dump(mode="json") for style in styles], sort_keys=True)
    version = hashlib.sha256(said.encode()).hexdigest()[:16]
    return Catalogue(version=version, languages=languages, styles=tuple(styles))


def _named(products: Products, known: tuple[RowProblem, ...], file: str) -> Products:
    fresh = products.problems[len(known) :]
    return replace(products, problems=(*known, *(replace(p, file=file) for p in fresh)))
