"""Google Merchant's product file (tab-separated), read into the contract's styles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from catalogue import cells
from catalogue.ledger import ONE_SIZE, Draft, Ledger, Products
from catalogue.parts import TEXTS, key_of, read_parts
from catalogue.photos import photographs
from catalogue.problems import RowProblem
from catalogue.rows import Row, plain_names, read_sheet, require
from catalogue.terms import in_columns
from contract.parts import Money, Photo, Promotion
from contract.styles import Style, Variant

COLUMNS: Final = ("id", "title", "price", "gtin")
#: What may part a style's name from a colour or size at the end of a title.
_PARTED = r"[\s]*[,/|·–—(-]\s*"


@dataclass(frozen=True, slots=True)
class _Reading:
    currency: str
    ledger: Ledger


def read_merchant(
    text: str, name: str = "products.tsv", currency: str = "EUR", language: str = "en"
) -> Products:
    """The styles of a Merchant file: rows of one `item_group_id` are one style.

    Prices that name no currency are in `currency`, texts in `language`. Rows that do not fit become
    problems and the rest goes on; FileError when it is no such file.
    """
    sheet = plain_names(read_sheet(text, name, "\t"))
    require(sheet.header, COLUMNS, name)
    ledger = Ledger(language, [*sheet.problems, *_doubled(sheet.header), *in_columns(sheet.rows)])
    reading = _Reading(currency, ledger)
    groups: dict[str, list[Row]] = {}
    for row in sheet.rows:
        handle = row.get("item_group_id") or row.get("id")
        if handle:
            groups.setdefault(handle, []).append(row)
        else:
            ledger.tell(row.line, "no id", "an id of its own")
    return ledger.products([_style(rows, handle, reading) for handle, rows in groups.items()])


def _doubled(header: Iterable[str]) -> list[RowProblem]:
    wanted = "one such column, its values parted by commas; the last one is read"
    return [
        RowProblem(1, f"column {column} {count} times", wanted)
        for column, count in Counter(header).items()
        if count > 1
    ]


def _style(rows: list[Row], handle: str, reading: _Reading) -> Style | None:
    ledger = reading.ledger
    head = rows[0]
    said = _details(rows)
    draft = Draft(
        line=head.line,
        handle=handle,
        title=_title(rows),
        brand=head.get("brand"),
        category=_category(head),
        texts={"description": head.get("description"), **{key: said.get(key, "") for key in TEXTS}},
        photos=_photos(rows),
        parts=read_parts(said, reading.currency, ledger.language, ledger.telling(head.line)),
        rows=rows,
    )
    return ledger.style(draft, lambda row: _variant(row, reading))


def _variant(row: Row, reading: _Reading) -> Variant:
    gtin = reading.ledger.gtin(row.get("gtin"))
    price = _money(row, "price", reading.currency)
    sale = _money(row, "sale_price", reading.currency)
    dates = row.get("sale_price_effective_date")
    promotion = None
    if sale and dates:
        since, until = cells.interval(dates, "sale_price_effective_date")
        promotion = Promotion(price=sale, since=since, until=until)
    # A sale price for ever is the price, as a shop's page has it.
    lower = sale and (price is None or sale.amount < price.amount)
    reduced = sale if lower and not dates else None
    return Variant(
        gtin=gtin,
        colour=row.get("color"),
        size=row.get("size") or ONE_SIZE,
        price=reduced or price,
        was=price if reduced else None,
        promotion=promotion,
        sku=row.get("id"),
    )


def _money(row: Row, column: str, currency: str) -> Money | None:
    return cells.asked(row.get(column), column, currency)


def _title(rows: list[Row]) -> str:
    """The style's name: what titles say before their own colour and size, which each has once."""
    head = rows[0]
    title = head.get("title")
    if len(rows) > 1 and all(row.get("title") == title for row in rows):
        return title
    size, colour = head.get("size"), head.get("color")
    either = (_without(_without(title, a), b) for a, b in ((size, colour), (colour, size)))
    return min(either, key=len)


def _without(title: str, own: str) -> str:
    """*title* without *own* at its end, perhaps in brackets."""
    if not own:
        return title
    shorter = re.sub(rf"{_PARTED}{re.escape(own)}\)?$", "", title, flags=re.IGNORECASE)
    return shorter.strip() or title


def _category(head: Row) -> tuple[str, ...]:
    """The brand's own taxonomy, of several the first; else Google's, unless it is a number."""
    own = head.get("product_type").partition(",")[0]
    google = head.get("google_product_category")
    return cells.path(own or ("" if google.isdigit() else google))


def _photos(rows: list[Row]) -> tuple[Photo, ...]:
    shown = [(name, row.get("color")) for row in rows for name in _names(row)]
    alts = dict.fromkeys((name for name, _ in shown), "")
    # Of one colour only, a style's photographs show nothing in particular.
    several = len({row.get("color") for row in rows}) > 1
    return photographs(alts, shown if several else ())


def _names(row: Row) -> list[str]:
    more = [_unquoted(part) for part in _split(row.get("additional_image_link"), ",")]
    return [name for name in (row.get("image_link"), *more) if name]


def _details(rows: list[Row]) -> dict[str, str]:
    """The parts said in `product_detail`, `product_highlight` and `material`; the first row wins.

    A detail is `SECTION:NAME:VALUE` or `NAME:VALUE`; a value with commas stands in quotation marks.
    """
    said: dict[str, str] = {}
    for row in rows:
        for detail in _split(row.get("product_detail"), ","):
            name, value = _named(detail)
            if key := key_of(name):
                said.setdefault(key, value)
        for key, value in (("fabric", row.get("material")), ("editorial", _highlights(row))):
            if value:
                said.setdefault(key, value)
    return said


def _highlights(row: Row) -> str:
    found = _split(row.get("product_highlight"), ",")
    return "<br>".join(_unquoted(part) for part in found)


def _named(detail: str) -> tuple[str, str]:
    pieces = [_unquoted(piece) for piece in _split(detail, ":")]
    if len(pieces) < 3:
        return pieces[0] if pieces else "", "".join(pieces[1:])
    return pieces[1], ":".join(pieces[2:])


def _split(text: str, sign: str) -> list[str]:
    """The parts of *text* between *sign*, which counts for nothing within quotation marks."""
    return [part.strip() for part in re.findall(rf'(?:[^"{sign}]|"(?:[^"]|"")*(?:"|$))+', text)]


def _unquoted(part: str) -> str:
    if len(part) > 1 and part[0] == part[-1] == '"':
        return part[1:-1].replace('""', '"').strip()
    return part
