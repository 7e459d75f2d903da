"""A head office with one customer's visits, refused events and a receipt, over the real engine."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from headoffice.batches import Batch, check_batch
from headoffice.database import Database
from headoffice.erasure.journeys import Journeys
from headoffice.erasure.refusals import Refusals
from headoffice.erasure.tombstones import Tombstones
from headoffice.ingest import Grouping, Writer
from headoffice.rejected import RejectedEvents
from headoffice.store import ClickHouseStore
from tests.headoffice.erasure.lives import ANNA, history, prepared
from tests.headoffice.office import NOW, emptied, engine


@dataclass
class Place:
    """Head office's folder, open."""

    folder: Path
    store: ClickHouseStore
    database: Database
    writer: Writer

    @property
    def journeys(self) -> Journeys:
        return Journeys(self.store)

    @property
    def refusals(self) -> Refusals:
        return Refusals(self.database)

    @property
    def tombstones(self) -> Tombstones:
        return Tombstones(self.database)

    def take(self, *events: Any) -> tuple[int, int, int, int]:
        """Stored, duplicates, conflicts and rejected of one batch of Lyon's."""
        answer = self.writer.submit(self.batch(*events)).result(20)
        return answer.stored, answer.duplicates, answer.conflicts, len(answer.rejected)

    def batch(self, *events: Any) -> Batch:
        return check_batch(json.loads(json.dumps(events)), "lyon", NOW)

    def rows(self) -> list[dict[str, Any]]:
        """All that is stored, as it lies there."""
        rows = self.store.query("SELECT * FROM events ORDER BY source, id", {}, timeout=60)
        return [dict(row) for row in rows]


@pytest.fixture(scope="module")
def one_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, ClickHouseStore]]:
    folder = tmp_path_factory.mktemp("office")
    with engine(folder) as store:
        prepared(store)
    with engine(folder) as store:
        yield folder, store


@pytest.fixture
def place(one_engine: tuple[Path, ClickHouseStore]) -> Iterator[Place]:
    folder, store = one_engine
    for file in folder.iterdir():
        if file.is_file():
            file.unlink()
    database = Database(folder / "headoffice.sqlite")
    writer = Writer(
        emptied(store),
        RejectedEvents(database),
        lambda: NOW,
        grouping=Grouping(seconds=0),
        erased=Tombstones(database),
    )
    writer.start()
    yield Place(folder, store, database, writer)
    writer.stop()
    database.close()


@pytest.fixture
def lived(place: Place) -> Place:
    """Anna was here, and others."""
    assert place.take(*history(ANNA)) == (12, 0, 0, 2)
    return place
