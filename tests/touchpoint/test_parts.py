"""What is read of a garment when it is asked for: every part, and none that is not filled."""

from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.parts import (
    CareSymbol,
    Delivery,
    Money,
    Photo,
    Rating,
    Services,
    SizeChart,
    SizeColumn,
    SocialPicture,
    Video,
)
from contract.styles import Catalogue, StyleText
from tests.touchpoint.sample import COAT, ECRU_38, NAVY_38, NOON, photo
from touchpoint.known import Known
from touchpoint.laundry import care_words
from touchpoint.parts import lead
from touchpoint.sheet import MOST_PHOTOS, Choice, Writer
from touchpoint.shelf import Shelf
from touchpoint.views import (
    CareMark,
    CareMarks,
    Credited,
    Fact,
    Film,
    GarmentSheet,
    Prose,
    RatingLine,
    SizeTable,
    SizeTableRow,
    Worn,
)
from touchpoint.words import load_words

WORDS = load_words(["en", "fr"])
CHART = SizeChart(
    chart="coats",
    columns=(SizeColumn(name="FR"), SizeColumn(name="UK")),
    rows=(("38", "10"), ("40", "12")),
)
SERVICES = Services(
    deliveries=(
        Delivery(titles={"en": "Home"}, cost=Money(amount="9.90", currency="EUR"), days=(2, 3)),
        Delivery(titles={"en": "Here"}, cost=Money(amount="0", currency="EUR"), days=(1, 1)),
        Delivery(titles={"en": "Locker"}),
        Delivery(titles={}, days=(4, 5)),
    ),
    returns={"en": "Within 30 days.", "fr": "Sous 30 jours."},
)


def sheet(
    language: str = "en",
    *,
    services: Services = Services(),  # noqa: B008
    choice: Choice = Choice(NAVY_38),  # noqa: B008
    fallback: tuple[str, ...] = (),
    **parts: Any,
) -> GarmentSheet:
    style = COAT.model_copy(update=parts)
    catalogue = Catalogue(
        version="1", languages=("en", "fr"), styles=(style,), charts=(CHART,), services=services
    )
    return Writer(WORDS.speech(language), NOON, Known(Shelf(catalogue, fallback)), 600).sheet(
        choice
    )


def told(**parts: str) -> dict[str, StyleText]:
    return {"en": StyleText(title="Wool coat", **parts)}


def blocks(found: GarmentSheet) -> dict[str, tuple[str, list[object]]]:
    return {part.name: (part.label, list(part.blocks)) for part in found.parts}


def test_catalogue_that_says_nothing_has_no_parts() -> None:
    found = sheet(texts=told())
    assert (found.parts, found.lead, found.conversion, found.rating) == ((), "", "", None)


def test_story_is_told_in_paragraphs() -> None:
    text = told(description="Warm.\n\nAnd long.", editorial="Sewn in Roubaix.")
    said = [Prose("Warm."), Prose("And long."), Prose("Sewn in Roubaix.")]
    assert blocks(sheet(texts=text)) == {"about": ("About it", said)}


def test_film_is_its_poster_and_its_title() -> None:
    films = (
        Video(file="a.mp4", poster=photo("Navy"), titles={"en": "Cut", "fr": "La coupe"}),
        Video(file="b.mp4", poster=Photo(name="x", sizes={}, width=1, height=1)),
    )
    found = sheet("fr", texts=told(), videos=films)
    poster = found.pictures[0]
    assert blocks(found) == {"about": ("À son sujet", [Film("La coupe", poster)])}


@pytest.mark.parametrize(
    ("text", "symbols", "label", "said"),
    [
        ({"fabric": "Wool"}, (), "Fabric", [Fact("Fabric", "Wool")]),
        ({"care": "Brush"}, (), "Care", [Fact("Care", "Brush")]),
        (
            {"fabric": "Wool"},
            ("wash_30", "wash_30", "iron_not"),
            "Fabric and care",
            [
                Fact("Fabric", "Wool"),
                CareMarks(
                    (CareMark("wash_30", "Wash at 30 °C"), CareMark("iron_not", "Do not iron"))
                ),
            ],
        ),
    ],
)
def test_fabric_and_care_are_named_after_what_is_there(
    text: dict[str, str], symbols: tuple[CareSymbol, ...], label: str, said: list[object]
) -> None:
    found = sheet(texts=told(**text), care_symbols=symbols)
    assert blocks(found) == {"fabric": (label, said)}


def test_fit_has_the_chart_with_the_shown_size() -> None:
    found = sheet(texts=told(fit="Straight"), chart="coats", choice=Choice(NAVY_38, part="fit"))
    rows = (SizeTableRow(("38", "10"), yours=True), SizeTableRow(("40", "12"), yours=False))
    said = [Prose("Straight"), SizeTable(("FR", "UK"), rows)]
    assert blocks(found) == {"fit": ("Fit and sizes", said)}
    assert (found.conversion, found.opened) == ("FR\u00a038 = UK\u00a010", "fit")


def test_chart_marks_no_size_until_who_looks_around_chooses_one() -> None:
    choices = [Choice(NAVY_38, wanted=wanted, held=False) for wanted in (None, NAVY_38)]
    found = [sheet(texts=told(), chart="coats", choice=choice) for choice in choices]
    assert [(one.size, one.conversion) for one in found] == [
        ("", ""),
        ("38", "FR\u00a038 = UK\u00a010"),
    ]


def test_chart_that_the_catalogue_lacks_is_not_missed() -> None:
    found = sheet(texts=told(fit="Straight"), chart="gloves")
    assert blocks(found) == {"fit": ("Fit", [Prose("Straight")])}
    assert found.conversion == ""


def test_pictures_of_others_name_whom_to_thank() -> None:
    found = sheet(texts=told(), social=(SocialPicture(photo=photo("Navy"), credit="Léa"),))
    worn = Worn((Credited(found.pictures[0], "Léa"),))
    assert blocks(found) == {"worn": ("Worn by others", [worn])}


def test_delivery_says_cost_and_days_as_far_as_they_are_known() -> None:
    found = sheet(texts=told(), services=SERVICES)
    said = [
        Fact("Home", "€9.90 · 2–3 working days"),
        Fact("Here", "free · 1 working day"),
        Fact("Locker", ""),
        Fact("Returns", "Within 30 days."),
    ]
    assert blocks(found) == {"delivery": ("Delivery and returns", said)}


def test_returns_alone_are_called_so() -> None:
    found = sheet("fr", texts=told(), services=Services(returns=SERVICES.returns))
    assert blocks(found) == {"delivery": ("Retours", [Fact("Retours", "Sous 30 jours.")])}


@pytest.mark.parametrize(
    ("language", "words"), [("en", "4.6 · 128 opinions"), ("fr", "4,6 · 128\u00a0avis")]
)
def test_rating_is_its_mean_and_its_number(language: str, words: str) -> None:
    found = sheet(language, rating=Rating(mean="4.6", count=128))
    assert found.rating == RatingLine(words, 0.92)


def test_part_that_is_not_there_is_not_opened() -> None:
    assert [sheet(choice=Choice(NAVY_38, part=p)).opened for p in ("worn", "about", "x")] == [
        None,
        "about",
        None,
    ]


@pytest.mark.parametrize("price", [None, Money(amount="0", currency="EUR")])
def test_missing_price_is_to_be_asked_for(price: Money | None) -> None:
    dear = Money(amount="9", currency="EUR")
    free = tuple(v.model_copy(update={"price": price, "was": dear}) for v in COAT.variants)
    found = sheet(variants=free)
    assert (found.price, found.was, found.until) == ("Price on request", "", "")


def test_no_more_photographs_than_a_shopper_leafs_through() -> None:
    many = tuple(photo(f"p{n}").model_copy(update={"colour": None}) for n in range(14))
    found = sheet(photos=many, choice=Choice(NAVY_38, photo=13))
    assert (len(found.pictures), found.photo) == (MOST_PHOTOS, MOST_PHOTOS - 1)


def test_no_photograph_at_all_is_a_page_too() -> None:
    found = sheet(photos=(), choice=Choice(ECRU_38, photo=2))
    assert (found.known, found.pictures, found.photo) == (True, (), 0)


def test_what_a_language_lacks_is_said_in_the_next_one() -> None:
    italian = Services(returns={"fr": "Sous 30 jours.", "it": "Entro 30 giorni.", "en": " "})
    found = sheet(texts=told(), services=italian, fallback=("it",))
    assert blocks(found) == {"delivery": ("Returns", [Fact("Returns", "Entro 30 giorni.")])}
    source = Services(returns={"it": "Entro 30 giorni.", "en": "Within 30 days."})
    found = sheet("fr", texts=told(), services=source)
    assert blocks(found) == {"delivery": ("Retours", [Fact("Retours", "Within 30 days.")])}


def test_what_is_said_in_no_declared_language_is_left_out() -> None:
    elsewhere = {"ar": "\u0645\u0631\u062d\u0628\u0627", "it": "Ciao"}
    services = Services(deliveries=(Delivery(titles=elsewhere, days=(1, 1)),), returns=elsewhere)
    films = (Video(file="a.mp4", titles=elsewhere),)
    found = [
        blocks(sheet(texts=told(), services=services, videos=films, fallback=fallback))
        for fallback in ((), ("ar",), ("it",))
    ]
    ways = [Fact("Ciao", "1 working day"), Fact("Returns", "Ciao")]
    italian = {
        "about": ("About it", [Film("Ciao", None)]),
        "delivery": ("Delivery and returns", ways),
    }
    assert found == [{}, {}, italian]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Warm.\n\nAnd long.", "Warm. And long."),
        ("A. " * 100, ("A. " * 67).strip()[:200]),
        ("word " * 1000, "word " * 39 + "word…"),
        ("", ""),
    ],
)
def test_lead_is_as_many_sentences_as_three_lines_hold(text: str, said: str) -> None:
    assert lead(text) == said


@given(st.text(max_size=5000))
def test_lead_of_any_text_fits(text: str) -> None:
    assert len(lead(text)) <= 200


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_care_symbol_has_words_of_its_own(language: str) -> None:
    said = [care_words(symbol, WORDS.speech(language)) for symbol in get_args(CareSymbol)]
    assert (len({*said}), "" in said) == (len(get_args(CareSymbol)), False)
