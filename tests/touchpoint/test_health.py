"""How long a glass could be used: beats that come, in the hours in which the store is open."""

from datetime import datetime
from pathlib import Path

import pytest

from contract.ids import new_id
from messaging.clock import ManualClock
from touchpoint.health import Health


class Hours:
    """Opens when the wall clock says 10:00:30, as settings may say it one day."""

    def __init__(self, opens: datetime) -> None:
        self.opens = opens

    def __call__(self, until: datetime, seconds: float) -> float:
        return max(0.0, min(seconds, (until - self.opens).total_seconds()))


def lived(health: Health, clock: ManualClock, beats: int, every: float = 1.0) -> None:
    for _ in range(beats):
        clock.advance(every)
        health.beat()


def shares(health: Health) -> tuple[float, float]:
    said = health.report()
    return said.usable_seconds, said.open_seconds


@pytest.fixture
def health(tmp_path: Path, clock: ManualClock) -> Health:
    return Health(new_id(), "1", tmp_path, clock)


def test_seconds_between_two_reports_are_told_once(health: Health, clock: ManualClock) -> None:
    health.beat()
    lived(health, clock, 30)
    first = shares(health)
    lived(health, clock, 30)
    assert (first, shares(health), shares(health)) == ((30.0, 30.0), (30.0, 30.0), (0.0, 0.0))


def test_glass_that_stands_still_is_not_usable(health: Health, clock: ManualClock) -> None:
    health.beat()
    lived(health, clock, 10)
    clock.advance(40)
    lived(health, clock, 10)
    assert shares(health) == (19.0, 60.0)


def test_glass_that_never_began_is_not_usable(health: Health, clock: ManualClock) -> None:
    clock.advance(60)
    assert shares(health) == (0.0, 60.0)


def test_only_open_hours_count(tmp_path: Path, clock: ManualClock) -> None:
    opens = clock.now().replace(second=30)
    health = Health(new_id(), "1", tmp_path, clock, Hours(opens))
    health.beat()
    lived(health, clock, 20)
    closed = shares(health)
    lived(health, clock, 20)
    assert (closed, shares(health)) == ((0.0, 0.0), (10.0, 10.0))
