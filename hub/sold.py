"""Pieces sold, as marks in the hub's database: enough to know one again, and never its serial."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from sqlite3 import Connection
from typing import Final

from contract.events import PurchaseLine
from contract.sold import Sold, mark_of
from hub.store import QUERIES

#: As long as head office keeps events; a coat is known for its second winter.
KEEP: Final = timedelta(days=760)
_KEY, _VERSION = "sold_key", "sold_version"


def begin(tx: Connection) -> None:
    """Draw the store's own key and a first version, so that it is known that nothing was sold."""
    if QUERIES.fact(tx, name=_KEY) is None:
        QUERIES.put_fact(tx, name=_KEY, value=secrets.token_hex(32))
        _renew(tx)


def book(tx: Connection, lines: Iterable[PurchaseLine], at: datetime) -> None:
    """Mark what is sold with a serial, and take away the marks of what comes back."""
    moved = [(line, line.serial) for line in lines if line.serial and line.quantity]
    if not moved:
        return
    key, day = _key(tx), at.date().isoformat()
    for line, serial in moved:
        mark = mark_of(key, line.gtin, serial)
        if line.quantity > 0:
            QUERIES.put_sold(tx, mark=mark, day=day)
        else:
            QUERIES.drop_sold(tx, mark=mark)
    _renew(tx)


def forget(tx: Connection, now: datetime) -> None:
    """Let go of what was sold longer ago than KEEP."""
    if QUERIES.forget_sold(tx, before=(now - KEEP).date().isoformat()):
        _renew(tx)


def version(rx: Connection) -> str:
    """The version in force; there is one from `begin` on."""
    found: str = QUERIES.fact(rx, name=_VERSION)
    return found


def document(rx: Connection) -> Sold:
    """What touchpoints fetch; there is one from `begin` on."""
    packed = bytes.fromhex(QUERIES.sold_marks(rx) or "")
    return Sold.model_validate({"version": version(rx), "key": _key(rx), "marks": packed})


def _key(rx: Connection) -> bytes:
    return bytes.fromhex(QUERIES.fact(rx, name=_KEY))


def _renew(tx: Connection) -> None:
    # Drawn, not counted: a restored database must not give an old name to something new.
    QUERIES.put_fact(tx, name=_VERSION, value=secrets.token_hex(8))
