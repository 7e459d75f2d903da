"""The events of a stretch of time as figures want them, read from the hub's database."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from sqlite3 import Connection
from typing import Any, Final

import aiosql
import structlog

from contract.envelope import Event, read_event, touchpoint_source
from contract.figures import AFTERMATH, Day, StoreDay, Told, store_day, told
from contract.model import instant
from contract.outcomes import Rejected
from hub import records
from hub.commands import Request
from hub.records import maybe_moment
from hub.store import Database

_QUERIES: Final[Any] = aiosql.from_path(Path(__file__).with_suffix(".sql"), "sqlite3")
_log = structlog.get_logger()


def day_told(db: Database, day: Day) -> StoreDay:
    """The figures of *day*, from all that is known of it by now."""
    with db.read() as rx:
        newest = _QUERIES.newest_told(rx, **_around(day))
    return _read(db, day, tuple(newest))


# A flagship's day takes a second to read, and ten phones ask for the same one each morning.
@lru_cache(maxsize=16)
def _read(db: Database, day: Day, _newest: tuple[int, int | None]) -> StoreDay:
    with db.read() as rx:
        return store_day(_events(_QUERIES.told(rx, **_around(day))), day)


def _around(day: Day) -> dict[str, str]:
    return {"since": instant(day.start), "until": instant(day.end + AFTERMATH)}


def requests_told(rx: Connection, start: datetime, end: datetime) -> tuple[Told, ...]:
    """What was told of requests from *start* to a day after *end*."""
    rows = _QUERIES.told_of_requests(rx, since=instant(start), until=instant(end + AFTERMATH))
    return told(_events(rows))


def requests_of(db: Database, day: Day) -> tuple[Request, ...]:
    """The requests that were made on *day*, in that order."""
    with db.read() as rx:
        rows = _QUERIES.requests_made(rx, since=instant(day.start), until=instant(day.end))
        found = (records.request(rx, row.request) for row in rows)
        return tuple(request for request in found if request is not None)


def last_heard(rx: Connection, store: str, touchpoint: str) -> datetime | None:
    """By the hub's clock; nothing of a touchpoint that was never heard."""
    source = touchpoint_source(store, touchpoint)
    return maybe_moment(_QUERIES.last_heard(rx, source=source))


def _events(rows: Iterable[Any]) -> Iterator[Event]:
    for row in rows:
        try:
            yield read_event(row.body)
        except Rejected as refused:
            # A newer hub kept it, and this one came after it.
            _log.warning("event.unread", why=refused.detail[:300])
