"""What an outbox file holds, read from outside without touching it."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import aiosql

from contract.events import type_of

_queries = aiosql.from_path(Path(__file__).with_name("outbox.sql"), "sqlite3")


@dataclass(frozen=True, slots=True)
class Entry:
    id: str
    type: str
    outbox: str
    sequence: int
    state: Literal["waiting", "settled", "rejected"]
    reason: str | None
    #: As it was, or will be, published.
    body: bytes

    @property
    def settled(self) -> bool:
        return self.state == "settled"


def read_journal(path: Path) -> list[Entry]:
    """Every event in the outbox file *path*, in the order it was made; also while it is in use.

    Raises sqlite3.OperationalError when there is no such file.
    """
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30)
    try:
        return [
            Entry(event, type_of(name), outbox, sequence, state, reason, bytes(body))
            for event, name, outbox, sequence, state, reason, body in _queries.journal(connection)
        ]
    finally:
        connection.close()
