"""Which till wrote a file, told by what is in it."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final

from catalogue.problems import FileError
from catalogue.rows import decode
from headoffice.sales.odoo import COLUMNS, read_odoo_csv, read_odoo_json
from headoffice.sales.plain import REQUIRED, read_csv, read_plain_json
from headoffice.sales.shopify import CSV_COLUMNS, read_shopify_csv, read_shopify_json
from headoffice.sales.till import Reading, TillFile


class Format(StrEnum):
    CSV = "csv"
    JSON = "json"
    ODOO = "odoo"
    SHOPIFY = "shopify"


#: Of each format the reader of delimited text and the one of JSON, where it has both.
_READERS: Final[Mapping[tuple[Format, bool], Callable[[str, str, Reading], TillFile]]] = {
    (Format.CSV, False): read_csv,
    (Format.JSON, True): read_plain_json,
    (Format.ODOO, False): read_odoo_csv,
    (Format.ODOO, True): read_odoo_json,
    (Format.SHOPIFY, False): read_shopify_csv,
    (Format.SHOPIFY, True): read_shopify_json,
}
_WANTED: Final = (
    f"a CSV with {','.join(REQUIRED)} …, a JSON of sales, orders of Odoo's point of sale or orders "
    "of Shopify (docs/sales.md)"
)


def read_till(body: bytes, name: str, reading: Reading, kind: Format | None = None) -> TillFile:
    """The sales in a till's file of *kind*, by default told by its content.

    Raises FileError for what cannot be read as a whole: another encoding than UTF-8, another
    delimiter than a comma, a column that is not there, a format that is none of ours.
    """
    text = decode(body, name)
    kind = kind or recognise(text, name)
    reader = _READERS.get((kind, _is_json(text)))
    if reader is None:
        found = "JSON" if _is_json(text) else "delimited text"
        raise FileError(f"{name} is {found}; --format {kind} is not: leave it out, or see --help")
    if not _is_json(text):
        _by_commas(text, name)
    return reader(text, name, reading)


def recognise(text: str, name: str) -> Format:
    """The format of *text*. Raises FileError when it is none of them."""
    if _is_json(text):
        return _of_json(text)
    _by_commas(text, name)
    columns = set(_cells(_head(text), ","))
    if columns.issuperset(CSV_COLUMNS):
        return Format.SHOPIFY
    if columns & {*COLUMNS["gtin"], *COLUMNS["total"]}:
        return Format.ODOO
    if columns.issuperset({"basket", "gtin"}):
        return Format.CSV
    found = ", ".join(_cells(_head(text), ",")[:8])[:200] or "nothing"
    raise FileError(f"{name} is of no known format: found {found}; wanted {_WANTED}")


def _of_json(text: str) -> Format:
    if '"line_items"' in text:
        return Format.SHOPIFY
    return Format.ODOO if '"pos_reference"' in text or '"date_order"' in text else Format.JSON


def _is_json(text: str) -> bool:
    return text.lstrip()[:1] in {"{", "["}


def _by_commas(text: str, name: str) -> None:
    head = _head(text)
    for delimiter, called in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
        if len(_cells(head, delimiter)) > max(2, len(_cells(head, ","))):
            raise FileError(f"{name} is parted by {called}; wanted commas: save it as 'CSV UTF-8'")


def _head(text: str) -> str:
    return text.lstrip("\r\n").partition("\n")[0]


def _cells(head: str, delimiter: str) -> list[str]:
    return [cell.strip(' "\r') for cell in head.split(delimiter)]
