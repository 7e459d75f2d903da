"""What the sales join finds, kept as rows: a week of all stores at once, made anew like visits."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, Protocol
from zoneinfo import ZoneInfo

from headoffice.figures import midnight
from headoffice.marking import DayMarker
from headoffice.rolling import Maker, Marks, Roller, StoreDate
from headoffice.sales.asking import Stretch, begun, joined
from headoffice.sales.join import CERTAIN, Rule
from headoffice.store import STATEMENTS, JourneyStore

#: The stores' sales are joined together: a week of them has no store, and its Monday's date.
ALL: Final = ""
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
#: Seconds between two joins of a week that goes on: pages tell of days that are over.
_PAUSE: Final = 900.0
#: Seconds for one question of the join.
_PATIENCE: Final = 300.0
_NUMBERS: Final = {rule: number for number, rule in enumerate(Rule, start=1)}


def sales_weeks(days: Iterable[StoreDate], today: date) -> set[StoreDate]:
    """The weeks whose sales may be joined otherwise by events of *days*: up to 30 days later."""
    found = set[StoreDate]()
    for day in {it.day for it in days}:
        last = max(day, min(day + CERTAIN, today))
        found |= {
            StoreDate(ALL, monday(day) + _WEEK * number)
            for number in range((monday(last) - monday(day)).days // 7 + 1)
        }
    return found


def monday(day: date) -> date:
    return day - _DAY * day.weekday()


class SalesMaker:
    """Makes weeks of joined sales in the journey store."""

    def __init__(self, store: JourneyStore, zone: ZoneInfo) -> None:
        self._store, self.zone = store, zone

    def rules(self, place: str) -> str:
        """By which rules weeks are made in a store at *place*."""
        return f"2 {self.zone} {place}"

    def last(self) -> int:
        """The greatest version there is. Raises StoreError."""
        return int(self._ask("last_making", {})[0]["version"])

    def make(self, day: date, stores: Sequence[str], version: int) -> None:
        """The sales of the week from *day* on in all stores; *stores* says nothing more.

        They count from the moment at which all of them are kept. Raises StoreError.
        """
        del stores
        rows = list(self._rows(day, version))
        if rows:
            self._keep("bought", rows)
        self._keep("rolls", [{"store": ALL, "day": day.isoformat(), "version": version}])

    def _rows(self, week: date, version: int) -> Iterator[dict[str, Any]]:
        edges = (midnight(it, self.zone).astimezone(UTC) for it in (week, week + _WEEK))
        stretch = Stretch(*edges)
        units = Counter(
            (it.visit, it.unit.gtin, _NUMBERS[it.rule])
            for it in joined(self._ask, stretch).sales
            if it.rule and stretch.has(it.unit.moment)
        )
        came = self._came({visit for visit, _, _ in units}, stretch)
        for (visit, gtin, rule), count in sorted(units.items()):
            # A visit that no trusted clock saw begin is in no other figure of visits either.
            if home := came.get(visit):
                yield {
                    "store": home.store, "day": home.day.isoformat(), "visit": visit,
                    "gtin": int(gtin), "rule": rule, "week": week.isoformat(),
                    "version": version, "units": count,
                }  # fmt: skip

    def _came(self, visits: Iterable[str], stretch: Stretch) -> Mapping[str, StoreDate]:
        """Where and on which day each of *visits* began; a repeat of its beginning is no other."""
        timed = [it for it in begun(self._ask, visits, stretch) if it.moment.timed]
        return {
            it.visit: StoreDate(it.store, it.moment.at.astimezone(self.zone).date())
            for it in sorted(timed, key=lambda it: it.moment.at, reverse=True)
        }

    def _keep(self, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
        ndjson = "\n".join(map(json.dumps, rows)).encode()
        self._store.insert(ndjson, hashlib.sha256(ndjson).hexdigest(), table)

    def _ask(self, name: str, params: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        return self._store.query(STATEMENTS[name].sql, params, timeout=_PATIENCE)


class OnceMarks(Marks, Protocol):
    """Marks that remember by which rules everything was made."""

    def mark_all_once(self, days: Iterable[StoreDate], how: str) -> bool:
        """Mark *days*, unless they were made by the rules *how* already."""


def makers(
    visits: Maker,
    sales: SalesMaker,
    place: str,
    made: OnceMarks,
    joined_: OnceMarks,
    now: Callable[[], datetime],
) -> tuple[DayMarker, tuple[Roller, Roller]]:
    """What marks days, makes visits and joins sales: all that is kept once, then what is marked."""
    visits_so, sales_so = visits.rules(place), sales.rules(place)
    days = DayMarker(
        made, sales.zone, lambda found: sales_weeks(found, now().astimezone(sales.zone).date()),
        visits.zones,
    )  # fmt: skip

    def mark_visits() -> None:
        visits.fill_ways()
        made.mark_all_once(visits.kept(), visits_so)

    def mark_sales() -> None:
        weeks = {StoreDate(ALL, monday(it.day)) for it in visits.kept()}
        joined_.mark_all_once(weeks, sales_so)

    return days, (
        Roller(visits, made, now, first=mark_visits, coming=days.coming),
        Roller(
            sales, joined_, now, what="sales", pause=_PAUSE, first=mark_sales, coming=days.coming
        ),
    )  # fmt: skip
