"""How many of a variant can be sold, from the facts alone: counts, sales, holds, corrections."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from contract.states import COUNTED_FOR, Confidence

#: Two honest clocks differ by less; what is dated further ahead of ours was dated by a wrong one.
AHEAD: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Count:
    """The feed's word: so many *on_hand* at *as_of*, hanging at *where*."""

    on_hand: int
    as_of: datetime
    where: str = ""


@dataclass(frozen=True, slots=True)
class Sale:
    """*quantity* pieces left the store *at* that moment; negative ones came back."""

    quantity: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Hold:
    """*quantity* pieces kept aside from *placed* until *ended*."""

    quantity: int
    placed: datetime
    ended: datetime | None = None

    def active(self, at: datetime) -> bool:
        return self.placed <= at and (self.ended is None or self.ended > at)


@dataclass(frozen=True, slots=True)
class Correction:
    """A person looked: so many were *available* *at* that moment."""

    available: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known of one variant, in no order."""

    count: Count | None = None
    sales: tuple[Sale, ...] = ()
    holds: tuple[Hold, ...] = ()
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """What may be shown; None in *available* is unknown, which is not zero."""

    available: int | None
    as_of: datetime | None
    confidence: Confidence
    where: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """Counts of one store by gtin; a *full* one, true at *as_of*, says 0 of what it leaves out.

    The *unread* ones it names, but not in a way that could be understood: of those it says nothing.
    """

    counts: Mapping[str, Count]
    as_of: datetime
    full: bool = True
    unread: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LastFull:
    """The full feed in force: when it was true, and the gtins it said nothing of."""

    as_of: datetime
    unread: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FeedChange:
    """The counts to write, and the gtins whose row was older than what is known."""

    counts: Mapping[str, Count]
    older: tuple[str, ...]


class OlderFeed(ValueError):
    """A full feed from before the last full feed; nothing of it may be used."""


def figure(facts: Facts, now: datetime) -> Figure:
    """The figure that *facts* give at *now*, whatever order they came in."""
    count, found = facts.count, _last_correction(facts)
    if count is None and found is None:
        return Figure(None, None, "unknown")
    held = sum(hold.quantity for hold in facts.holds if hold.active(now))
    if found is not None:
        since = found.at
        # What was held when the person looked was not among the pieces available then.
        held_then = sum(hold.quantity for hold in facts.holds if hold.active(since))
        start = found.available + held_then
    else:
        assert count is not None  # noqa: S101 - one of the two is there
        since, start = count.as_of, count.on_hand
    sold = [sale.quantity for sale in facts.sales if since < sale.at <= now]
    left = start - sum(sold) - held
    moved = bool(sold) or bool(held) or found is not None
    return Figure(
        max(left, 0),
        since,
        _confidence(left, now - since, moved=moved),
        count.where if count else "",
    )


def take_feed(
    feed: Feed,
    known: Mapping[str, Count],
    universe: Iterable[str],
    last_full: LastFull | None,
    now: datetime,
) -> FeedChange:
    """What *feed* changes, given what is *known* and the *universe* of the store's gtins.

    What is known with a date ahead of *now* bars nothing. Raises OlderFeed. The same feeds in any
    order end in the same counts, as far as every row of them could be read.
    """
    latest = now + AHEAD
    floors = {gtin: count for gtin, count in known.items() if count.as_of <= latest}
    last = last_full if last_full is not None and last_full.as_of <= latest else None
    if feed.full and last is not None and feed.as_of < last.as_of:
        raise OlderFeed(
            f"a full feed of {feed.as_of.isoformat()} was found; one of {last.as_of.isoformat()} "
            "is in force, so a younger one would be right"
        )
    said = dict(feed.counts)
    if feed.full:
        absent = (set(universe) | set(known)) - set(said) - feed.unread
        said |= {gtin: Count(0, feed.as_of, _where(known, gtin)) for gtin in absent}
    written: dict[str, Count] = {}
    older: list[str] = []
    for gtin, count in said.items():
        floor = floors.get(gtin) or _left_out(feed, last, gtin)
        if floor is None or count.as_of >= floor.as_of:
            written[gtin] = count
            continue
        if gtin in feed.counts:
            older.append(gtin)
        if gtin not in floors:
            written[gtin] = floor
    return FeedChange(written, tuple(older))


def _left_out(feed: Feed, last: LastFull | None, gtin: str) -> Count | None:
    """What the last full feed said of a gtin that it did not name."""
    return None if feed.full or last is None or gtin in last.unread else Count(0, last.as_of)


def _where(known: Mapping[str, Count], gtin: str) -> str:
    return known[gtin].where if gtin in known else ""


def _last_correction(facts: Facts) -> Correction | None:
    """The newest correction that no count has replaced; of two at once, the smaller."""
    since = facts.count.as_of if facts.count else None
    valid = [c for c in facts.corrections if since is None or c.at > since]
    return max(valid, key=lambda c: (c.at, -c.available), default=None)


def _confidence(left: int, age: timedelta, *, moved: bool) -> Confidence:
    if left < 0 or age >= COUNTED_FOR:
        return "stale"
    return "computed" if moved else "counted"
