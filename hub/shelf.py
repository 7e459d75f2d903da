"""The catalogue in force, read once per version."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass

from contract.styles import Catalogue, Style
from hub.store import QUERIES, Database


@dataclass(frozen=True, slots=True)
class _Read:
    catalogue: Catalogue
    by_gtin: dict[str, Style]


class Shelf:
    """Usable from every thread; follows an import by another process."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._lock = threading.Lock()
        self._held: _Read | None = None

    def catalogue(self) -> Catalogue | None:
        held = self._current()
        return held.catalogue if held else None

    def styles(self) -> Mapping[str, Style]:
        """Every variant's style, as it is now; for who looks up more than one."""
        held = self._current()
        return held.by_gtin if held else {}

    def style_of(self, gtin: str) -> Style | None:
        return self.styles().get(gtin)

    def gtins(self) -> frozenset[str]:
        return frozenset(self.styles())

    def _current(self) -> _Read | None:
        # Thirty phones look at once: nobody waits for another's look at the version.
        with self._db.read() as rx:
            version = QUERIES.catalogue_version(rx)
        held = self._held
        if version is None or (held and held.catalogue.version == version):
            return held
        with self._lock:
            return self._learn()

    def _learn(self) -> _Read | None:
        with self._db.read() as rx:
            if self._held is None or self._held.catalogue.version != QUERIES.catalogue_version(rx):
                self._held = _read(QUERIES.catalogue(rx).body)
        return self._held


def _read(body: bytes) -> _Read:
    catalogue = Catalogue.model_validate_json(body)
    return _Read(catalogue, {v.gtin: style for style in catalogue.styles for v in style.variants})
