"""A day of each store, as its hub counts it, and of all stores together (pure)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from contract.figures import Asked, Day, Looked, Opinions, Rate, Spread, Totals, Visits
from headoffice.figures import Ask, Each

#: Days from a day to the one that it is held against.
WEEK: Final = 7
#: So many garments are told apart at most.
MOST: Final = 20
#: GTINs, each with in how many visits or requests; the most first.
Counted = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A day; of all stores together where *store* is empty.

    *before* is the same weekday a week earlier, if anything came of it. A store that was not
    *heard* sent nothing at all of the day.
    """

    store: str
    totals: Totals
    before: Totals | None
    heard: bool
    tried: Counted
    left: Counted
    missing: Counted


def last_day(now: datetime, zones: Mapping[str, ZoneInfo]) -> date:
    """The latest day that is over in every store."""
    return min(Day.of(now, zone).date for zone in zones.values()) - timedelta(days=1)


def briefing(
    ask: Ask, day: date, zones: Mapping[str, ZoneInfo], each: Each = map
) -> tuple[Told, ...]:
    """*day* in all stores together, and in each: *zones* says by which clock, and names them all.

    Each store's day is one of its own clock, as it was made. Raises TooSlow, StoreError.
    """
    params = {
        "first": day - timedelta(days=WEEK), "last": day, "stores": sorted(zones), "most": MOST,
    }  # fmt: skip
    names = ("briefing_visits", "briefing_requests", "briefing_said")
    rows = [
        {(it["store"], bool(it["earlier"])): it for it in answer}
        for answer in each(ask, names, [params] * len(names))
    ]
    return tuple(_told(store, rows) for store in ("", *sorted(zones)))


_Rows = Sequence[Mapping[tuple[str, bool], Mapping[str, Any]]]


def _told(store: str, rows: _Rows) -> Told:
    now, then = (
        tuple(found.get((store, earlier), {}) for found in rows) for earlier in (False, True)
    )
    visits, asked, said = now
    before = _totals(*then)
    return Told(
        store=store,
        totals=_totals(*now),
        before=None if before.quiet else before,
        heard=bool(visits.get("heard")),
        tried=_counted(said.get("favourites", ())),
        left=_counted(said.get("left", ())),
        missing=_counted(asked.get("missing", ())),
    )


def _totals(visits: Mapping[str, Any], asked: Mapping[str, Any], said: Mapping[str, Any]) -> Totals:
    why = sorted(_pairs(said.get("reasons")), key=lambda it: (-it[1], it[0]))
    scores = dict.fromkeys(range(1, 6), 0) | dict(_pairs(said.get("scores")))
    return Totals(
        visits=_visits(visits),
        recognised=said.get("recognised", 0),
        tried=said.get("tried", 0),
        requests=_asked(asked),
        declined=Rate(said.get("declined", 0), said.get("judged", 0)),
        reasons=tuple(why),
        opinions=Opinions(scores),
        looked=Looked(
            said.get("lookbooks", 0),
            Rate(said.get("seen", 0), said.get("films", 0)),
            said.get("wishes", 0),
        ),
        corrections=said.get("corrections", 0),
    )


def _visits(row: Mapping[str, Any]) -> Visits:
    n, rooms = row.get("visits", 0), row.get("all_rooms", 0)
    return Visits(n, rooms, n - rooms, Rate(row.get("all_touched", 0), n), _spread(row, "dwell"))


def _asked(row: Mapping[str, Any]) -> Asked:
    n = row.get("requests", 0)
    return Asked(
        n=n,
        done=row.get("done", 0),
        unavailable=row.get("unavailable", 0),
        expired=row.get("expired", 0),
        cancelled=row.get("cancelled", 0),
        open=row.get("open", 0),
        answered=Rate(row.get("answered", 0), n),
        unanswered=Rate(row.get("left_alone", 0), row.get("due", 0)),
        seen=_spread(row, "seen"),
        accepted=_spread(row, "accepted"),
        finished=_spread(row, "finished"),
        escalations=row.get("escalations", 0),
    )


def _spread(row: Mapping[str, Any], name: str) -> Spread:
    n = row.get(f"{name}_n", 0)
    # Over no rows the engine answers with NaN.
    return Spread(n, *row[name]) if n else Spread(0, None, None)


def _pairs(found: Any) -> list[tuple[Any, int]]:
    """Keys and sums as the engine gives them, in two lists."""
    return list(zip(*found, strict=True)) if found else []


def _counted(found: Sequence[Any]) -> Counted:
    return tuple((int(gtin), int(n)) for gtin, n in found)
