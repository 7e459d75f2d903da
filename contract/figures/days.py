"""The store's days, and when an event counts as made; pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Final, Self
from zoneinfo import ZoneInfo

from contract.envelope import Event

#: An event this far ahead of the moment the hub had it was made by a clock that is wrong.
TOLERATED_AHEAD: Final = timedelta(minutes=5)
#: What became of a request is looked for so long after its day.
AFTERMATH: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Told:
    """An event and the moment at which it was made, in UTC, by a clock that is believed."""

    event: Event
    at: datetime


@dataclass(frozen=True)
class Day:
    """One day of the clock on the store's wall, from midnight to midnight: 23 to 25 hours."""

    date: date
    zone: ZoneInfo

    @classmethod
    def of(cls, moment: datetime, zone: ZoneInfo) -> Self:
        return cls(moment.astimezone(zone).date(), zone)

    # Asked of every event, so reckoned once.
    @cached_property
    def start(self) -> datetime:
        """Midnight in UTC; where the clock leaps over it, the moment of the leap."""
        return datetime.combine(self.date, datetime.min.time(), self.zone).astimezone(UTC)

    @cached_property
    def end(self) -> datetime:
        """The next midnight, which is no more part of it."""
        return self.back(-1).start

    def back(self, days: int) -> "Day":
        """So many days earlier."""
        return Day(self.date - timedelta(days=days), self.zone)

    def holds(self, moment: datetime) -> bool:
        return self.start <= moment < self.end

    def hour(self, moment: datetime) -> int:
        """0 to 23 on the wall; the hour that comes twice in autumn is one."""
        return moment.astimezone(self.zone).hour


def made_at(event: Event) -> datetime | None:
    """When *event* was made; nothing when its clock was not set, or is ahead of its hub's."""
    if event.clock is not None:
        return None
    if event.recordedtime is not None and event.time - event.recordedtime > TOLERATED_AHEAD:
        return None
    return event.time


def told(events: Iterable[Event]) -> tuple[Told, ...]:
    """Each of *events* once by (source, id), in the order of their making.

    The first copy counts; what no clock vouches for counts in no figure.
    """
    return tuple(sorted(_once(events), key=lambda it: (it.at, it.event.source, it.event.id)))


def _once(events: Iterable[Event]) -> Iterator[Told]:
    known: set[tuple[str, str]] = set()
    for event in events:
        key = (event.source, event.id)
        at = made_at(event)
        if at is not None and key not in known:
            known.add(key)
            yield Told(event, at)
