"""What touchpoints were told to do, and how long each glass could be used, as rows of the store."""

from datetime import datetime
from sqlite3 import Connection
from typing import Any

from contract.model import instant
from hub.fleet import Told, Usage
from hub.store import QUERIES

_QUARTER = 900


def told(rx: Connection, command: str) -> Told | None:
    row = QUERIES.command(rx, command=command)
    return None if row is None else _told(row)


def unanswered(rx: Connection) -> tuple[Told, ...]:
    """Oldest first."""
    return tuple(_told(row) for row in QUERIES.open_commands(rx))


def told_since(rx: Connection, since: datetime) -> tuple[Told, ...]:
    """Newest first."""
    return tuple(_told(row) for row in QUERIES.commands_since(rx, sent=instant(since)))


def usage_since(rx: Connection, since: datetime) -> dict[str, Usage]:
    """By touchpoint; of the quarter of an hour in which *since* lies, all."""
    rows = QUERIES.usable_since(rx, quarter=_quarter(since))
    return {row.touchpoint: Usage(row.usable, row.opened) for row in rows}


def last_health(rx: Connection) -> dict[str, datetime]:
    """When each touchpoint last said how it was."""
    return {row.touchpoint: datetime.fromisoformat(row.heard) for row in QUERIES.last_health(rx)}


def forget(tx: Connection, before: datetime) -> None:
    QUERIES.forget_usable(tx, before=_quarter(before))
    QUERIES.forget_commands(tx, before=instant(before))


def _quarter(at: datetime) -> int:
    return int(at.timestamp()) // _QUARTER


def _told(row: Any) -> Told:
    return Told(row.command, row.touchpoint, row.verb, datetime.fromisoformat(row.sent), row.result)
