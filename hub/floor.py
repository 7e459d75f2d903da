"""The store right now, from its events: who is in which room with what, and which screens live."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from contract.envelope import Event
from contract.events import (
    GarmentArrived,
    GarmentDisowned,
    GarmentLeft,
    GarmentPutAway,
    ReaderState,
    RoomSwitched,
    TouchpointHealth,
    TouchpointStarted,
    VisitEnded,
    VisitStarted,
)
from contract.states import SILENT_AFTER
from contract.tags import By
from hub.commands import Request

#: Whoever leaves carries things out; what is told to have left by then did not stay behind.
CARRIED_OUT: Final = timedelta(seconds=60)
#: What was only scanned never hung there.
_HUNG: Final = frozenset({By.UHF, By.NFC})

#: An event's place among its touchpoint's: outboxes are UUIDv7, so a newer one sorts behind.
Order = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Inside:
    """A garment in a room, by the tag that identified it."""

    tag: str
    gtin: str
    serial: str | None
    since: datetime
    by: By


@dataclass(frozen=True, slots=True)
class Room:
    """What one touchpoint has in front of it; *since* the visit began, by the hub's clock."""

    touchpoint: str
    visit: str | None = None
    since: datetime | None = None
    language: str | None = None
    garments: tuple[Inside, ...] = ()
    #: What still hung there as its visit ended, since then.
    behind: tuple[Inside, ...] = ()
    #: Whether its shopper wants nobody to come.
    undisturbed: bool = False
    #: The newest event that said something of the visit, of its peace, and of each tag: older ones
    #: come late.
    visit_order: Order = ("", 0)
    quiet_order: Order = ("", 0)
    tag_orders: Mapping[str, Order] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Screen:
    """A touchpoint as a device: when it was last heard, and how it said it was.

    *made* is when the newest of what it said was made.
    """

    touchpoint: str
    heard: datetime
    boot: str | None = None
    version: str | None = None
    readers: Mapping[str, ReaderState] = field(default_factory=dict)
    temperature: float | None = None
    disk_free: int | None = None
    made: datetime | None = None

    @property
    def behind(self) -> bool:
        """Whether it is heard, and still tells what happened a while ago."""
        return self.made is not None and self.heard - self.made > SILENT_AFTER

    def silent(self, now: datetime) -> bool:
        return now - self.heard > SILENT_AFTER


@dataclass(frozen=True, slots=True)
class Floor:
    """Rooms and screens by touchpoint."""

    rooms: Mapping[str, Room] = field(default_factory=dict)
    screens: Mapping[str, Screen] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Behind:
    """What stayed in an emptied room, since its visit ended."""

    place: str
    left: Inside


@dataclass(frozen=True, slots=True)
class RoomView:
    """A room with what its shopper still waits for."""

    room: Room
    requests: tuple[Request, ...]


def apply(floor: Floor, event: Event, made: datetime, heard: datetime) -> Floor:
    """*floor* after a touchpoint's *event*, *made* and *heard* by the hub's clock."""
    name = event.touchpointid
    if name is None:
        return floor
    if isinstance(event.data, GarmentPutAway):
        emptied = _without(floor.rooms.get(name, Room(name)), event.data.tag)
        return replace(floor, rooms={**floor.rooms, name: emptied})
    room = _entered(floor.rooms.get(name, Room(name)), event, made)
    screen = _reported(floor.screens.get(name, Screen(name, heard)), event, made, heard)
    return Floor({**floor.rooms, name: room}, {**floor.screens, name: screen})


def views(floor: Floor, open_requests: Iterable[Request]) -> tuple[RoomView, ...]:
    """Every place with somebody or something in it, by name."""
    waiting: dict[str, list[Request]] = {}
    for request in open_requests:
        waiting.setdefault(request.touchpoint or request.place, []).append(request)
    names = sorted(
        {*waiting, *(n for n, room in floor.rooms.items() if room.visit or room.garments)}
    )
    return tuple(
        RoomView(floor.rooms.get(name, Room(name)), tuple(waiting.get(name, ()))) for name in names
    )


def _entered(room: Room, event: Event, made: datetime) -> Room:
    order = (event.outbox, event.sequence)
    match event.data:
        case VisitStarted() | VisitEnded() if order < room.visit_order:
            return room
        case VisitStarted(language=language):
            room = _settled(room, order)
            return replace(room, visit=event.visitid, since=made, language=language)
        case VisitEnded():
            return _settled(_emptied(room, made), order)
        case RoomSwitched(what="do_not_disturb", on=on):
            if order < max(room.visit_order, room.quiet_order):
                return room
            return replace(room, undisturbed=on, quiet_order=order)
        case GarmentArrived() | GarmentLeft() | GarmentDisowned():
            return _moved(room, event.data, order, made)
        case _:
            return room


def behind(floor: Floor, now: datetime) -> tuple[Behind, ...]:
    """What stayed in rooms that nobody is in, the longest first."""
    empty = [room for room in floor.rooms.values() if room.visit is None]
    found = [Behind(room.touchpoint, left) for room in empty for left in room.behind]
    stayed = [it for it in found if now - it.left.since >= CARRIED_OUT]
    return tuple(sorted(stayed, key=lambda it: (it.left.since, it.place, it.left.tag)))


def _without(room: Room, tag: str) -> Room:
    return replace(room, behind=tuple(left for left in room.behind if left.tag != tag))


def _settled(room: Room, order: Order) -> Room:
    """*room* with a visit that began or ended at *order*: what was said before it is over."""
    undisturbed = room.undisturbed and room.quiet_order > order
    return replace(room, visit_order=order, undisturbed=undisturbed)


def _emptied(room: Room, made: datetime) -> Room:
    """Without its shopper: what hung there stays behind until it is told to have left."""
    hung = tuple(replace(garment, since=made) for garment in room.garments if garment.by in _HUNG)
    return Room(
        room.touchpoint,
        behind=(*room.behind, *hung),
        # What was said later is the next visit's.
        undisturbed=room.undisturbed,
        quiet_order=room.quiet_order,
        tag_orders={g.tag: room.tag_orders[g.tag] for g in hung if g.tag in room.tag_orders},
    )


def _moved(
    room: Room, data: GarmentArrived | GarmentLeft | GarmentDisowned, order: Order, made: datetime
) -> Room:
    stayed = any(left.tag == data.tag for left in room.behind)
    ended = room.visit_order if room.visit is None and not stayed else ("", 0)
    if order < max(room.tag_orders.get(data.tag, ("", 0)), ended):
        return room
    room = _without(room, data.tag)
    others = tuple(inside for inside in room.garments if inside.tag != data.tag)
    here = (
        (Inside(data.tag, data.gtin, data.serial, made, data.by),)
        if isinstance(data, GarmentArrived)
        else ()
    )
    return replace(room, garments=(*others, *here), tag_orders={**room.tag_orders, data.tag: order})


def _reported(screen: Screen, event: Event, made: datetime, heard: datetime) -> Screen:
    newest = max(screen.made or made, made)
    heard_now = replace(screen, heard=max(screen.heard, heard), made=newest)
    match event.data:
        case TouchpointStarted(boot=boot, version=version):
            return replace(heard_now, boot=boot, version=version)
        case TouchpointHealth() as health:
            return replace(
                heard_now,
                boot=health.boot,
                version=health.version,
                readers=health.readers,
                temperature=health.temperature,
                disk_free=health.disk_free,
            )
        case _:
            return heard_now
