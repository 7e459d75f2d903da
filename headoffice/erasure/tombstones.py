"""Who was erased: keyed hashes in head office's own database, which every batch is held against."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

import aiosql

from contract.erasure import Marks, mark_of
from contract.ids import NewId
from contract.model import instant
from headoffice.batches import Batch
from headoffice.database import QUERIES as OFFICE
from headoffice.database import Database
from headoffice.erasure.freeing import freed
from headoffice.keys import erasure_key, made_key

QUERIES: Final[Any] = aiosql.from_path(Path(__file__).parent / "tombstones.sql", "sqlite3")


@dataclass(frozen=True, slots=True)
class Tombstone:
    """One erased customer; *done_at* is nothing while head office itself is not through."""

    mark: bytes
    message: str
    asked_at: str
    done_at: str | None


class Tombstones:
    """The Erased of the ingest; a command adds to them while the server runs."""

    def __init__(self, database: Database) -> None:
        self._database = database
        with database.read() as connection:
            QUERIES.create_tombstones(connection)
        self._known = Marks()

    @contextmanager
    def held(self) -> Iterator[Callable[[Batch], Batch]]:
        """How a batch is kept; a `put` of another process waits until the end of the block."""
        with self._locked(fcntl.LOCK_SH):
            yield partial(freed, marks=self.marks())

    def marks(self) -> Marks:
        """Everybody who was erased. Raises KeyMissing when there are some and their key is gone."""
        with self._database.read() as rx:
            count = QUERIES.count_tombstones(rx)
            if count != len(self._known.marks):
                found = frozenset(mark for (mark,) in QUERIES.marks(rx))
                self._known = Marks((erasure_key(self._database.folder),), found)
        return self._known

    def of(self, customer: str) -> Tombstone | None:
        if not self.marks().marks:
            return None
        mark = mark_of(erasure_key(self._database.folder), customer)
        with self._database.read() as rx:
            row = QUERIES.tombstone(rx, mark=mark)
        return None if row is None else Tombstone(mark, *row)

    def put(self, customer: str, now: datetime, new_id: NewId) -> Tombstone:
        """From now on *customer* is erased: no later commit keeps them, and every hub is told.

        Who was erased already stays so, and no hub is told again.
        """
        # With marks and no key, a new one would know nobody of before.
        self.marks()
        mark, message, at = (
            mark_of(made_key(self._database.folder), customer),
            new_id(),
            instant(now),
        )
        data = f'{{"mark":"{mark.hex()}"}}'
        with self._locked(fcntl.LOCK_EX), self._database.transaction() as tx:
            if row := QUERIES.tombstone(tx, mark=mark):
                return Tombstone(mark, *row)
            QUERIES.put_tombstone(tx, mark=mark, message=message, at=at)
            OFFICE.put_message(tx, id=message, store="", kind="erase", data=data, at=at)
        return Tombstone(mark, message, at, None)

    def done(self, it: Tombstone, now: datetime) -> None:
        with self._database.transaction() as tx:
            QUERIES.end_tombstone(tx, mark=it.mark, at=instant(now))

    @contextmanager
    def _locked(self, how: int) -> Iterator[None]:
        with (self._database.folder / "erasure.lock").open("a") as file:
            fcntl.flock(file, how)
            yield
