"""Mirrors of a zone hear the same messages, each when it can, and come to the same answers."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.sgtin import encode96
from contract.tags import By, TagRead, identify
from tests.touchpoint.sample import NAVY_38
from touchpoint.beams import assumed
from touchpoint.inputs import Arrived, Left
from touchpoint.listening import (
    SILENCE,
    Listening,
    Word,
    heard,
    passed,
    recovered,
    told_of,
)
from touchpoint.rooms import Sighting, Zone

ROOMS = {"cabin-1": 1, "cabin-2": 2, "cabin-3": 3}
A, B, C = (encode96(NAVY_38, serial) for serial in (1, 2, 3))
#: The reader's clock began long before ours.
READER = 5000.0


@dataclass
class Mirror:
    """One mirror and all that it told; its own clock is *ahead* of the reader's by so much."""

    room: str
    ahead: float = -READER
    told: list[Arrived | Left] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.state = Listening(self.room, Zone(assumed(ROOMS)))

    def hear(self, word: Word, late: float = 0.0) -> None:
        self.state, told = heard(self.state, word, (word.end or 0.0) + self.ahead + late)
        self.told += told

    def look(self, at: float) -> None:
        self.state = passed(self.state, READER + at + self.ahead)

    def know(self, epc: str, room: str, *, here: bool) -> None:
        tag = identify(TagRead(By.UHF, epc)).tag
        self.state, told = told_of(self.state, tag, room, here=here)
        self.told += told

    @property
    def names(self) -> list[tuple[str, str]]:
        """What came and went, by the end of its tag."""
        kinds = {Arrived: "came", Left: "left"}
        return [(kinds[type(t)], _tag(t).rpartition(".")[2]) for t in self.told]


def _tag(told: Arrived | Left) -> str:
    return told.garment.tag if isinstance(told, Arrived) else told.tag


def seen(epc: str, antenna: int, start: float, end: float, every: float = 0.2) -> list[Sighting]:
    """Reads by one antenna, in the reader's time since it was hung up there."""
    turns = range(round((end - start) / every))
    return [Sighting(epc, antenna, -50.0, READER + start + turn * every) for turn in turns]


def words(
    sightings: Sequence[Sighting], start: float, end: float, seconds: float = 0.5
) -> list[Word]:
    """A station's messages from *start* to *end*, one each so many seconds, empty ones too."""
    said, at, number = [], READER + start, 0
    while at < READER + end:
        at, number = at + seconds, number + 1
        found = sorted((s for s in sightings if at - seconds <= s.at < at), key=lambda s: s.at)
        said.append(Word(tuple(found), at, "boot", number))
    return said


def listened(sightings: Sequence[Sighting], end: float, room: str = "cabin-1") -> Mirror:
    """A mirror that has heard its reader for a while before any of *sightings*."""
    mirror = Mirror(room)
    for word in words(sightings, -10.0, end, 0.1):
        mirror.hear(word)
    return mirror


def test_garment_comes_to_its_room_and_leaves_it() -> None:
    came, left = listened(seen(A, 1, 0.0, 5.0), 9.0).told
    assert isinstance(came, Arrived)
    assert isinstance(left, Left)
    assert (came.garment.gtin, came.garment.serial, came.sure, came.garment.rssi) == (
        NAVY_38, "1", True, -50.0,
    )  # fmt: skip
    assert (round(came.at, 1), left.tag, round(left.seconds, 1)) == (0.6, came.garment.tag, 4.2)
    assert round(left.at, 1) == 7.8


def test_garment_next_door_is_no_business_of_ours() -> None:
    assert listened(seen(A, 2, 0.0, 5.0), 9.0).told == []


def test_who_joins_late_needs_what_would_make_others_let_it_go() -> None:
    mirror = Mirror("cabin-1")
    for word in words(seen(A, 1, 0.0, 6.0), 0.0, 6.0, 0.1):
        mirror.hear(word)
    (came,) = mirror.told
    assert isinstance(came, Arrived)
    assert round(came.at, 1) == 3.6


def test_messages_that_were_lost_move_nothing() -> None:
    mirror = Mirror("cabin-1")
    for word in words(seen(A, 1, 0.0, 16.0), -10.0, 16.0):
        if not READER + 3.0 < (word.end or 0.0) < READER + 13.0:
            mirror.hear(word)
    assert mirror.names == [("came", "1")]


def test_device_that_is_silent_proves_nothing() -> None:
    """The station still speaks, but its reader proved to live up to 3 s and from 6.5 s only."""
    mirror = Mirror("cabin-1")
    found = seen(A, 1, 0.0, 3.0) + seen(A, 1, 6.5, 9.0)
    for word in words(found, -10.0, 9.0):
        at = word.end or 0.0
        mirror.hear(replace(word, at=READER + 3.0) if READER + 3 < at <= READER + 6.5 else word)
    assert mirror.names == [("came", "1")]


def test_reader_without_properties_is_understood() -> None:
    mirror = Mirror("cabin-1")
    for word in words(seen(C, 3, -5.0, 0.0) + seen(A, 1, 0.0, 4.0), -5.0, 4.0, 0.1):
        mirror.hear(Word(word.sightings))
    assert mirror.names == [("came", "1")]
    mirror.hear(Word())
    assert (mirror.names, mirror.state.silent) == ([("came", "1")], False)


@pytest.mark.parametrize("boot", ["boot", "another"])
def test_reader_whose_clock_began_anew_moves_nothing(boot: str) -> None:
    mirror = Mirror("cabin-1")
    for word in words(seen(A, 1, 0.0, 8.0), -10.0, 8.0):
        at = word.end or 0.0
        found = tuple(replace(s, at=s.at - READER) for s in word.sightings)
        anew = replace(word, sightings=found, at=at - READER, boot=boot)
        mirror.hear(anew if at > READER + 3.5 else word)
    assert mirror.names == [("came", "1")]


def test_clock_that_leaps_within_one_message_is_borne() -> None:
    mirror = listened(seen(A, 1, 0.0, 3.0), 3.0)
    leap = Sighting(A, 1, -50.0, 1.8e9)
    mirror.hear(Word((*seen(A, 1, 3.0, 3.2), leap), 1.8e9, "boot", 131))
    for word in words(seen(A, 1, 3.2, 6.0), 3.2, 6.0):
        mirror.hear(replace(word, boot="later"))
    assert mirror.names == [("came", "1")]


def test_silence_is_noticed_by_our_own_clock_and_moves_nothing() -> None:
    mirror = listened(seen(A, 1, 0.0, 3.0), 3.0)
    mirror.look(3.1 + SILENCE)
    assert (mirror.state.silent, mirror.names) == (True, [("came", "1")])


def test_tag_of_another_system_is_no_garment() -> None:
    assert listened(seen("E280116020001234", 1, 0.0, 4.0), 4.0).told == []


def test_what_cannot_be_judged_is_forgotten_and_all_stays() -> None:
    mirror = listened(seen(A, 1, 0.0, 3.0), 3.0)
    mirror.state = recovered(mirror.state)
    for word in words(seen(A, 1, 3.0, 9.0), 3.0, 6.0):
        mirror.hear(replace(word, number=(word.number or 0) + 130))
    assert mirror.names == [("came", "1")]


def both(epc: str, end: float) -> list[Sighting]:
    """A garment between two rooms: each of their antennas hears it alike."""
    return [Sighting(epc, n, -56.0, s.at) for s in seen(epc, 1, 0.0, end) for n in (1, 2)]


def test_who_says_it_is_theirs_has_it_in_every_mirror_s_mind() -> None:
    one, two = (listened(both(A, 4.0), 4.0, room) for room in ("cabin-1", "cabin-2"))
    unsure = [t.sure for mirror in (one, two) for t in mirror.told if isinstance(t, Arrived)]
    assert unsure == [False]
    for mirror in (one, two):
        mirror.know(A, "cabin-1", here=True)
    assert [mirror.state.zone.tags[A].room for mirror in (one, two)] == ["cabin-1", "cabin-1"]
    assert [mirror.state.zone.tags[A].sure for mirror in (one, two)] == [True, True]
    last = one.told[-1]
    assert isinstance(last, Arrived)
    # By then the other mirror had asked its shopper; it lets the garment go.
    assert (last.sure, two.names) == (True, [("came", "1"), ("left", "1")])


def test_room_that_says_no_is_not_asked_again_and_another_gets_it() -> None:
    mirrors = [Mirror(room) for room in ROOMS]
    for word in words(both(A, 12.0), -10.0, 12.0, 0.1):
        for mirror in mirrors:
            mirror.hear(word)
        if word.end == pytest.approx(READER + 3.0):
            asked = next(m for m in mirrors if m.told)
            for mirror in mirrors:
                mirror.know(A, asked.room, here=False)
    other = next(m for m in mirrors if m is not asked and m.told)
    assert asked.names == [("came", "1"), ("left", "1")]
    (came,) = other.told
    assert isinstance(came, Arrived)
    assert came.sure


def test_word_of_a_garment_that_nobody_hears_is_no_news() -> None:
    mirror = listened([], 1.0)
    mirror.know(A, "cabin-1", here=True)
    assert (mirror.told, mirror.state.zone.tags) == ([], {})


LIVES = st.lists(
    st.tuples(
        st.sampled_from((A, B, C)),
        st.lists(st.integers(1, 3), min_size=1, max_size=2, unique=True),
        st.floats(0.0, 12.0).map(lambda t: round(t, 1)),
        st.floats(0.3, 9.0).map(lambda t: round(t, 1)),
        st.sampled_from((0.2, 0.9)),
    ),
    max_size=5,
)
#: Seconds by which each of three mirrors hears a message later; a bus lets nothing overtake.
LATE = st.lists(st.tuples(*(st.floats(0.0, 20.0) for _ in ROOMS)), min_size=72, max_size=72)
Lives = list[tuple[str, list[int], float, float, float]]


def air(lives: Lives) -> list[Sighting]:
    return [
        Sighting(s.epc, antenna, -55.0, s.at)
        for epc, antennas, at, stays, every in lives
        for s in seen(epc, 1, at, at + stays, every)
        for antenna in antennas
    ]


@given(LIVES, LATE)
def test_mirrors_agree_however_late_each_hears(lives: Lives, late: list[tuple[float, ...]]) -> None:
    mirrors = [Mirror(room) for room in ROOMS]
    for word, lags in zip(words(air(lives), -10.0, 26.0), late, strict=True):
        for mirror, lag in zip(mirrors, lags, strict=True):
            mirror.hear(word, lag)
    tags = [mirror.state.zone.tags for mirror in mirrors]
    assert tags[0] == tags[1] == tags[2]
    prompt = [Mirror(room) for room in ROOMS]
    for word in words(air(lives), -10.0, 26.0):
        for mirror in prompt:
            mirror.hear(word)
    assert [mirror.names for mirror in mirrors] == [mirror.names for mirror in prompt]


@given(LIVES)
def test_whatever_came_leaves_in_the_end(lives: Lives) -> None:
    mirrors = [Mirror(room) for room in ROOMS]
    said = words(air(lives), -10.0, 26.0)
    for word in [*said, *words([], 26.0, 40.0)]:
        for mirror in mirrors:
            mirror.hear(word)
    for mirror in mirrors:
        kinds: dict[str, list[str]] = {}
        for kind, tag in mirror.names:
            kinds.setdefault(tag, []).append(kind)
        # Unsure, then sure, is told twice and left once.
        assert all(names[0] == "came" and names[-1] == "left" for names in kinds.values())
        assert mirror.state.here == {}


@given(LIVES, st.lists(st.integers(1, 30), min_size=1, max_size=30))
def test_how_sightings_are_batched_changes_nothing(lives: Lives, sizes: list[int]) -> None:
    fine = words(air(lives), -10.0, 26.0, 0.1)
    whole, cut = Mirror("cabin-2"), Mirror("cabin-2")
    for word in fine:
        whole.hear(word)
    number = 0
    while fine:
        size = min(sizes[number % len(sizes)], 20)
        part, fine, number = fine[:size], fine[size:], number + 1
        together = tuple(s for word in part for s in word.sightings)
        cut.hear(Word(together, part[-1].at, "boot", number))
    assert cut.names == whole.names
