"""A SQLite file that survives a power cut, and is set aside when it did not."""

import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import structlog

_log = structlog.get_logger()


def open_checked(
    path: Path, create: Callable[[sqlite3.Connection], object], now: datetime
) -> sqlite3.Connection:
    """A connection in autocommit mode, usable from any thread, to the sound database in *path*.

    A file that fails its check is renamed after *now*, kept, and replaced by an empty one.
    """
    try:
        return _opened(path, create)
    except sqlite3.DatabaseError as error:
        # A full or read-only disk is no broken file.
        if isinstance(error, sqlite3.OperationalError):
            raise
        aside = _set_aside(path, now)
        _log.error("database.broken", path=str(path), kept_as=str(aside), why=str(error))
        return _opened(path, create)


def _opened(path: Path, create: Callable[[sqlite3.Connection], object]) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=30)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        _check(connection)
        if not connection.execute("PRAGMA user_version").fetchone()[0]:
            create(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _check(connection: sqlite3.Connection) -> None:
    (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise sqlite3.DatabaseError(verdict)


def _set_aside(path: Path, now: datetime) -> Path:
    stamp = f"{now:%Y-%m-%dT%H%M%S}"
    for suffix in ("", "-wal", "-shm"):
        part = Path(f"{path}{suffix}")
        if part.exists():
            part.rename(path.with_name(f"{path.name}.broken-{stamp}{suffix}"))
    return path.with_name(f"{path.name}.broken-{stamp}")
