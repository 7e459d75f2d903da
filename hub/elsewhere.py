"""What other stores said they had: which word on a variant holds, and in which order; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from contract.states import MAX_ELSEWHERE, Elsewhere
from hub.stock import AHEAD, Count, Feed

#: What a store said longer ago sends nobody there.
WORTH_SAYING: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Change:
    """Figures to write, gtins of which the store says nothing any more, and rows that came late.

    *full* is when the store last said all that it had.
    """

    counts: Mapping[str, Count]
    unsaid: frozenset[str]
    older: tuple[str, ...]
    full: datetime | None


def take_theirs(
    feed: Feed, known: Mapping[str, datetime], last_full: datetime | None, now: datetime
) -> Change:
    """What *feed* of another store changes; *known* has since when something is known of a gtin.

    An older word never replaces a newer one; what is dated ahead of *now* bars nothing. Of what a
    full feed leaves out nothing is known any more: what that store sells nobody knows here, so its
    silence is no 0. A full feed from before *last_full* says no more than its rows.
    """
    latest = now + AHEAD
    last = last_full if last_full is not None and last_full <= latest else None
    full = feed.full and (last is None or feed.as_of >= last)
    floors = {gtin: as_of for gtin, as_of in known.items() if as_of <= latest}
    unnamed = None if full else last
    written: dict[str, Count] = {}
    older: list[str] = []
    for gtin, count in feed.counts.items():
        floor = floors.get(gtin, unnamed)
        if floor is None or count.as_of >= floor:
            written[gtin] = count
        else:
            older.append(gtin)
    left_out = known.keys() - feed.counts.keys() - feed.unread if full else set()
    unsaid = frozenset(g for g in left_out if floors.get(g, feed.as_of) <= feed.as_of)
    return Change(written, unsaid, tuple(older), feed.as_of if full else last)


def in_order(
    said: Iterable[Elsewhere], names: Mapping[str, str], now: datetime
) -> tuple[Elsewhere, ...]:
    """The stores worth naming: with pieces first, then as *names* stand, then with most pieces.

    *names* has by code what people call a store, the nearest first.
    """
    near = {store: place for place, store in enumerate(names)}
    fresh = (x for x in said if x.as_of is None or now - x.as_of <= WORTH_SAYING)

    def rank(figure: Elsewhere) -> tuple[bool, int, int, str]:
        pieces = figure.available or 0
        return pieces <= 0, near.get(figure.store, len(near)), -pieces, figure.store

    ordered: Sequence[Elsewhere] = sorted(fresh, key=rank)[:MAX_ELSEWHERE]
    return tuple(x.model_copy(update={"name": called(x.store, names)}) for x in ordered)


def called(store: str, names: Mapping[str, str]) -> str:
    """What people call *store*; of one that nobody named, its code as words."""
    return names.get(store) or " ".join(word.capitalize() for word in store.split("-") if word)
