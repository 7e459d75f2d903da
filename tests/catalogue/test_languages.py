"""Texts in a language that screens cannot draw stay out, are told, and the rest comes in."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from catalogue.films import read_films
from catalogue.languages import drawable
from catalogue.ledger import Products
from catalogue.lookbooks import read_lookbooks
from catalogue.problems import Misfit, RowProblem
from catalogue.services import read_services
from catalogue.translations import translate
from contract.parts import LookText, Money
from contract.styles import Style, StyleText, Variant

HEAD = "Type,Identification,Field,Locale,Market,Status,Default content,Translated content\n"
LEFT = "one written from left to right: screens would turn its sizes and prices around"
A_CODE = "the code of a language such as fr or pt-BR"
ARABIC = f"found language 'ar' (Arabic), written from right to left; wanted {LEFT}"
PRICE = Money(amount=Decimal("1.00"), currency="EUR")
COAT = Style(
    style="coat",
    brand="Maison",
    texts={"en": StyleText(title="Coat")},
    variants=(Variant(gtin="00614141100019", colour="", size="M", price=PRICE),),
)


@pytest.mark.parametrize("code", ["fr", "pt-BR", "pt-br", "zh-tw", "es-419", "az", "en-xx", "EN"])
def test_language_from_left_to_right_may_come_in(code: str) -> None:
    told: list[Misfit] = []
    assert (drawable(code, told.append), told) == (True, [])


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("ar", "language 'ar' (Arabic), written from right to left"),
        ("he", "language 'he' (Hebrew), written from right to left"),
        ("iw", "language 'iw' (Hebrew (Israel)), written from right to left"),
        ("ar-xx", "language 'ar-xx' (Arabic), written from right to left"),
        ("az-arab-xx", "language 'az-arab-xx' (Azerbaijani (Arabic)), written from right to left"),
    ],
)
def test_language_from_right_to_left_may_not(code: str, found: str) -> None:
    told: list[Misfit] = []
    assert not drawable(code, told.append)
    assert [(misfit.found, misfit.wanted) for misfit in told] == [(found, LEFT)]


@pytest.mark.parametrize("code", ["", "French", "fr_FR", "x", "-", "xx-arab"])
def test_what_is_no_language_may_not(code: str) -> None:
    told: list[Misfit] = []
    assert not drawable(code, told.append)
    assert [(misfit.found, misfit.wanted) for misfit in told] == [(f"language {code!r}", A_CODE)]


def test_translation_into_such_a_language_is_told_once_and_the_others_come_in() -> None:
    rows = (
        "PRODUCT,coat,title,ar,,,Coat,معطف\n"
        "PRODUCT,coat,title,fr,,,Coat,Manteau\n"
        "PRODUCT,coat,body_html,ar,,,Warm,دافئ\n"
        "PRODUCT,coat,title,French,,,Coat,Manteau\n"
    )
    done = translate(Products((COAT,), ()), HEAD + rows)
    assert done.styles[0].texts == {"en": StyleText(title="Coat"), "fr": StyleText(title="Manteau")}
    assert sorted(done.problems, key=lambda problem: problem.line) == [
        RowProblem(2, ARABIC[6:].partition(";")[0], f"{LEFT}; its texts are left out"),
        RowProblem(5, "language 'french'", f"{A_CODE}; its texts are left out"),
    ]


def test_services_films_and_lookbooks_keep_their_other_languages() -> None:
    services, of_services = read_services(
        'returns = { en = "No.", ar = "لا" }\n[[delivery]]\ntitles = { ar = "بيت", en = "Home" }\n',
        "services.toml",
        "EUR",
    )
    assert services.returns == {"en": "No."}
    assert [delivery.titles for delivery in services.deliveries] == [{"en": "Home"}]
    assert of_services == (
        f"services.toml delivery 1: {ARABIC}",
        f"services.toml returns: {ARABIC}",
    )
    films, of_films = read_films(
        '[[film]]\nfile = "a.mp4"\ntitles = { ar = "طي", en = "Folding" }\n', "films.toml"
    )
    assert [shown.film.titles for shown in films] == [{"en": "Folding"}]
    assert of_films == (f"films.toml film 1: {ARABIC}",)
    book = {"id": "one", "title": {"ar": "ساحل", "en": "Coast"}, "styles": ["coat"]}
    (found,), of_books = read_lookbooks(json.dumps(book))
    assert found.texts == {"en": LookText(title="Coast")}
    assert [str(problem) for problem in of_books] == [f"line 1: {ARABIC}"]
