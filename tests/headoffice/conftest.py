"""Events, batches and an ingest over the real embedded engine."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from headoffice.batches import Batch, check_batch
from headoffice.database import Database
from headoffice.ingest import Grouping, Writer
from headoffice.rejected import RejectedEvents
from headoffice.store import ClickHouseStore, open_store

NOW = datetime(2026, 11, 21, 10, 20, tzinfo=UTC)
MakeEvent = Callable[..., dict[str, Any]]
MakeBatch = Callable[..., Batch]


def event(n: int, name: str = "product.viewed", store: str = "lyon", **more: Any) -> dict[str, Any]:
    """The *n*th event of a store's cabin-3; *more* replaces attributes, `data` is merged."""
    data = {"gtin": "00614141100019", "from": "tag"} if name == "product.viewed" else {}
    return {
        "specversion": "1.0",
        "id": str(UUID(int=(1 << 76) + n)),
        "source": f"/stores/{store}/touchpoints/cabin-3",
        "type": f"parcours.{name}.v1",
        "time": "2026-11-21T10:15:02.120Z",
        "outbox": str(UUID(int=7)),
        "sequence": f"{n:012d}",
        "storeid": store,
        "touchpointid": "cabin-3",
        "visitid": str(UUID(int=9)),
        **more,
        "data": data | more.get("data", {}),
    }


@pytest.fixture
def make_event() -> MakeEvent:
    return event


@pytest.fixture
def make_batch() -> MakeBatch:
    def make(*events: Any, store: str = "lyon") -> Batch:
        return check_batch(json.loads(json.dumps(events)), store, NOW)

    return make


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ClickHouseStore]:
    opened = open_store(f"chdb://{tmp_path}/journeys")
    yield opened
    opened.close()


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
        rows = store.query("SELECT * FROM events ORDER BY source, id", {}, timeout=5)
        return [dict(row) for row in rows]

    return read
