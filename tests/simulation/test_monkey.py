"""Trouble is planned by a seed: as much as was asked for, of every kind."""

import random

from simulation.demo import FATES
from simulation.monkey import plan_kills


def test_plan_deals_every_fate_in_order_of_time() -> None:
    kills = plan_kills(random.Random(1), 30, 60.0, FATES)
    assert len(kills) == 30
    assert {(kill.victim, kill.arm) for kill in kills} == set(FATES)
    assert [kill.at for kill in kills] == sorted(kill.at for kill in kills)
    assert all(2.0 <= kill.at <= 58.0 for kill in kills)


def test_plan_is_the_same_for_the_same_seed() -> None:
    plans = [plan_kills(random.Random(5), 12, 45.0, FATES) for _ in range(2)]
    assert plans[0] == plans[1]
