"""Puts a made-up network's months into a head office that is not running."""

import hashlib
import multiprocessing
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from headoffice.accounts import SqliteAccounts
from headoffice.database import Database
from headoffice.journeys import Phases
from headoffice.marks import SqliteMarks
from headoffice.rolling import Maker, Making, Marks, Roller, StoreDate
from headoffice.selling import ALL, SalesMaker, monday
from headoffice.shelf import put
from headoffice.store import JourneyStore
from simulation.history.lines import lines
from simulation.history.lives import Truth, store_day
from simulation.history.network import Shop
from simulation.history.wardrobe import wardrobe

#: Days of a store that are made and handed over together.
_TOGETHER: Final = 30
#: Days of visits that are made at once.
_AT_ONCE: Final = 4


@dataclass(frozen=True, slots=True)
class _Work:
    shop: Shop
    first: date
    days: int
    zone: str
    seed: int


@dataclass(frozen=True, slots=True)
class _Made:
    shop: str
    ndjson: bytes
    events: int
    visits: int
    truths: list[Truth]


@dataclass(slots=True)
class Filled:
    """What is in there now."""

    events: int = 0
    visits: int = 0
    truths: list[Truth] = field(default_factory=list)


def fill(
    store: JourneyStore,
    shops: Sequence[Shop],
    first: date,
    days: int,
    zone: ZoneInfo,
    *,
    seed: int,
    told: Callable[[int, int], None],
) -> Filled:
    """*days* of each shop from *first* on; *told* hears parts done and parts in all."""
    work = list(_work(shops, first, days, str(zone), seed))
    filled = Filled()
    told(0, len(work))
    # Not forked: the engine has threads by now.
    with multiprocessing.get_context("spawn").Pool() as pool:
        for number, made in enumerate(pool.imap_unordered(_make, work), start=1):
            store.insert(made.ndjson, hashlib.sha256(made.ndjson).hexdigest())
            filled.events += made.events
            filled.visits += made.visits
            filled.truths += made.truths
            told(number, len(work))
    return filled


def _work(shops: Sequence[Shop], first: date, days: int, zone: str, seed: int) -> Iterator[_Work]:
    for begin in range(0, days, _TOGETHER):
        for shop in shops:
            part = min(_TOGETHER, days - begin)
            yield _Work(shop, first + timedelta(days=begin), part, zone, seed)


def _make(work: _Work) -> _Made:
    told: list[str] = []
    truths: list[Truth] = []
    visits = 0
    for number in range(work.days):
        day = work.first + timedelta(days=number)
        documents, sold = store_day(work.shop, day, ZoneInfo(work.zone), work.seed)
        told += lines(documents, work.shop.name)
        truths += sold
        visits += sum(it["type"] == "parcours.visit.started.v1" for it in documents)
    return _Made(work.shop.name, "\n".join(told).encode(), len(told), visits, truths)


def make_visits(
    store: JourneyStore,
    database: Database,
    phases: Phases,
    shops: Sequence[Shop],
    first: date,
    days: int,
    zone: ZoneInfo,
    place: str,
    told: Callable[[str, int, int], None],
) -> None:
    """Visits and joined sales of all those days, as head office at *place* would make them.

    *told* hears what is made, how many days of stores of it are, and of how many.
    """
    put(database, wardrobe())
    marks, maker = SqliteMarks(database), Maker(store, phases, zone)
    sold, sales = SqliteMarks(database, sales=True), SalesMaker(store, zone)
    there = [
        StoreDate(shop.name, first + timedelta(days=number))
        for number in range(days)
        for shop in shops
    ]
    # So that head office, when it starts, does not make them once more.
    marks.mark_all_once(there, maker.rules(place))
    weeks = {StoreDate(ALL, monday(it.day)) for it in there}
    sold.mark_all_once(weeks, sales.rules(place))
    visits = _Counted(maker, "days of visits", len(there), told)
    rollers = [
        Roller(_Counted(sales, "weeks of sales", len(weeks), told), sold, _now),
        *(Roller(visits, _Share(marks, number), _now) for number in range(_AT_ONCE)),
    ]
    # Nobody else asks the engine, and sales need no visits: who waits leaves it to the others.
    with ThreadPoolExecutor(len(rollers)) as pool:
        list(pool.map(Roller.make_all, rollers))


@dataclass(frozen=True, slots=True)
class _Share:
    """Of what is marked, the days that one of several threads makes."""

    marks: Marks
    number: int

    def mark(self, days: Collection[StoreDate]) -> None:
        self.marks.mark(days)

    def marked(self) -> Mapping[StoreDate, int]:
        every = self.marks.marked().items()
        return {it: mark for it, mark in every if it.day.toordinal() % _AT_ONCE == self.number}

    def done(self, made: Mapping[StoreDate, int]) -> None:
        self.marks.done(made)


@dataclass(slots=True)
class _Counted:
    """A maker that tells how far it is."""

    maker: Making
    what: str
    of: int
    told: Callable[[str, int, int], None]
    done: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def last(self) -> int:
        with self.lock:
            self.told(self.what, self.done, self.of)
        return self.maker.last()

    def make(self, day: date, stores: Sequence[str], version: int) -> None:
        self.maker.make(day, stores, version)
        with self.lock:
            self.done += len(stores)
            self.told(self.what, self.done, self.of)


def _now() -> datetime:
    return datetime.now(UTC)


def make_known(state: Path, shops: Sequence[Shop], account: str) -> str:
    """Enrol the stores and a person; answers the person's password."""
    with closing(Database(state / "headoffice.sqlite")) as database:
        accounts, now = SqliteAccounts(database), datetime.now(UTC)
        for shop in shops:
            accounts.enrol_store(shop.name, now)
        return accounts.enrol_account(account, now)
