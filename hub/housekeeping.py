"""What the hub forgets, and what only time changes: once an hour."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from contract.model import instant
from hub import ledger, neighbours, records, sold, upkeep
from hub.screenshots import Screenshots
from hub.store import QUERIES, Database

EVERY: Final = timedelta(hours=1)


class Housekeeping:
    """*refresh* publishes every figure again, since a count grows stale by age alone."""

    def __init__(
        self,
        db: Database,
        keep_days: int,
        keep_id_days: int,
        refresh: Callable[[], None],
        screenshots: Screenshots | None = None,
    ) -> None:
        self._db = db
        self._words = timedelta(days=keep_days)
        self._ids = timedelta(days=keep_id_days)
        self._refresh, self._screenshots = refresh, screenshots
        self._next: datetime | None = None

    def step(self, now: datetime) -> None:
        if self._next is not None and now < self._next <= now + EVERY:
            return
        first = self._next is None
        self._next = now + EVERY
        with self._db.transaction() as tx:
            QUERIES.forget_bodies(tx, before=instant(now - self._words))
            QUERIES.forget_events(tx, before=instant(now - self._ids))
            QUERIES.forget_received(tx)
            records.forget_requests(tx, now - self._words)
            sold.forget(tx, now)
            ledger.forget(tx, now - self._words)
            neighbours.forget(tx, now)
            upkeep.forget(tx, now - self._words)
        if self._screenshots:
            self._screenshots.forget()
        if not first:
            self._refresh()
