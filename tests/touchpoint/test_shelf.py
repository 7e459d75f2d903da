"""A product speaks the shopper's language, else the next that the settings name, else its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.styles import Catalogue, Style, StyleText
from tests.touchpoint.sample import NAVY_38, SCARF
from touchpoint.shelf import Item, Shelf

CODES = ("en", "fr", "it", "de", "es")


def titled(*codes: str) -> dict[str, StyleText]:
    """A text in each of *codes*; the first one is the source's."""
    return {code: StyleText(title=f"title in {code}") for code in codes}


def item(texts: dict[str, StyleText], *fallback: str) -> Item:
    style = SCARF.model_copy(update={"texts": texts})
    return Item(style, style.variants[0], fallback)


@pytest.mark.parametrize(
    ("there", "fallback", "title"),
    [
        (("fr", "en", "it", "es"), ("it", "en"), "title in es"),
        (("fr", "en", "it"), ("it", "en"), "title in it"),
        (("fr", "en"), ("it", "en"), "title in en"),
        (("fr", "de"), ("it", "en"), "title in fr"),
        (("fr", "de"), (), "title in fr"),
    ],
)
def test_text_falls_back_along_the_declared_order(
    there: tuple[str, ...], fallback: tuple[str, ...], title: str
) -> None:
    assert item(titled(*there), *fallback).text("es").title == title


def test_each_part_falls_back_on_its_own() -> None:
    texts = {
        "fr": StyleText(title="Écharpe", fit="Longue", care="Laver à la main"),
        "en": StyleText(title="Scarf", care="Wash by hand", editorial="Once"),
        "de": StyleText(title="Schal", care=" "),
    }
    assert item(texts, "en").text("de") == StyleText(
        title="Schal", fit="Longue", care="Wash by hand", editorial="Once"
    )


def test_style_without_any_text_is_called_by_its_brand() -> None:
    assert item({}, "en").text("es") == StyleText(title="Maison")


@pytest.mark.parametrize(
    ("source", "fallback", "editorial"),
    [
        ("en", ("en",), ""),
        ("en", (), ""),
        ("en", ("de",), "story in de"),
        ("de", (), "story in de"),
        ("ar", ("en",), ""),
        ("he", (), ""),
        ("ar", ("ar",), ""),
    ],
)
def test_only_declared_languages_and_the_source_s_are_looked_in(
    source: str, fallback: tuple[str, ...], editorial: str
) -> None:
    codes = dict.fromkeys((source, "ar", "de", "he"))
    stories = {code: StyleText(title="T", editorial=f"story in {code}") for code in codes}
    texts = {**stories, "en": StyleText(title="Scarf")}
    assert item(texts, *fallback).text("en") == StyleText(title="Scarf", editorial=editorial)


@pytest.mark.parametrize("source", ["ar", "fa-ir", "he", "ur", "no language"])
def test_source_that_cannot_be_drawn_leaves_the_brand(source: str) -> None:
    assert item(titled(source, "de"), "fr").text("en") == StyleText(title="Maison")


def test_what_is_of_no_style_is_looked_for_in_the_catalogue_s_first_language() -> None:
    found = [
        Shelf(Catalogue(version="1", languages=codes, styles=()), ("fr", "en")).languages("it")
        for codes in (("de", "es"), ("fr",), ("ar", "de"), ())
    ]
    assert found == [("it", "fr", "en", "de"), *[("it", "fr", "en")] * 3]


@given(
    there=st.lists(st.sampled_from(CODES), unique=True, min_size=1),
    fallback=st.lists(st.sampled_from(CODES)),
    language=st.sampled_from(CODES),
)
def test_a_title_is_always_found_and_the_first_there_is(
    there: list[str], fallback: list[str], language: str
) -> None:
    first = next(code for code in (language, *fallback, there[0]) if code in there)
    assert item(titled(*there), *fallback).text(language).title == f"title in {first}"


def test_every_item_of_a_shelf_has_its_order() -> None:
    coat = Style(style="coat", brand="Maison", texts=titled("fr", "en"), variants=SCARF.variants)
    shelf = Shelf(Catalogue(version="1", languages=("fr", "en"), styles=(coat,)), ("en",))
    found = shelf.find(SCARF.variants[0].gtin)
    assert found
    assert (found.text("de").title, shelf.find(NAVY_38)) == ("title in en", None)
