"""Mirrors of a zone hear the same batches, each when it can, and come to the same answers."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from contract.sgtin import encode96
from tests.touchpoint.sample import NAVY_38
from touchpoint.beams import assumed
from touchpoint.inputs import Arrived, Left
from touchpoint.listening import SILENCE, Listening, heard, passed
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

    def hear(self, batch: Sequence[Sighting], late: float = 0.0, at: float | None = None) -> None:
        """*batch* comes *late* seconds after its last sighting, or when it is *at* the reader."""
        end = max((s.at for s in batch), default=0.0) if at is None else at
        self.state, told = heard(self.state, batch, end + self.ahead + late)
        self.told += told

    def look(self, at: float) -> None:
        self.state = passed(self.state, at + self.ahead)

    @property
    def names(self) -> list[tuple[str, str]]:
        """What came and went, by the end of its tag."""
        kinds = {Arrived: "came", Left: "left"}
        return [(kinds[type(t)], _tag(t).rpartition(".")[2]) for t in self.told]


def _tag(told: Arrived | Left) -> str:
    return told.garment.tag if isinstance(told, Arrived) else told.tag


def seen(epc: str, antenna: int, start: float, end: float) -> list[Sighting]:
    """Five reads a second by one antenna, in the reader's time since it was hung up there."""
    turns = range(round((end - start) * 5))
    return [Sighting(epc, antenna, -50.0, READER + start + turn / 5) for turn in turns]


def batches(sightings: Sequence[Sighting], seconds: float = 0.5) -> list[list[Sighting]]:
    """As a station says them, each of so many seconds."""
    made: dict[int, list[Sighting]] = {}
    for sighting in sorted(sightings, key=lambda s: s.at):
        made.setdefault(int(sighting.at / seconds), []).append(sighting)
    return list(made.values())


def joined(room: str = "cabin-1") -> Mirror:
    """A mirror that has heard its reader for a while, and by then nothing hangs anywhere."""
    mirror = Mirror(room)
    for batch in batches(seen(C, 3, -20.0, -10.0)):
        mirror.hear(batch)
    for word in range(16):
        mirror.hear((), at=READER - 10.0 + word / 2)
    mirror.told.clear()
    return mirror


def test_garment_comes_to_its_room_and_leaves_it() -> None:
    mirror = joined()
    for batch in batches(seen(A, 1, 0.0, 5.0), 0.1):
        mirror.hear(batch)
    for word in range(9):
        mirror.hear((), at=READER + 5.3 + word / 2)
    came, left = mirror.told
    assert isinstance(came, Arrived)
    assert isinstance(left, Left)
    assert (came.garment.gtin, came.garment.serial, came.sure, came.garment.rssi) == (
        NAVY_38, "1", True, -50.0,
    )  # fmt: skip
    assert (round(came.at, 1), left.tag, round(left.seconds, 1)) == (0.6, came.garment.tag, 4.2)


def test_garment_next_door_is_no_business_of_ours() -> None:
    mirror = joined()
    for batch in batches(seen(A, 2, 0.0, 5.0)):
        mirror.hear(batch)
    assert mirror.told == []


def test_who_joins_late_places_nobody_before_a_whole_window() -> None:
    mirror = Mirror("cabin-1")
    for batch in batches(seen(A, 1, 0.0, 4.0), 0.1):
        mirror.hear(batch)
    (came,) = mirror.told
    assert isinstance(came, Arrived)
    assert round(came.at, 1) == 2.0


def test_silence_proves_nothing() -> None:
    mirror = joined()
    for batch in batches(seen(A, 1, 0.0, 3.0) + seen(A, 1, 13.0, 16.0)):
        first = batch[0].at - READER
        if first == 13.0:
            mirror.look(READER + 3.0 + SILENCE)
            assert mirror.state.silent
        mirror.hear(batch)
    assert mirror.names == [("came", "1")]


def test_what_left_meanwhile_is_missed_only_after_the_silence() -> None:
    mirror = joined()
    for batch in batches(seen(A, 1, 0.0, 3.0)):
        mirror.hear(batch)
    mirror.look(READER + 10.0)
    for word in range(10):
        mirror.hear((), at=READER + 20.0 + word / 2)
    came, left = mirror.told
    assert (type(came), type(left)) == (Arrived, Left)
    assert 22.5 <= left.at <= 23.0


def test_reader_whose_clock_began_anew_moves_nothing() -> None:
    mirror = joined()
    for batch in batches(seen(A, 1, 0.0, 3.0)):
        mirror.hear(batch)
    mirror.ahead += READER
    for batch in batches(seen(A, 1, 3.5, 8.0)):
        mirror.hear([Sighting(s.epc, s.antenna, s.rssi, s.at - READER) for s in batch])
    assert mirror.names == [("came", "1")]


def test_tag_of_another_system_is_no_garment() -> None:
    mirror = joined()
    for batch in batches(seen("E280116020001234", 1, 0.0, 4.0)):
        mirror.hear(batch)
    assert mirror.told == []


LIVES = st.lists(
    st.tuples(
        st.sampled_from((A, B, C)),
        st.integers(1, 3),
        st.floats(0.0, 12.0, allow_nan=False).map(lambda t: round(t, 1)),
        st.floats(0.3, 9.0).map(lambda t: round(t, 1)),
    ),
    max_size=5,
)
#: Seconds by which each of three mirrors hears a batch later; a bus lets nothing overtake.
LATE = st.lists(st.tuples(*(st.floats(0.0, 1.5) for _ in ROOMS)), min_size=60, max_size=60)


def air(lives: Sequence[tuple[str, int, float, float]]) -> list[Sighting]:
    return [s for epc, antenna, at, stays in lives for s in seen(epc, antenna, at, at + stays)]


@given(LIVES, LATE)
def test_mirrors_agree_however_late_each_hears(
    lives: list[tuple[str, int, float, float]], late: list[tuple[float, ...]]
) -> None:
    mirrors = [joined(room) for room in ROOMS]
    for batch, lags in zip(batches(air(lives)), late, strict=False):
        for mirror, lag in zip(mirrors, lags, strict=True):
            mirror.hear(batch, lag)
    tags = [mirror.state.zone.tags for mirror in mirrors]
    assert tags[0] == tags[1] == tags[2]
    here = [epc for mirror in mirrors for epc in mirror.state.here]
    assert sorted(here) == sorted(epc for epc, tag in tags[0].items() if tag.room)


@given(LIVES, st.lists(st.integers(1, 30), min_size=1, max_size=30))
def test_how_sightings_are_batched_changes_nothing(
    lives: list[tuple[str, int, float, float]], sizes: list[int]
) -> None:
    found = sorted(air(lives), key=lambda s: s.at)
    whole, cut = joined("cabin-2"), joined("cabin-2")
    for sighting in found:
        whole.hear([sighting])
    rest = list(found)
    for size in sizes:
        part, rest = rest[:size], rest[size:]
        if part:
            cut.hear(part)
    if rest:
        cut.hear(rest)
    assert cut.names == whole.names
