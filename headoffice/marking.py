"""Which days a batch of events touches, marked before the engine has them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from headoffice.rolling import NO_ZONES, Marks, StoreDate
from headoffice.rows import Row

_DAY = timedelta(days=1)
#: Seconds: since 2012 no day has begun between two quarters of an hour, in any zone.
_QUARTER = 900


def touched(store: str, moments: Iterable[float], zones: Iterable[ZoneInfo]) -> set[StoreDate]:
    """The days, by the clocks of *zones*, that may differ by events of *moments*, in seconds since
    1970.

    A visit belongs to the day on which it began, and may end on the next.
    """
    quarters = {_QUARTER * (moment // _QUARTER) for moment in moments}
    days = {datetime.fromtimestamp(it, zone).date() for zone in zones for it in quarters}
    return {StoreDate(store, day) for day in days | {day - _DAY for day in days}}


class DayMarker:
    """Marks the days of the rows that a writer keeps, in its thread, before the engine has them.

    Until it has them nobody makes those days: a mark that was taken away too soon would be lost.
    """

    def __init__(
        self,
        marks: Marks,
        zone: ZoneInfo,
        also: Callable[[AbstractSet[StoreDate]], AbstractSet[StoreDate]] = lambda _: frozenset(),
        zones: Mapping[str, ZoneInfo] = NO_ZONES,
    ) -> None:
        """*also* says what else is to be made anew with some days, *zones* which stores have a
        clock of their own.
        """
        self._marks, self._zone, self._also, self._zones = marks, zone, also, zones
        self._coming: frozenset[StoreDate] = frozenset()

    def coming(self) -> frozenset[StoreDate]:
        """Days whose rows are on their way, or were, into an engine that failed."""
        return self._coming

    def before(self, rows: Mapping[str, Sequence[Row]]) -> None:
        """*rows* by store."""
        days = {
            day
            for store, own in rows.items()
            for moments in ([it.at for it in own if it.at is not None],)
            for day in touched(store, moments, {self._zone, self._zones.get(store, self._zone)})
        }
        days |= self._also(days)
        if days:
            self._coming |= days
            self._marks.mark(days)

    def after(self) -> bool:
        """The engine has them; answers whether a day is to be made for it."""
        came, self._coming = self._coming, frozenset()
        return bool(came)
