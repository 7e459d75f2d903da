"""The pilots' interval is held against networks whose truth is known."""

from datetime import date
from random import Random
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from simulation.__main__ import main
from simulation.history.lives import store_day, visits_and_buyers
from simulation.history.network import Shop
from simulation.history.pilots import AGAINST, SINCE, Found, World, judged, tally

SATURDAY = date(2026, 11, 21)


def test_light_days_are_as_busy_and_buy_as_often_as_those_that_are_told() -> None:
    shop, rng = Shop("lyon", 3.0, 1.0, 0.3), Random(7)
    light = [visits_and_buyers(shop, SATURDAY, rng) for _ in range(40)]
    visits, buyers = (sum(column) for column in zip(*light, strict=True))
    came, bought = 0, set[str]()
    for seed in range(4):
        documents, truths = store_day(shop, SATURDAY, ZoneInfo("Europe/Paris"), seed)
        came += sum(it["type"] == "parcours.visit.started.v1" for it in documents)
        bought |= {it.visit for it in truths if it.visit}
    assert visits / 40 == pytest.approx(came / 4, rel=0.08)
    assert buyers / visits == pytest.approx(0.3, abs=0.01)
    assert len(bought) / came == pytest.approx(0.3, abs=0.05)


def test_same_network_is_judged_alike_and_knows_its_uplift() -> None:
    world = World(0.2)
    found = judged(3, world)
    assert found == judged(3, world)
    assert [found[against].called for against in AGAINST] == [True, True]
    assert SINCE.weekday() == 0


def test_tally_counts_what_covers_and_what_is_called() -> None:
    every = [Found(covered=True, called=False), Found(covered=True, called=True)]
    assert (tally(every), tally([])) == ((2, 1), (0, 0))


def test_command_prints_both_figures_for_each_way_to_compare() -> None:
    wanted = ["--networks", "2", "--stores", "12", "--pilots", "5", "--days", "7"]
    done = CliRunner().invoke(main, ["pilots", *wanted], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    assert done.output.count("the 95 % interval holds the truth in ") == 4
    assert " of 2, a success is called in " in done.output


def test_more_pilots_than_others_are_refused() -> None:
    done = CliRunner().invoke(main, ["pilots", "--stores", "12", "--pilots", "8"])
    assert (done.exit_code, done.output) == (
        1, "Error: 8 pilots among 12 stores were found; at most half of them is right\n",
    )  # fmt: skip
