"""Head office and its engine are not held up by Python's housekeeping, and still clear away."""

import gc
import sys
import weakref
from collections.abc import Iterator

import pytest

from headoffice.pace import settle


class Knot:
    """Holds itself: nothing but the collector frees it."""

    def __init__(self) -> None:
        self.self = self


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    seldom, turn = gc.get_threshold(), sys.getswitchinterval()
    yield
    gc.set_threshold(*seldom)
    sys.setswitchinterval(turn)
    gc.unfreeze()
    gc.collect()


def test_what_was_there_is_not_looked_through_again_and_what_comes_later_is() -> None:
    before, rubbish = Knot(), weakref.ref(Knot())
    settle()
    after, gone = Knot(), weakref.ref(Knot())
    assert [any(it is knot for it in gc.get_objects()) for knot in (before, after)] == [False, True]
    gc.collect()
    assert (rubbish(), gone()) == (None, None)


def test_thread_that_computes_gives_way_soon() -> None:
    settle()
    assert sys.getswitchinterval() == pytest.approx(0.0005)
