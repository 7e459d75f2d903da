"""What is read aloud of a garment's page: everything on it, part by part."""

from datetime import timedelta

import pytest

from contract.parts import (
    Delivery,
    Money,
    Promotion,
    Rating,
    Services,
    SizeChart,
    SizeColumn,
    SocialPicture,
    Video,
)
from contract.styles import Catalogue, StyleText
from tests.touchpoint.sample import COAT, NAVY_38, NAVY_40, NOON, photo, stock
from touchpoint.aloud import part_lines, sheet_lines, told
from touchpoint.known import Known
from touchpoint.sheet import Choice, Writer
from touchpoint.shelf import Shelf
from touchpoint.touches import ShowOffer
from touchpoint.views import Fact, GarmentSheet, Offer, Offers, Part, PartName, Prose
from touchpoint.words import load_words

WORDS = load_words(["en", "de"])


def euro(amount: str) -> Money:
    return Money(amount=amount, currency="EUR")


CHART = SizeChart(
    chart="coats",
    columns=(SizeColumn(name="FR"), SizeColumn(name="UK"), SizeColumn(name="chest", unit="cm")),
    rows=(("38", "10", "84"), ("40", "12", "88"), ("42", "14", "92")),
)
SALE = Promotion(price=euro("890.00"), until=NOON + timedelta(days=9))
STYLE = COAT.model_copy(
    update={
        "texts": {
            "en": StyleText(
                title="Wool coat",
                description="Warm.\n\nAnd long.",
                fabric="Wool",
                care="Brush",
                fit="Straight",
                editorial="Sewn in Roubaix.",
            )
        },
        "variants": tuple(v.model_copy(update={"promotion": SALE}) for v in COAT.variants),
        "chart": "coats",
        "care_symbols": ("wash_30", "iron_not"),
        "videos": (Video(file="a.mp4", poster=photo("Navy"), titles={"en": "The cut"}),),
        "social": tuple(
            SocialPicture(photo=photo("Navy"), credit=credit) for credit in ("Léa", "@noor")
        ),
        "rating": Rating(mean="4.6", count=128),
    }
)
SERVICES = Services(
    deliveries=(
        Delivery(titles={"en": "Home"}, cost=euro("9.90"), days=(2, 3)),
        Delivery(titles={"en": "Locker"}),
    ),
    returns={"en": "Within 30 days."},
)
SHELF = Shelf(
    Catalogue(version="1", languages=("en",), styles=(STYLE,), charts=(CHART,), services=SERVICES)
)
KNOWN = Known(SHELF, stock={NAVY_38: stock(NAVY_38, 2), NAVY_40: stock(NAVY_40, 0)})
HEAD = (
    "Wool coat",
    "€890.00",
    "Before: €1,290.00",
    "until 30 November",
    "Navy · 38",
    "38: 2 here",
    "38: 2 here, 40: not here, 42: please ask",
    "FR\u00a038 = UK\u00a010",
    "4.6 · 128 opinions",
    "Counted today at 09:10",
    "Warm. And long.",
)


def sheet(part: PartName | None = None, *, held: bool = True, language: str = "en") -> GarmentSheet:
    choice = Choice(NAVY_38, part=part, held=held)
    return Writer(WORDS.speech(language), NOON, KNOWN, 600).sheet(choice)


def heard(found: GarmentSheet) -> tuple[str, ...]:
    return told((), "en", sheet_lines(found)).lines


@pytest.mark.parametrize(
    ("part", "lines"),
    [
        (None, ()),
        ("about", ("About it", "Warm.", "And long.", "Sewn in Roubaix.", "The cut")),
        (
            "fabric",
            ("Fabric and care", "Fabric: Wool", "Care: Brush", "Wash at 30 °C, Do not iron"),
        ),
        ("fit", ("Fit and sizes", "Straight", "FR 38, UK 10, Chest (cm) 84")),
        ("worn", ("Worn by others", "Léa", "@noor")),
        (
            "delivery",
            (
                "Delivery and returns",
                "Home: €9.90 · 2–3 working days",
                "Locker",
                "Returns: Within 30 days.",
            ),
        ),
    ],
)
def test_a_full_page_is_read_whole_and_of_its_parts_the_open_one(
    part: PartName | None, lines: tuple[str, ...]
) -> None:
    assert heard(sheet(part)) == (*HEAD, *lines)


def test_of_a_size_table_without_a_size_of_one_s_own_the_sizes_are_read() -> None:
    assert heard(sheet("fit", held=False)) == (
        "Wool coat",
        "€890.00",
        "Before: €1,290.00",
        "until 30 November",
        "Navy",
        "38: 2 here, 40: not here, 42: please ask",
        "4.6 · 128 opinions",
        "Counted today at 09:10",
        "Warm. And long.",
        "Fit and sizes",
        "Straight",
        "FR: 38, 40, 42",
    )


def offer(name: str, reason: str = "") -> Offer:
    return Offer("1", name, "€90.00 · 38", reason, None, ShowOffer("1", "with"))


def test_each_garment_that_is_offered_is_read_with_its_price_and_why() -> None:
    cards = (offer("Trousers", "Our stylist’s choice"), offer("Bag"))
    part = Part("with", "Goes with", (Offers(cards), Prose("As last known today at 09:10")))
    assert tuple(part_lines(part)) == (
        "Goes with",
        "Trousers, €90.00 · 38, Our stylist’s choice",
        "Bag, €90.00 · 38",
        "As last known today at 09:10",
    )


def test_where_it_is_is_read_place_by_place() -> None:
    facts = (Fact("In this store", "First floor\n2 here"), Fact("Lyon", "1 there"))
    lines = told((), "en", part_lines(Part("where", "Where to find it", facts))).lines
    assert lines == ("Where to find it", "In this store: First floor 2 here", "Lyon: 1 there")


def test_a_price_that_was_struck_is_said_to_be_so_in_the_shopper_s_language() -> None:
    assert heard(sheet(language="de"))[1:4] == (
        "890,00\u00a0€",
        "Vorher: 1.290,00\u00a0€",
        "bis 30. November",
    )
