"""A variant whose price a shop leaves out stays, to be asked for; and it is told."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from catalogue.ledger import Products
from catalogue.merchant import read_merchant
from catalogue.problems import RowProblem
from catalogue.schema_org import read_schema_org
from catalogue.shopify import read_products
from contract.parts import Money

BARCODE = "0614141000012"


def shopify(price: str) -> Products:
    head = "Title,URL handle,Description,Vendor,Type,Status,SKU,Barcode,Option1 name,Option1 value,"
    head += "Price,Compare-at price,Product image URL"
    return read_products(
        f"{head}\nCoat,coat,,Maison,Coats,Active,s-1,{BARCODE},Size,S,{price},9,\n"
    )


def merchant(price: str) -> Products:
    return read_merchant(f"id\ttitle\tprice\tgtin\na\tCoat\t{price}\t{BARCODE}\n")


def schema_org(price: str) -> Products:
    offer = {"@type": "Offer", "price": price, "priceCurrency": "EUR"}
    product = {"@type": "Product", "name": "Coat", "sku": "a", "gtin": BARCODE, "offers": offer}
    return read_schema_org(json.dumps(product))


@pytest.mark.parametrize("price", ["", "0", "0.00"])
@pytest.mark.parametrize("read", [shopify, merchant, schema_org])
def test_variant_without_a_price_stays_and_is_told(
    read: Callable[[str], Products], price: str
) -> None:
    found = read(price)
    line = 1 if read is schema_org else 2
    wanted = "a price above 0 such as 89.00; it is to be asked for"
    assert found.problems == (RowProblem(line, "no price", wanted),)
    assert [(v.gtin, v.price, v.was) for s in found.styles for v in s.variants] == [
        ("0" + BARCODE, None, None)
    ]


def test_product_without_an_offer_stays_too() -> None:
    product = {"@type": "Product", "name": "Coat", "sku": "a", "gtin": BARCODE}
    found = read_schema_org(json.dumps(product))
    assert [v.price for style in found.styles for v in style.variants] == [None]


def test_sale_price_alone_is_the_price() -> None:
    head, row = "id\ttitle\tprice\tsale_price\tgtin", f"a\tCoat\t\t9.00 EUR\t{BARCODE}"
    found = read_merchant(f"{head}\n{row}\n")
    (variant,) = found.styles[0].variants
    assert (found.problems, variant.price, variant.was) == (
        (),
        Money(amount="9.00", currency="EUR"),
        None,
    )
