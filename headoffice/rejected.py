"""Refused events, kept where a person can see them."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from contract.model import instant
from contract.outcomes import Reason
from headoffice.batches import Refused
from headoffice.database import QUERIES, Database
from headoffice.operations import Refused as Tally
from headoffice.unsigned import unsigned

#: Bytes of a refused event that are kept; enough to see what it was.
_KEPT = 64 * 1024


@dataclass(frozen=True, slots=True)
class Rejection:
    """One refused event: who sent it, why it was refused, when first and last, how often."""

    n: int
    store: str
    id: str
    source: str
    reason: str
    detail: str
    body: bytes
    first_at: str
    last_at: str
    times: int

    @property
    def shown(self) -> str:
        """What was refused, as any account may read it; empty for what is no JSON object.

        From that nobody could take out who of a store's team did it.
        """
        try:
            event = json.loads(self.body)
        except (ValueError, RecursionError):
            return ""
        return json.dumps(unsigned(event), ensure_ascii=False) if isinstance(event, dict) else ""


class RejectedEvents:
    """The Rejections of the ingest, in head office's own database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, store: str, refused: tuple[Refused, ...], at: datetime) -> None:
        if not refused:
            return
        with self._database.transaction() as tx:
            for it in refused:
                QUERIES.keep_rejected(
                    tx,
                    store=store,
                    id=it.id,
                    source=it.source,
                    reason=str(it.reason),
                    detail=it.detail,
                    body=it.body[:_KEPT],
                    body_hash=hashlib.sha256(it.body).digest(),
                    at=instant(at),
                )

    def newest(self, limit: int, store: str = "") -> list[Rejection]:
        with self._database.read() as rx:
            return [Rejection(*row) for row in QUERIES.rejected(rx, store=store, limit=limit)]

    def count(self, since: datetime, store: str = "") -> int:
        with self._database.read() as rx:
            return int(QUERIES.count_rejected(rx, since=instant(since), store=store))

    def tally(self, since: datetime, store: str = "") -> list[Tally]:
        """How many different events were refused since then, by source and reason."""
        with self._database.read() as rx:
            rows = list(QUERIES.rejected_tally(rx, since=instant(since), store=store))
        return [Tally(name, source, Reason(reason), n) for name, source, reason, n in rows]
