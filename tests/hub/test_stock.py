"""Availability: the arithmetic, its age, and that only facts count, never their order."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.stock import (
    AHEAD,
    Correction,
    Count,
    Facts,
    Feed,
    FeedChange,
    Figure,
    Hold,
    LastFull,
    OlderFeed,
    Sale,
    figure,
    take_feed,
)

MORNING = datetime(2026, 11, 21, 7, 30, tzinfo=UTC)
NOW = MORNING + timedelta(hours=3)
A, B, C = "00614141100019", "00614141100026", "00614141100033"


def at(hours: float) -> datetime:
    return MORNING + timedelta(hours=hours)


def test_nothing_known_is_unknown_and_not_zero() -> None:
    assert figure(Facts(), NOW) == Figure(None, None, "unknown")


def test_fresh_count_is_counted() -> None:
    assert figure(Facts(Count(3, MORNING, "rail 4")), NOW) == Figure(
        3, MORNING, "counted", "rail 4"
    )


def test_sales_since_the_count_are_taken_off_and_earlier_ones_are_not() -> None:
    facts = Facts(Count(3, MORNING), sales=(Sale(1, at(1)), Sale(1, at(-1)), Sale(-1, at(2))))
    assert figure(facts, NOW) == Figure(3, MORNING, "computed")
    assert figure(facts, at(1.5)).available == 2


def test_hold_counts_while_it_lasts() -> None:
    facts = Facts(Count(3, MORNING), holds=(Hold(2, at(1), at(2)),))
    assert [figure(facts, at(h)).available for h in (0.5, 1.5, 2.5)] == [3, 1, 3]


def test_count_below_zero_reads_zero_and_stale() -> None:
    facts = Facts(Count(1, MORNING), sales=(Sale(2, at(1)),))
    assert figure(facts, NOW) == Figure(0, MORNING, "stale")


def test_count_older_than_a_day_is_stale() -> None:
    assert figure(Facts(Count(1, MORNING)), at(24)).confidence == "stale"
    assert figure(Facts(Count(1, MORNING)), at(23.9)).confidence == "counted"


def test_correction_holds_until_a_younger_count() -> None:
    found = Correction(0, at(1))
    assert figure(Facts(Count(3, MORNING), corrections=(found,)), NOW) == Figure(
        0, at(1), "computed"
    )
    assert figure(Facts(Count(2, at(2)), corrections=(found,)), NOW).available == 2


def test_piece_let_go_after_a_correction_is_available_again() -> None:
    facts = Facts(
        Count(3, MORNING), holds=(Hold(1, at(0.5), at(2)),), corrections=(Correction(0, at(1)),)
    )
    assert [figure(facts, at(h)).available for h in (1.5, 2.5)] == [0, 1]


def test_full_feed_sets_what_it_leaves_out_to_zero() -> None:
    known = {B: Count(5, MORNING, "rail 1")}
    change = take_feed(Feed({A: Count(2, at(1))}, at(1)), known, [A], None, NOW)
    assert dict(change.counts) == {A: Count(2, at(1)), B: Count(0, at(1), "rail 1")}


def test_full_feed_leaves_alone_what_it_names_and_cannot_say() -> None:
    feed = Feed({A: Count(2, at(1))}, at(1), unread=frozenset({B, C}))
    change = take_feed(feed, {B: Count(5, MORNING, "rail 1")}, [A, B, C], None, NOW)
    assert change == FeedChange({A: Count(2, at(1))}, ())


def test_older_delta_of_what_the_full_feed_could_not_say_is_taken() -> None:
    last = LastFull(at(1), frozenset({A}))
    feed = Feed({A: Count(4, MORNING), B: Count(4, MORNING)}, MORNING, full=False)
    change = take_feed(feed, {}, [A, B], last, NOW)
    assert change == FeedChange({A: Count(4, MORNING), B: Count(0, at(1))}, (B,))


def test_older_full_feed_is_rejected() -> None:
    with pytest.raises(OlderFeed, match="younger"):
        take_feed(Feed({}, MORNING), {}, [], LastFull(at(1)), NOW)


def test_what_a_wrong_clock_dated_ahead_bars_no_feed() -> None:
    ahead = NOW + AHEAD + timedelta(milliseconds=1)
    feed = Feed({A: Count(2, at(1))}, at(1))
    change = take_feed(feed, {A: Count(9, ahead), B: Count(9, ahead)}, [], LastFull(ahead), NOW)
    assert change == FeedChange({A: Count(2, at(1)), B: Count(0, at(1))}, ())
    with pytest.raises(OlderFeed):
        take_feed(feed, {}, [], LastFull(NOW + AHEAD), NOW)


def test_older_delta_row_is_left_out_and_said() -> None:
    feed = Feed({A: Count(9, MORNING), B: Count(1, at(2))}, at(2), full=False)
    change = take_feed(feed, {A: Count(2, at(1))}, [A, B], None, NOW)
    assert change == FeedChange({B: Count(1, at(2))}, (A,))


moments = st.integers(0, 60).map(lambda minutes: MORNING + timedelta(minutes=minutes))
facts_in_any_order = st.lists(
    st.one_of(
        st.builds(Sale, st.integers(-2, 3), moments),
        st.builds(Hold, st.integers(1, 2), moments, st.none() | moments),
        st.builds(Correction, st.integers(0, 5), moments),
    ),
    max_size=12,
)


@given(facts_in_any_order, st.randoms(use_true_random=False), st.integers(0, 9), moments)
def test_figure_of_the_same_facts_in_any_order_is_the_same(
    found: list[Sale | Hold | Correction], random: Random, on_hand: int, counted: datetime
) -> None:
    shuffled = sorted(found, key=lambda _: random.random())
    count = Count(on_hand, counted)
    assert figure(collected(count, found), NOW) == figure(collected(count, shuffled), NOW)


def collected(count: Count, found: Sequence[Sale | Hold | Correction]) -> Facts:
    return Facts(
        count,
        tuple(f for f in found if isinstance(f, Sale)),
        tuple(f for f in found if isinstance(f, Hold)),
        tuple(f for f in found if isinstance(f, Correction)),
    )


@st.composite
def feeds(draw: st.DrawFn) -> list[Feed]:
    """Feeds of different times, some full, some of single rows."""
    times = draw(st.lists(st.integers(0, 100), unique=True, max_size=6))
    found = []
    for minute in times:
        as_of = MORNING + timedelta(minutes=minute)
        gtins = draw(st.sets(st.sampled_from([A, B])))
        counts = {gtin: Count(draw(st.integers(0, 9)), as_of) for gtin in gtins}
        found.append(Feed(counts, as_of, draw(st.booleans())))
    return found


@given(feeds(), st.randoms(use_true_random=False))
def test_feeds_in_any_order_end_in_the_same_counts(found: list[Feed], random: Random) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)
    assert after(found) == after(shuffled)


def after(found: list[Feed]) -> dict[str, Count]:
    known: dict[str, Count] = {}
    last: LastFull | None = None
    for feed in found:
        try:
            change = take_feed(feed, known, [A, B], last, NOW)
        except OlderFeed:
            continue
        known |= change.counts
        last = LastFull(feed.as_of, feed.unread) if feed.full else last
    return known


Arrival = Feed | Sale | Hold | Correction


@given(feeds(), facts_in_any_order, st.randoms(use_true_random=False))
def test_feeds_sales_holds_and_corrections_in_any_order_of_arrival_end_in_the_same_figures(
    fed: list[Feed], found: list[Sale | Hold | Correction], random: Random
) -> None:
    arrived: list[Arrival] = [*fed, *found]
    shuffled = list(arrived)
    random.shuffle(shuffled)
    assert figures(arrived) == figures(shuffled)


def figures(arrived: Sequence[Arrival]) -> list[Figure]:
    """Of both variants at several moments, once all of *arrived* came in that order."""
    counts = after([one for one in arrived if isinstance(one, Feed)])
    moves = [one for one in arrived if not isinstance(one, Feed)]
    facts = [_with_count(counts.get(gtin), moves) for gtin in (A, B)]
    return [figure(one, at(hours)) for one in facts for hours in (0.2, 0.7, 3, 30)]


def _with_count(count: Count | None, moves: Sequence[Sale | Hold | Correction]) -> Facts:
    return replace(collected(Count(0, MORNING), moves), count=count)


@given(facts_in_any_order, st.integers(0, 9), moments, st.integers(1, 3))
def test_hold_takes_off_what_it_keeps_and_gives_it_back(
    found: list[Sale | Hold | Correction], on_hand: int, counted: datetime, quantity: int
) -> None:
    facts = collected(Count(on_hand, counted), found)
    before = figure(facts, NOW)
    kept = replace(facts, holds=(*facts.holds, Hold(quantity, NOW)))
    held = figure(kept, NOW)
    ended = replace(facts, holds=(*facts.holds, Hold(quantity, NOW, NOW + timedelta(hours=1))))
    assert before.available is not None
    assert held.available == max(0, _left(facts) - quantity)
    assert figure(ended, NOW + timedelta(hours=1)).available == before.available


def _left(facts: Facts) -> int:
    """As `figure` reckons, before what is below nothing reads as nothing."""
    many = 1000
    count = facts.count
    assert count is not None
    more = replace(
        facts,
        count=replace(count, on_hand=count.on_hand + many),
        corrections=tuple(replace(c, available=c.available + many) for c in facts.corrections),
    )
    found = figure(more, NOW).available
    assert found is not None
    return found - many
