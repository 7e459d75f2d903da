"""What was there as a program started is left alone; what comes later is still cleared away."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from messaging.collector import settle


class Knot:
    """Holds itself, as a screen's widgets hold each other: nothing but the collector frees it."""

    def __init__(self) -> None:
        self.self = self


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()
    gc.collect()


def looked_through(knot: Knot) -> bool:
    return any(it is knot for it in gc.get_objects())


def test_what_was_there_is_not_looked_through_again() -> None:
    before = Knot()
    settle()
    after = Knot()
    assert (looked_through(before), looked_through(after)) == (False, True)


def test_what_comes_later_is_cleared_away() -> None:
    settle()
    gone = weakref.ref(Knot())
    gc.collect()
    assert gone() is None


def test_rubbish_of_the_start_is_not_kept() -> None:
    gone = weakref.ref(Knot())
    settle()
    assert gone() is None


def test_collector_that_rested_meanwhile_is_at_work_again() -> None:
    gc.disable()
    settle()
    assert gc.isenabled()
