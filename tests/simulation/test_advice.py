"""The hub's advice foresees what simulated shoppers try better than its best-sellers do."""

import pytest

from simulation.advice.report import table
from simulation.advice.trial import Trial, by_advice, by_sales, recall, run_trial
from simulation.advice.world import make_world


@pytest.fixture(scope="module")
def held_out() -> Trial:
    """Of a world on which nothing was tuned."""
    return run_trial(4711, styles=180, looks=24, learned=700, held_out=250)


@pytest.mark.parametrize("which", ["goes_with", "similar"])
def test_advice_beats_the_best_sellers(held_out: Trial, which: str) -> None:
    advised, sold = (
        recall(held_out, which, ranking(held_out, which))  # type: ignore[arg-type]
        for ranking in (by_advice, by_sales)
    )
    assert advised.asked == sold.asked > 100
    assert advised.share > sold.share


def test_every_offer_is_here_and_has_its_kind(held_out: Trial) -> None:
    kinds, found = held_out.world.kinds, held_out.advice.styles
    assert {a.style for s in found.values() for a in (*s.goes_with, *s.similar)} <= held_out.stocked
    same = {kinds[a.style] == kinds[name] for name, s in found.items() for a in s.similar}
    other = {kinds[a.style] == kinds[name] for name, s in found.items() for a in s.goes_with}
    assert (same, other) == ({True}, {False})


def test_same_seed_same_world() -> None:
    from random import Random

    one, two, three = (make_world(Random(seed), 24, 2) for seed in (1, 1, 2))
    assert (one == two, one == three) == (True, False)


def test_table_says_what_was_found(held_out: Trial) -> None:
    rows = table([held_out])
    share = recall(held_out, "goes_with", by_advice(held_out, "goes_with")).share
    assert f"{share:.1%}" in rows
