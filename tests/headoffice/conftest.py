"""Events, batches and an ingest over the real embedded engine."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from headoffice.batches import Batch, check_batch
from headoffice.database import Database
from headoffice.ingest import Grouping, Writer
from headoffice.rejected import RejectedEvents
from headoffice.store import ClickHouseStore
from tests.headoffice.office import NOW, Office, emptied, engine, event, served

MakeEvent = Callable[..., dict[str, Any]]
MakeBatch = Callable[..., Batch]


@pytest.fixture
def make_event() -> MakeEvent:
    return event


@pytest.fixture
def make_batch() -> MakeBatch:
    def make(*events: Any, store: str = "lyon") -> Batch:
        return check_batch(json.loads(json.dumps(events)), store, NOW)

    return make


@pytest.fixture(scope="module")
def one_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClickHouseStore]:
    with engine(tmp_path_factory.mktemp("engine")) as opened:
        yield opened


@pytest.fixture
def store(one_engine: ClickHouseStore) -> ClickHouseStore:
    return emptied(one_engine)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path / "headoffice.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def rejected(database: Database) -> RejectedEvents:
    return RejectedEvents(database)


@pytest.fixture
def writer(store: ClickHouseStore, rejected: RejectedEvents) -> Iterator[Writer]:
    started = Writer(store, rejected, lambda: NOW, grouping=Grouping(seconds=0))
    started.start()
    yield started
    started.stop()


@pytest.fixture
def raw(store: ClickHouseStore) -> Callable[[], list[dict[str, Any]]]:
    """The stored rows as they lie there, without FINAL."""

    def read() -> list[dict[str, Any]]:
        rows = store.query("SELECT * FROM events ORDER BY source, id", {}, timeout=60)
        return [dict(row) for row in rows]

    return read


@pytest.fixture
def office(store: ClickHouseStore, tmp_path: Path) -> Iterator[Office]:
    with served(store, tmp_path) as running:
        yield running
