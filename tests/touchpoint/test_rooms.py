"""A tag is in one room at most, and stays there until another has been likelier for a while."""

import random
from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from touchpoint.beams import assumed
from touchpoint.rooms import (
    Change,
    Gone,
    Placed,
    Rules,
    Sighting,
    Zone,
    claimed,
    likelihoods,
    step,
)

ROOMS: Mapping[str, int] = {"cabin-1": 1, "cabin-2": 2, "cabin-3": 3}
RULES = Rules(window=2.0, settle=0.6, ask_after=1.5, sure=0.9, hold=1.6, gone_after=3.0)
TAG = "3074257BF7194E4000001A85"


def zone() -> Zone:
    return Zone(assumed(ROOMS), RULES)


def told(loud: Mapping[int, float], until: float, start: float = 0.0) -> list[Sighting]:
    """Four reads a second at each antenna of *loud*, as many dBm."""
    turns = range(round((until - start) * 4))
    return [
        Sighting(TAG, antenna, rssi, start + turn / 4)
        for turn in turns
        for antenna, rssi in loud.items()
    ]


def lived(found: list[Sighting], until: float, begun: Zone | None = None) -> list[Change]:
    """What a mirror that looks ten times a second is told of it."""
    now, changes, state = 0.0, list[Change](), begun or zone()
    while now < until:
        before, now = now, round(now + 0.1, 1)
        state, happened = step(state, [s for s in found if before <= s.at < now], now)
        changes += happened
    return changes


def test_tag_under_its_own_antenna_is_there_as_soon_as_it_settled() -> None:
    assert lived(told({2: -50.0, 3: -66.0}, 2.0), 2.0) == [Placed(TAG, "cabin-2", True, 0.6)]


def test_tag_that_nobody_hears_any_more_has_left() -> None:
    assert lived(told({1: -50.0}, 1.0), 6.0) == [
        Placed(TAG, "cabin-1", True, 0.6),
        Gone(TAG, "cabin-1", 0.75),
    ]


def test_tag_between_two_rooms_is_asked_about() -> None:
    (placed,) = lived(told({1: -56.0, 2: -56.0}, 2.5), 2.5)
    assert isinstance(placed, Placed)
    assert (placed.sure, placed.at) == (False, 1.5)


def test_unsure_room_becomes_sure_once() -> None:
    found = told({1: -56.0, 2: -56.0}, 2.0) + told({2: -50.0}, 6.0, 2.0)
    changes = lived(found, 6.0)
    last = changes[-1]
    assert isinstance(last, Placed)
    assert (last.room, last.sure) == ("cabin-2", True)
    assert sum(isinstance(change, Placed) and change.sure for change in changes) == 1


def test_moment_at_the_neighbours_moves_nothing() -> None:
    found = told({1: -50.0}, 3.0) + told({2: -48.0}, 3.5, 3.0) + told({1: -50.0}, 7.0, 3.5)
    assert lived(found, 7.0) == [Placed(TAG, "cabin-1", True, 0.6)]


def test_tag_carried_next_door_leaves_the_one_and_is_in_the_other() -> None:
    changes = lived(told({1: -50.0}, 3.0) + told({3: -50.0}, 9.0, 3.0), 9.0)
    first, gone, second = changes
    assert isinstance(gone, Gone)
    assert isinstance(second, Placed)
    assert first == Placed(TAG, "cabin-1", True, 0.6)
    assert (gone.room, second.room, second.sure, gone.at == second.at) == (
        "cabin-1",
        "cabin-3",
        True,
        True,
    )


def test_likelihoods_of_all_rooms_are_one() -> None:
    likely = likelihoods(assumed(ROOMS), told({1: -60.0, 3: -70.0}, 1.0), 1.0)
    assert list(likely) == list(ROOMS)
    assert round(sum(likely.values()), 9) == 1.0


SIGHTINGS = st.lists(
    st.builds(
        Sighting,
        st.sampled_from(("A", "B")),
        st.integers(1, 4),
        st.floats(-90, -20),
        st.floats(0, 12),
    ),
    max_size=60,
)


@given(SIGHTINGS)
def test_tag_is_in_one_room_at_most(found: list[Sighting]) -> None:
    where: dict[str, tuple[str, bool]] = {}
    for change in lived(found, 18.0):
        match change:
            case Gone(epc, room):
                assert where.pop(epc)[0] == room
            case Placed(epc, room, sure):
                assert where.get(epc, (room, False)) == (room, False)
                where[epc] = room, sure
    assert where == {}


@given(SIGHTINGS, st.integers())
def test_order_within_a_beat_changes_nothing(found: list[Sighting], seed: int) -> None:
    mixed = random.Random(seed).sample(found, len(found))
    assert lived(mixed, 16.0) == lived(found, 16.0)


@given(SIGHTINGS)
def test_nothing_is_kept_of_tags_that_left(found: list[Sighting]) -> None:
    state, _ = step(zone(), found, 12.0)
    assert step(state, (), 15.1)[0] == zone()


def test_tag_that_somebody_claims_is_theirs_for_certain() -> None:
    state, _ = step(zone(), told({1: -56.0, 2: -56.0}, 2.5), 2.5)
    home = state.tags[TAG].room
    assert home == "cabin-2"
    state, changes = claimed(state, TAG, "cabin-1", 2.5, here=True)
    assert changes == (Gone(TAG, "cabin-2", 2.5), Placed(TAG, "cabin-1", True, 2.5))
    assert claimed(state, TAG, "cabin-1", 2.6, here=True) == (state, ())


def test_tag_that_is_denied_is_taken_for_the_next_likely_room() -> None:
    state, _ = step(zone(), told({1: -56.0, 2: -56.0, 3: -80.0}, 2.5), 2.5)
    state, changes = claimed(state, TAG, "cabin-2", 2.5, here=False)
    assert changes == (Gone(TAG, "cabin-2", 2.5),)
    state, changes = step(state, told({1: -56.0, 2: -56.0, 3: -80.0}, 3.0, 2.5), 3.0)
    assert changes == (Placed(TAG, "cabin-1", True, 3.0),)


def test_tag_that_every_room_denies_is_nowhere_until_it_left() -> None:
    state, _ = step(zone(), told({1: -50.0}, 1.0), 1.0)
    for room in ROOMS:
        state, _ = claimed(state, TAG, room, 1.0, here=False)
    assert lived(told({1: -50.0}, 3.0), 8.0, state) == []


@given(SIGHTINGS, st.lists(st.tuples(st.sampled_from(tuple(ROOMS)), st.booleans()), max_size=6))
def test_claims_keep_a_tag_in_one_room_at_most(
    found: list[Sighting], claims: list[tuple[str, bool]]
) -> None:
    state, changes = step(zone(), found, 12.0)
    told = list(changes)
    for room, here in claims:
        state, changes = claimed(state, "A", room, 12.0, here=here)
        told += changes
    state, changes = step(state, (), 30.0)
    where: dict[str, str] = {}
    for change in (*told, *changes):
        match change:
            case Gone(epc, room):
                assert where.pop(epc) == room
            case Placed(epc, room):
                assert where.get(epc, room) == room
                where[epc] = room
    assert (where, state.tags) == ({}, {})
