"""Tills' files: every format by an example."""
# ruff: noqa: E501  # rows as tills write them, sentences as people read them

import json
from typing import Any

import pytest

from headoffice.sales.till import TillFile
from tests.headoffice.sales.tills import AT, ODOO, ONE, PARIS_TIME, PLAIN, PLAIN_LINES, TWO, read


def short(found: TillFile) -> list[tuple[str, str, int, str, str]]:
    return [(it.basket, it.gtin, it.quantity, it.unit_price, it.serial) for it in found.lines]


def test_plain_csv_says_each_line() -> None:
    assert read(PLAIN) == TillFile(PLAIN_LINES, (), ())


def test_plain_json_says_the_same() -> None:
    head = {"store": "lyon", "time": "2026-11-21T10:15:00+01:00", "currency": "EUR"}
    one = {"gtin": "0614141100019", "serial": "A1", "quantity": 1, "unit_price": "89.00"}
    two = {"gtin": "614141100026", "quantity": 2, "unit_price": 19.90}
    sale = {**head, "basket": 4711, "customer": "c-1", "visit_code": "v-1", "lines": [one, two]}
    found = read(json.dumps({"sales": [sale]}))
    assert short(found) == [("4711", ONE, 1, "89.00", "A1"), ("4711", TWO, 2, "19.9", "")]
    assert {(it.at, it.customer, it.visit_code) for it in found.lines} == {(AT, "c-1", "v-1")}
    assert read(json.dumps([sale])) == found


ODOO_LINES = [
    ("00001-001-0001", ONE, 1, "89.00", "A1"),
    ("00001-001-0001", ONE, 1, "89.00", "A2"),
    ("00001-001-0001", TWO, 1, "19.90", ""),
    ("00001-001-0002", ONE, -1, "89.00", "A1"),
]
ODOO_FIELDS = {
    "Order Ref": "name",
    "Receipt Number": "pos_reference",
    "Point of Sale": "config_id",
    "Currency": "currency_id",
    "Customer/Reference": "partner_id/ref",
    "Order Lines/Product/Barcode": "lines/product_id/barcode",
    "Order Lines/Quantity": "lines/qty",
    "Order Lines/Tax Incl.": "lines/price_subtotal_incl",
    "Order Lines/Lot/serial Number/Lot Name": "lines/pack_lot_ids/lot_name",
    "Date": "date_order",
    "Status": "state",
}


@pytest.mark.parametrize("technical", [False, True])
def test_odoo_export_has_an_orders_cells_on_its_first_row(technical: bool) -> None:
    text = ODOO
    if technical:
        head, _, rest = ODOO.partition("\n")
        text = ",".join(ODOO_FIELDS[name] for name in head.split(",")) + "\n" + rest
    found = read(text, PARIS_TIME)
    assert short(found) == ODOO_LINES
    assert (found.problems, found.notes) == ((), ("1 × a line of an order that is not paid",))
    assert {it.at for it in found.lines} == {AT}
    assert [it.customer for it in found.lines] == ["c-1", "c-1", "c-1", ""]


def test_odoo_export_without_a_zone_is_not_guessed() -> None:
    first = read(ODOO).problems[0]
    assert str(first) == (
        "line 2: found Date '2026-11-21 10:15:00' without an offset; wanted a time such as "
        "2026-11-21T10:15:00+01:00, or --zone Europe/Paris"
    )


ODOO_ORDERS = [
    {
        "id": 1,
        "pos_reference": "00001-001-0001",
        "date_order": "2026-11-21 09:15:00",
        "config_id": [3, "Boutique Lyon"],
        "currency_id": [1, "EUR"],
        "partner_id": False,
        "state": "done",
        "lines": [11, 12],
    },
    {
        "id": 2,
        "pos_reference": "00001-001-0002",
        "date_order": "2026-11-21 09:15:00",
        "config_id": [3, "Boutique Lyon"],
        "currency_id": [1, "EUR"],
        "partner_id": [9, "Somebody"],
        "state": "paid",
        "lines": [13],
    },
]


def _line(n: int, product: int, qty: float, total: float, lots: list[int]) -> dict[str, Any]:
    product_id = [product, "[x] Jacket"]
    return {"id": n, "product_id": product_id, "qty": qty, "price_subtotal_incl": total, "pack_lot_ids": lots}  # fmt: skip


ODOO_ANSWERS = {
    "pos.order": ODOO_ORDERS,
    "pos.order.line": [
        _line(11, 5, 2.0, 178.0, [21, 22]),
        _line(12, 6, 1.0, 19.9, []),
        _line(13, 5, -1.0, -89.0, [23]),
    ],
    "product.product": [
        {"id": 5, "barcode": "0614141100019"},
        {"id": 6, "barcode": "614141100026"},
    ],
    "pos.pack.operation.lot": [
        {"id": 21, "lot_name": "A1"},
        {"id": 22, "lot_name": "A2"},
        {"id": 23, "lot_name": "A1"},
    ],
}


def test_odoo_answers_by_model_are_put_together_and_in_utc() -> None:
    found = read(json.dumps(ODOO_ANSWERS))
    assert short(found) == ODOO_LINES
    assert {it.at for it in found.lines} == {AT}
    # What a person is called stays where it is.
    assert {it.customer for it in found.lines} == {""}


def test_odoo_answer_with_lines_inside_is_read_too() -> None:
    product, currency = {"id": 5, "barcode": "0614141100019"}, {"id": 1, "display_name": "EUR"}
    line = {"id": 11, "product_id": product, "qty": 1.0, "price_subtotal_incl": 89.0}
    order = {**ODOO_ORDERS[0], "partner_id": {"id": 9, "ref": "c-1"}, "currency_id": currency}
    order["lines"] = [line]
    found = read(json.dumps({"jsonrpc": "2.0", "result": {"length": 1, "records": [order]}}))
    assert short(found) == [("00001-001-0001", ONE, 1, "89.00", "")]
    assert found.lines[0].customer == "c-1"


def _order(**more: Any) -> dict[str, Any]:
    line = {
        "id": 71,
        "sku": "0614141100019",
        "quantity": 2,
        "price": "100.00",
        "discount_allocations": [{"amount": "22.00"}],
        "tax_lines": [{"price": "29.67"}],
        "properties": [{"name": "Serial", "value": "A1"}],
    }
    refund = {
        "id": 8,
        "created_at": "2026-11-21T11:15:00+01:00",
        "refund_line_items": [
            {"quantity": 1, "line_item_id": 71, "subtotal": 89.0, "total_tax": 14}
        ],
    }
    return {
        "id": 4501,
        "created_at": "2026-11-21T10:15:00+01:00",
        "location_id": 655441491,
        "currency": "EUR",
        "taxes_included": True,
        "customer": {"id": 207119551, "email": "bob@example.com"},
        "note_attributes": [{"name": "visit_code", "value": "v-1"}],
        "line_items": [line],
        "refunds": [refund],
        **more,
    }


def test_shopify_orders_and_their_refunds_are_receipts() -> None:
    web, test = _order(id=1, location_id=None), _order(id=2, test=True)
    found = read(json.dumps({"orders": [_order(), web, test]}))
    assert short(found) == [
        ("4501", ONE, 1, "89.00", "A1"),
        ("4501", ONE, 1, "89.00", ""),
        ("4501/refund/8", ONE, -1, "89.00", "A1"),
    ]
    assert [it.at.hour for it in found.lines] == [9, 9, 10]
    assert {(it.customer, it.visit_code) for it in found.lines} == {("207119551", "v-1")}
    assert found.notes == (
        "1 × an order of no location: it was not sold in a store",
        "1 × an order that is a test or voided",
    )


def test_shopify_price_without_tax_gets_its_tax() -> None:
    found = read(json.dumps({"order": _order(taxes_included=False)}))
    assert [it.unit_price for it in found.lines] == ["103.835", "103.835", "103.00"]


SHOPIFY = """Name,Email,Financial Status,Currency,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Location,Refunded Amount,Id
#1001,bob@example.com,paid,EUR,2026-11-21 10:15:00 +0100,1,Jacket,89.00,0614141100019,Boutique Lyon,89.00,4501
#1001,bob@example.com,,,2026-11-21 10:15:00 +0100,2,Shirt,19.90,614141100026,,,
#1002,,voided,EUR,2026-11-21 10:15:00 +0100,1,Jacket,89.00,0614141100019,Boutique Lyon,0.00,4502
#1003,,paid,EUR,2026-11-21 10:15:00 +0100,1,Jacket,89.00,0614141100019,,0.00,4503
"""


def test_shopify_export_repeats_the_name_and_says_no_returned_garment() -> None:
    found = read(SHOPIFY)
    assert short(found) == [("4501", ONE, 1, "89.00", ""), ("4501", TWO, 2, "19.90", "")]
    assert [it.customer for it in found.lines] == ["", ""]
    assert found.notes == (
        "1 × an order with a refund, of which the CSV says no garment: use JSON",
        "1 × a line of an order that is voided",
        "1 × a line of an order of no location: it was not sold in a store",
    )
