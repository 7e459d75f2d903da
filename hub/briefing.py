"""What a store should know before its doors open: a day in figures, and what is open now."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from contract.figures import Day, StoreDay, most
from contract.states import SILENT_AFTER
from hub.appointments import Appointment
from hub.commands import Request
from hub.counter_desk import CounterDesk
from hub.desk import Desk
from hub.quality import RoomQuality
from hub.reservations import Reservation
from hub.told import day_told, last_heard

#: Of the ninetieth day before, the first events are forgotten already.
FURTHEST: Final = 89
_WEEK: Final = 7
#: A screen that said nothing for so long was put away, not broken.
PUT_AWAY_AFTER: Final = timedelta(days=_WEEK)
#: So few pieces of what was tried much are nearly none; so much of it is looked at, and told.
_FEW, _LOOKED_AT, _MOST_LOW = 1, 20, 4


@dataclass(frozen=True, slots=True)
class Silent:
    """A touchpoint that should be heard and is not; *heard* last."""

    touchpoint: str
    heard: datetime


@dataclass(frozen=True, slots=True)
class Low:
    """A variant of which *available* pieces are left, and that *tried* visits had in their room."""

    gtin: str
    available: int
    tried: int


@dataclass(frozen=True, slots=True)
class Now:
    """What somebody should see to this morning."""

    open: tuple[Request, ...]
    #: What is kept for shoppers, and who comes for a styling session before the day is over.
    kept: tuple[Reservation, ...]
    coming: tuple[Appointment, ...]
    silent: tuple[Silent, ...]
    rooms: tuple[RoomQuality, ...]
    low: tuple[Low, ...]


@dataclass(frozen=True, slots=True)
class Morning:
    """*before* is the same weekday a week earlier, if anything is known of it.

    *now* is told of yesterday's briefing alone: of an older day it would be another morning's.
    """

    at: datetime
    told: StoreDay
    before: StoreDay | None
    now: Now | None


def morning(desk: Desk, zone: ZoneInfo, back: int = 1, enrolled: Collection[str] = ()) -> Morning:
    """The briefing of the day *back* days ago; *enrolled* touchpoints should be heard.

    Raises ValueError for a day that is not over, or no longer known.
    """
    if not 1 <= back <= FURTHEST:
        raise ValueError(f"{back} days back were asked for; 1 to {FURTHEST} are right")
    at = desk.clock.now()
    day = Day.of(at, zone).back(back)
    told, before = day_told(desk.db, day), day_told(desk.db, day.back(_WEEK))
    now = None
    if back == 1:
        now = Now(
            open=desk.open_requests(),
            kept=CounterDesk(desk).open_reservations(),
            coming=coming(desk, zone),
            silent=tuple(_silent(desk, sorted(enrolled), at)),
            rooms=desk.read_quality(),
            low=_low(desk, told),
        )
    return Morning(at, told, None if before.quiet else before, now)


def coming(desk: Desk, zone: ZoneInfo) -> tuple[Appointment, ...]:
    """The styling sessions of the day that it is, the next one first."""
    today = desk.clock.now().astimezone(zone).date()
    booked = CounterDesk(desk).open_appointments()
    return tuple(a for a in booked if a.begins and a.begins.astimezone(zone).date() == today)


def _silent(desk: Desk, touchpoints: Iterable[str], now: datetime) -> Iterator[Silent]:
    with desk.db.read() as rx:
        for name in touchpoints:
            heard = last_heard(rx, desk.store, name)
            if heard is not None and SILENT_AFTER < now - heard <= PUT_AWAY_AFTER:
                yield Silent(name, heard)


def _low(desk: Desk, told: StoreDay) -> tuple[Low, ...]:
    """Of what was tried most, what is nearly gone: the most tried first."""
    favourites = most(told.tried, lambda gtin: gtin)[:_LOOKED_AT]
    counted = ((gtin, desk.stock(gtin).available, tried) for gtin, tried in favourites)
    few = (Low(gtin, n, tried) for gtin, n, tried in counted if n is not None and n <= _FEW)
    return tuple(few)[:_MOST_LOW]


def days_back(day: Day, now: datetime) -> int:
    """How many days of the store's clock ago *day* was."""
    return (Day.of(now, day.zone).date - day.date) // timedelta(days=1)
