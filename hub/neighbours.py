"""What other stores said they had, as rows of the hub's database, and back."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from sqlite3 import Connection

from contract.model import instant
from contract.states import Elsewhere
from hub.elsewhere import WORTH_SAYING, Change, in_order, take_theirs
from hub.stock import Feed
from hub.store import QUERIES

#: By then every figure was published anew without it.
_SHOWN_NOWHERE = timedelta(days=1)


def take(tx: Connection, store: str, feed: Feed, now: datetime) -> Change:
    """Write what *feed* of *store* changes, whoever brought it."""
    found = QUERIES.elsewhere_of_store(tx, store=store)
    known = {row.gtin: datetime.fromisoformat(row.as_of) for row in found}
    full = QUERIES.elsewhere_full(tx, store=store)
    change = take_theirs(feed, known, datetime.fromisoformat(full) if full else None, now)
    for gtin, count in change.counts.items():
        _put(tx, gtin, store, count.on_hand, count.as_of)
    for gtin in change.unsaid:
        _put(tx, gtin, store, None, feed.as_of)
    if change.full is not None:
        QUERIES.put_elsewhere_full(tx, store=store, as_of=instant(change.full))
    return change


def _put(tx: Connection, gtin: str, store: str, available: int | None, as_of: datetime) -> None:
    said = instant(as_of)
    QUERIES.put_elsewhere(tx, gtin=gtin, store=store, available=available, as_of=said)


def elsewhere(
    rx: Connection, gtin: str, names: Mapping[str, str], now: datetime
) -> tuple[Elsewhere, ...]:
    """The other stores that said something of *gtin*, in the order in which they are shown."""
    rows = QUERIES.elsewhere_of_gtin(rx, gtin=gtin)
    said = (Elsewhere(store=r.store, available=r.available, as_of=r.as_of) for r in rows)
    return in_order(said, names, now)


def forget(tx: Connection, now: datetime) -> None:
    """Let go what was said too long ago to send anybody there, and is shown nowhere any more."""
    QUERIES.forget_elsewhere_before(tx, before=instant(now - WORTH_SAYING - _SHOWN_NOWHERE))
