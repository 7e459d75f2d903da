"""Shopify's product CSV, current or older header, read into the contract's styles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from catalogue import cells
from catalogue.ledger import ONE_SIZE, Draft, Ledger, Products
from catalogue.parts import KEYS, TEXTS, read_parts
from catalogue.photos import photographs
from catalogue.problems import Misfit
from catalogue.rows import Row, read_sheet
from catalogue.shopify_header import COLOUR_OPTIONS, Columns, read_header
from contract.parts import Money, Photo
from contract.styles import Style, Variant

_HIDDEN: Final = frozenset({"draft", "archived", "unlisted"})


@dataclass(frozen=True, slots=True)
class _Reading:
    columns: Columns
    currency: str
    ledger: Ledger


def read_products(
    text: str, name: str = "products.csv", currency: str = "EUR", language: str = "en"
) -> Products:
    """The styles of a product file whose prices are in `currency` and texts in `language`.

    Rows that do not fit become problems and the rest goes on; FileError when the file is no
    Shopify product file at all. Photos come without renditions: no sizes, width and height 0.
    """
    sheet = read_sheet(text, name)
    columns = read_header(sheet.header, name)
    ledger = Ledger(language, list(sheet.problems))
    if columns.unknown:
        found = f"metafields {', '.join(columns.unknown)}"
        ledger.tell(1, found, f"one of {', '.join(KEYS)}; others are passed over")
    reading = _Reading(columns, currency, ledger)
    groups = _by_handle(sheet.rows, reading).values()
    return ledger.products([_style(rows, reading) for rows in groups])


def _by_handle(rows: Iterable[Row], reading: _Reading) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        handle = row.get(reading.columns.handle)
        if handle:
            groups.setdefault(handle, []).append(row)
        else:
            reading.ledger.tell(row.line, "no handle", "the handle of its style")
    return groups


def _style(rows: list[Row], reading: _Reading) -> Style | None:
    columns, ledger = reading.columns, reading.ledger
    head = rows[0]
    if head.get(columns.status).lower() in _HIDDEN:
        return None
    said = {key: head.get(column) for key, column in columns.parts.items()}
    draft = Draft(
        line=head.line,
        handle=head.get(columns.handle),
        title=head.get(columns.title),
        brand=head.get(columns.vendor),
        category=_category(head, columns),
        texts={
            "description": head.get(columns.description),
            **{key: said.get(key, "") for key in TEXTS},
        },
        photos=_photos(rows, head, columns),
        parts=read_parts(said, reading.currency, ledger.language, ledger.telling(head.line)),
        rows=[row for row in rows if _sells(row, columns)],
    )
    return ledger.style(draft, lambda row: _variant(row, head, reading))


def _sells(row: Row, columns: Columns) -> bool:
    """Whether a row is a variant; else it only adds a picture."""
    options = (row.get(value) for _, value in columns.options)
    return any((row.get(columns.price), row.get(columns.barcode), *options)) or not row.get(
        columns.image
    )


def _variant(row: Row, head: Row, reading: _Reading) -> Variant:
    columns = reading.columns
    gtin = reading.ledger.gtin(row.get(columns.barcode))
    price = _price(row, columns.price, reading)
    was = _price(row, columns.was, reading)
    colour, size = _options(row, head, columns)
    return Variant(
        gtin=gtin,
        colour=colour,
        size=size,
        price=price,
        # Shops leave the old price in place when a reduction ends.
        was=was if was and price and was.amount > price.amount else None,
        sku=row.get(columns.sku),
    )


def _price(row: Row, column: str, reading: _Reading) -> Money | None:
    return cells.asked(row.get(column), column, reading.currency)


def _options(row: Row, head: Row, columns: Columns) -> tuple[str, str]:
    """The colour and size of a row; options that are no colour are joined into the size."""
    colour, rest = "", []
    for name, value in columns.options:
        found = row.get(value)
        if head.get(name).lower() in COLOUR_OPTIONS:
            colour = found
        elif found and found != "Default Title":
            rest.append(found)
        if head.get(name) and not found:
            raise Misfit(f"no {head.get(name)}", f"a {head.get(name)} in {value!r}")
    return colour, " / ".join(rest) or ONE_SIZE


def _category(head: Row, columns: Columns) -> tuple[str, ...]:
    kind = head.get(columns.type)
    steps = cells.path(head.get(columns.category))
    return tuple(dict.fromkeys((*steps, *([kind] if kind else []))))


def _photos(rows: list[Row], head: Row, columns: Columns) -> tuple[Photo, ...]:
    """Product pictures by position, then pictures only a variant names; each once."""
    alts: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: _position(row, columns)):
        if row.get(columns.image):
            alts.setdefault(row.get(columns.image), row.get(columns.alt))
    owned = [(image, row) for row in rows if (image := row.get(columns.variant_image))]
    for image, _ in owned:
        alts.setdefault(image, "")
    return photographs(alts, [(image, _colour(row, head, columns)) for image, row in owned])


def _colour(row: Row, head: Row, columns: Columns) -> str:
    names = (value for name, value in columns.options if head.get(name).lower() in COLOUR_OPTIONS)
    return row.get(next(names, ""))


def _position(row: Row, columns: Columns) -> int:
    found = row.get(columns.position)
    return int(found) if found.isascii() and found.isdigit() else 1_000_000
