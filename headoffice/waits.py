"""Service in figures: what became of requests, what was told of the wait, what shoppers thought."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from contract.figures import FIGURES, Figure, Opinions
from headoffice.figures import Ask, Share, Wait
from headoffice.journey_map import Asked

_SHARED: Final = {it.name: it for it in FIGURES}
#: What the hub's own pages mean by the same words.
LIVES: Final[tuple[Figure, ...]] = tuple(
    _SHARED[name]
    for name in (
        "Requests", "Time to seen", "Time to accepted", "Time to brought", "Unanswered",
        "Brought", "Not there", "Ran out", "Withdrawn", "Passed on",
    )
)  # fmt: skip
OPINIONS: Final = _SHARED["Opinions"]
TOLD: Final = Figure(
    "The wait that was told, and the real one",
    "Of the requests that were brought and whose hub said which wait their shopper was told when "
    "they asked: the middles of the two ends of what was told, the real seconds until it was "
    "brought, in opening hours alone, and the share that took longer than the longer end.",
    "seconds",
)


@dataclass(frozen=True, slots=True)
class Told:
    """*low* and *high* are the middles of what was told, in seconds."""

    low: float | None
    high: float | None
    real: Wait
    longer: Share
    sooner: Share


@dataclass(frozen=True, slots=True)
class Service:
    """Requests together; *name* is a store, an hour's number, or empty for all of them."""

    name: str
    requests: int
    answered: Share
    unanswered: Share
    brought: int
    unavailable: int
    expired: int
    cancelled: int
    open: int
    passed_on: int
    seen: Wait
    accepted: Wait
    finished: Wait
    told: Told


@dataclass(frozen=True, slots=True)
class Thought:
    """Opinions of one store, or of all where *store* is empty."""

    store: str
    visits: Opinions
    requests: Opinions


@dataclass(frozen=True, slots=True)
class ServiceFigures:
    """All of them, the slowest store first; hours as they are on the wall."""

    whole: Service
    stores: tuple[Service, ...]
    hours: tuple[Service, ...]
    opinions: tuple[Thought, ...]


def service(ask: Ask, asked: Asked) -> ServiceFigures:
    """Requests made and opinions given in the days asked for. Raises TooSlow, StoreError."""
    rows = ask("service_requests", asked.params(zone=str(asked.period.zone)))
    stores = [_service(row["store"], row) for row in rows if row["store"]]
    hours = {row["hour"] - 1: row for row in rows if row["hour"]}
    whole = next((row for row in rows if not row["store"] and not row["hour"]), {})
    between = range(min(hours), max(hours) + 1) if hours else ()
    return ServiceFigures(
        whole=_service("", whole),
        stores=tuple(sorted(stores, key=lambda it: (-(it.accepted.p50 or 0.0), it.name))),
        hours=tuple(_service(str(hour), hours.get(hour, {})) for hour in between),
        opinions=thoughts(ask("service_opinions", asked.params())),
    )


def _service(name: str, row: Mapping[str, Any]) -> Service:
    n = row.get("requests", 0)
    return Service(
        name=name,
        requests=n,
        answered=Share(row.get("all_answered", 0), n),
        unanswered=Share(row.get("unanswered", 0), row.get("all_due", 0)),
        brought=row.get("done", 0),
        unavailable=row.get("unavailable", 0),
        expired=row.get("expired", 0),
        cancelled=row.get("cancelled", 0),
        open=row.get("open", 0),
        passed_on=row.get("passed_on", 0),
        seen=_wait(row, "seen_n", "seen_waits"),
        accepted=_wait(row, "accepted_n", "accepted_waits"),
        finished=_wait(row, "brought_n", "brought_waits"),
        told=_told(row),
    )


def _told(row: Mapping[str, Any]) -> Told:
    n = row.get("told_n", 0)
    return Told(
        low=row["told_from"] if n else None,
        high=row["told_to"] if n else None,
        real=_wait(row, "told_n", "real"),
        longer=Share(row.get("longer", 0), n),
        sooner=Share(row.get("sooner", 0), n),
    )


def _wait(row: Mapping[str, Any], count: str, waits: str) -> Wait:
    # Over no rows the engine answers with NaN, which is no wait.
    n = row.get(count, 0)
    return Wait(n, *row[waits]) if n else Wait(0, None, None)


def thoughts(rows: Iterable[Mapping[str, Any]]) -> tuple[Thought, ...]:
    """All stores together first, then each by name."""
    counts: dict[str, dict[str, dict[int, int]]] = defaultdict(
        lambda: {about: dict.fromkeys(range(1, 6), 0) for about in ("visit", "request")}
    )
    counts[""] = counts[""]
    for row in rows:
        for store in ("", row["store"]):
            counts[store][row["about"]][row["score"]] += row["n"]
    return tuple(
        Thought(store, Opinions(own["visit"]), Opinions(own["request"]))
        for store, own in sorted(counts.items())
    )
