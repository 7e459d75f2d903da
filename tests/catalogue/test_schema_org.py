"""schema.org's products: every shape they come in, and where a mistake is told to be."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from catalogue.json_text import Node, read_json
from catalogue.ledger import Products
from catalogue.problems import FileError, RowProblem
from catalogue.schema_org import read_schema_org
from contract.parts import Rating
from contract.styles import Style

A, B = "0614141000012", "0614141000029"


def offer(price: object = "9.00") -> dict[str, object]:
    return {"@type": "Offer", "price": price, "priceCurrency": "EUR"}


def product(**said: Any) -> dict[str, Any]:
    return {"@type": "Product", "sku": "hat", "name": "Hat", "gtin13": A, "offers": offer()} | said


def read(document: object) -> Products:
    return read_schema_org(json.dumps(document, indent=1))


def one(**said: Any) -> Style:
    products = read(product(**said))
    assert products.problems == ()
    return products.styles[0]


@pytest.mark.parametrize(
    "document",
    [
        product(),
        [product()],
        {"@graph": [{"@type": "WebSite"}, product()]},
        [{"@context": "https://schema.org", "@graph": product(**{"@type": "schema:Product"})}],
        product(**{"@type": ["https://schema.org/Product", "Thing"]}),
        [product(), product(isVariantOf={"@id": "#hats"}, sku="hat-2", gtin13=B)],
    ],
)
def test_product_alone_in_a_list_and_in_a_graph(document: object) -> None:
    products = read(document)
    assert products.problems == ()
    assert [style.style for style in products.styles] == ["hat"]
    assert products.styles[0].variants[0].price.amount == Decimal("9.00")


def test_price_is_as_it_is_written() -> None:
    assert [str(one(offers=offer(p)).variants[0].price.amount) for p in ("9.90", 9.9, 9)] == [
        "9.90",
        "9.9",
        "9",
    ]


def test_half_a_sign_is_shown_as_one_that_is_missing() -> None:
    style = one(name="Hat \ud800\0", color="\udfff", brand={"name": "Mai\ud83d\ude00son"})
    assert (style.texts["en"].title, style.variants[0].colour) == ("Hat \ufffd", "\ufffd")
    assert style.brand == "Mai\U0001f600son"


def test_rating_without_a_scale_is_of_five() -> None:
    rated = {"@type": "AggregateRating", "ratingValue": 4.5, "reviewCount": 12}
    assert one(aggregateRating=rated).rating == Rating(mean=Decimal("4.5"), count=12)


def test_mistake_is_told_on_its_line_and_the_rest_goes_on() -> None:
    wrong = [
        {"@type": "Product", "sku": "s", "color": "{", "offers": offer()},
        {"@type": "Product", "sku": "m", "size": "M", "gtin": A, "offers": offer()},
        {"@type": "Product", "sku": "l", "size": "L", "gtin": A, "offers": offer()},
    ]
    group = {"@type": "ProductGroup", "productGroupID": "hat", "name": "Hat", "hasVariant": wrong}
    document = [group, {"@type": "Product", "name": "Nameless"}, product()]
    text = json.dumps(document, indent=1)
    ends = {line.strip(' ,"'): number for number, line in enumerate(text.split("\n"), 1)}
    small, medium, large = (ends[f'sku": "{sku}'] - 2 for sku in "sml")
    products = read_schema_org(text)
    assert products.problems == (
        RowProblem(small, "no barcode", "a GTIN of 8, 12, 13 or 14 digits"),
        RowProblem(
            large,
            f"barcode {A} a second time, after line {medium}",
            "each barcode once",
        ),
        RowProblem(ends['name": "Nameless'] - 2, "no productGroupID", "one of its own"),
        RowProblem(
            ends['sku": "hat'] - 2, "style 'hat' a second time, after line 2", "one of its own"
        ),
    )
    assert [[v.size for v in style.variants] for style in products.styles] == [["M"]]


def test_parts_that_do_not_fit_leave_the_product() -> None:
    films = [{"name": "?"}, {"contentUrl": "a.mp4", "duration": "long"}]
    products = read(product(aggregateRating={"ratingValue": 9}, video=films))
    assert [problem.found for problem in products.problems] == [
        "rating of no opinions",
        "a video without a contentUrl",
        "duration 'long'",
    ]
    assert [(film.file, film.seconds) for film in products.styles[0].videos] == [("a.mp4", None)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"@type": "WebSite"}', "has no ProductGroup or Product"),
        ('[\n{"a": 1,}]', "breaks at line 2"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_file_that_is_none_is_refused(text: str, said: str) -> None:
    with pytest.raises(FileError, match=said):
        read_schema_org(text)


def test_nodes_know_their_lines_whatever_stands_in_strings() -> None:
    read_ = read_json('{"a":\n {"b": "}\\"{", "c":\n\n{}}, "d": [{},\n{}]}', "a.json")
    assert isinstance(read_, Node)
    inner = read_["a"]
    assert (read_.line, inner.line, inner["c"].line, [n.line for n in read_["d"]]) == (
        1, 2, 4, [4, 5],
    )  # fmt: skip
