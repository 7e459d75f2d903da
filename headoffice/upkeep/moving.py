"""Brings one journey store's events into another, week by week, and counts both sides."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any, Final

from headoffice.batches import Batch
from headoffice.erasure.journeys import Journeys
from headoffice.ingest import Erased
from headoffice.rows import Row
from headoffice.store import JourneyStore, Rows, Statement, StoreError
from headoffice.store.statements import read

STATEMENTS: Final[Mapping[str, Statement]] = {
    it.name: it for it in read((files(__package__) / "moving.sql").read_text(encoding="utf-8"))
}
#: Events that are taken over in one piece, about: some ten megabytes.
_SHARE: Final = 10_000
#: Seconds for a look through one week of all stores.
_PATIENCE: Final = 600.0


@dataclass(frozen=True, slots=True, order=True)
class Heap:
    """What is counted together."""

    day: date
    store: str
    type: str


@dataclass(frozen=True, slots=True)
class Step:
    """One week is on the other side: with how many events, how many of them were sent for it."""

    week: date
    events: int
    sent: int
    number: int
    weeks: int


@dataclass(frozen=True, slots=True)
class Difference:
    """A heap of which the two sides hold not the same number of events."""

    heap: Heap
    source: int
    target: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """All events of the source, and where the target differs."""

    events: int
    differences: tuple[Difference, ...]


def move(
    source: JourneyStore, target: JourneyStore, erased: Erased, told: Callable[[Step], None]
) -> bool:
    """Send *target* what *source* holds and it does not, *told* after each week.

    Customers who were *erased* do not come along. Broken off and begun again it goes on; what is
    there twice by that, or in older words, is there once at the end. True when there was any: the
    older files go with `Journeys.sweep`. Raises StoreError, and what *erased* does.
    """
    weeks = _weeks(source)
    for number, (week, events) in enumerate(sorted(weeks.items()), 1):
        sent = _move_week(source, target, erased, week, -(-events // _SHARE))
        told(Step(week, events, sent, number, len(weeks)))
    # Asked of the target: what a move sent that was broken off is known to nobody else.
    if older := _twice(target):
        Journeys(target).merge(older)
        if left := _twice(target):
            raise StoreError(
                f"the week of {left[0]} still holds events twice, maybe in words from before an "
                "erasure; move once more when nobody writes to the new store"
            )
    return bool(older)


def compare(source: JourneyStore, target: JourneyStore) -> Comparison:
    """Both sides counted anew, by day, store and type. Raises StoreError."""
    events, differences = 0, []
    for week in sorted({*_weeks(source), *_weeks(target)}):
        here, there = _tallies(source, week), _tallies(target, week)
        events += here.total()
        differences += [
            Difference(heap, here[heap], there[heap])
            for heap in sorted({*here, *there})
            if here[heap] != there[heap]
        ]
    return Comparison(events, tuple(differences))


def _move_week(
    source: JourneyStore, target: JourneyStore, erased: Erased, week: date, shares: int
) -> int:
    words = {"week": week, "shares": shares}
    there, sent = _digests(target, words), 0
    for share, digest in _digests(source, words).items():
        if there.get(share) == digest:
            continue
        # Nobody is erased between the look at who was and the insertion.
        with erased.held() as kept:
            rows = _ask(source, "share", {**words, "share": share})
            lines = _freed([row["line"] for row in rows], kept)
            ndjson = "\n".join(lines).encode()
            target.insert(ndjson, hashlib.sha256(ndjson).hexdigest())
        sent += len(lines)
    return sent


def _freed(lines: Sequence[str], kept: Callable[[Batch], Batch]) -> list[str]:
    batch = Batch("", tuple(map(_row, lines)), ())
    return [row.line + "}" for row in kept(batch).rows]


def _row(line: str) -> Row:
    it = json.loads(line)
    return Row(it["source"], it["id"], int(it["payload_hash"]), line[:-1], None)


def _twice(store: JourneyStore) -> list[date]:
    """The weeks in which something lies twice."""
    once = _weeks(store)
    rows = {row["week"]: row["n"] for row in _ask(store, "weeks_as_they_lie", {})}
    return [week for week, n in sorted(rows.items()) if n != once.get(week)]


def _weeks(store: JourneyStore) -> dict[date, int]:
    return {row["week"]: row["n"] for row in _ask(store, "weeks", {})}


def _digests(store: JourneyStore, words: Mapping[str, Any]) -> dict[int, int]:
    return {row["share"]: row["digest"] for row in _ask(store, "shares", words)}


def _tallies(store: JourneyStore, week: date) -> Counter[Heap]:
    rows = _ask(store, "tallies", {"week": week})
    return Counter({Heap(row["day"], row["store"], row["type"]): row["n"] for row in rows})


def _ask(store: JourneyStore, name: str, words: Mapping[str, Any]) -> Rows:
    return store.query(STATEMENTS[name].sql, words, timeout=_PATIENCE)
