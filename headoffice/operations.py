"""What keeps the stores' screens, readers, clocks and lines going, over seven days."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Any, Final, TypeVar

from contract.figures import READ_QUALITY, USABLE_MINUTES, Rate
from contract.outcomes import Reason
from headoffice.figures import Ask, Each
from headoffice.journey_map import Asked, Heard, Period, heard_by
from headoffice.reading import readers_down

#: Whole days and the one that goes on.
DAYS: Final = USABLE_MINUTES.span.days
#: A hub hands over what it has within seconds; screens say how they are each minute.
HUB_SILENT: Final = timedelta(minutes=5)
#: How far back is looked for what comes just now.
LATELY: Final = timedelta(minutes=10)

Row = Mapping[str, Any]
#: A day, its seconds in which a screen was usable, and those in which its store was open.
_Glass = tuple[date, float, float]
T = TypeVar("T")


class LineState(StrEnum):
    """How a hub's line stands, the worst first."""

    NEVER = "never"
    SILENT = "silent"
    BEHIND = "behind"
    LIVE = "live"


@dataclass(frozen=True, slots=True)
class Hub:
    """One store's hub: when its newest event was received, and when it had recorded that.

    *lately* is how many events came in the last ten minutes, *behind* how long ago its newest one
    was recorded.
    """

    store: str
    state: LineState
    received: datetime | None
    recorded: datetime | None
    lately: int
    behind: timedelta | None


@dataclass(frozen=True, slots=True)
class Skew:
    """A device whose clock differs from its hub's by *seconds*: above 0 it is ahead."""

    touchpoint: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Refused:
    """Different events that head office refused from one source, for one reason."""

    store: str
    source: str
    reason: Reason
    events: int

    @property
    def touchpoint(self) -> str:
        """Empty for what a hub made, or nobody we know."""
        _, found, name = self.source.rpartition("/touchpoints/")
        return name if found else ""


@dataclass(frozen=True, slots=True)
class Upkeep:
    """One store, or one of its devices: an empty *name* is all of them, or the hub.

    *days* are shares of usable minutes, the oldest day first. *missing* are numbers under which
    nothing came, *dropped* events that their device told to be lost.
    """

    name: str
    usable: Rate
    days: tuple[Rate, ...]
    read: Rate
    events: int
    missing: int
    dropped: int
    conflicts: int
    refused: int
    unsynced: int
    ahead: int
    skew: Skew | None
    #: Readers that do not read, as `cabin-3 uhf`.
    down: tuple[str, ...]
    faults: int

    @property
    def untrusted(self) -> int:
        return self.unsynced + self.ahead


@dataclass(frozen=True, slots=True)
class Operations:
    """All of it; *parts* are stores, or one store's devices."""

    whole: Upkeep
    parts: tuple[Upkeep, ...]
    hubs: tuple[Hub, ...]
    reasons: tuple[tuple[Reason, int], ...]
    heard: tuple[Heard, ...]


def operations(
    ask: Ask,
    refused: Sequence[Refused],
    known: Sequence[str],
    store: str,
    now: datetime,
    span: Period,
    each: Each = map,
) -> Operations:
    """The days of *span*, in the stores *known*, or in *store* alone when named.

    *refused* are those days' of these stores. Raises TooSlow, StoreError.
    """
    params = {
        "first": span.first, "last": span.last, "from": span.start, "until": now, "store": store,
    }  # fmt: skip
    key = "touchpoint" if store else "store"
    asked = (params, {"at": now - LATELY, "store": store})
    devices, lately = each(ask, ("devices", "heard_lately"), asked)
    told = _Told(
        devices=devices,
        refused=refused,
        days=tuple(span.first + timedelta(days=n) for n in range(span.days)),
    )
    parts = told.parts(key)
    if not store:
        parts = {name: _Told((), (), told.days) for name in known} | parts
    stores = (store,) if store else known
    return Operations(
        whole=_upkeep("", told),
        parts=tuple(
            sorted((_upkeep(name, part) for name, part in parts.items()), key=_worst_first)
        ),
        hubs=hubs(told.devices, lately, stores, now),
        reasons=_reasons(refused),
        heard=heard_by(
            _heard(devices),
            Asked(span, (store,) if store else ()),
            known,
            now.astimezone(span.zone).date(),
        ),
    )


def _heard(devices: Iterable[Row]) -> Iterable[Row]:
    """On how many days each store was heard, and when last."""
    for store, rows in _grouped(devices, lambda row: str(row["store"])).items():
        days = reduce(or_, (row["heard"] for row in rows)).bit_count()
        yield {"store": store, "days": days, "heard": max(row["received"] for row in rows)}


def hubs(
    devices: Iterable[Row], lately: Iterable[Row], stores: Sequence[str], now: datetime
) -> tuple[Hub, ...]:
    """How each store's line stands, the worst first."""
    found: dict[str, list[Row]] = {store: [] for store in stores}
    just: dict[str, int] = {}
    for row in devices:
        found.setdefault(row["store"], []).append(row)
    for row in lately:
        found.setdefault(row["store"], []).append(row)
        just[row["store"]] = row["events"]
    made = [_hub(store, rows, just.get(store, 0), now) for store, rows in found.items()]
    order = tuple(LineState)
    return tuple(sorted(made, key=lambda it: (order.index(it.state), it.store)))


def _hub(store: str, rows: Sequence[Row], lately: int, now: datetime) -> Hub:
    received = max((row["received"] for row in rows), default=None)
    recorded = max((row["recorded"] for row in rows), default=None)
    if received is None or recorded is None:
        return Hub(store, LineState.NEVER, None, None, 0, None)
    behind = max(now - recorded, timedelta(0))
    if now - received > HUB_SILENT:
        state = LineState.SILENT
    else:
        state = LineState.BEHIND if behind > HUB_SILENT else LineState.LIVE
    return Hub(store, state, received, recorded, lately, behind)


@dataclass(slots=True)
class _Told:
    """What is told of one thing, or of all."""

    devices: Sequence[Row]
    refused: Sequence[Refused]
    days: tuple[date, ...]

    def parts(self, key: str) -> dict[str, "_Told"]:
        """The same by *key*, `store` or `touchpoint`: whatever told anything, or was refused."""
        devices = _grouped(self.devices, lambda row: str(row[key]))
        refused = _grouped(self.refused, lambda it: str(getattr(it, key)))
        return {
            name: _Told(devices.get(name, ()), refused.get(name, ()), self.days)
            for name in {**devices, **refused}
        }


def _grouped(rows: Iterable[T], key: Callable[[T], str]) -> Mapping[str, Sequence[T]]:
    found: dict[str, list[T]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found


def _upkeep(name: str, told: _Told) -> Upkeep:
    devices, refused = told.devices, told.refused
    glass: list[_Glass] = [
        said
        for row in devices
        for said in zip(row["days"], row["usable"], row["opened"], strict=True)
    ]
    days: dict[date, list[_Glass]] = {day: [] for day in told.days}
    for said in glass:
        days.setdefault(said[0], []).append(said)
    return Upkeep(
        name=name,
        usable=_usable(glass),
        days=tuple(_usable(days[day]) for day in told.days),
        read=READ_QUALITY.count(_sum(devices, "told"), _sum(devices, "disowned")),
        events=_sum(devices, "events"),
        missing=_sum(devices, "missing"),
        dropped=_sum(devices, "dropped"),
        conflicts=sum(it.events for it in refused if it.reason is Reason.CONFLICT),
        refused=sum(it.events for it in refused),
        unsynced=_sum(devices, "unsynced"),
        ahead=_sum(devices, "ahead"),
        skew=_skew(devices),
        down=tuple(
            f"{row['touchpoint']} {reader}"
            for row in devices
            for reader in readers_down(row["readers"])
        ),
        faults=_sum(devices, "faults"),
    )


def _sum(rows: Iterable[Row], column: str) -> int:
    return sum(row[column] for row in rows)


def _usable(glass: Sequence[_Glass]) -> Rate:
    """In whole minutes."""
    opened = int(sum(opened for _, _, opened in glass) // 60)
    usable = int(sum(usable for _, usable, _ in glass) // 60)
    return USABLE_MINUTES.count(opened, min(opened, usable))


def _skew(devices: Iterable[Row]) -> Skew | None:
    """The greatest there is; a hub's events are stamped by one clock, and say nothing."""
    glasses = [row for row in devices if row["touchpoint"]]
    found = [Skew(row["touchpoint"], -row["late"]) for row in glasses]
    found += [Skew(row["touchpoint"], row["most"]) for row in glasses if row["ahead"]]
    return max(found, key=lambda it: (abs(it.seconds), it.touchpoint), default=None)


def _reasons(refused: Iterable[Refused]) -> tuple[tuple[Reason, int], ...]:
    count: dict[Reason, int] = {}
    for it in refused:
        count[it.reason] = count.get(it.reason, 0) + it.events
    return tuple(sorted(count.items(), key=lambda it: (-it[1], it[0])))


def _worst_first(row: Upkeep) -> tuple[float, str]:
    share = row.usable.value
    return (2.0 if share is None else share), row.name
