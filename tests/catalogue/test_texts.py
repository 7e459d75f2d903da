"""Texts, translations, sizes and slugs."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.ledger import Products
from catalogue.problems import RowProblem
from catalogue.sizes import rank
from catalogue.slugs import slug
from catalogue.text import paragraphs, plain
from catalogue.translations import translate
from contract.parts import Money
from contract.styles import Style, StyleText, Variant


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        ("<p>Warm &amp; soft.</p><p>Two\n pockets.</p>", ("Warm & soft.", "Two pockets.")),
        ("One<br>two<br/>three", ("One", "two", "three")),
        ("<ul><li>wool</li><li>silk</li></ul>", ("wool", "silk")),
        ("<p>A <b>fine</b> <a href='javascript:x'>knit</a></p>", ("A fine knit",)),
        ("<script>alert(1)</script><style>p{}</style>Safe", ("Safe",)),
        ("&lt;p&gt; stays text", ("<p> stays text",)),
        ("Lin à 100\u00a0%", ("Lin à 100\u00a0%",)),
        ("  ", ()),
    ],
)
def test_markup_becomes_plain_paragraphs(markup: str, wanted: tuple[str, ...]) -> None:
    assert paragraphs(markup) == wanted


def test_paragraphs_are_parted_by_an_empty_line() -> None:
    assert plain("<p>One</p><p>Two</p>") == "One\n\nTwo"
    assert plain("One\nline\n \nTwo &amp; three") == "One line\n\nTwo & three"
    assert plain("<p>One\n\nline</p>") == "One line"


@given(
    st.permutations(["XS", "S", "M", "L", "XL", "2XL", "34", "36", "38", "44", "One size", "Tall"])
)
def test_sizes_have_one_order(sizes: list[str]) -> None:
    assert sorted(sizes, key=rank) == [
        "XS", "S", "M", "L", "XL", "2XL", "34", "36", "38", "44", "One size", "Tall",
    ]  # fmt: skip


def test_sizes_of_two_numbers_go_by_both() -> None:
    sizes = ["32/34", "30/32", "32/32", "W28"]
    random.Random(1).shuffle(sizes)
    assert sorted(sizes, key=rank) == ["W28", "30/32", "32/32", "32/34"]


@pytest.mark.parametrize(
    ("name", "wanted"), [("Gris chiné", "gris-chine"), ("Œuf / Écru", "oeuf-ecru"), ("—", "")]
)
def test_colour_slug(name: str, wanted: str) -> None:
    assert slug(name) == wanted


def products() -> Products:
    variant = Variant(
        gtin="00614141100019",
        colour="",
        size="M",
        price=Money(amount=Decimal("1.00"), currency="EUR"),
    )
    english = StyleText(title="Coat", fabric="Wool", care="Brush")
    style = Style(style="coat", brand="Maison", texts={"en": english}, variants=(variant,))
    return Products((style,), ())


def test_translation_is_laid_over_the_source_text() -> None:
    head = "Type,Identification,Field,Locale,Market,Status,Default content,Translated content\n"
    done = translate(
        products(),
        head
        + "PRODUCT,coat,title,fr,,,Coat,Manteau\n"
        + "METAFIELD,coat,custom.fabric,fr,,,Wool,<p>Laine</p>\n"
        + "PRODUCT,coat,meta_title,fr,,,Coat,Manteau\n"
        + "PRODUCT,hat,title,fr,,,Hat,Chapeau\n",
    )
    assert done.styles[0].texts == {
        "en": StyleText(title="Coat", fabric="Wool", care="Brush"),
        "fr": StyleText(title="Manteau", fabric="Laine", care="Brush"),
    }
    assert done.problems == (RowProblem(5, "style 'hat'", "the handle of a usable style"),)
