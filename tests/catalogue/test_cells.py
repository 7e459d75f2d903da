"""Prices, dates and lists as cells have them."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.cells import AN_INTERVAL, entries, interval, money, names, path, promotion
from catalogue.problems import Misfit
from contract.parts import Money, Promotion

START, END = datetime(2026, 11, 26, 23, tzinfo=UTC), datetime(2026, 11, 30, 22, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        ("2026-11-27T00:00+01:00/2026-11-30T23:59+01:00", (START, END)),
        ("2026-11-26T23:00Z / 2026-11-30T22:59", (START, END)),
        ("2026-11-27T00:00+0100/2026-11-30T23:59+0100", (START, END)),
        (
            "2026-11-27/2026-11-30",
            (datetime(2026, 11, 27, tzinfo=UTC), datetime(2026, 11, 30, 23, 59, tzinfo=UTC)),
        ),
    ],
)
def test_interval(found: str, wanted: tuple[datetime, datetime]) -> None:
    assert interval(found, "dates") == wanted


@pytest.mark.parametrize(
    "found",
    ["", "2026-11-27", "soon/later", "2026-11-30/2026-11-27", "0001-01-01T00:00+05:00/2026-11-27"],
)
def test_interval_that_is_none_is_told(found: str) -> None:
    with pytest.raises(Misfit) as told:
        interval(found, "dates")
    assert (told.value.found, told.value.wanted) == (f"dates {found!r}", AN_INTERVAL)


def test_money_may_name_its_currency() -> None:
    assert money("89.00 CHF", "price", "EUR") == Money(amount=Decimal("89.00"), currency="CHF")
    assert money("89.00", "price", "EUR") == Money(amount=Decimal("89.00"), currency="EUR")


@pytest.mark.parametrize("found", ["89,00 EUR", "EUR 89.00", "0 EUR", "89.00 eur", "٣ EUR"])
def test_money_that_is_none_is_told(found: str) -> None:
    with pytest.raises(Misfit, match=r"^found price '.+'; wanted a price above 0 such as 89\.00$"):
        money(found, "price", "EUR")


def test_promotion_is_a_price_and_its_dates() -> None:
    asked = Money(amount=Decimal("99.00"), currency="EUR")
    assert promotion("99.00 2026-11-26T23:00Z/2026-11-30T22:59Z", "promotion", "EUR") == Promotion(
        price=asked, since=START, until=END
    )
    with pytest.raises(Misfit, match="a price, a space and two times"):
        promotion("99.00", "promotion", "EUR")


def test_lists() -> None:
    assert names("a; b,\n a;;c") == ("a", "b", "c")
    assert path(" Apparel >Coats> Coats > ") == ("Apparel", "Coats")
    assert entries("a | b;\n | c\n ;") == (("a", "b"), ("", "c"))


@given(st.text(max_size=30))
def test_any_cell_is_a_value_or_a_misfit(found: str) -> None:
    for read in (
        lambda: interval(found, "dates"),
        lambda: money(found, "price", "EUR"),
        lambda: promotion(found, "promotion", "EUR"),
    ):
        told = None
        try:
            read()
        except Misfit as misfit:
            told = misfit
        assert told is None or repr(found) in told.found
