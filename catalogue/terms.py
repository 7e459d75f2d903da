"""What product files say of delivery and returns: told, for services.toml says it of all styles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sized
from typing import Any, Final

from catalogue.json_text import Node, clean, texts
from catalogue.problems import RowProblem
from catalogue.rows import Row

_DELIVERY: Final = "each [[delivery]] in services.toml, for every style; it is not read here"
_RETURNS: Final = "[returns] in services.toml, for every style; it is not read here"
#: Google's columns, and where they belong.
COLUMNS: Final = {
    "shipping": _DELIVERY,
    "shipping_label": _DELIVERY,
    "free_shipping_threshold": _DELIVERY,
    "min_handling_time": _DELIVERY,
    "max_handling_time": _DELIVERY,
    "transit_time_label": _DELIVERY,
    "return_policy_label": _RETURNS,
}
#: schema.org's properties, of an offer, a product or the shop.
PROPERTIES: Final = {
    "shippingDetails": _DELIVERY,
    "hasShippingService": _DELIVERY,
    "hasMerchantReturnPolicy": _RETURNS,
}
#: So many signs show which one is meant.
_SHOWN: Final = 100


def in_columns(rows: Iterable[Row]) -> list[RowProblem]:
    """One problem for each such column that says something, at the first row that does."""
    said = ((name, row.line, row.get(name)) for row in rows for name in COLUMNS if row.get(name))
    return _told("column", said, COLUMNS)


def in_properties(read: Any) -> list[RowProblem]:
    """One problem for each such property in a document, on the line of the first that has it."""
    nodes = [node for node in _within(read) if isinstance(node, Node)]
    said = (
        (name, node.line, _brief(node[name]))
        for node in nodes
        for name in PROPERTIES
        if node.get(name)
    )
    return _told("property", said, PROPERTIES)


def _told(
    what: str, said: Iterable[tuple[str, int, str]], wanted: dict[str, str]
) -> list[RowProblem]:
    found: dict[str, list[tuple[int, str]]] = {}
    for name, line, value in said:
        found.setdefault(name, []).append((line, value[:_SHOWN]))
    return [
        RowProblem(line, f"{what} {name} {value!r}{_and(more)}", wanted[name])
        for name, ((line, value), *more) in found.items()
    ]


def _and(more: Sized) -> str:
    return f", and {len(more)} more" if more else ""


def _within(read: Any) -> Iterator[Any]:
    """*read* and all that is in it, in the file's order, however deep it is."""
    left = [read]
    while left:
        one = left.pop()
        yield one
        inner = one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
        left.extend(reversed(list(inner)))


def _brief(value: Any) -> str:
    """What a property says first, without its types."""
    nodes = [node for node in _within(value) if isinstance(node, Node)]
    pairs = [pair for node in nodes for pair in node.items() if pair[0] != "@type"]
    words = [f"{key} {said}" for key, said in pairs if isinstance(said, str)]
    return clean(", ".join(words or texts(value)))
