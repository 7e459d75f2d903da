"""Delivery and returns in a product file are told, with the place where they belong."""

from __future__ import annotations

import json

from catalogue.merchant import read_merchant
from catalogue.problems import RowProblem
from catalogue.schema_org import read_schema_org

A, B = "0614141000012", "0614141000029"
DELIVERY = "each [[delivery]] in services.toml, for every style; it is not read here"
RETURNS = "[returns] in services.toml, for every style; it is not read here"


def test_google_s_columns_are_told_once_each() -> None:
    found = read_merchant(
        "id\ttitle\tprice\tgtin\tshipping(country:price)\treturn policy label\tshipping_label\n"
        f"a\tCoat\t9.00 EUR\t{A}\t\t\t\n"
        f"b\tHat\t9.00 EUR\t{B}\tFR:9.00 EUR\t\t\n"
        f"c\tBag\t9.00 EUR\t0614141000036\tFR:0 EUR\tlong\t\n"
    )
    assert found.problems == (
        RowProblem(3, "column shipping 'FR:9.00 EUR', and 1 more", DELIVERY),
        RowProblem(4, "column return_policy_label 'long'", RETURNS),
    )
    assert [style.style for style in found.styles] == ["a", "b", "c"]


def test_schema_org_s_properties_are_told_wherever_they_stand() -> None:
    rate = {"@type": "MonetaryAmount", "value": 9.5, "currency": "EUR"}
    details = {"@type": "OfferShippingDetails", "shippingRate": rate}
    offer = {"@type": "Offer", "price": "9.00", "shippingDetails": details}
    returns = {"@type": "MerchantReturnPolicy", "merchantReturnDays": 30}
    shop = {"@type": "Organization", "hasMerchantReturnPolicy": returns, "hasShippingService": []}
    sizes = [
        {"@type": "Product", "gtin": gtin, "size": size, "offers": offer}
        for gtin, size in ((A, "S"), (B, "M"))
    ]
    referring = {**offer, "hasMerchantReturnPolicy": {"@id": "#returns"}}
    hat = {
        "@type": "ProductGroup", "productGroupID": "hat", "name": "Hat",
        "hasVariant": sizes, "offers": referring,
    }  # fmt: skip
    text = json.dumps({"@graph": [shop, hat]}, indent=1)
    line = next(n for n, said in enumerate(text.split("\n"), 1) if "shippingDetails" in said)
    found = read_schema_org(text)
    assert found.problems == (
        RowProblem(
            3, "property hasMerchantReturnPolicy 'merchantReturnDays 30', and 1 more", RETURNS
        ),
        RowProblem(
            line - 3, "property shippingDetails 'value 9.5, currency EUR', and 2 more", DELIVERY
        ),
    )
    assert [variant.size for variant in found.styles[0].variants] == ["S", "M"]


def test_property_in_plain_words_is_shown_so_far() -> None:
    product = {"@type": "Product", "name": "Hat", "sku": "hat", "gtin": A}
    offer = {"price": "9.00", "shippingDetails": "Free " * 40}
    (problem,) = read_schema_org(json.dumps({**product, "offers": offer})).problems
    assert problem.found == f"property shippingDetails {('Free ' * 20)!r}"
