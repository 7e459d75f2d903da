"""Read quality from the events a hub keeps: each garment once a visit, whatever was said twice."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contract.figures import Rate
from contract.ids import new_id
from contract.tags import By
from hub.quality import RoomQuality, by_room
from hub.store import Database
from tests.hub.garments import Word, tell, tell_many

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
VISITS = [new_id() for _ in range(2)]


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    found = Database(tmp_path / "hub.db")
    yield found
    found.close()


def found(db: Database, now: datetime = NOW) -> dict[str, Rate]:
    with db.read() as rx:
        return {room.touchpoint: room.quality for room in by_room(rx, now)}


def test_no_reader_has_told_anything(db: Database) -> None:
    assert found(db) == {}


def test_rooms_by_name(db: Database) -> None:
    tell_many(db, NOW, "cabin-2", 20, 3)
    tell_many(db, NOW, "cabin-1", 4, 0)
    with db.read() as rx:
        assert by_room(rx, NOW) == (
            RoomQuality("cabin-1", Rate(4, 4)),
            RoomQuality("cabin-2", Rate(17, 20)),
        )


def test_no_to_the_question_counts_without_an_arrival(db: Database) -> None:
    tell(db, NOW, "cabin-1", "a", "arrived", visit=VISITS[0])
    tell(db, NOW, "cabin-1", "b", "disowned", visit=VISITS[0])
    assert found(db) == {"cabin-1": Rate(1, 2)}


def test_garment_disowned_twice_counts_once(db: Database) -> None:
    tell(db, NOW, "cabin-1", "a", "arrived", "disowned", "arrived", "disowned", visit=VISITS[0])
    assert found(db) == {"cabin-1": Rate(0, 1)}


def test_same_garment_counts_again_in_another_visit(db: Database) -> None:
    tell(db, NOW, "cabin-1", "a", "arrived", "disowned", visit=VISITS[0])
    tell(db, NOW, "cabin-1", "a", "arrived", visit=VISITS[1])
    assert found(db) == {"cabin-1": Rate(1, 2)}


def test_other_readers_do_not_count(db: Database) -> None:
    for by in set(By) - {By.UHF}:
        tell(db, NOW, "kiosk-1", "a", "arrived", "disowned", by=by)
    assert found(db) == {}


def test_seven_days_are_counted(db: Database) -> None:
    tell(db, NOW, "cabin-1", "a", "arrived", visit=VISITS[0])
    spans = [timedelta(days=7), timedelta(days=7, milliseconds=1)]
    assert [found(db, NOW + span) for span in spans] == [{"cabin-1": Rate(1, 1)}, {}]


def test_body_that_is_no_json_to_the_database_spoils_nothing(db: Database) -> None:
    tell(db, NOW, "cabin-1", "a", "arrived")
    odd = b'{"data":{"by":"uhf","tag":"b","rssi":NaN}}'
    tell(db, NOW, "cabin-1", "b", "arrived", body=odd)
    assert found(db) == {"cabin-1": Rate(1, 1)}


def test_forgotten_body_is_not_counted(db: Database) -> None:
    tell(db, NOW, "cabin-1", "a", "arrived")
    with db.transaction() as tx:
        tx.execute("update events set body = null")
    assert found(db) == {}


WORDS = st.tuples(
    st.sampled_from(["cabin-1", "cabin-2"]),
    st.sampled_from(VISITS),
    st.sampled_from(["a", "b", "é", "it's"]),
    st.sampled_from(["arrived", "disowned"]),
    st.sampled_from([By.UHF, By.UHF, By.QR]),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(WORDS, max_size=30))
def test_figure_is_what_sets_would_count(
    db: Database, said: list[tuple[str, str, str, Word, By]]
) -> None:
    with db.transaction() as tx:
        tx.execute("delete from upstream")
        tx.execute("delete from events")
    for room, visit, tag, word, by in said:
        tell(db, NOW, room, tag, word, visit=visit, by=by)
    heard = [(room, (visit, tag), word) for room, visit, tag, word, by in said if by is By.UHF]
    expected = {}
    for room in {room for room, _, _ in heard}:
        told = {piece for where, piece, _ in heard if where == room}
        disowned = {piece for where, piece, word in heard if (where, word) == (room, "disowned")}
        expected[room] = Rate(len(told - disowned), len(told))
    assert found(db) == expected
