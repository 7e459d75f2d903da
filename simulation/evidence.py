"""What each side of a run wrote down, read from the outside when it is over."""

import contextlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import aiosql

from contract.envelope import read_event
from headoffice.store import open_store
from simulation.tally import Row

_QUERIES: Any = aiosql.from_path(Path(__file__).with_name("evidence.sql"), "sqlite3")
#: Raw rows, without FINAL, of a store that merges nothing (simulation.unmerged): a double shows.
_RAW = "SELECT source, toString(id) AS id, type, body, ts, received_at FROM events_local"
_PATIENCE = 120.0


def hub_rows(database: Path) -> list[Row]:
    with _reading(database) as connection:
        return [row_of(body) for (body,) in _QUERIES.hub_events(connection)]


def row_of(body: bytes) -> Row:
    """One event from its body."""
    event = read_event(body)
    recorded = event.recordedtime.timestamp() * 1000 if event.recordedtime else None
    data = json.loads(body)["data"]
    made = event.time.timestamp() * 1000
    return Row(event.source, event.id, event.name, data, made, recorded, event.causationid)


def hub_rejected(database: Path) -> int:
    with _reading(database) as connection:
        return int(_QUERIES.hub_rejected(connection))


def hub_owes(database: Path) -> int:
    """Events not yet confirmed by head office."""
    with _reading(database) as connection:
        return int(_QUERIES.hub_owes(connection))


def office_rows(dsn: str) -> list[Row]:
    """Head office's raw rows; its program must have stopped, since the engine has one owner."""
    store = open_store(dsn)
    try:
        found = store.query(_RAW, {}, timeout=_PATIENCE)
    finally:
        store.close()
    return [_office_row(row) for row in found]


def _office_row(row: Mapping[str, Any]) -> Row:
    """As head office has it: its own columns, and what the body says of the cause."""
    document: dict[str, Any] = json.loads(row["body"])
    return Row(
        str(row["source"]),
        str(row["id"]),
        str(row["type"]).removeprefix("parcours.").removesuffix(".v1"),
        document["data"],
        row["ts"].timestamp() * 1000,
        row["received_at"].timestamp() * 1000,
        document.get("causationid"),
    )


@contextlib.contextmanager
def _reading(database: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=10)
    try:
        yield connection
    finally:
        connection.close()
