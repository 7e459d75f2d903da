"""Which stores are compared, what they add up to, and in which order they stand."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from headoffice.comparing import (
    Against,
    Compared,
    Figures,
    SortBy,
    Together,
    Why,
    compared,
    earlier,
    ordered,
    together,
    why,
)
from headoffice.figures import Share, Wait
from headoffice.journey_map import Period
from headoffice.purchases import Bought

ZONE = ZoneInfo("Europe/Paris")
#: From a Monday to a Sunday.
WEEK = Period(date(2026, 11, 16), date(2026, 11, 22), ZONE)


def store(name: str, now: int, then: int, tier: str = "", wait: Wait | None = None) -> Compared:
    bought = Bought(now, (now // 2, 0, 0, 0))
    own = Figures(7, now, bought, requests=now, accepted=wait or Wait(0, None, None))
    past = Figures(7, then, Bought(then))
    return Compared(name, tier, own, past, why(own, past, 7))


@pytest.mark.parametrize(
    ("against", "first"), [("before", date(2026, 11, 9)), ("year", date(2025, 11, 17))]
)
def test_weekdays_meet_in_what_is_held_against(against: Against, first: date) -> None:
    found = earlier(WEEK, against)
    assert (found.first, found.days, found.first.weekday()) == (first, 7, 0)


@pytest.mark.parametrize(
    ("days", "visits", "days_then", "visits_then", "because"),
    [
        (10, 50, 10, 50, ""),
        (8, 50, 8, 50, ""),
        (7, 50, 10, 50, "days"),
        (10, 50, 7, 50, "days_then"),
        (10, 50, 0, 0, "new"),
        (0, 0, 10, 50, "days"),
        (10, 9, 10, 50, "few"),
        (10, 50, 10, 9, "few"),
    ],
)
def test_store_is_compared_when_both_periods_have_enough(
    days: int, visits: int, days_then: int, visits_then: int, because: Why
) -> None:
    assert why(Figures(days, visits), Figures(days_then, visits_then), 10) == because


def test_sums_are_of_comparable_stores_alone() -> None:
    found = [store("a", 100, 50, "big"), store("b", 20, 30, "small"), store("new", 500, 0, "big")]
    assert [(it.tier, it.stores, it.now.visits, it.then.visits) for it in together(found)] == [
        ("", 2, 120, 80), ("big", 1, 100, 50), ("small", 1, 20, 30),
    ]  # fmt: skip
    assert together(found)[0].now.sold == Share(60, 120)
    assert together(found)[0].change == pytest.approx(0.5)
    assert together([]) == ()


def test_change_of_a_few_is_not_told() -> None:
    assert store("a", 9, 100).change is None
    assert Together("", 1, Figures(7, 9), Figures(7, 100)).change is None


@pytest.mark.parametrize(
    ("by", "names"),
    [("visits", "bac"), ("change", "acb"), ("store", "abc"), ("wait", "cba")],
)
def test_largest_stands_first_and_what_is_not_told_last(by: SortBy, names: str) -> None:
    found = [
        store("a", 60, 20, wait=Wait(9, 900.0, 900.0)),
        store("b", 90, 90, wait=Wait(10, 20.0, 30.0)),
        store("c", 30, 20, wait=Wait(10, 40.0, 50.0)),
    ]
    assert "".join(it.store for it in ordered(found, by)) == names


def test_every_store_is_named_even_without_a_row() -> None:
    found = compared(lambda _name, _params: (), WEEK, earlier(WEEK, "before"), {"lyon": "big"})
    assert [(it.store, it.tier, it.why) for it in found] == [("lyon", "big", "new")]
