"""The floor right now: remembered from the database once, then moved by each event."""

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from sqlite3 import Connection
from typing import Final

import structlog
from pydantic import TypeAdapter, ValidationError

from contract.envelope import Event, read_event
from contract.model import instant
from contract.outcomes import Rejected
from hub.doubles import Double, doubles
from hub.floor import Floor, Inside, Order, Room, apply
from hub.records import moment
from hub.store import QUERIES, Database
from messaging.clock import Clock

_log = structlog.get_logger()

#: A visit is over after so long, whatever was lost.
MEMORY: Final = timedelta(hours=4)
#: Under which name what stayed behind is kept, however long ago that was.
_FACT: Final = "stayed_behind"


@dataclass(frozen=True, slots=True)
class _Stayed:
    """What is to be put away at *place*, and the newest event that said something of it."""

    place: str
    left: Inside
    order: Order


_KEPT: Final = TypeAdapter(tuple[_Stayed, ...])


class Present:
    """Usable from every thread."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock
        self._lock = threading.Lock()
        self._floor: Floor | None = None
        self._doubles: frozenset[Double] = frozenset()
        self._kept: tuple[_Stayed, ...] = ()

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
        """Say each tag once that has come to hang in two places, without its serial.

        What is to be put away is kept, when it is not what was kept before.
        """
        floor = self.floor()
        found = doubles(floor, self._clock.now())
        new, self._doubles = found - self._doubles, found
        for double in sorted(new, key=lambda it: (it.gtin, it.touchpoints)):
            _log.warning("tag.in_two_places", gtin=double.gtin, touchpoints=double.touchpoints)
        self._keep(_stayed(floor))

    def _keep(self, stayed: tuple[_Stayed, ...]) -> None:
        if stayed == self._kept:
            return
        with self._db.transaction() as tx:
            QUERIES.put_fact(tx, name=_FACT, value=_KEPT.dump_json(stayed).decode())
        self._kept = stayed

    def _remembered(self) -> Floor:
        since = instant(self._clock.now() - MEMORY)
        with self._db.read() as rx:
            self._kept = _kept(rx)
            floor = Floor(_rooms(self._kept))
            for event, recorded in _events(rx, since):
                floor = apply(floor, event, recorded, recorded)
        return floor


def _events(rx: Connection, since: str) -> Iterator[tuple[Event, datetime]]:
    for row in QUERIES.floor_events(rx, recorded=since):
        try:
            yield read_event(row.body), moment(row.recorded)
        except Rejected as refused:
            # A newer hub kept it, and this one came after it.
            _log.warning("event.unread", why=refused.detail[:300])


def _stayed(floor: Floor) -> tuple[_Stayed, ...]:
    found = (
        _Stayed(name, left, room.tag_orders.get(left.tag, ("", 0)))
        for name, room in floor.rooms.items()
        for left in room.behind
    )
    return tuple(sorted(found, key=lambda it: (it.place, it.left.tag)))


def _kept(rx: Connection) -> tuple[_Stayed, ...]:
    try:
        return _KEPT.validate_json(QUERIES.fact(rx, name=_FACT) or "[]")
    except ValidationError as error:
        # A newer hub kept it, and this one came after it.
        _log.warning("fact.unread", fact=_FACT, why=str(error)[:300])
        return ()


def _rooms(kept: Iterable[_Stayed]) -> dict[str, Room]:
    """Each place with what is to be put away there, and nobody in it."""
    rooms: dict[str, Room] = {}
    for it in kept:
        room = rooms.get(it.place, Room(it.place))
        orders = {**room.tag_orders, it.left.tag: it.order}
        rooms[it.place] = Room(it.place, behind=(*room.behind, it.left), tag_orders=orders)
    return rooms
