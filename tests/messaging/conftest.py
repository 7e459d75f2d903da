"""An outbox on a manual clock with ids that count."""

from collections.abc import Callable
from pathlib import Path

import pytest

from messaging.clock import ManualClock
from messaging.outbox import CAP, Outbox


def counted_ids() -> Callable[[], str]:
    count = iter(range(1, 10**9))
    return lambda: f"00000000-0000-7000-8000-{next(count):012d}"


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def new_id() -> Callable[[], str]:
    return counted_ids()


Opener = Callable[..., Outbox]


@pytest.fixture
def open_outbox(tmp_path: Path, clock: ManualClock, new_id: Callable[[], str]) -> Opener:
    def opened(name: str = "outbox.sqlite", cap: int = CAP) -> Outbox:
        return Outbox.open(
            tmp_path / name, clock, new_id, store="lyon", touchpoint="cabin-3", cap=cap
        )

    return opened
