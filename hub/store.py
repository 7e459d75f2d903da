"""The hub's database: one SQLite file, one writer, snapshots for readers."""

import contextlib
import functools
import sqlite3
import threading
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import aiosql

_HERE = Path(__file__).parent
#: Each file brings the database one version further; a new one is added at the end.
_MIGRATIONS: Final = (
    "schema.sql",
    "schema-2.sql",
    "schema-3.sql",
    "schema-4.sql",
    "schema-5.sql",
    "schema-6.sql",
    "schema-7.sql",
    "schema-8.sql",
    "schema-9.sql",
    "schema-10.sql",
    "schema-11.sql",
)

#: The named queries of store.sql; the first argument is what `transaction` or `read` gives.
QUERIES: Final[Any] = aiosql.from_path(_HERE / "store.sql", "sqlite3")


class StoreError(Exception):
    """The database cannot be used; the text says why and what to do."""


class Database:
    """Usable from every thread. *path* is made, with its folder, unless it is there."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writing = threading.Lock()
        self._pool_lock = threading.Lock()
        self._pool: list[sqlite3.Connection] = []
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._writer = self._connect()
            self._writer.execute("pragma journal_mode = wal")
            with self._writing:
                self._migrate()
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"{path}: the hub's database cannot be opened: {error}") from error

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """The writing connection, committed at the end of the block, undone when it raises."""
        with self._writing:
            tx = self._writer
            tx.execute("begin immediate")
            try:
                yield tx
                # A script inside the block has committed already; then nothing is open here.
                if tx.in_transaction:
                    tx.execute("commit")
            finally:
                if tx.in_transaction:
                    tx.execute("rollback")

    @contextlib.contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one moment of the database and cannot change it."""
        rx = self._borrow()
        try:
            rx.execute("begin")
            yield rx
        finally:
            if rx.in_transaction:
                rx.execute("rollback")
            with self._pool_lock:
                self._pool.append(rx)

    @contextlib.contextmanager
    def beside(self) -> Iterator[sqlite3.Connection]:
        """An empty database in memory; this one is attached to it as `store`, to be read only."""
        connection = sqlite3.connect(":memory:", uri=True, isolation_level=None)
        try:
            where = f"{self._path.absolute().as_uri()}?mode=ro"
            connection.execute("attach database ? as store", (where,))
            yield connection
        finally:
            connection.close()

    def sweep(self) -> bool:
        """Empty the log of what was written: it holds what was there before.

        False while somebody reads an older state: then again a little later.
        """
        with self._writing:
            busy, _, _ = self._writer.execute("pragma wal_checkpoint(truncate)").fetchone()
        return not busy

    def close(self) -> None:
        with self._writing, self._pool_lock:
            for connection in (*self._pool, self._writer):
                connection.close()
            self._pool.clear()

    def _borrow(self) -> sqlite3.Connection:
        with self._pool_lock:
            if self._pool:
                return self._pool.pop()
        rx = self._connect()
        rx.execute("pragma query_only = on")
        return rx

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._path, timeout=10, isolation_level=None, check_same_thread=False
        )
        connection.row_factory = _named
        connection.execute("pragma synchronous = full")
        connection.execute("pragma foreign_keys = on")
        # What is taken out is overwritten: it may be somebody's.
        connection.execute("pragma secure_delete = on")
        return connection

    def _migrate(self) -> None:
        found = int(self._writer.execute("pragma user_version").fetchone()[0])
        if found > len(_MIGRATIONS):
            raise StoreError(
                f"{self._path}: version {found} was found, this hub knows up to "
                f"{len(_MIGRATIONS)}; start the newer hub that made it"
            )
        for version, name in enumerate(_MIGRATIONS[found:], found + 1):
            script = (_HERE / name).read_text(encoding="utf-8")
            self._writer.executescript(
                f"begin immediate;\n{script}\npragma user_version = {version};\ncommit;"
            )


def _named(cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A row as a tuple whose columns have their names."""
    columns = tuple(column[0] for column in cursor.description)
    named: tuple[Any, ...] = _row_type(columns)._make(row)
    return named


@functools.lru_cache(maxsize=256)
def _row_type(columns: tuple[str, ...]) -> Any:
    # A query's columns are known to SQLite only; rename keeps `count(*)` readable by position.
    return namedtuple("Row", columns, rename=True)  # noqa: PYI024
