"""One suite for the JourneyStore port, run on every adapter."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from headoffice.store import (
    STATEMENTS,
    JourneyStore,
    StoreError,
    StoreInUse,
    TooSlow,
    open_store,
    supervised,
)
from tests.ports.nodes import OWN_CLUSTER, Nodes, allow_nodes, own_cluster, three_nodes

#: One worker, one engine. A cluster of the reader's own may be anywhere.
pytestmark = [
    pytest.mark.xdist_group("engine"),
    pytest.mark.enable_socket if own_cluster() else allow_nodes,
]
FIRST = "0192f0c1-0000-7000-8000-000000000001"
SECOND = "0192f0c1-0000-7000-8000-000000000002"
Open = Callable[[Path], JourneyStore]


def embedded(folder: Path) -> JourneyStore:
    return open_store(f"chdb://{folder}/journeys")


def engine_process(folder: Path) -> JourneyStore:
    return supervised(f"chdb://{folder}/journeys")


#: Where the store is a folder, another one can be opened beside it.
IN_A_FOLDER: dict[str, Open] = {"embedded": embedded, "engine process": engine_process}
CLUSTERS = ("nodes", OWN_CLUSTER) if own_cluster() else ("nodes",)


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nodes]:
    with three_nodes(tmp_path_factory.mktemp("nodes")) as started:
        yield started


@pytest.fixture(params=[*IN_A_FOLDER, *CLUSTERS])
def open_it(request: pytest.FixtureRequest) -> Open:
    if request.param in IN_A_FOLDER:
        return IN_A_FOLDER[request.param]
    own = request.param == OWN_CLUSTER
    dsn = own_cluster() if own else request.getfixturevalue("nodes").dsn
    return lambda _: open_store(dsn)


@pytest.fixture(scope="module")
def opened() -> Iterator[dict[str, JourneyStore]]:
    """What takes long to open is opened once."""
    stores: dict[str, JourneyStore] = {}
    yield stores
    for each in stores.values():
        each.close()


@pytest.fixture
def store(
    request: pytest.FixtureRequest,
    open_it: Open,
    opened: dict[str, JourneyStore],
    tmp_path: Path,
) -> Iterator[JourneyStore]:
    name = request.node.callspec.params["open_it"]
    if name == "embedded":
        # One path per process: it may be in nobody's way.
        with closing(open_it(tmp_path)) as fresh:
            yield fresh
        return
    if name not in opened:
        opened[name] = open_it(tmp_path)
    yield emptied(opened[name])


def emptied(store: JourneyStore) -> JourneyStore:
    store.each_shard("TRUNCATE TABLE events_local")
    return store


def row(id_: str, **more: object) -> dict[str, object]:
    return {
        "store": "lyon",
        "touchpoint": "cabin-3",
        "source": "/stores/lyon/touchpoints/cabin-3",
        "outbox": FIRST,
        "sequence": 1,
        "visit": FIRST,
        "gtin": 614141100019,
        "ts": "2026-11-21T10:15:02.120Z",
        "recorded_at": "2026-11-21T10:15:02.300Z",
        "received_at": "2026-11-21T10:15:04.000Z",
        "timed": True,
        "payload_hash": 2**64 - 1,
        "type": "parcours.garment.arrived.v1",
        "id": id_,
        "body": '{"say": "«é»\\n"}',
    } | more


def ndjson(*rows: dict[str, object]) -> bytes:
    return "\n".join(map(json.dumps, rows)).encode()


def ids(store: JourneyStore) -> list[str]:
    rows = store.query("SELECT id FROM events ORDER BY id", {}, timeout=60)
    return [str(found["id"]) for found in rows]


def test_insert_of_a_row_gives_it_back_whole(store: JourneyStore) -> None:
    store.insert(ndjson(row(FIRST)), "one")
    (found,) = store.query("SELECT * FROM events", {}, timeout=60)
    assert found == {
        "store": "lyon",
        "touchpoint": "cabin-3",
        "source": "/stores/lyon/touchpoints/cabin-3",
        "outbox": UUID(FIRST),
        "sequence": 1,
        "visit": UUID(FIRST),
        "customer": "",
        "gtin": 614141100019,
        "request": UUID(int=0),
        "kind": "",
        "seconds": 0.0,
        "ts": datetime(2026, 11, 21, 10, 15, 2, 120000, UTC),
        "recorded_at": datetime(2026, 11, 21, 10, 15, 2, 300000, UTC),
        "received_at": datetime(2026, 11, 21, 10, 15, 4, tzinfo=UTC),
        "timed": True,
        "payload_hash": 2**64 - 1,
        "type": "parcours.garment.arrived.v1",
        "id": UUID(FIRST),
        "body": '{"say": "«é»\\n"}',
    }


def test_insert_survives_a_reopening(open_it: Open, tmp_path: Path) -> None:
    before = emptied(open_it(tmp_path))
    before.insert(ndjson(row(FIRST), row(SECOND)), "one")
    before.close()
    after = open_it(tmp_path)
    assert ids(after) == [FIRST, SECOND]
    after.close()


def test_insert_with_a_used_token_changes_nothing(store: JourneyStore) -> None:
    store.insert(ndjson(row(FIRST)), "one")
    store.insert(ndjson(row(FIRST)), "one")
    assert ids(store) == [FIRST]


def test_insert_over_years_is_one_insert(store: JourneyStore) -> None:
    weeks = [row(f"0192f0c1-0000-7000-8000-{n:012d}", ts=f"{1970 + n}-03-01T00:00:00.000Z")
             for n in range(1, 150)]  # fmt: skip
    store.insert(ndjson(*weeks), "one")
    assert len(ids(store)) == 149


def test_insert_of_a_bad_row_raises(store: JourneyStore) -> None:
    with pytest.raises(StoreError):
        store.insert(ndjson(row(FIRST, sequence="many")), "one")
    assert ids(store) == []


def test_merge_leaves_one_of_two_copies(store: JourneyStore) -> None:
    store.insert(ndjson(row(FIRST)), "one")
    store.insert(ndjson(row(FIRST, received_at="2026-11-21T11:00:00.000Z")), "two")
    store.each_shard("OPTIMIZE TABLE events_local FINAL")
    assert ids(store) == [FIRST]


def test_merge_keeps_one_id_of_two_sources(store: JourneyStore) -> None:
    store.insert(ndjson(row(FIRST), row(FIRST, source="/stores/lyon/hub")), "one")
    store.each_shard("OPTIMIZE TABLE events_local FINAL")
    assert ids(store) == [FIRST, FIRST]


def test_each_shard_can_make_a_customer_anonymous(store: JourneyStore) -> None:
    store.insert(ndjson(row(FIRST, customer="c-1"), row(SECOND, customer="c-2")), "one")
    store.each_shard("ALTER TABLE events_local UPDATE customer = '' WHERE customer IN ('c-1')")
    rows = store.query("SELECT customer FROM events ORDER BY id", {}, timeout=60)
    assert [found["customer"] for found in rows] == ["", "c-2"]


def test_query_fills_its_parameters(store: JourneyStore) -> None:
    store.insert(ndjson(row(FIRST), row(SECOND)), "one")
    found = store.query(STATEMENTS["known"].sql, {"stores": ["lyon"], "ids": [SECOND]}, timeout=60)
    assert [str(one["id"]) for one in found] == [SECOND]


def test_query_over_its_time_raises(store: JourneyStore) -> None:
    with pytest.raises(TooSlow, match="fewer days"):
        store.query(
            "SELECT sleepEachRow(0.05) FROM numbers(100) SETTINGS max_block_size = 1",
            {},
            timeout=0.2,
        )


def test_query_of_nonsense_raises(store: JourneyStore) -> None:
    with pytest.raises(StoreError):
        store.query("SELECT what FROM nowhere", {}, timeout=60)


def test_embedded_store_opened_elsewhere_too_says_so(tmp_path: Path) -> None:
    opened = embedded(tmp_path)
    with pytest.raises(StoreInUse, match="another store open"):
        open_store(f"chdb://{tmp_path}/second")
    opened.close()


@pytest.mark.parametrize("statement", STATEMENTS.values(), ids=STATEMENTS)
def test_every_statement_says_what_it_is_for(statement: object) -> None:
    assert len(statement.about) > 20  # type: ignore[attr-defined]
