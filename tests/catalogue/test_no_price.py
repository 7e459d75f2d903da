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


def spanning(low: object, high: object) -> Products:
    ends = {"lowPrice": low, "highPrice": high, "priceCurrency": "EUR"}
    offer = {"@type": "AggregateOffer", **{key: end for key, end in ends.items() if end}}
    product = {"@type": "Product", "name": "Coat", "sku": "a", "gtin": BARCODE, "offers": offer}
    return read_schema_org(json.dumps(product))


def test_offers_that_all_ask_the_same_are_one_price() -> None:
    found = spanning("89.00", 89)
    assert found.problems == ()
    assert found.styles[0].variants[0].price == Money(amount="89.00", currency="EUR")


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        ("89.00", "120.00", "lowPrice '89.00', highPrice '120.00'"),
        ("89.00", None, "lowPrice '89.00', highPrice ''"),
        (None, "120.00", "lowPrice '', highPrice '120.00'"),
    ],
)
def test_offers_that_ask_several_prices_are_told_and_the_price_is_to_be_asked_for(
    low: object, high: object, said: str
) -> None:
    found = spanning(low, high)
    assert found.problems == (
        RowProblem(1, said, "one price for each variant; it is to be asked for"),
        RowProblem(1, "no price", "a price above 0 such as 89.00; it is to be asked for"),
    )
    assert [variant.price for variant in found.styles[0].variants] == [None]


def test_sale_price_alone_is_the_price() -> None:
    head, row = "id\ttitle\tprice\tsale_price\tgtin", f"a\tCoat\t\t9.00 EUR\t{BARCODE}"
    found = read_merchant(f"{head}\n{row}\n")
    (variant,) = found.styles[0].variants
    assert (found.problems, variant.price, variant.was) == (
        (),
        Money(amount="9.00", currency="EUR"),
        None,
    )
