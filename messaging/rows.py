"""One event as it lies in the outbox, and what may still be changed of it."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import groupby
from typing import Any

from contract.envelope import Event, write_event
from contract.model import instant, sequence_text
from messaging.clock import Clock

DROPPED = "outbox.dropped"
#: What may be given up when the outbox is full; nothing a shopper asked for is among it.
TELEMETRY = frozenset(
    {
        "garment.arrived",
        "garment.left",
        "garment.disowned",
        "garment.judged",
        "product.viewed",
        "lookbook.opened",
        "look.viewed",
        "video.played",
        "stock.shown",
        "touchpoint.started",
        "touchpoint.health",
        "touchpoint.obeyed",
        "touchpoint.failed",
    }
)


#: Bytes that an outbox.dropped takes, with names to spare.
_REPLACEMENT = 800


@dataclass(frozen=True, slots=True)
class Row:
    """*made* is monotonic seconds within *boot*; a *frozen* one may have been published."""

    id: str
    outbox: str
    sequence: int
    name: str
    urgent: bool
    boot: str
    made: float
    unsynced: bool
    frozen: bool
    body: bytes

    @property
    def span(self) -> int:
        """How many sequences it stands for: more than one when it replaces a run."""
        return int(json.loads(self.body)["data"]["count"]) if self.name == DROPPED else 1

    @property
    def first(self) -> int:
        return self.sequence - self.span + 1

    def age(self, clock: Clock) -> int | None:
        """Milliseconds since the event, or nothing when it was made in an earlier boot."""
        if self.boot != clock.boot:
            return None
        return max(0, round((clock.monotonic() - self.made) * 1000))


def row_of(event: Event, *, urgent: bool, boot: str, made: float) -> Row:
    return Row(
        event.id,
        event.outbox,
        event.sequence,
        event.name,
        urgent,
        boot,
        made,
        unsynced=event.clock is not None,
        frozen=False,
        body=write_event(event),
    )


def correctable(row: Row, clock: Clock) -> bool:
    """Whether the true time of *row* is not in it yet, and can still be found."""
    return row.unsynced and not row.frozen and row.boot == clock.boot


def corrected(row: Row, clock: Clock) -> Row:
    """*row* with the true time of an event made before the clock was set, if it is known by now."""
    if not correctable(row, clock) or not clock.synced():
        return row
    made = clock.now() - timedelta(seconds=clock.monotonic() - row.made)
    document = json.loads(row.body)
    document.pop("clock", None)
    return replace(row, unsynced=False, body=_bytes({**document, "time": instant(made)}))


def moved(row: Row, outbox: str, sequence: int) -> Row:
    """*row* with its place in another outbox, saying the same."""
    document = {**json.loads(row.body), "outbox": outbox, "sequence": sequence_text(sequence)}
    if row.name == DROPPED and not row.frozen:
        document["data"]["first"] = sequence_text(sequence - row.span + 1)
    return replace(row, outbox=outbox, sequence=sequence, body=_bytes(document))


def runs(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """*rows*, sorted by sequence, in pieces that follow each other without a gap."""
    offset = 0
    keyed: list[tuple[int, Row]] = []
    for row in rows:
        offset += row.span
        keyed.append((row.sequence - offset, row))
    for _, group in groupby(keyed, key=lambda pair: pair[0]):
        yield [row for _, row in group]


def names_in(rows: Iterable[Row]) -> dict[str, int]:
    """Event name → how many, with what earlier drops stand for."""
    counts: dict[str, int] = {}
    for row in rows:
        inside = json.loads(row.body)["data"]["names"] if row.name == DROPPED else {row.name: 1}
        for name, count in inside.items():
            counts[name] = counts.get(name, 0) + count
    return counts


def to_give_up(rows: Iterable[Row], published: frozenset[str], surplus: int) -> list[list[Row]]:
    """The oldest runs of telemetry whose loss frees *surplus* bytes.

    What may have been published stays: the hub may have it. A run that frees less than its
    replacement takes stays too.
    """
    chosen: list[list[Row]] = []
    loose = [
        row
        for row in rows
        if row.id not in published
        and (row.name in TELEMETRY or (row.name == DROPPED and not row.frozen))
    ]
    for run in runs(loose):
        if surplus <= 0:
            break
        taken, freed = _oldest(run, surplus)
        if freed > 0:
            chosen.append(taken)
            surplus -= freed
    return chosen


def _oldest(run: list[Row], surplus: int) -> tuple[list[Row], int]:
    """As much of *run* as frees *surplus* bytes, and what it frees."""
    freed = -_REPLACEMENT
    for count, row in enumerate(run, 1):
        freed += len(row.body)
        if freed >= surplus:
            return run[:count], freed
    return run, freed


def _bytes(document: dict[str, Any]) -> bytes:
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False).encode()
