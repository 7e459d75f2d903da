"""What a demo run comes to: made, kept and counted, from what each side wrote down; pure."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contract.requests import FINAL


@dataclass(frozen=True, slots=True)
class Row:
    """One event as one side has it: its identity, name, and what caused it to be counted.

    *times* are milliseconds since 1970: when it was made and when it was recorded, where known.
    """

    source: str
    id: str
    name: str
    data: Mapping[str, Any]
    made_ms: float | None = None
    recorded_ms: float | None = None
    #: The id of what caused it, from the envelope.
    cause: str | None = None

    @property
    def key(self) -> tuple[str, str]:
        return self.source, self.id


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything the sides wrote down.

    *journals* are the touchpoints' own, *hub* the hub's stored events (its own included), *office*
    head office's raw rows before any merge, *rejected* what either refused.
    """

    journals: Sequence[Row]
    hub: Sequence[Row]
    office: Sequence[Row]
    rejected: int
    tap_to_frame_ms: Sequence[float]
    painted_ms: Mapping[str, float]
    #: Request → the most cards of it that one staff page held at once.
    cards: Mapping[str, int]
    settings: Mapping[str, float]


def report(evidence: Evidence, hub_source: str) -> dict[str, Any]:
    """The report of `make demo`, ready to be written as JSON."""
    own = [row for row in evidence.hub if row.source == hub_source]
    made = _distinct([*evidence.journals, *own])
    hub = _distinct(evidence.hub)
    office = _distinct(evidence.office)
    names = sorted({row.name for row in [*made.values(), *hub.values(), *office.values()]})
    missing = [made[key] for key in made.keys() - office.keys()]
    counts = [Counter(row.name for row in side.values()) for side in (made, hub, office)]
    return {
        "events": {
            name: {"made": counts[0][name], "hub": counts[1][name], "headoffice": counts[2][name]}
            for name in names
        },
        "lost": len(missing),
        "missing": sorted((_last_seen(row, hub) for row in missing), key=lambda it: it["id"]),
        "doubled": _repeats(row.key for row in evidence.office)
        + _double_effects(evidence.office)
        + sum(most - 1 for most in evidence.cards.values()),
        "rejected": evidence.rejected,
        "garments_by": dict(
            Counter(str(r.data["by"]) for r in made.values() if r.name == "garment.arrived")
        ),
        "requests": outcomes(office.values()),
        "settings": dict(evidence.settings),
        "latency_ms": {
            "tap_to_frame": percentiles(evidence.tap_to_frame_ms),
            "request_to_staff": percentiles(_to_staff(made.values(), evidence.painted_ms)),
            "event_to_headoffice": percentiles(
                # What others sent, as a benchmark's burst, is not this store's everyday.
                _to_office(row for row in evidence.office if row.key in made)
            ),
        },
    }


def _last_seen(row: Row, hub: Mapping[tuple[str, str], Row]) -> dict[str, str]:
    """Which event head office lacks, and how far it came."""
    at = "hub" if row.key in hub else "touchpoint"
    return {"id": row.id, "source": row.source, "name": row.name, "at": at}


def outcomes(rows: Iterable[Row]) -> dict[str, int]:
    """How requests ended, and how often somebody else was told; still open ones are `open`."""
    found = list(rows)
    asked = {row.data["request"] for row in found if row.name == "request.made"}
    ended: dict[str, str] = {}
    for row in found:
        state = row.name.removeprefix("request.")
        if row.name.startswith("request.") and state in {str(s) for s in FINAL}:
            ended.setdefault(str(row.data["request"]), state)
    counts = Counter(ended.values())
    counts["open"] = len(asked - ended.keys())
    counts["escalated"] = sum(row.name == "request.escalated" for row in found)
    return dict(counts)


def percentiles(values: Iterable[float]) -> dict[str, float | int | None]:
    """p50, p95 and p99 by the nearest rank, and n."""
    ordered = sorted(values)
    ranks = {f"p{p}": _rank(ordered, p) for p in (50, 95, 99)}
    return {**ranks, "n": len(ordered)}


def _rank(ordered: Sequence[float], percent: int) -> float | None:
    if not ordered:
        return None
    return round(ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)], 1)


def _distinct(rows: Iterable[Row]) -> dict[tuple[str, str], Row]:
    found: dict[tuple[str, str], Row] = {}
    for row in rows:
        found.setdefault(row.key, row)
    return found


def _repeats(keys: Iterable[object]) -> int:
    return sum(count - 1 for count in Counter(keys).values())


def _double_effects(rows: Sequence[Row]) -> int:
    """Things that may happen once per cause: an answer, an escalation, a hold, a movement."""
    once = _repeats(cause for row in rows if (cause := _cause(row)) is not None)
    # Given back, a request may be seen once more by whoever looks next.
    seen = Counter(row.data["request"] for row in rows if row.name == "request.seen")
    back = Counter(row.data["request"] for row in rows if row.name == "request.released")
    return once + sum(max(0, count - 1 - back[request]) for request, count in seen.items())


#: How a request can begin or end only once in its life.
_ONCE = frozenset({"request.made", "request.done", "request.unavailable", "request.expired"})


def _cause(row: Row) -> tuple[object, ...] | None:
    request = row.data.get("request")
    if row.name == "request.escalated":
        return row.name, request, row.data["number"]
    if row.name in _ONCE:
        return row.name, request
    if row.name == "request.cancelled":
        # The mirror may say it, and the hub for a visit that ended: each once.
        return row.name, request, row.source
    if row.name.startswith("reservation."):
        return row.name, row.data.get("reservation")
    if row.name == "stock.corrected":
        return row.name, row.data.get("gtin"), row.cause or row.id
    if row.name == "purchase.completed":
        return row.name, row.data.get("basket")
    return None


def _to_staff(rows: Iterable[Row], painted: Mapping[str, float]) -> list[float]:
    """From the touch (the event is made in its frame) to the card in the browser."""
    return [
        painted[request] - row.made_ms
        for row in rows
        if row.name == "request.made"
        and row.made_ms is not None
        and (request := str(row.data["request"])) in painted
    ]


def _to_office(rows: Iterable[Row]) -> list[float]:
    return [r.recorded_ms - r.made_ms for r in rows if r.recorded_ms and r.made_ms]
