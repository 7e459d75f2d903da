"""Shopify's orders: JSON of the Admin API with line items and refunds, and the CSV of an export.

Fields: https://shopify.dev/docs/api/admin-rest/latest/resources/order and …/resources/refund; the
export's columns: https://help.shopify.com/en/manual/fulfillment/managing-orders/exporting-orders,
where an order's further lines repeat its name and leave its other cells empty.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from catalogue.json_text import Node, read_json
from catalogue.problems import Misfit
from catalogue.rows import read_sheet, require
from headoffice.sales.plain import nodes_of, text_of
from headoffice.sales.till import Ledger, Reading, TillFile, amount, each, quantity

CSV_COLUMNS: Final = (
    "Name",
    "Created at",
    "Lineitem quantity",
    "Lineitem price",
    "Lineitem sku",
)
_CSV_WORDS: Final = {
    "store": "Location",
    "basket": "Name",
    "time": "Created at",
    "gtin": "Lineitem sku",
    "serial": "serial",
    "quantity": "Lineitem quantity",
    "unit_price": "Lineitem price",
    "currency": "Currency",
    "customer": "customer",
    "visit_code": "visit_code",
}
_WORDS: Final = {
    "store": "location_id",
    "basket": "id",
    "time": "created_at",
    "gtin": "sku",
    "serial": "serial",
    "quantity": "quantity",
    "unit_price": "price",
    "currency": "currency",
    "customer": "customer.id",
    "visit_code": "visit_code",
}
_JSON: Final = '{"orders": [{"id", "created_at", "line_items": […], "refunds": […]}]}'


def read_shopify_json(text: str, name: str, reading: Reading) -> TillFile:
    """Orders of the Admin API, `{"orders": […]}`, one `{"order": …}` or a list. Raises FileError.

    A refund is a receipt of its own, dated when the garments came back. The barcode is a line's
    `barcode`, else its `sku`.
    """
    document = read_json(text, name)
    if isinstance(document, Node) and isinstance(document.get("order"), Node):
        document = [document["order"]]
    ledger = Ledger(reading, _WORDS)
    for order in nodes_of(document, "orders", name, _JSON):
        _order(order, ledger)
    return ledger.done()


def _order(order: Node, ledger: Ledger) -> None:
    if order.get("test") is True or text_of(order.get("financial_status")) == "voided":
        return ledger.passed("an order that is a test or voided")
    if not text_of(order.get("location_id")):
        return ledger.passed("an order of no location: it was not sold in a store")
    said = _of_order(order)
    with_tax = order.get("taxes_included") is not False
    lines = {text_of(line.get("id")): line for line in order.nodes("line_items")}
    for line in lines.values():
        _item(ledger, line.line, said, line, text_of(line.get("quantity")), _paid(line, with_tax))
    for refund in order.nodes("refunds"):
        back = {**said, "basket": f"{said['basket']}/refund/{text_of(refund.get('id'))}"}
        back["time"] = text_of(refund.get("processed_at")) or text_of(refund.get("created_at"))
        for part in refund.nodes("refund_line_items"):
            line = part.get("line_item") or lines.get(text_of(part.get("line_item_id")), Node())
            pieces = f"-{text_of(part.get('quantity'))}"
            _item(ledger, part.line, back, line, pieces, _refunded(part, with_tax))
    return None


def _of_order(order: Node) -> dict[str, str]:
    customer = order.get("customer")
    return {
        "basket": text_of(order.get("id")),
        "time": text_of(order.get("processed_at")) or text_of(order.get("created_at")),
        "store": text_of(order.get("location_id")),
        "currency": text_of(order.get("currency")),
        "customer": text_of(customer.get("id")) if isinstance(customer, Node) else "",
        "visit_code": _noted(order, "note_attributes", "visit_code"),
    }


def _item(
    ledger: Ledger,
    row: int,
    said: Mapping[str, str],
    line: Node,
    pieces: str,
    paid: "Iterator[Decimal]",
) -> None:
    if line.get("gift_card") is True:
        return ledger.passed("a gift card")
    facts = {**said, "gtin": text_of(line.get("barcode")) or text_of(line.get("sku"))}
    try:
        number = quantity(pieces, ledger.words["quantity"])
        facts |= {"quantity": str(number), "unit_price": each(sum(paid, Decimal(0)), number)}
    except Misfit as misfit:
        return ledger.refuse(row, said, misfit)
    return ledger.add(row, facts, [_noted(line, "properties", "serial")])


def _paid(line: Node, with_tax: bool) -> Iterator[Decimal]:  # noqa: FBT001
    """What a line cost: its pieces, less discounts, plus the tax that is not in its price."""
    pieces = amount(text_of(line.get("quantity")), "quantity")
    yield amount(text_of(line.get("price")), "price") * pieces
    for discount in line.nodes("discount_allocations"):
        yield -amount(text_of(discount.get("amount")), "discount_allocations.amount")
    if not with_tax:
        for tax in line.nodes("tax_lines"):
            yield amount(text_of(tax.get("price")), "tax_lines.price")


def _refunded(part: Node, with_tax: bool) -> Iterator[Decimal]:  # noqa: FBT001
    yield amount(text_of(part.get("subtotal")), "subtotal")
    if not with_tax:
        yield amount(text_of(part.get("total_tax")) or "0", "total_tax")


def _noted(node: Node, key: str, name: str) -> str:
    """The value of a name in a list of `{"name", "value"}`, which is where a shop adds its own."""
    pairs = {text_of(it.get("name")).lower(): text_of(it.get("value")) for it in node.nodes(key)}
    return pairs.get(name, "")


def read_shopify_csv(text: str, name: str, reading: Reading) -> TillFile:
    """The export of orders; prices as they stand, returns not at all. Raises FileError."""
    sheet = read_sheet(text, name)
    require(sheet.header, CSV_COLUMNS, name)
    ledger = Ledger(reading, _CSV_WORDS, list(sheet.problems))
    order: dict[str, str] = {}
    for row in sheet.rows:
        if row.get("Name") and row.get("Name") != order.get("Name"):
            order = dict(row.cells)
            if _is_money(order.get("Refunded Amount", "")):
                ledger.passed("an order with a refund, of which the CSV says no garment: use JSON")
        if order.get("Financial Status") == "voided":
            ledger.passed("a line of an order that is voided")
        elif order.get("Location") == "":
            ledger.passed("a line of an order of no location: it was not sold in a store")
        else:
            ledger.add(row.line, _csv_line(row.cells, order))
    return ledger.done()


def _csv_line(cells: Mapping[str, Any], order: Mapping[str, str]) -> dict[str, str]:
    return {
        # The id is what the Admin API calls the order too.
        "basket": order.get("Id") or order.get("Name", ""),
        "time": order.get("Created at", ""),
        "store": order.get("Location", ""),
        "currency": order.get("Currency", ""),
        "gtin": cells["Lineitem sku"],
        "quantity": cells["Lineitem quantity"],
        "unit_price": cells["Lineitem price"],
    }


def _is_money(found: str) -> bool:
    try:
        return amount(found, "") > 0
    except Misfit:
        return False
