"""What a pilot's comparison says, over networks whose truth is known."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headoffice.figures import Share
from headoffice.pilots import (
    Against,
    Change,
    Pair,
    StoreDay,
    compare,
    difference_in_differences,
    matched,
)

SINCE = date(2026, 11, 1)
#: Days of each period, told as one.
DAYS = 28


def binomial(chance: Random, n: int, p: float) -> int:
    mean, spread = n * p, (n * p * (1 - p)) ** 0.5
    return min(n, max(0, round(chance.gauss(mean, spread))))


def lived(seed: int, uplift: float, stores: int = 40, pilots: int = 8) -> list[StoreDay]:
    """A network whose stores differ, drift on their own and share a season."""
    chance = Random(seed)
    found = []
    season = chance.gauss(0, 0.02)
    for number in range(stores):
        level, drift = chance.gauss(0.22, 0.04), chance.gauss(0, 0.012)
        busy = DAYS * chance.lognormvariate(4.0, 0.35)
        for later, day in ((0, SINCE - timedelta(days=1)), (1, SINCE)):
            rate = level + (season + drift + (uplift if number < pilots else 0)) * later
            visits = max(1, round(chance.gauss(busy, busy**0.5)))
            came = binomial(chance, visits, min(0.9, max(0.01, rate)))
            found.append(StoreDay(f"store-{number}", day, visits, came))
    return found


PILOTS = [f"store-{number}" for number in range(8)]


def judged(uplift: float, against: Against, networks: int = 200) -> tuple[int, int]:
    """Of so many networks: how many intervals cover the truth, and how many call a success."""
    covered = called = 0
    for seed in range(networks):
        found = compare(lived(seed, uplift), PILOTS, SINCE, Random(seed), against=against)
        assert found.low is not None
        assert found.high is not None
        covered += found.low <= uplift <= found.high
        called += found.verdict == "raised"
    return covered, called


@pytest.mark.parametrize("against", ["all", "matched"])
@pytest.mark.parametrize("uplift", [0.0, 0.04])
def test_interval_covers_the_truth_in_ninety_to_ninety_nine_of_a_hundred(
    uplift: float, against: Against
) -> None:
    covered, called = judged(uplift, against)
    assert 180 <= covered <= 199
    assert called <= 14 if uplift == 0 else called >= 150


def test_pairs_take_each_other_store_once_and_the_nearest() -> None:
    def change(store: str, rate: int) -> Change:
        return Change(store, Share(rate, 100), Share(rate, 100))

    pilots = [change("p1", 30), change("p2", 31)]
    others = [change("o1", 31), change("o2", 20), change("o3", 28)]
    assert matched(pilots, others) == (
        Pair("p1", "o3", pytest.approx(0.02)),
        Pair("p2", "o1", 0.0),
    )
    assert matched(pilots, others[:1]) == (Pair("p2", "o1", 0.0),)


def test_store_without_enough_visits_is_left_out_and_named() -> None:
    days = [
        *lived(1, 0.03),
        StoreDay("new", SINCE, 500, 100),
    ]
    found = compare(days, [*PILOTS, "new", "nowhere"], SINCE, Random(1))
    assert found.left_out == ("new", "nowhere")
    assert [it.store for it in found.pilots] == sorted(PILOTS)


def test_three_stores_say_nothing() -> None:
    found = compare(lived(1, 0.3), PILOTS[:3], SINCE, Random(1))
    assert (found.verdict, found.effect, found.low) == ("too_few", None, None)


def test_matched_stores_alone_are_as_many_as_the_pilots() -> None:
    found = compare(lived(1, 0.03), PILOTS, SINCE, Random(1), against="matched")
    assert len(found.others) == len(found.pilots) == len(found.pairs) == 8


def test_verdict_is_about_the_difference_and_the_means_say_the_rest() -> None:
    def days(store: str, before: int, after: int) -> list[StoreDay]:
        return [StoreDay(store, SINCE - timedelta(days=1), 1000, before),
                StoreDay(store, SINCE, 1000, after)]  # fmt: skip

    network = [
        day
        for number in range(5)
        for store, change in ((f"p{number}", -10 - number), (f"o{number}", -50 + number))
        for day in days(store, 200, 200 + change)
    ]
    found = compare(network, [f"p{number}" for number in range(5)], SINCE, Random(1))
    assert found.verdict == "raised"
    assert (found.own, found.rest) == (pytest.approx(-0.012), pytest.approx(-0.048))


def test_same_chance_gives_the_same_interval() -> None:
    one, other = (compare(lived(3, 0.03), PILOTS, SINCE, Random(5)) for _ in range(2))
    assert one == other


differences = st.lists(st.floats(-0.5, 0.5, width=32), min_size=4, max_size=12)


@settings(deadline=None, max_examples=30)
@given(differences, differences, st.integers(0, 9))
def test_interval_is_about_the_effect(pilots: list[float], others: list[float], seed: int) -> None:
    effect, low, high = difference_in_differences(pilots, others, Random(seed))
    assert low <= high
    if len({*pilots}) == len({*others}) == 1:
        assert low == effect == high
