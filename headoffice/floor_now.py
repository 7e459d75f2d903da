"""A store's floor as it is, folded from what its last hours tell, in whatever order it came."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from contract.requests import RequestKind, RequestStatus
from contract.states import SILENT_AFTER
from headoffice.figures import Ask
from headoffice.reading import readers_down

#: How far back is looked for what is still going on; no visit and no request lasts so long.
LOOK_BACK: Final = timedelta(hours=6)
#: How far back the newest event of a store is looked for.
HEARD_WITHIN: Final = timedelta(days=7)
#: Events of a store that are read at most; far more than any store tells of in that time.
MOST_EVENTS: Final = 20_000

Row = Mapping[str, Any]
#: An event's place among its device's: outboxes are UUIDv7, so a newer one sorts behind.
_Order = tuple[str, int]

_STATES: Final[Mapping[str, RequestStatus]] = {
    "request.accepted": RequestStatus.ACCEPTED,
    "request.handed_over": RequestStatus.ACCEPTED,
    "request.on_the_way": RequestStatus.ON_THE_WAY,
    "request.released": RequestStatus.MADE,
}
_ENDS: Final = frozenset(
    {"request.done", "request.unavailable", "request.expired", "request.cancelled"}
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open request: what for, where, since when, how it stands, how often it was passed up."""

    request: str
    kind: RequestKind
    touchpoint: str
    made: datetime
    state: RequestStatus
    escalations: int


@dataclass(frozen=True, slots=True)
class Place:
    """A screen that somebody is at, or for whom somebody is still to come."""

    touchpoint: str
    visit: str | None
    since: datetime | None
    garments: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen as a device: when its hub heard it last, and which of its readers do not read."""

    touchpoint: str
    heard: datetime
    silent: bool
    down: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FloorNow:
    """A store as it is at *at*: now, or at its newest event where that is long ago.

    *recorded* is when its hub had the newest event, *received* when we had it; nothing of it is
    known without them.
    """

    at: datetime
    recorded: datetime | None
    received: datetime | None
    places: tuple[Place, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    screens: tuple[Screen, ...] = ()

    @property
    def live(self) -> bool:
        return self.recorded is not None and self.at > self.recorded


def floor_now(ask: Ask, store: str, now: datetime, until: datetime) -> FloorNow:
    """The floor of *store* from what was received up to *until*. Raises TooSlow, StoreError."""
    (newest,) = ask("newest_of_store", {"store": store, "from": now - HEARD_WITHIN})
    if not newest["events"]:
        return FloorNow(now, None, None)
    # A hub whose clock is ahead tells of no moment that has not come yet.
    recorded = min(newest["recorded"], now - timedelta(microseconds=1))
    at = now if now - recorded <= SILENT_AFTER else recorded
    span = {"store": store, "from": at - LOOK_BACK, "until": until}
    told = ask("floor_told", {**span, "limit": MOST_EVENTS})
    screens = ask("screens_told", span)
    return folded(told, screens, at, recorded, newest["received"])


def folded(
    told: Iterable[Row],
    screens: Iterable[Row],
    at: datetime,
    recorded: datetime,
    received: datetime,
) -> FloorNow:
    """Rows of `floor_told` and `screens_told`, in any order, repeats and all."""
    rows = sorted(told, key=_order)
    waiting = tuple(_waiting(rows))
    return FloorNow(
        at=at,
        recorded=recorded,
        received=received,
        places=tuple(_places(rows, waiting)),
        waiting=tuple(sorted(waiting, key=lambda it: (it.made, it.request))),
        screens=tuple(
            sorted((_screen(it, at) for it in screens), key=lambda it: _rank(it.touchpoint))
        ),
    )


def _order(row: Row) -> _Order:
    return str(row["outbox"]), row["sequence"]


def _name(row: Row) -> str:
    return str(row["type"]).removeprefix("parcours.").removesuffix(".v1")


def _waiting(rows: Sequence[Row]) -> Iterable[Waiting]:
    """Of each request that had no end, as its hub's own order has it."""
    made: dict[str, Row] = {}
    steps: dict[str, dict[_Order, str]] = {}
    for row in rows:
        name = _name(row)
        if name == "request.made":
            made.setdefault(str(row["request"]), row)
        elif name.startswith("request."):
            steps.setdefault(str(row["request"]), {})[_order(row)] = name
    for request, row in made.items():
        names = tuple(steps.get(request, {}).values())
        if not _ENDS.intersection(names):
            yield Waiting(
                request=request,
                kind=RequestKind(row["kind"]),
                touchpoint=row["touchpoint"],
                made=row["at"],
                state=_state(names),
                escalations=names.count("request.escalated"),
            )


def _state(names: Sequence[str]) -> RequestStatus:
    seen = RequestStatus.SEEN if "request.seen" in names else RequestStatus.MADE
    course = [seen]
    for name in names:
        if name == "request.undone":
            course = course[:-1] or [seen]
        elif name in _STATES:
            course.append(_STATES[name])
    # Who gave it back has seen it.
    return seen if course[-1] is RequestStatus.MADE else course[-1]


def _places(rows: Sequence[Row], waiting: Sequence[Waiting]) -> Iterable[Place]:
    newest: dict[str, Row] = {
        row["touchpoint"]: row for row in rows if _name(row) in {"visit.started", "visit.ended"}
    }
    open_ = {at: row for at, row in newest.items() if _name(row) == "visit.started"}
    tags: dict[str, dict[str, bool]] = {}
    for row in rows:
        if _name(row).startswith("garment."):
            hung = _name(row) == "garment.arrived"
            tags.setdefault(str(row["visit"]), {})[row["tag"]] = hung
    for touchpoint in sorted({*open_, *(it.touchpoint for it in waiting)}, key=_rank):
        begun = open_.get(touchpoint)
        visit = str(begun["visit"]) if begun else None
        yield Place(
            touchpoint=touchpoint,
            visit=visit,
            since=begun["at"] if begun else None,
            garments=sum(tags.get(visit or "", {}).values()),
            waiting=sum(it.touchpoint == touchpoint for it in waiting),
        )


def _screen(row: Row, at: datetime) -> Screen:
    heard = row["recorded"]
    down = readers_down(row["readers"])
    return Screen(row["touchpoint"], heard, at - heard > SILENT_AFTER, down)


def _rank(name: str) -> tuple[str, int]:
    """Cabin 10 stands behind cabin 2."""
    kind, _, number = name.rpartition("-")
    return (kind, int(number)) if number.isdecimal() else (name, 0)
