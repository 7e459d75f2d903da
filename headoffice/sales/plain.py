"""Sales of any till in a plain CSV or JSON of our own (docs/sales.md)."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from catalogue.json_text import Node, clean, read_json
from catalogue.problems import FileError, Misfit
from catalogue.rows import read_sheet, require
from headoffice.sales.till import NAMES, Ledger, Reading, TillFile

REQUIRED: Final = ("basket", "time", "gtin", "quantity", "unit_price")
_WORDS: Final = {name: name for name in NAMES}
_JSON: Final = '{"sales": [{"basket", "time", "lines": [{"gtin", "quantity", "unit_price"}]}]}'


def read_csv(text: str, name: str, reading: Reading) -> TillFile:
    """Rows under `basket,time,gtin,quantity,unit_price`, and the other names where they are there.

    Raises FileError.
    """
    sheet = read_sheet(text, name, most_lines=1)
    require(sheet.header, REQUIRED, name)
    ledger = Ledger(reading, _WORDS, list(sheet.problems))
    for row in sheet.rows:
        ledger.add(row.line, row.cells)
    return ledger.done()


def read_plain_json(text: str, name: str, reading: Reading) -> TillFile:
    """Receipts with their lines, under "sales" or as a list; a line may say it all by itself.

    Raises FileError.
    """
    ledger = Ledger(reading, _WORDS)
    for receipt in nodes_of(read_json(text, name), "sales", name, _JSON):
        said = texts_of(receipt)
        lines = receipt.nodes("lines")
        if not lines:
            ledger.problems.append(
                Misfit(f"a sale {said.get('basket', '')!r} without lines", _JSON).at(receipt.line)
            )
        for line in lines:
            ledger.add(line.line, {**said, **texts_of(line)})
    return ledger.done()


def nodes_of(document: Any, key: str, name: str, wanted: str) -> Iterator[Node]:
    """The objects of a list, or of the list under *key*. Raises FileError."""
    found = document.get(key) if isinstance(document, Node) else document
    if not isinstance(found, list):
        raise FileError(f"{name} has no list {key!r}; wanted {wanted}")
    for number, one in enumerate(found, 1):
        if not isinstance(one, Node):
            raise FileError(f"{name}: element {number} of {key!r} is no object; wanted {wanted}")
        yield one


def texts_of(node: Mapping[str, Any]) -> dict[str, str]:
    """The values of an object that are text or numbers, as text."""
    return {key: text for key, value in node.items() if (text := text_of(value))}


def text_of(value: Any) -> str:
    """Text as it is; what says nothing, such as Odoo's false, is an empty one."""
    return clean(value) if isinstance(value, str) else ""
