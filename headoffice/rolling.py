"""Visits made from events, a store's day at a time, and made anew when more of that day comes."""

import threading
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from string import Template
from types import MappingProxyType
from typing import Protocol
from zoneinfo import ZoneInfo

import structlog

from headoffice.figures import midnight
from headoffice.journey_map import STAGES
from headoffice.journeys import Phases
from headoffice.store import STATEMENTS, JourneyStore, StoreError

log = structlog.get_logger()
_DAY = timedelta(days=1)
#: Every store has head office's clock.
NO_ZONES: Mapping[str, ZoneInfo] = MappingProxyType({})
#: What is made of a day.
_MAKINGS = (
    "roll_visits",
    "roll_told_ways",
    "roll_devices",
    "roll_garments",
    "roll_shown",
    "roll_requests",
    "roll_opinions",
)
#: What is made of a day of each store's own clock.
_TOLD = ("roll_told_visits", "roll_told_requests", "roll_told_words")
#: What lets it all count, at last.
_LAST = "roll_over"
#: Stores whose day is made in one statement.
_TOGETHER = 100
#: Seconds for a question about all that is kept.
_PATIENCE = 300.0
#: Seconds until a day that could not be made is tried again.
_AGAIN = 5.0


@dataclass(frozen=True, slots=True)
class StoreDate:
    """A store, and a day on its wall."""

    store: str
    day: date


class Marks(Protocol):
    """Which days have to be made anew; kept durably."""

    def mark(self, days: Collection[StoreDate]) -> None:
        """Before what changes them is kept: a crash in between costs one making too many."""

    def marked(self) -> Mapping[StoreDate, int]:
        """Each with the number of its latest mark."""

    def done(self, made: Mapping[StoreDate, int]) -> None:
        """Take away these marks; a day that was marked again meanwhile stays."""


class Making(Protocol):
    """Makes days of rows in the journey store."""

    def last(self) -> int:
        """The greatest version there is. Raises StoreError."""

    def make(self, day: date, stores: Sequence[str], version: int) -> None:
        """The rows of *day* in *stores*, as making *version*. Raises StoreError."""


class Maker:
    """Makes days of visits in the journey store."""

    def __init__(
        self,
        store: JourneyStore,
        phases: Phases,
        zone: ZoneInfo,
        zones: Mapping[str, ZoneInfo] = NO_ZONES,
    ) -> None:
        """*zones*: the clocks of stores that have another one than *zone*."""
        self._store, self._zone, self.zones = store, zone, zones
        named = [(f"parcours.{name}.v1", it.name) for it in phases.phase for name in it.events]
        clocks = " ".join(f"{name} {own}" for name, own in sorted(zones.items()))
        self._rules = f"4 {zone} {clocks} {phases.model_dump_json()}"
        self._words = {
            "stages": str(STAGES),
            "types": _quoted(type_ for type_, _ in named),
            "phases": _quoted(phase for _, phase in named),
        }

    def rules(self, place: str) -> str:
        """By which rules days are made in a store at *place*; by other ones all are made anew.

        Elsewhere, after a move, there are none yet.
        """
        return f"{self._rules} {place}"

    def last(self) -> int:
        """The greatest version there is. Raises StoreError."""
        rows = self._store.query(STATEMENTS["last_making"].sql, {}, timeout=_PATIENCE)
        return int(rows[0]["version"])

    def kept(self) -> Iterator[StoreDate]:
        """Every day of which there are events. Raises StoreError."""
        rows = self._store.query(
            STATEMENTS["days_kept"].sql, {"zone": str(self._zone)}, timeout=_PATIENCE
        )
        for row in rows:
            for shift in (-1, 0, 1) if row["store"] in self.zones else (0,):
                yield StoreDate(row["store"], row["day"] + _DAY * shift)

    def fill_ways(self) -> None:
        """The ways of days that an earlier version of this program made. Raises StoreError."""
        for row in self._store.query(STATEMENTS["months_made"].sql, {}, timeout=_PATIENCE):
            self._run("fill_told_ways", {"month": str(row["month"]), **self._words})

    def make(self, day: date, stores: Sequence[str], version: int) -> None:
        """All that is kept of *day* in *stores*, as making *version*: the greatest so far.

        They count from the moment at which all of them are kept. Raises StoreError.
        """
        words = {
            "day": day.isoformat(),
            "from": _beginning(day, self._zone),
            "until": _beginning(day + _DAY, self._zone),
            "stores": _quoted(stores),
            "version": str(version),
            **self._words,
        }
        for name in _MAKINGS:
            self._run(name, words)
        for zone, own in self._by_clock(stores).items():
            edges = {"from": _beginning(day, zone), "until": _beginning(day + _DAY, zone)}
            for name in _TOLD:
                self._run(name, {**words, **edges, "stores": _quoted(own)})
        self._run(_LAST, words)

    def _run(self, name: str, words: Mapping[str, str]) -> None:
        self._store.each_shard(Template(STATEMENTS[name].sql).substitute(words))

    def _by_clock(self, stores: Iterable[str]) -> Mapping[ZoneInfo, list[str]]:
        found: dict[ZoneInfo, list[str]] = defaultdict(list)
        for store in stores:
            found[self.zones.get(store, self._zone)].append(store)
        return found


class Roller:
    """Makes what is marked, one day after the other, in a thread of its own.

    A day is made again *pause* seconds later at the earliest: the one that is going on changes all
    the time. *first* is called before anything is made, until it raises nothing. Days that *coming*
    holds are left for later.
    """

    def __init__(
        self,
        maker: Making,
        marks: Marks,
        now: Callable[[], datetime],
        *,
        what: str = "visits",
        pause: float = 15.0,
        first: Callable[[], object] = lambda: None,
        coming: Callable[[], frozenset[StoreDate]] = frozenset,
    ) -> None:
        self._coming = coming
        self._maker, self._marks, self._now, self._pause = maker, marks, now, pause
        self._first: Callable[[], object] | None = first
        self._wake, self._ending = threading.Event(), threading.Event()
        self._what = what
        self._thread = threading.Thread(target=self._run, name=what)
        self._version = 0

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """What is marked stays so."""
        self._ending.set()
        self._wake.set()
        self._thread.join()

    def nudge(self) -> None:
        """Something was marked."""
        self._wake.set()

    def make_all(self) -> int:
        """Make what is marked now; answers how many days of stores.

        Raises the first StoreError after all that can be made is made.
        """
        marked = self._marks.marked()
        # Looked at after the marks: whatever is marked by now and not yet there is still coming.
        coming = self._coming()
        due = {day: mark for day, mark in marked.items() if day not in coming}
        if due and not self._version:
            # Later than any before, also after a restart by a clock that was put back.
            self._version = self._maker.last()
        failed: StoreError | None = None
        for day, stores in _by_day(due):
            if self._ending.is_set():
                break
            self._version = max(self._version + 1, round(self._now().timestamp() * 1000))
            try:
                self._maker.make(day, stores, self._version)
            except StoreError as error:
                failed = failed or error
            else:
                self._marks.done({StoreDate(it, day): due[StoreDate(it, day)] for it in stores})
        if failed is not None:
            raise failed
        return len(due)

    def _run(self) -> None:
        while True:
            self._wake.clear()
            # Looked at after the wake was cleared, or an ending in between would be slept through.
            if self._ending.is_set():
                return
            try:
                made = self._make()
            except Exception:
                # Whatever it was, a full disk or an engine that is away: the marks are kept.
                log.exception("rows.not_made", what=self._what, again_seconds=_AGAIN)
                self._ending.wait(_AGAIN)
                continue
            if made:
                self._ending.wait(self._pause)
            else:
                self._wake.wait()

    def _make(self) -> int:
        if self._first is not None:
            self._first()
            self._first = None
        made = self.make_all()
        if made > _TOGETHER:
            log.info("rows.made", what=self._what, days=made)
        return made


def _by_day(marked: Iterable[StoreDate]) -> Iterator[tuple[date, list[str]]]:
    """The newest day first: it is the one that is looked at."""
    stores: dict[date, list[str]] = defaultdict(list)
    for it in marked:
        stores[it.day].append(it.store)
    for day in sorted(stores, reverse=True):
        names = sorted(stores[day])
        for first in range(0, len(names), _TOGETHER):
            yield day, names[first : first + _TOGETHER]


def _quoted(names: Iterable[str]) -> str:
    # Names of stores, events and phases hold nothing that ends a text: their models see to that.
    return ", ".join(f"'{name}'" for name in names)


def _beginning(day: date, zone: ZoneInfo) -> str:
    """In UTC, as the engine writes a moment."""
    return midnight(day, zone).astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.000")
