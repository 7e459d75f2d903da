"""Odoo's point-of-sale orders, as its export writes them in CSV and its JSON-RPC answers them.

Fields and labels: `pos.order`, `pos.order.line`, `pos.pack.operation.lot` in
https://github.com/odoo/odoo/tree/master/addons/point_of_sale/models. The export writes an order's
own cells on the row of its first line only
(https://www.odoo.com/documentation/19.0/applications/essentials/export_import_data.html) and times
in the zone of whoever exports, without saying which (https://github.com/odoo/odoo/pull/29576);
JSON-RPC answers times in UTC.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final
from zoneinfo import ZoneInfo

from catalogue.json_text import Node, read_json
from catalogue.problems import FileError, Misfit
from catalogue.rows import Row, read_sheet
from headoffice.sales.plain import text_of
from headoffice.sales.till import Ledger, Reading, TillFile, amount, each, quantity

#: Each fact with the field's path, as "I want to update data" exports it, and its English label.
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "basket": ("pos_reference", "Receipt Number", "name", "Order Ref"),
    "time": ("date_order", "Date"),
    "store": ("config_id", "Point of Sale", "session_id/config_id", "Session/Point of Sale"),
    "currency": ("currency_id", "Currency", "currency_id/name", "Currency/Currency"),
    "customer": ("partner_id/ref", "Customer/Reference"),
    "state": ("state", "Status"),
    "gtin": ("lines/product_id/barcode", "Order Lines/Product/Barcode"),
    "quantity": ("lines/qty", "Order Lines/Quantity"),
    "total": ("lines/price_subtotal_incl", "Order Lines/Tax Incl."),
    "serial": ("lines/pack_lot_ids/lot_name", "Order Lines/Lot/serial Number/Lot Name"),
}
_OF_ORDER: Final = ("basket", "time", "store", "currency", "customer", "state")
_NEEDED: Final = ("basket", "time", "gtin", "quantity", "total")
#: Not paid, or paid no more.
_NO_SALE: Final = frozenset({"draft", "cancel", "New", "Cancelled"})
_JSON: Final = (
    '{"pos.order": […], "pos.order.line": […], "product.product": […]}, each as search_read '
    "answers it, or one answer of web_search_read with the lines and products in it"
)
_WORDS: Final = {
    "store": "config_id",
    "basket": "pos_reference",
    "time": "date_order",
    "gtin": "barcode",
    "serial": "lot_name",
    "quantity": "qty",
    "unit_price": "price_subtotal_incl",
    "currency": "currency_id",
    "customer": "partner_id/ref",
    "visit_code": "visit_code",
}


def read_odoo_csv(text: str, name: str, reading: Reading) -> TillFile:
    """Orders exported with their lines. Raises FileError."""
    sheet = read_sheet(text, name)
    columns = {
        fact: column
        for fact, names in COLUMNS.items()
        if (column := next((it for it in names if it in sheet.header), None))
    }
    if missing := [" or ".join(COLUMNS[fact][:2]) for fact in _NEEDED if fact not in columns]:
        raise FileError(
            f"{name} has no column {', no column '.join(missing)}; found {', '.join(sheet.header)}"
        )
    ledger = Ledger(reading, {**_WORDS, **columns}, list(sheet.problems))
    order: dict[str, str] = {}
    pending: list[tuple[int, dict[str, str], list[str]]] = []
    for row in sheet.rows:
        said = _facts(row, columns)
        if said["basket"]:
            order = {fact: said[fact] for fact in _OF_ORDER}
        if pending and not said["gtin"] and not said["quantity"] and said["serial"]:
            # A line of several pieces: each further serial stands on a row of its own.
            pending[-1][2].append(said["serial"])
        else:
            pending.append((row.line, {**said, **order}, [said.pop("serial")]))
    for line, said, serials in pending:
        _add(ledger, line, said, serials)
    return ledger.done()


def _facts(row: Row, columns: Mapping[str, str]) -> dict[str, str]:
    return {fact: row.get(columns.get(fact, "")) for fact in COLUMNS}


def read_odoo_json(text: str, name: str, reading: Reading) -> TillFile:
    """Orders as JSON-RPC answers them. Raises FileError."""
    models = _models(read_json(text, name), name)
    reading = replace(reading, zone=ZoneInfo("UTC"))
    ledger = Ledger(reading, _WORDS)
    known = {model: {_id(it): it for it in models.get(model, ())} for model in models}
    for order in models["pos.order"]:
        said = _of_order(order)
        for line in _lines(order, known):
            product = _found(line.get("product_id"), known.get("product.product", {}))
            lots = _many(line.get("pack_lot_ids"), known.get("pos.pack.operation.lot", {}))
            facts = {
                "gtin": text_of(product.get("barcode")),
                "quantity": text_of(line.get("qty")),
                "total": text_of(line.get("price_subtotal_incl")),
            }
            serials = [text_of(lot.get("lot_name")) for lot in lots]
            _add(ledger, line.line, {**said, **facts}, serials)
    return ledger.done()


def _add(ledger: Ledger, row: int, said: Mapping[str, str], serials: Iterable[str]) -> None:
    if said.get("state") in _NO_SALE:
        ledger.passed("a line of an order that is not paid")
        return
    if not said.get("gtin") and not said.get("quantity"):
        ledger.passed("an order without lines")
        return
    facts = {fact: text for fact, text in said.items() if fact != "serial"}
    try:
        pieces = quantity(said["quantity"], ledger.words["quantity"])
        total = amount(said["total"], ledger.words["unit_price"])
        facts |= {"quantity": str(pieces), "unit_price": each(total, pieces)}
    except Misfit as misfit:
        ledger.refuse(row, said, misfit)
        return
    ledger.add(row, facts, serials)


def _models(document: Any, name: str) -> dict[str, list[Node]]:
    """The records by model. Raises FileError."""
    answered = _answer(document)
    if isinstance(answered, Node) and "pos.order" in answered:
        models = {model: _records(value) for model, value in answered.items()}
    else:
        models = {"pos.order": _records(answered)}
    if not models["pos.order"]:
        raise FileError(f"{name} has no orders; wanted {_JSON}")
    return models


def _answer(value: Any) -> Any:
    """What a JSON-RPC envelope holds, or the value itself."""
    return value["result"] if isinstance(value, Node) and "result" in value else value


def _records(value: Any) -> list[Node]:
    found = _answer(value)
    found = found.get("records") if isinstance(found, Node) else found
    return [it for it in found if isinstance(it, Node)] if isinstance(found, list) else []


def _of_order(order: Node) -> dict[str, str]:
    partner = order.get("partner_id")
    return {
        "basket": text_of(order.get("pos_reference")) or text_of(order.get("name")),
        "time": text_of(order.get("date_order")),
        "store": _name(order.get("config_id")),
        "currency": _name(order.get("currency_id")),
        "customer": text_of(partner.get("ref")) if isinstance(partner, Node) else "",
        "state": text_of(order.get("state")),
    }


def _lines(order: Node, known: Mapping[str, Mapping[str, Node]]) -> list[Node]:
    """The lines inside the order, or those of their own list that are its."""
    lines = known.get("pos.order.line", {})
    inside = _many(order.get("lines"), lines)
    if inside:
        return inside
    return [line for line in lines.values() if _key(line.get("order_id")) == _id(order)]


def _many(value: Any, known: Mapping[str, Node]) -> list[Node]:
    found = value if isinstance(value, list) else []
    return [node for it in found if (node := _found(it, known))]


def _found(value: Any, known: Mapping[str, Node]) -> Node:
    """The record itself where it was read along, else the one that an id or [id, name] names."""
    return value if isinstance(value, Node) else known.get(_key(value), Node())


def _key(value: Any) -> str:
    if isinstance(value, Node):
        return _id(value)
    return text_of(value[0] if isinstance(value, list) and value else value)


def _id(record: Node) -> str:
    return text_of(record.get("id"))


def _name(value: Any) -> str:
    """The name of a many2one: [id, name], or the record with its display name."""
    if isinstance(value, Node):
        return text_of(value.get("display_name")) or text_of(value.get("name"))
    return text_of(value[1]) if isinstance(value, list) and len(value) > 1 else ""
