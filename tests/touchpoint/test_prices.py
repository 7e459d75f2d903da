"""What is asked at a moment: promotions with dates, prices struck through, prices missing."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from contract.parts import Money, Promotion
from contract.styles import Variant
from tests.touchpoint.sample import NAVY_38, NOON
from touchpoint.prices import Asked, asked, until
from touchpoint.words import load_words

PARIS = ZoneInfo("Europe/Paris")
WORDS = load_words(["en", "fr", "it", "de", "es"], PARIS)
HOUR = timedelta(hours=1)


def euro(amount: str, currency: str = "EUR") -> Money:
    return Money(amount=amount, currency=currency)


def variant(price: str = "100", **parts: object) -> Variant:
    return Variant.model_validate(
        {"gtin": NAVY_38, "colour": "Navy", "size": "38", "price": euro(price), **parts}
    )


def test_promotion_stands_alone_where_there_is_no_price() -> None:
    lone = variant().model_copy(update={"price": None, "promotion": sale()})
    assert asked(lone, NOON) == Asked(euro("80"), None, None)


def sale(
    price: str = "80", since: datetime | None = None, end: datetime | None = None
) -> Promotion:
    return Promotion(price=euro(price), since=since, until=end)


@pytest.mark.parametrize(
    ("since", "end", "runs"),
    [
        (None, None, True),
        (NOON, NOON + HOUR, True),
        (NOON - HOUR, NOON + HOUR, True),
        (NOON - HOUR, NOON, False),
        (NOON + HOUR, None, False),
        (NOON - 2 * HOUR, NOON - HOUR, False),
    ],
)
def test_promotion_holds_between_its_dates(
    since: datetime | None, end: datetime | None, *, runs: bool
) -> None:
    found = asked(variant(promotion=sale(since=since, end=end)), NOON)
    assert found == (Asked(euro("80"), euro("100"), end) if runs else Asked(euro("100")))


def test_price_before_a_reduction_is_struck_through() -> None:
    assert asked(variant(was=euro("130")), NOON) == Asked(euro("100"), euro("130"))
    both = variant(was=euro("130"), promotion=sale())
    assert asked(both, NOON) == Asked(euro("80"), euro("130"))


@pytest.mark.parametrize("was", [euro("100"), euro("90"), euro("130", "CHF")])
def test_what_is_no_reduction_is_not_struck_through(was: Money) -> None:
    assert asked(variant(was=was), NOON) == Asked(euro("100"))


def test_promotion_that_is_dearer_strikes_nothing() -> None:
    assert asked(variant(promotion=sale("120")), NOON) == Asked(euro("120"))


def test_missing_price_is_none() -> None:
    assert asked(variant("0", was=euro("130")), NOON) == Asked(None)
    assert asked(variant("0", promotion=sale("0")), NOON) == Asked(None)


@pytest.mark.parametrize(
    ("end", "told"),
    [
        (
            datetime(2026, 12, 1, tzinfo=PARIS),
            (
                "until 30 November",
                "jusqu’au 30 novembre",
                "ultimo giorno: 30 novembre",
                "bis 30. November",
                "hasta el 30 de noviembre",
            ),
        ),
        (
            datetime(2027, 1, 1, 20, tzinfo=PARIS),
            (
                "until 1 January 2027",
                "jusqu’au 1er janvier 2027",
                "ultimo giorno: 1º gennaio 2027",
                "bis 1. Januar 2027",
                "hasta el 1 de enero de 2027",
            ),
        ),
        (None, ("",) * 5),
    ],
)
def test_end_is_the_last_day_in_the_store(end: datetime | None, told: tuple[str, ...]) -> None:
    found = tuple(until(WORDS.speech(code), end, NOON) for code in WORDS.languages)
    assert found == told


def test_end_in_the_evening_is_that_day() -> None:
    end = datetime(2026, 11, 30, 20, tzinfo=PARIS)
    assert until(WORDS.speech("en"), end, NOON) == "until 30 November"
