"""The column names of Shopify's product CSV, in its current form and in the one before."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from catalogue.parts import key_of
from catalogue.problems import FileError

COLOUR_OPTIONS = frozenset(
    {"color", "colour", "couleur", "farbe", "colore", "color/colour", "coloris"}
)
_METAFIELD = re.compile(r"product\.metafields\.[\w-]+\.([\w-]+)")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what; option columns are pairs of (name, value)."""

    handle: str
    title: str
    description: str
    sku: str
    barcode: str
    price: str
    was: str
    image: str
    variant_image: str
    options: tuple[tuple[str, str], ...]
    vendor: str = "Vendor"
    type: str = "Type"
    status: str = "Status"
    alt: str = ""
    position: str = ""
    category: str = ""
    #: The column of each part of a product sheet, by its key.
    parts: Mapping[str, str] = field(default_factory=dict)
    #: Metafields that are none of ours.
    unknown: tuple[str, ...] = ()


def read_header(header: tuple[str, ...], name: str) -> Columns:
    """The columns of a product file; FileError when it is of neither form."""
    present = set(header)
    if {"URL handle", "Title", "Price"} <= present:
        columns = _current()
    elif {"Handle", "Title", "Variant Price"} <= present:
        columns = _older()
    else:
        raise FileError(
            f"{name} is no Shopify product file: wanted the columns 'URL handle, Title, Price' "
            f"or 'Handle, Title, Variant Price'; found {', '.join(header[:8])}"
        )
    parts, unknown = _metafields(header)
    return Columns(options=_options(present), parts=parts, unknown=unknown, **columns)


def _current() -> dict[str, str]:
    return {
        "handle": "URL handle",
        "title": "Title",
        "description": "Description",
        "sku": "SKU",
        "barcode": "Barcode",
        "price": "Price",
        "was": "Compare-at price",
        "image": "Product image URL",
        "position": "Image position",
        "alt": "Image alt text",
        "variant_image": "Variant image URL",
        "category": "Product category",
    }


def _older() -> dict[str, str]:
    return {
        "handle": "Handle",
        "title": "Title",
        "description": "Body (HTML)",
        "sku": "Variant SKU",
        "barcode": "Variant Barcode",
        "price": "Variant Price",
        "was": "Variant Compare At Price",
        "image": "Image Src",
        "position": "Image Position",
        "alt": "Image Alt Text",
        "variant_image": "Variant Image",
        "category": "Product Category",
    }


_OPTION_WORDS = (("name", "value"), ("Name", "Value"))


def _options(present: set[str]) -> tuple[tuple[str, str], ...]:
    pairs = [(f"Option{n} {a}", f"Option{n} {b}") for n in "123" for a, b in _OPTION_WORDS]
    return tuple(pair for pair in pairs if present.issuperset(pair))


def _metafields(header: tuple[str, ...]) -> tuple[dict[str, str], tuple[str, ...]]:
    """The columns of our parts, by metafield key or by their plain names; and the other ones."""
    found: dict[str, str] = {}
    unknown: list[str] = []
    for column in header:
        metafield = _METAFIELD.search(column)
        key = key_of(metafield[1] if metafield else column)
        if key:
            found.setdefault(key, column)
        elif metafield:
            unknown.append(metafield[0].removeprefix("product.metafields."))
    return found, tuple(unknown)
