"""Shopify's product CSV, current or older header, read into the contract's styles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from catalogue import sizes
from catalogue.problems import RowProblem
from catalogue.rows import Row, read_sheet
from catalogue.shopify_header import COLOUR_OPTIONS, Columns, read_header
from catalogue.text import paragraphs, plain
from contract.ids import normal_gtin
from contract.parts import Money, Photo
from contract.styles import Style, StyleText, Variant

_PRICE = re.compile(r"\d{1,9}(\.\d{1,3})?", re.ASCII)
_MANGLED = re.compile(r"\d([.,]\d+)?E\+?\d+", re.IGNORECASE)
ONE_SIZE = "One size"


@dataclass(frozen=True, slots=True)
class Products:
    """What a product file held: usable styles in the file's order, and all that did not fit."""

    styles: tuple[Style, ...]
    problems: tuple[RowProblem, ...]


class RowError(Exception):
    """Carries the problem of a row that is left out."""

    def __init__(self, row: Row, found: str, wanted: str) -> None:
        super().__init__(found)
        self.problem = RowProblem(row.line, found, wanted)


@dataclass(slots=True)
class _Reading:
    """What must be known across the whole file while it is read."""

    columns: Columns
    currency: str
    language: str
    #: Line of the row that first used a barcode.
    barcodes: dict[str, int] = field(default_factory=dict)
    problems: list[RowProblem] = field(default_factory=list)

    def kept(self, rows: Iterable[Row], head: Row) -> Iterator[Variant]:
        taken: dict[tuple[str, str], int] = {}
        for row in rows:
            try:
                variant = _variant(row, head, self)
            except RowError as refused:
                self.problems.append(refused.problem)
                continue
            pair = (variant.colour, variant.size)
            if pair in taken:
                found = f"{' '.join(pair).strip()} a second time, after line {taken[pair]}"
                self.problems.append(RowProblem(row.line, found, "each colour and size once"))
                continue
            taken[pair] = row.line
            self.barcodes[variant.gtin] = row.line
            yield variant


def read_products(
    text: str, name: str = "products.csv", currency: str = "EUR", language: str = "en"
) -> Products:
    """The styles of a product file whose prices are in `currency` and texts in `language`.

    Rows that do not fit become problems and the rest goes on; FileError when the file is no
    Shopify product file at all. Photos come without renditions: no sizes, width and height 0.
    """
    sheet = read_sheet(text, name)
    reading = _Reading(read_header(sheet.header, name), currency, language)
    reading.problems.extend(sheet.problems)
    styles = [_style(rows, reading) for rows in _by_handle(sheet.rows, reading).values()]
    return Products(
        tuple(style for style in styles if style is not None),
        tuple(sorted(reading.problems, key=lambda problem: problem.line)),
    )


def _by_handle(rows: Iterable[Row], reading: _Reading) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        handle = row.get(reading.columns.handle)
        if handle:
            groups.setdefault(handle, []).append(row)
        else:
            reading.problems.append(RowProblem(row.line, "no handle", "the handle of its style"))
    return groups


def _style(rows: list[Row], reading: _Reading) -> Style | None:
    columns = reading.columns
    head = rows[0]
    if head.get(columns.status).lower() in {"draft", "archived", "unlisted"}:
        return None
    handle, title = head.get(columns.handle), head.get(columns.title)
    if not title:
        reading.problems.append(
            RowProblem(head.line, f"no title for style {handle!r}", "a title in its first row")
        )
        return None
    variants = tuple(reading.kept((row for row in rows if _sells(row, columns)), head))
    if not variants:
        reading.problems.append(
            RowProblem(head.line, f"no usable variant of style {handle!r}", "at least one")
        )
        return None
    return Style(
        style=handle,
        brand=head.get(columns.vendor),
        category=_category(head, columns),
        texts={reading.language: _text(head, columns)},
        photos=tuple(_photos(rows, head, columns)),
        variants=_in_order(variants),
    )


def _sells(row: Row, columns: Columns) -> bool:
    """Whether a row is a variant; else it only adds a picture."""
    options = (row.get(value) for _, value in columns.options)
    return any((row.get(columns.price), row.get(columns.barcode), *options)) or not row.get(
        columns.image
    )


def _variant(row: Row, head: Row, reading: _Reading) -> Variant:
    columns = reading.columns
    gtin = _gtin(row, reading)
    price = _price(row, columns.price)
    if price is None:
        raise RowError(row, "no price", "a price above 0 such as 89.00")
    was = _price(row, columns.was)
    colour, size = _options(row, head, columns)
    return Variant(
        gtin=gtin,
        colour=colour,
        size=size,
        price=Money(amount=price, currency=reading.currency),
        # Shops leave the old price in place when a reduction ends.
        was=Money(amount=was, currency=reading.currency) if was and was > price else None,
        sku=row.get(columns.sku),
    )


def _gtin(row: Row, reading: _Reading) -> str:
    # A leading apostrophe is how a spreadsheet keeps digits from becoming a number.
    found = row.get(reading.columns.barcode).removeprefix("'")
    if not found:
        raise RowError(row, "no barcode", "a GTIN of 8, 12, 13 or 14 digits")
    if _MANGLED.fullmatch(found):
        raise RowError(
            row, f"barcode {found}, shortened by a spreadsheet", "all its digits, kept as text"
        )
    try:
        gtin = normal_gtin(found)
    except ValueError as error:
        raise RowError(row, f"barcode {error}", "a valid GTIN") from None
    if gtin in reading.barcodes:
        raise RowError(
            row,
            f"barcode {found} a second time, after line {reading.barcodes[gtin]}",
            "each barcode once",
        )
    return gtin


def _price(row: Row, column: str) -> Decimal | None:
    found = row.get(column)
    if not found:
        return None
    if not _PRICE.fullmatch(found) or not Decimal(found):
        raise RowError(row, f"{column} {found!r}", "a price above 0 such as 89.00")
    return Decimal(found)


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
            raise RowError(row, f"no {head.get(name)}", f"a {head.get(name)} in {value!r}")
    return colour, " / ".join(rest) or ONE_SIZE


def _category(head: Row, columns: Columns) -> tuple[str, ...]:
    parts = [part.strip() for part in head.get(columns.category).split(">")]
    parts.append(head.get(columns.type))
    return tuple(dict.fromkeys(part for part in parts if part))


def _text(head: Row, columns: Columns) -> StyleText:
    return StyleText(
        title=" ".join(paragraphs(head.get(columns.title))),
        description=plain(head.get(columns.description)),
        fabric=plain(head.get(columns.fabric)),
        fit=plain(head.get(columns.fit)),
        care=plain(head.get(columns.care)),
    )


def _photos(rows: list[Row], head: Row, columns: Columns) -> Iterator[Photo]:
    """Product pictures by position, then pictures only a variant names; each once."""
    alts: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: _position(row, columns)):
        if row.get(columns.image):
            alts.setdefault(row.get(columns.image), row.get(columns.alt))
    colours: dict[str, set[str]] = {}
    for row in rows:
        if row.get(columns.variant_image):
            alts.setdefault(row.get(columns.variant_image), "")
            shown = colours.setdefault(row.get(columns.variant_image), set())
            shown.add(_colour(row, head, columns))
    for name, alt in alts.items():
        only = colours.get(name, set())
        colour = next(iter(only)) if len(only) == 1 else None
        yield Photo(name=name, alt=alt, colour=colour or None, sizes={}, width=0, height=0)


def _colour(row: Row, head: Row, columns: Columns) -> str:
    names = (value for name, value in columns.options if head.get(name).lower() in COLOUR_OPTIONS)
    return row.get(next(names, ""))


def _position(row: Row, columns: Columns) -> int:
    found = row.get(columns.position)
    return int(found) if found.isascii() and found.isdigit() else 1_000_000


def _in_order(variants: tuple[Variant, ...]) -> tuple[Variant, ...]:
    """Colours as the file has them, and within a colour the sizes as they stand on a rail."""
    colours = list(dict.fromkeys(variant.colour for variant in variants))
    return tuple(sorted(variants, key=lambda v: (colours.index(v.colour), sizes.rank(v.size))))
