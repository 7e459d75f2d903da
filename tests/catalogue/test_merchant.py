"""Google Merchant's product file: rows into styles, and what is said of rows that do not fit."""

from __future__ import annotations

from decimal import Decimal

import pytest

from catalogue.merchant import read_merchant
from catalogue.problems import FileError, RowProblem
from contract.parts import Money, Promotion
from contract.styles import Style

A, B, C = "0614141000012", "0614141000029", "0614141000036"
HEAD = "id\ttitle\tprice\tgtin\titem_group_id\tcolor\tsize"


def text(*rows: str, more: str = "") -> str:
    return "\n".join((HEAD + more, *rows)) + "\n"


def one(*rows: str, more: str = "") -> Style:
    products = read_merchant(text(*rows, more=more))
    assert products.problems == ()
    (style,) = products.styles
    return style


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        ("Coat, Noir, 36", "Coat, Noir, 38", "Coat"),
        ("Coat - 36 - Noir", "Coat - 38 - Noir", "Coat"),
        ("Coat (noir) / 36", "Coat (noir) / 38", "Coat"),
        ("Coat, noir, Noir, 36", "Coat, noir, Noir, 38", "Coat, noir"),
        ("Coat noir", "Coat noir", "Coat noir"),
        ("Coat, Noir", "Coat, Noir", "Coat, Noir"),
        ("Noir", "Noir, 38", "Noir"),
    ],
)
def test_title_is_what_the_style_is_called(first: str, second: str, wanted: str) -> None:
    style = one(
        f"a\t{first}\t9.00 EUR\t{A}\tcoat\tNoir\t36", f"b\t{second}\t9.00 EUR\t{B}\tcoat\tNoir\t38"
    )
    assert style.texts["en"].title == wanted


def test_row_without_a_group_is_a_style_of_one_size() -> None:
    style = one(f"bag\tBag\t580.00 EUR\t{A}\t\t\t")
    assert (style.style, [(v.colour, v.size, v.sku) for v in style.variants]) == (
        "bag",
        [("", "One size", "bag")],
    )


def test_sale_price_is_dated_or_the_price_itself() -> None:
    more = "\tsale_price\tsale_price_effective_date"
    dates = "2026-11-27T00:00+0100/2026-11-30T23:59+0100"
    style = one(
        f"a\tCoat\t90.00 EUR\t{A}\tcoat\t\t36\t70.00 EUR\t{dates}",
        f"b\tCoat\t90.00 EUR\t{B}\tcoat\t\t38\t70.00 EUR\t",
        f"c\tCoat\t90.00 EUR\t{C}\tcoat\t\t40\t\t{dates}",
        more=more,
    )
    full, less = (Money(amount=Decimal(n), currency="EUR") for n in ("90.00", "70.00"))
    dated = style.variants[0].promotion
    assert dated == Promotion(price=less, since=dated.since, until=dated.until) if dated else False
    assert [(v.price, v.was, v.promotion) for v in style.variants] == [
        (full, None, dated),
        (less, full, None),
        (full, None, None),
    ]


def test_details_and_highlights_say_parts() -> None:
    style = one(
        f'a\tCoat\t90.00 EUR\t{A}\tcoat\t\t36\tSheet:Fit:"Long, 7""",Care:Brush,'
        'Sheet:Goes with:"hat, scarf",Other:Battery:none\tWarm,"Cut, sewn"\tA > B,C > D',
        more="\tProduct detail (section_name:attribute_name:attribute_value)\tproduct_highlight"
        "\tproduct_type",
    )
    said = style.texts["en"]
    assert (said.fit, said.care, said.editorial) == ('Long, 7"', "Brush", "Warm\n\nCut, sewn")
    assert (style.goes_with, style.category) == (("hat", "scarf"), ("A", "B"))


def test_first_row_that_says_a_part_says_it_for_all() -> None:
    style = one(
        f"a\tCoat\t90.00 EUR\t{A}\tcoat\t\t36\t\t",
        f"b\tCoat\t90.00 EUR\t{B}\tcoat\t\t38\tWool\tWarm",
        f"c\tCoat\t90.00 EUR\t{C}\tcoat\t\t40\tSilk\tCold",
        more="\tmaterial\tproduct_highlight",
    )
    assert (style.texts["en"].fabric, style.texts["en"].editorial) == ("Wool", "Warm")


def test_google_s_own_category_serves_unless_it_is_a_number() -> None:
    row = f"a\tCoat\t90.00 EUR\t{A}\tcoat\t\t36\t"
    more = "\tgoogle_product_category"
    assert one(row + "Apparel > Coats", more=more).category == ("Apparel", "Coats")
    assert one(row + "5598", more=more).category == ()


@pytest.mark.parametrize(
    ("broken", "found", "wanted"),
    [
        (
            f"b\tCoat\t9,00 EUR\t{B}\tcoat\t\t38",
            "price '9,00 EUR'",
            "a price above 0 such as 89.00",
        ),
        ("b\tCoat\t9.00 EUR\t\tcoat\t\t38", "no barcode", "a GTIN of 8, 12, 13 or 14 digits"),
        (f"b\tCoat\t9.00 EUR\t{A}\tcoat\t\t38", f"barcode {A} a second time, after line 2",
         "each barcode once"),
        (f"b\tCoat\t9.00 EUR\t{B}\tcoat\t\t36", "36 a second time, after line 2",
         "each colour and size once"),
        (f"\tCoat\t9.00 EUR\t{B}\t\t\t38", "no id", "an id of its own"),
        ("b\tCoat", "2 cells", "7 cells, as in the header"),
    ],
)  # fmt: skip
def test_row_that_does_not_fit_is_reported_and_the_rest_goes_on(
    broken: str, found: str, wanted: str
) -> None:
    products = read_merchant(
        text(f"a\tCoat\t9.00 EUR\t{A}\tcoat\t\t36", broken, f"c\tCoat\t9.00 EUR\t{C}\tcoat\t\t40")
    )
    assert products.problems == (RowProblem(3, found, wanted),)
    assert [[v.sku for v in style.variants] for style in products.styles] == [["a", "c"]]


def test_column_that_stands_twice_is_told() -> None:
    row = f"a\tCoat\t9.00 EUR\t{A}\tcoat\t\t36\tx.jpg\ty.jpg"
    products = read_merchant(text(row, more="\tadditional_image_link\tadditional_image_link"))
    assert [p.found for p in products.problems] == ["column additional_image_link 2 times"]
    assert [p.name for p in products.styles[0].photos] == ["y.jpg"]


def test_file_of_another_kind_is_refused() -> None:
    with pytest.raises(FileError, match=r"has no column price, gtin; found id, title$"):
        read_merchant("id\ttitle\n")
