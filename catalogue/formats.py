"""Which kind of product file a text is, told by what is in it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Final

from catalogue.ledger import Products
from catalogue.merchant import read_merchant
from catalogue.problems import FileError
from catalogue.schema_org import read_schema_org
from catalogue.shopify import read_products
from catalogue.stock import SIMPLE


class Format(StrEnum):
    SHOPIFY = "shopify"
    MERCHANT = "google"
    SCHEMA_ORG = "schema.org"


#: Each takes text, file name, currency and language. Raises FileError.
READERS: Final[dict[Format, Callable[[str, str, str, str], Products]]] = {
    Format.SHOPIFY: read_products,
    Format.MERCHANT: read_merchant,
    Format.SCHEMA_ORG: read_schema_org,
}
_WANTED: Final = (
    "a Shopify product CSV (URL handle, Title, Price …), a Google Merchant TSV "
    "(id, title, price, gtin …) or schema.org JSON-LD"
)


def recognise(text: str, name: str) -> Format:
    """The format of *text*; FileError when it is none of them, and what it seems to be."""
    first = text.lstrip()[:1]
    if first in {"{", "["}:
        if '"@type"' in text or '"@graph"' in text:
            return Format.SCHEMA_ORG
        raise FileError(f"{name} is JSON without @type{_hint(text)}; wanted {_WANTED}")
    head = text.lstrip("\r\n").partition("\n")[0]
    columns = {cell.lower() for cell in _cells(head)}
    stock = {cell.replace(" ", "_") for cell in columns}
    if ("store_code" in stock and stock & {"quantity", "availability"}) or stock.issuperset(SIMPLE):
        raise FileError(
            f"{name} is a stock feed; wanted {_WANTED}: bring it in with `import stock`"
        )
    if "\t" in head and {"id", "title"} <= columns:
        return Format.MERCHANT
    if "title" in columns and columns & {"handle", "url handle"}:
        return Format.SHOPIFY
    found = ", ".join(_cells(head)[:8])[:200] or "nothing"
    raise FileError(f"{name} is of no known format: found {found}; wanted {_WANTED}")


def _cells(head: str) -> list[str]:
    """Good enough to tell headers apart: none has a separator of its own."""
    return [cell.strip(' "\r') for cell in head.split("\t" if "\t" in head else ",")]


def _hint(text: str) -> str:
    return " (lookbooks? give them with --lookbooks)" if '"styles"' in text else ""
