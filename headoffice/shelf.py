"""Keeps the catalogue in head office's database, and its variants where the journeys are."""

import hashlib
import json
import threading
from string import Template
from typing import Final

from headoffice.database import QUERIES, Database
from headoffice.store import STATEMENTS, JourneyStore
from headoffice.styles import Assortment

_PATIENCE: Final = 60.0


def put(database: Database, found: Assortment) -> None:
    """From now on *found* is what is known; a running head office takes note by itself."""
    with database.transaction() as tx:
        QUERIES.put_assortment(tx, version=found.version, data=found.model_dump_json())


class Shelf:
    """The assortment in force, its variants brought to *store* before anybody asks for them."""

    def __init__(self, database: Database, store: JourneyStore) -> None:
        self._database, self._store = database, store
        self._lock = threading.Lock()
        self._known = Assortment()

    def current(self) -> Assortment:
        """Raises StoreError."""
        with self._lock:
            with self._database.read() as rx:
                version = QUERIES.assortment_version(rx) or ""
                data = QUERIES.assortment(rx) if version != self._known.version else None
            if data is not None:
                found = Assortment.model_validate_json(data)
                self._bring(found)
                self._known = found
            return self._known

    def _bring(self, found: Assortment) -> None:
        """Rows are the same each time, so that a copy that was broken off is only begun again."""
        lines = [
            json.dumps({"catalogue": found.number, "gtin": int(one.gtin), "style": it.style})
            for it in found.styles
            for one in it.variants
        ]
        question = STATEMENTS["variants_of"].sql
        (row,) = self._store.query(question, {"catalogue": found.number}, timeout=_PATIENCE)
        if lines and row["n"] != len(lines):
            ndjson = "\n".join(lines).encode()
            self._store.insert(ndjson, hashlib.sha256(ndjson).hexdigest(), "variants")
        gone = Template(STATEMENTS["let_variants_go"].sql).substitute(catalogue=found.number)
        self._store.each_shard(gone)
