"""Every sighting is said once, in order, soon, and never more than a message may hold."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from contract.states import MAX_SIGHTINGS, Sighting
from touchpoint.station.batches import (
    TOGETHER,
    WORD_EVERY,
    Batches,
    due_at,
    gathered,
    taken,
)


def sightings(first: int, count: int) -> list[Sighting]:
    numbers = range(first, first + count)
    return [Sighting(epc=f"{n:04X}", antenna=1, rssi=-50.0, ms=n) for n in numbers]


def test_full_message_goes_at_once() -> None:
    batches = gathered(Batches(), sightings(0, 130), 5.0)
    assert due_at(batches) <= 5.0
    batches, said = taken(batches, 5.0)
    assert [len(batch) for batch in said] == [MAX_SIGHTINGS]
    assert (len(batches.waiting), due_at(batches)) == (30, 5.0 + TOGETHER)


def test_few_wait_for_company() -> None:
    batches = gathered(Batches(said_at=5.0), sightings(0, 3), 5.0)
    assert taken(batches, 5.05)[1] == ()
    assert [len(batch) for batch in taken(batches, 5.0 + TOGETHER)[1]] == [3]


def test_nothing_read_is_said_too() -> None:
    batches = Batches(said_at=5.0)
    assert taken(batches, 5.4) == (batches, ())
    after, said = taken(batches, 5.0 + WORD_EVERY)
    assert (said, due_at(after)) == (((),), 5.0 + 2 * WORD_EVERY)


@given(st.lists(st.tuples(st.integers(0, 250), st.floats(0.0, 0.6)), max_size=30))
def test_each_sighting_is_said_once_in_order_and_soon(comes: list[tuple[int, float]]) -> None:
    batches, now, count = Batches(), 100.0, 0
    said: list[tuple[float, tuple[Sighting, ...]]] = []
    born: dict[int, float] = {}

    def until(end: float) -> None:
        nonlocal batches
        while (due := due_at(batches)) <= end:
            batches, parts = taken(batches, max(due, 0.0))
            said.extend((due, part) for part in parts)

    batches = Batches(said_at=now)
    for size, pause in comes:
        until(now)
        if size:
            batches = gathered(batches, sightings(count, size), now)
        born |= dict.fromkeys(range(count, count + size), now)
        count += size
        now += pause
    until(now + 1.0)
    assert [s.ms for _, part in said for s in part] == list(range(count))
    assert all(len(part) <= MAX_SIGHTINGS for _, part in said)
    assert all(at - born[s.ms] <= TOGETHER + 1e-9 for at, part in said for s in part)
    times = [100.0, *(at for at, _ in said)]
    # One that waits for company keeps the next word waiting with it.
    longest = WORD_EVERY + TOGETHER + 1e-9
    assert all(after - before <= longest for before, after in pairwise(times))
