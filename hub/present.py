"""The floor right now: remembered from the database once, then moved by each event."""

import threading
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

import structlog

from contract.envelope import Event, read_event
from contract.model import instant
from hub.doubles import Double, doubles
from hub.floor import Floor, apply
from hub.records import moment
from hub.store import QUERIES, Database
from messaging.clock import Clock

_log = structlog.get_logger()

#: A visit is over after so long, whatever was lost.
MEMORY: Final = timedelta(hours=4)


class Present:
    """Usable from every thread."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock
        self._lock = threading.Lock()
        self._floor: Floor | None = None
        self._doubles: frozenset[Double] = frozenset()

    def floor(self) -> Floor:
        with self._lock:
            if self._floor is None:
                self._floor = self._remembered()
            return self._floor

    def move(self, events: Iterable[tuple[Event, datetime]]) -> None:
        """Each event with the moment it was made; one that is known already changes nothing."""
        with self._lock:
            # Nobody has looked yet: whoever does will find these in the database.
            if self._floor is None:
                return
            now = self._clock.now()
            for event, made in events:
                self._floor = apply(self._floor, event, made, now)

    def look(self) -> None:
        """Say each tag once that has come to hang in two places, without its serial."""
        with self._lock:
            # As in `move`: pages and metrics, which are asked for all day, begin it.
            if self._floor is None:
                return
            found = doubles(self._floor, self._clock.now())
            new, self._doubles = found - self._doubles, found
        for double in sorted(new, key=lambda it: (it.gtin, it.touchpoints)):
            _log.warning("tag.in_two_places", gtin=double.gtin, touchpoints=double.touchpoints)

    def _remembered(self) -> Floor:
        since = instant(self._clock.now() - MEMORY)
        floor = Floor()
        with self._db.read() as rx:
            for row in QUERIES.floor_events(rx, recorded=since):
                recorded = moment(row.recorded)
                floor = apply(floor, read_event(row.body), recorded, recorded)
        return floor
