"""Batches as hubs send them: gzip, each with some events that were sent before."""

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from contract.model import instant
from simulation.history.lives import store_day
from simulation.history.making import ZONE
from simulation.history.network import Shop

#: Of a batch, the share that is a repeat of the batch before.
REPEATED: Final = 0.05
#: The busiest store there is, beside an ordinary one, and what that one tells on a day, about.
BUSIEST: Final = 60.0
A_DAY: Final = 440

Documents = Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Load:
    """What one store's hub sends: batches as they travel, and the events in them, each once."""

    store: str
    bodies: tuple[bytes, ...]
    documents: Documents


def load(store: str, documents: Documents, batch: int) -> Load:
    """*documents* in batches of *batch*, each of which begins with the end of the one before."""
    again = round(batch * REPEATED)
    fresh = batch - again
    bodies = tuple(
        gzip.compress(json.dumps(part, separators=(",", ":")).encode(), 6)
        for first in range(0, len(documents), fresh)
        if (part := documents[max(0, first - again) : first + fresh])
    )
    return Load(store, bodies, documents)


def told(store: str, events: int, now: datetime, seed: int) -> Documents:
    """The last *events* that a *store* told before *now*, which was busy enough for that."""
    shop, found, day = _busy(store, events), list[dict[str, Any]](), now.date()
    while len(found) < events:
        found = [*_before(now, store_day(shop, day, ZONE, seed)[0]), *found]
        day -= timedelta(days=1)
    return found[-events:]


def streamed(store: str, events: int, now: datetime, seed: int) -> Iterator[Documents]:
    """*events* of a busy *store*, some weeks before *now*, a day at a time."""
    shop = _busy(store, events)
    day = now.date() - timedelta(days=30 + events // round(A_DAY * BUSIEST / 4))
    while events > 0:
        found = store_day(shop, day, ZONE, seed)[0][:events]
        yield found
        events -= len(found)
        day += timedelta(days=1)


def today(store: str, now: datetime, seed: int) -> Documents:
    """What an ordinary *store* told today, before *now*."""
    return _before(now, store_day(Shop(store, 1.0, 1.0, 0.22), now.date(), ZONE, seed)[0])


def _busy(store: str, events: int) -> Shop:
    return Shop(store, min(BUSIEST, max(1.0, events / A_DAY)), 1.0, 0.22)


def _before(now: datetime, documents: Documents) -> Documents:
    until = instant(now)
    return [it for it in documents if it["recordedtime"] < until]
