"""Head office over three real nodes: one is struck down, and what becomes of the batches."""

import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from structlog.testing import capture_logs

from contract.envelope import write_event
from contract.figures import Day, store_day
from contract.http import IngestAnswer
from headoffice import figures
from headoffice.batches import check_batch
from headoffice.database import Database
from headoffice.figures import Span
from headoffice.ingest import Grouping, Writer
from headoffice.rejected import RejectedEvents
from headoffice.store import STATEMENTS, JourneyStore, StoreError, open_store
from tests.headoffice.office import event
from tests.headoffice.test_same_figures import ZONE, lived
from tests.ports.nodes import HOSTS, Nodes, allow_nodes, three_nodes

#: One worker, so that the nodes of one module after the other are up.
pytestmark = [allow_nodes, pytest.mark.xdist_group("nodes")]
#: Some on each of the three shards.
STORES = ("lyon", "paris-marais", "nantes", "lille", "nice", "metz")
#: Events of one batch.
SIZE = 60
#: Numbers of batches from here on are handed in while a node is down.
LATE = 10
STATES = "SELECT store, count() AS n, uniqExact(id) AS ids FROM {} GROUP BY store ORDER BY store"


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nodes]:
    with three_nodes(tmp_path_factory.mktemp("nodes")) as started:
        yield started


@pytest.fixture
def store(nodes: Nodes) -> Iterator[JourneyStore]:
    with closing(open_store(nodes.dsn)) as opened:
        opened.each_shard("TRUNCATE TABLE events_local")
        yield opened


@pytest.fixture
def writer(store: JourneyStore, tmp_path: Path) -> Iterator[Writer]:
    # Whoever reads the log of a failure by the screen waits a second for each.
    with closing(Database(tmp_path / "headoffice.sqlite")) as database, capture_logs():
        rejected = RejectedEvents(database)
        started = Writer(store, rejected, lambda: datetime.now(UTC), grouping=Grouping(seconds=0))
        started.start()
        yield started
        started.stop()


def hand_in(writer: Writer, store: str, number: int) -> Future[IngestAnswer]:
    """A store's batch of this number, over three weeks."""
    weeks = ("2026-11-02", "2026-11-09", "2026-11-16")
    events: list[dict[str, Any]] = [
        event(number * SIZE + n, store=store, time=f"{weeks[n % 3]}T10:00:00.000Z")
        for n in range(1, SIZE + 1)
    ]
    batch = check_batch(json.loads(json.dumps(events)), store, datetime.now(UTC))
    return writer.submit(batch)


def hand_in_of_all(writer: Writer, number: int) -> list[IngestAnswer]:
    handed_in = [hand_in(writer, name, number) for name in STORES]
    return [answer.result(timeout=60) for answer in handed_in]


def counted(store: JourneyStore, table: str) -> dict[str, tuple[int, int]]:
    rows = store.query(STATES.format(table), {}, timeout=60)
    return {row["store"]: (row["n"], row["ids"]) for row in rows}


def test_stores_are_spread_over_all_nodes(store: JourneyStore, writer: Writer) -> None:
    hand_in_of_all(writer, 0)
    hosts = store.query(
        "SELECT uniqExact(_shard_num) AS shards FROM events WHERE store != ''", {}, timeout=20
    )
    assert hosts[0]["shards"] == len(HOSTS)


def test_day_is_counted_over_all_nodes_as_each_store_counts_it(
    store: JourneyStore, writer: Writer
) -> None:
    day = Day(date(2026, 11, 20), ZONE)
    told = {name: lived(day, Random(n), name) for n, name in enumerate(STORES)}
    for name, events in told.items():
        documents = [json.loads(write_event(it)) for it in events]
        writer.submit(check_batch(documents, name, datetime.now(UTC))).result(timeout=60)
    here = {name: store_day(events, day) for name, events in told.items()}
    own = {
        name: (it.visits.n, len(it.recognised), it.requests.n, it.requests.done)
        for name, it in here.items()
    }

    def ask(name: str, params: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        return store.query(STATEMENTS[name].sql, params, timeout=60)

    span = Span(day.start, day.end, ZONE)
    found = {
        it.store: (it.visits, it.garments, it.requests, it.done.of)
        for it in figures.today(ask, span)
    }
    assert found == own | {"": tuple(map(sum, zip(*own.values(), strict=True)))}
    steps = [[step.n for step in figures.funnel(ask, span, name)] for name in STORES]
    assert [step.n for step in figures.funnel(ask, span)] == [
        sum(counts) for counts in zip(*steps, strict=True)
    ]


def test_node_killed_during_inserts_loses_and_doubles_nothing(
    nodes: Nodes, store: JourneyStore, writer: Writer
) -> None:
    owed: list[tuple[str, int]] = []
    for number, host in enumerate((HOSTS[1], HOSTS[2], HOSTS[1])):
        answers = {name: hand_in(writer, name, number) for name in STORES}
        # The first is stored by then, and the next one is under way.
        answers[STORES[0]].result(timeout=60)
        nodes.kill(host)
        # All the others may have been stored by then.
        late = hand_in(writer, STORES[0], LATE + number)
        assert type(late.exception(timeout=60)) is StoreError
        failed = [name for name, it in answers.items() if it.exception(timeout=60)]
        assert {type(answers[name].exception()) for name in failed} <= {StoreError}
        owed += [(STORES[0], LATE + number), *((name, number) for name in failed)]
        nodes.start(host)
    again = [hand_in(writer, name, number) for name, number in owed]
    settled = [it.result(timeout=60) for it in again]
    assert {answer.stored + answer.duplicates for answer in settled} == {SIZE}
    whole = dict.fromkeys(STORES, (3 * SIZE, 3 * SIZE)) | {STORES[0]: (6 * SIZE, 6 * SIZE)}
    assert counted(store, "events FINAL") == whole


def test_batch_handed_in_twice_around_a_kill_is_there_once(
    nodes: Nodes, store: JourneyStore, writer: Writer
) -> None:
    first = [answer.stored for answer in hand_in_of_all(writer, 0)]
    nodes.kill(HOSTS[2])
    nodes.start(HOSTS[2])
    again = [answer.duplicates for answer in hand_in_of_all(writer, 0)]
    assert (first, again) == ([SIZE] * 6, [SIZE] * 6)
    assert counted(store, "events") == dict.fromkeys(STORES, (SIZE, SIZE))


def test_question_with_a_node_down_fails_or_is_told_to_be_partial(
    nodes: Nodes, store: JourneyStore, writer: Writer
) -> None:
    hand_in_of_all(writer, 0)
    whole = counted(store, "events")
    nodes.kill(HOSTS[1])
    try:
        with pytest.raises(StoreError):
            counted(store, "events")
        rows = store.query(STATES.format("events"), {}, timeout=60, allow_partial=True)
    finally:
        nodes.start(HOSTS[1])
    found = {row["store"]: (row["n"], row["ids"]) for row in rows}
    assert 0 < len(found) < len(whole)
    assert found.items() <= whole.items()
    assert counted(store, "events") == whole


def test_statement_for_each_shard_fails_when_one_is_down(nodes: Nodes, store: JourneyStore) -> None:
    nodes.kill(HOSTS[1])
    try:
        with pytest.raises(StoreError):
            store.each_shard("OPTIMIZE TABLE events_local")
    finally:
        nodes.start(HOSTS[1])
    store.each_shard("OPTIMIZE TABLE events_local")
