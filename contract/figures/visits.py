"""Who came, how long they stayed, and what they had in their hands; pure."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Final, TypeVar

from contract.envelope import is_hub
from contract.events import GarmentArrived, GarmentDisowned, VisitEnded, VisitStarted
from contract.figures.base import Rate, Spread, finite, spread
from contract.figures.days import AFTERMATH, Day, Told

Key = TypeVar("Key", bound=Hashable)
#: A visit ("" where none is told) and a variant that was there in it.
Piece = tuple[str, str]

#: What is told of a visit with nobody having touched anything.
_BY_ITSELF: Final = frozenset({"visit.started", "visit.ended", "garment.arrived", "garment.left"})


@dataclass(frozen=True, slots=True)
class Visits:
    """Visits begun in a day, *rooms* of them in fitting rooms and *kiosks* elsewhere."""

    n: int
    rooms: int
    kiosks: int
    touched: Rate
    #: Seconds.
    dwell: Spread


def is_room(touchpoint: str | None) -> bool:
    """Whether a touchpoint's name is a fitting room's, as `cabin-3` is."""
    return (touchpoint or "").rpartition("-")[0] == "cabin"


def visits(said: Iterable[Told], day: Day) -> Visits:
    """The visits begun on *day*; how they went is looked for up to a day later."""
    within = [it for it in said if day.start <= it.at < day.end + AFTERMATH and it.event.visitid]
    begun: dict[str | None, str | None] = {}
    for it in within:
        if isinstance(it.event.data, VisitStarted) and it.at < day.end:
            begun.setdefault(it.event.visitid, it.event.touchpointid)
    rooms = sum(map(is_room, begun.values()))
    touched = {it.event.visitid for it in within if _is_touch(it)} & begun.keys()
    return Visits(
        n=len(begun),
        rooms=rooms,
        kiosks=len(begun) - rooms,
        touched=Rate(len(touched), len(begun)),
        dwell=_dwell(it for it in within if it.event.visitid in begun),
    )


def _is_touch(it: Told) -> bool:
    """Whether only a finger, a scan or a garment laid down on purpose makes this known."""
    data = it.event.data
    if isinstance(data, VisitStarted):
        return data.how in {"touch", "code"}
    return data.name not in _BY_ITSELF and not is_hub(it.event.source)


def _dwell(said: Iterable[Told]) -> Spread:
    lasted: dict[str | None, float] = {}
    for it in said:
        if isinstance(it.event.data, VisitEnded):
            lasted.setdefault(it.event.visitid, finite(it.event.data.seconds))
    return spread(lasted.values())


def pieces(said: Iterable[Told], day: Day) -> tuple[frozenset[Piece], frozenset[Piece]]:
    """What was recognised on *day* anywhere, and what of it in a fitting room.

    Each variant once a visit, when one piece of it came that no shopper said was not theirs.
    """
    came: dict[tuple[str, str, str], bool] = {}
    disowned: set[tuple[str, str, str]] = set()
    for it in said:
        data = it.event.data
        if not day.holds(it.at) or not isinstance(data, GarmentArrived | GarmentDisowned):
            continue
        key = (it.event.visitid or "", data.gtin, data.tag)
        if isinstance(data, GarmentDisowned):
            disowned.add(key)
        else:
            came[key] = came.get(key, False) or is_room(it.event.touchpointid)
    owned = {key: room for key, room in came.items() if key not in disowned}
    return (
        frozenset((visit, gtin) for visit, gtin, _ in owned),
        frozenset((visit, gtin) for (visit, gtin, _), room in owned.items() if room),
    )


def most(found: Iterable[Piece], name: Callable[[str], Key | None]) -> tuple[tuple[Key, int], ...]:
    """In how many visits each *name* of a variant was there, the most first.

    A variant without a name is left out.
    """
    named = {(visit, key) for visit, gtin in found if (key := name(gtin)) is not None}
    counts = Counter(key for _, key in named)
    return tuple(sorted(counts.items(), key=lambda it: (-it[1], str(it[0]))))
