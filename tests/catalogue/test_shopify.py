"""Shopify's product file: what a good one gives, and what is said of a bad one."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from catalogue.files import Sources, assemble, import_products
from catalogue.problems import FileError, RowProblem
from catalogue.shopify import read_products
from contract.ids import check_digit
from contract.parts import Money, Photo
from contract.styles import StyleText, Variant

REAL = Path(__file__).parents[2] / "../shared/data/catalogue/shopify_products.csv"

CURRENT = (
    "Title,URL handle,Description,Vendor,Type,Status,SKU,Barcode,Option1 name,Option1 value,"
    "Option2 name,Option2 value,Price,Compare-at price,Product image URL,Image position,"
    "Image alt text,Variant image URL,Fabric (product.metafields.custom.fabric)"
)
OLDER = (
    "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,"
    "Option2 Value,Variant SKU,Variant Price,Variant Compare At Price,Variant Barcode,Image Src,"
    "Image Position,Image Alt Text,Variant Image,Status"
)


def gtin13(item: int) -> str:
    digits = f"0614141{item:05d}"
    return digits + check_digit(digits)


def gtin(item: int) -> str:
    return "0" + gtin13(item)


def row(
    item: int, size: str, *, title: str = "", barcode: str | None = None, price: str = "89.00"
) -> str:
    """A row of the current form; the first row of a style has a title."""
    code = gtin13(item) if barcode is None else barcode
    names = ("Colour", "Size") if title else ("", "")
    options = f"{names[0]},Noir,{names[1]},{size}"
    return f"{title},coat,,Maison,Coats,Active,s-{item},{code},{options},{price},,,,,,"


def variant(item: int, size: str) -> Variant:
    return Variant(
        gtin=gtin(item),
        colour="Noir",
        size=size,
        price=Money(amount=Decimal("89.00"), currency="EUR"),
        sku=f"s-{item}",
    )


def text(*rows: str, header: str = CURRENT) -> str:
    return "\n".join((header, *rows)) + "\n"


def test_real_catalogue_is_read_whole() -> None:
    products = import_products(Sources(REAL))
    assert products.problems == ()
    assert len(products.styles) == 20
    assert sum(len(style.variants) for style in products.styles) == 147
    first = products.styles[0]
    assert first.texts["fr"] == StyleText(
        title="Bonnet torsadé à pompon",
        description="Torsades épaisses et pompon généreux, pour le premier matin froid.",
        fabric="70% wool, 30% polyamide",
        fit="One size, stretch rib",
        care="Hand wash cold, dry flat",
    )
    assert first.category == ("Apparel & Accessories", "Clothing", "Beanies")


def test_real_catalogue_has_one_version_per_content() -> None:
    styles = import_products(Sources(REAL)).styles
    assert assemble(styles).version == assemble(styles).version
    assert assemble(styles).version != assemble(styles[1:]).version
    assert assemble(styles).languages == ("en", "fr")


def test_sizes_stand_in_rail_order() -> None:
    products = read_products(text(row(1, "XL", title="Coat"), row(2, "XS"), row(3, "M")))
    assert [v.size for v in products.styles[0].variants] == ["XS", "M", "XL"]


def test_older_header_gives_the_same_style() -> None:
    older = read_products(
        text(
            f"coat,Coat,<p>Warm.</p>,Maison,Coats,,TRUE,Couleur,Noir,Taille,38,s-1,89.00,120.00,"
            f"'{gtin13(1)},a.jpg,1,A coat,a.jpg,active",
            "coat,,,,,,,,,,,,,,,b.jpg,2,Its back,,",
            header=OLDER,
        )
    )
    assert older.problems == ()
    (style,) = older.styles
    assert style.texts == {"en": StyleText(title="Coat", description="Warm.")}
    assert style.variants == (
        variant(1, "38").model_copy(
            update={"was": Money(amount=Decimal("120.00"), currency="EUR")}
        ),
    )
    assert style.photos == (
        Photo(name="a.jpg", alt="A coat", colour="Noir", sizes={}, width=0, height=0),
        Photo(name="b.jpg", alt="Its back", colour=None, sizes={}, width=0, height=0),
    )


@pytest.mark.parametrize(
    ("broken", "found", "wanted"),
    [
        (
            row(2, "M", price="89,00").replace("89,00", '"89,00"'),
            "Price '89,00'",
            "a price above 0 such as 89.00",
        ),
        (row(2, "M", barcode=""), "no barcode", "a GTIN of 8, 12, 13 or 14 digits"),
        (
            row(2, "M", barcode="6.14E+11"),
            "barcode 6.14E+11, shortened by a spreadsheet",
            "all its digits, kept as text",
        ),
        (
            row(2, "M", barcode="0614141000010"),
            "barcode '0614141000010' ends in check digit 0, which would have to be 2",
            "a valid GTIN",
        ),
        (row(1, "M"), f"barcode {gtin13(1)} a second time, after line 2", "each barcode once"),
        (row(2, "S"), "Noir S a second time, after line 2", "each colour and size once"),
        (row(2, ""), "no Size", "a Size in 'Option2 value'"),
        (row(2, "M").replace(",coat,", ",,"), "no handle", "the handle of its style"),
        ("just,three,cells", "3 cells", "19 cells, as in the header"),
    ],
)
def test_row_that_does_not_fit_is_reported_and_the_rest_goes_on(
    broken: str, found: str, wanted: str
) -> None:
    products = read_products(text(row(1, "S", title="Coat"), broken, row(3, "L")))
    assert products.problems == (RowProblem(3, found, wanted),)
    assert [style.variants for style in products.styles] == [(variant(1, "S"), variant(3, "L"))]


def test_line_numbers_count_lines_within_a_quoted_description() -> None:
    first = row(1, "S", title="Coat").replace(",coat,,", ',coat,"<p>one\ntwo</p>",')
    products = read_products(text(first, row(2, "M", price="")))
    assert [problem.line for problem in products.problems] == [4]


def test_style_without_title_or_variants_is_left_out() -> None:
    untitled = read_products(text(row(1, "S")))
    assert untitled.styles == ()
    assert untitled.problems == (
        RowProblem(2, "no title for style 'coat'", "a title in its first row"),
    )
    empty = read_products(text(row(1, "S", title="Coat", barcode="")))
    assert empty.styles == ()
    assert [problem.found for problem in empty.problems] == [
        "no barcode",
        "no usable variant of style 'coat'",
    ]


def test_draft_is_passed_over_in_silence() -> None:
    products = read_products(text(row(1, "S", title="Coat").replace("Active", "Draft")))
    assert (products.styles, products.problems) == ((), ())


def test_style_without_options_has_one_size() -> None:
    line = row(1, "S", title="Tote").replace("Colour,Noir,Size,S", "Title,Default Title,,")
    (style,) = read_products(text(line)).styles
    assert [(v.colour, v.size) for v in style.variants] == [("", "One size")]


def test_metafields_of_others_are_named_once() -> None:
    more = ",A (product.metafields.shopify.age-group),B (product.metafields.x.y),Rating"
    rows = [row(1, "S", title="Coat") + ",adult,1,", row(2, "M") + ",adult,1,"]
    products = read_products(text(*rows, header=CURRENT + more))
    assert [(p.line, p.found) for p in products.problems] == [
        (1, "metafields shopify.age-group, x.y")
    ]
    assert len(products.styles[0].variants) == 2


def test_promotion_is_of_every_variant_that_it_makes_cheaper() -> None:
    more = ",Promotion (product.metafields.custom.promotion)"
    first = row(1, "S", title="Coat") + ",80.00 2026-11-27/2026-11-30"
    dear, cheap = row(2, "M") + ",", row(3, "L", price="80.00") + ","
    products = read_products(text(first, dear, cheap, header=CURRENT + more))
    assert products.problems == (
        RowProblem(4, "a promotion at 80.00", "one below the price, 80.00"),
    )
    offered = [
        v.promotion.price.amount if v.promotion else None for v in products.styles[0].variants
    ]
    assert offered == [Decimal("80.00"), Decimal("80.00"), None]


def test_eleventh_photograph_is_left_out_and_told() -> None:
    pictures = [f",coat,,,,,,,,,,,,,{n}.jpg,{n},,," for n in range(1, 13)]
    products = read_products(text(row(1, "S", title="Coat"), *pictures))
    assert [photo.name for photo in products.styles[0].photos] == [f"{n}.jpg" for n in range(1, 11)]
    assert products.problems == (
        RowProblem(
            2,
            "12 photographs of style 'coat'",
            "at most 10 for each colour; 2 are left out",
        ),
    )


def test_file_of_another_kind_is_refused_with_what_was_found() -> None:
    with pytest.raises(FileError, match="found gtin, quantity"):
        read_products("gtin,quantity\n1,2\n", "stock.csv")
    with pytest.raises(FileError, match=r"products\.csv is empty"):
        read_products("")
