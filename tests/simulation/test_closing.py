"""What a store said while it closed has left it before anybody counts."""

from hypothesis import given
from hypothesis import strategies as st

from simulation.closing import close_empty


class Store:
    """Makes *late* events while it stops, one figure a closing; what arrived is counted."""

    def __init__(self, late: list[int], *, line: bool = True) -> None:
        self.late = late
        self.line = line
        self.open = True
        self.waiting = self.arrived = 0

    def stop(self) -> None:
        self.open = False
        self.waiting += self.late.pop(0) if self.late else 0

    def held(self) -> int:
        return self.waiting

    def hand_over(self, waiting: int) -> bool:
        self.open = True
        if self.line:
            self.arrived, self.waiting = self.arrived + waiting, self.waiting - waiting
        return self.line


@given(st.lists(st.integers(0, 3), max_size=3))
def test_what_was_said_while_closing_arrives(late: list[int]) -> None:
    said = sum(late)
    store = Store([*late, 0])
    closed(store)
    # A closing at which nothing is said ends it; what comes later is never made.
    assert (store.waiting, store.arrived + sum(store.late)) == (0, said)


def test_store_that_never_falls_silent_is_closed_all_the_same() -> None:
    store = Store([1] * 10)
    closed(store)
    assert (store.open, store.waiting, store.arrived) == (False, 1, 3)


def test_what_does_not_arrive_is_left_to_be_seen() -> None:
    store = Store([2], line=False)
    closed(store)
    assert (store.open, store.waiting, store.arrived) == (False, 2, 0)


def closed(store: Store) -> None:
    close_empty(store.stop, store.held, store.hand_over)
