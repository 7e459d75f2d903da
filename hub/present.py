"""The floor right now: remembered from the database once, then moved by each event."""

import threading
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from contract.envelope import Event, read_event
from contract.model import instant
from hub.floor import Floor, apply
from hub.records import moment
from hub.store import QUERIES, Database
from messaging.clock import Clock

#: A visit is over after so long, whatever was lost.
MEMORY: Final = timedelta(hours=4)


class Present:
    """Usable from every thread."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock
        self._lock = threading.Lock()
        self._floor: Floor | None = None

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

    def _remembered(self) -> Floor:
        since = instant(self._clock.now() - MEMORY)
        floor = Floor()
        with self._db.read() as rx:
            for row in QUERIES.floor_events(rx, recorded=since):
                recorded = moment(row.recorded)
                floor = apply(floor, read_event(row.body), recorded, recorded)
        return floor
