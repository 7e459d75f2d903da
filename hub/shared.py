"""What the store lets its touchpoints know: its rules, and which features it has on which day."""

import hashlib
import json
from collections.abc import Mapping
from sqlite3 import Connection
from typing import Any

import structlog

from contract.tiers import StoreFeatures, Tiers, of_store, read_wire
from hub.store import QUERIES, Database

_log = structlog.get_logger()
_TIERS = "tiers"


class Shared:
    """*words* never change while the hub runs; *shipped* holds until head office sent tiers."""

    def __init__(
        self, db: Database, store: str, timezone: str, words: Mapping[str, Any], shipped: Tiers
    ) -> None:
        self._db = db
        self._store, self._timezone = store, timezone
        self._words, self._shipped = dict(words), shipped

    def document(self) -> dict[str, Any]:
        """With a version that follows its words; the days themselves change nothing in it."""
        with self._db.read() as rx:
            kept: str | None = QUERIES.fact(rx, name=_TIERS)
        return self._document(self._shipped if kept is None else self._read(kept))

    def version(self) -> str:
        return str(self.document()["version"])

    def put(self, tx: Connection, data: Mapping[str, Any]) -> StoreFeatures:
        """From now on the tiers in *data* hold, whole. Raises ValueError: the last ones stay."""
        tiers = read_wire(data)
        QUERIES.put_fact(tx, name=_TIERS, value=json.dumps(data, sort_keys=True))
        return self._of(tiers)

    def version_with(self, features: StoreFeatures) -> str:
        return str(self._with(features)["version"])

    def _read(self, kept: str) -> Tiers:
        try:
            return read_wire(json.loads(kept))
        except ValueError as error:
            # A newer hub kept it, and this one came after it.
            _log.warning("tiers.unread", why=str(error)[:300])
            return self._shipped

    def _document(self, tiers: Tiers) -> dict[str, Any]:
        return self._with(self._of(tiers))

    def _of(self, tiers: Tiers) -> StoreFeatures:
        return of_store(tiers, self._store, self._timezone)

    def _with(self, features: StoreFeatures) -> dict[str, Any]:
        words = {**self._words, **features.model_dump(mode="json", exclude_none=True)}
        digest = hashlib.sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()
        return {"version": digest[:16], **words}
