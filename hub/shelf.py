"""The catalogue in force, read once per version."""

import threading
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

    def style_of(self, gtin: str) -> Style | None:
        held = self._current()
        return held.by_gtin.get(gtin) if held else None

    def gtins(self) -> frozenset[str]:
        held = self._current()
        return frozenset(held.by_gtin) if held else frozenset()

    def _current(self) -> _Read | None:
        with self._lock, self._db.read() as rx:
            version = QUERIES.catalogue_version(rx)
            if version is None or (self._held and self._held.catalogue.version == version):
                return self._held
            self._held = _read(QUERIES.catalogue(rx).body)
            return self._held


def _read(body: bytes) -> _Read:
    catalogue = Catalogue.model_validate_json(body)
    return _Read(catalogue, {v.gtin: style for style in catalogue.styles for v in style.variants})
