"""Sightings gathered into messages: full ones at once, others before a shopper notices; pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from contract.states import MAX_SIGHTINGS, Sighting

#: Seconds for which a sighting waits for company, and without a word until the next.
TOGETHER, WORD_EVERY = 0.1, 0.5

Batch = tuple[Sighting, ...]


@dataclass(frozen=True, slots=True)
class Batches:
    """*waiting* since *since*; *said_at* was the last message, an empty one too."""

    waiting: Batch = ()
    since: float = 0.0
    said_at: float = 0.0


def gathered(batches: Batches, sightings: Sequence[Sighting], now: float) -> Batches:
    since = batches.since if batches.waiting else now
    return Batches((*batches.waiting, *sightings), since, batches.said_at)


def due_at(batches: Batches) -> float:
    """When something is to be said, unless more comes before."""
    if len(batches.waiting) >= MAX_SIGHTINGS:
        return batches.since
    return batches.since + TOGETHER if batches.waiting else batches.said_at + WORD_EVERY


def taken(batches: Batches, now: float) -> tuple[Batches, tuple[Batch, ...]]:
    """What is to be said at *now*, oldest first; each at most as long as a message may be."""
    waiting, said = batches.waiting, list[Batch]()
    late = bool(waiting) and now >= batches.since + TOGETHER
    while len(waiting) >= MAX_SIGHTINGS or (late and waiting):
        said.append(waiting[:MAX_SIGHTINGS])
        waiting = waiting[MAX_SIGHTINGS:]
    if not waiting and not said and now >= batches.said_at + WORD_EVERY:
        said.append(())
    if not said:
        return batches, ()
    return Batches(waiting, now if waiting else batches.since, now), tuple(said)
