"""What other stores said they had: no older word holds, silence is no zero, the near come first."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.ids import new_id
from contract.states import MAX_ELSEWHERE, Elsewhere, StockState
from hub.desk import Desk, FeedAnswer
from hub.elsewhere import WORTH_SAYING, Change, called, in_order, take_theirs
from hub.housekeeping import Housekeeping
from hub.stock import Count, Feed
from hub.store import Database
from messaging.clock import ManualClock

COAT, SHIRT = "00614141100019", "00614141100026"
NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
NAMES = {"nice": "Nice Masséna", "milano": "Milano Brera"}


def at(hour: int) -> datetime:
    return NOW.replace(hour=hour)


def feed(hour: int, *, full: bool = True, **pieces: int) -> Feed:
    gtins = {"coat": COAT, "shirt": SHIRT}
    return Feed({gtins[k]: Count(n, at(hour)) for k, n in pieces.items()}, at(hour), full)


@pytest.fixture
def desk(tmp_path: Path, clock: ManualClock) -> Iterator[Desk]:
    db = Database(tmp_path / "hub.db")
    yield Desk(db, "lyon", clock, new_id, stores=NAMES)
    db.close()


def said(desk: Desk, gtin: str = COAT) -> list[tuple[str, int | None]]:
    return [(e.name, e.available) for e in desk.stock(gtin).elsewhere]


def test_what_other_stores_said_stands_beside_the_figure_of_this_one(desk: Desk) -> None:
    desk.put_elsewhere({"milano": feed(9, coat=5), "nice": feed(8, coat=1), "lille-2": feed(7)})
    assert desk.stock(COAT) == StockState(
        gtin=COAT,
        available=None,
        as_of=None,
        confidence="unknown",
        elsewhere=(
            Elsewhere(store="nice", name="Nice Masséna", available=1, as_of=at(8)),
            Elsewhere(store="milano", name="Milano Brera", available=5, as_of=at(9)),
        ),
    )


def test_older_word_never_replaces_a_newer_one(desk: Desk) -> None:
    desk.put_elsewhere({"nice": feed(9, full=False, coat=2)})
    answer = desk.put_elsewhere({"nice": feed(8, full=False, coat=7, shirt=1)})
    assert (answer, said(desk), said(desk, SHIRT)) == (
        FeedAnswer(1, (COAT,)),
        [("Nice Masséna", 2)],
        [("Nice Masséna", 1)],
    )


def test_what_a_full_feed_leaves_out_is_unknown_and_not_zero(desk: Desk) -> None:
    desk.put_elsewhere({"nice": feed(8, coat=2, shirt=0), "milano": feed(8, coat=1)})
    desk.put_elsewhere({"nice": feed(9, shirt=0)})
    assert (said(desk), said(desk, SHIRT)) == ([("Milano Brera", 1)], [("Nice Masséna", 0)])
    # A row from before that feed, which said nothing of it, says nothing either.
    assert desk.put_elsewhere({"nice": feed(8, full=False, coat=2)}).older == (COAT,)


def test_full_feed_that_comes_late_says_no_more_than_its_rows(desk: Desk) -> None:
    desk.put_elsewhere({"nice": feed(9, coat=2)})
    assert desk.put_elsewhere({"nice": feed(8, shirt=4)}) == FeedAnswer(0, (SHIRT,))
    assert (said(desk), said(desk, SHIRT)) == ([("Nice Masséna", 2)], [])


def test_figure_dated_by_a_wrong_clock_bars_no_other() -> None:
    ahead = {COAT: NOW + timedelta(days=400)}
    change = take_theirs(feed(9, coat=1), ahead, NOW + timedelta(days=400), NOW)
    assert change == Change({COAT: Count(1, at(9))}, frozenset(), (), at(9))


moments = st.integers(0, 23)


@given(st.lists(st.tuples(moments, st.booleans(), st.sets(st.sampled_from([COAT, SHIRT])))))
def test_whatever_comes_no_figure_grows_older(
    found: list[tuple[int, bool, set[str]]],
) -> None:
    known: dict[str, datetime] = {}
    last: datetime | None = None
    for hour, full, gtins in found:
        said = Feed({gtin: Count(1, at(hour)) for gtin in gtins}, at(hour), full)
        change = take_theirs(said, known, last, at(23))
        after = known | {g: c.as_of for g, c in change.counts.items()}
        after |= dict.fromkeys(change.unsaid, at(hour))
        assert all(after[gtin] >= known[gtin] for gtin in known)
        assert last is None or (change.full or last) >= last
        known, last = after, change.full


def test_stores_with_pieces_come_first_then_the_near_ones_then_those_with_most() -> None:
    pieces = {"milano": 1, "nice": 0, "brest": 2, "arles": 9, "caen": 9}
    found = (Elsewhere(store=s, available=n, as_of=NOW) for s, n in pieces.items())
    names = [e.name for e in in_order(found, NAMES, NOW)]
    assert names == ["Milano Brera", "Arles", "Caen", "Brest", "Nice Masséna"]


def test_no_more_stores_are_named_than_a_screen_shows() -> None:
    found = [Elsewhere(store=f"store-{n}", available=n, as_of=NOW) for n in range(40)]
    assert len(in_order(found, {}, NOW)) == MAX_ELSEWHERE


def test_store_that_nobody_named_goes_by_its_code() -> None:
    assert [called(code, NAMES) for code in ("nice", "lyon-2")] == ["Nice Masséna", "Lyon 2"]


def test_word_too_old_to_send_anybody_there_is_let_go(desk: Desk, clock: ManualClock) -> None:
    desk.put_elsewhere({"nice": feed(9, coat=2)})
    clock.advance(WORTH_SAYING.total_seconds() + 3600)
    assert (said(desk), desk.stock_gtins()) == ([], (COAT,))
    clock.advance(24 * 3600)
    Housekeeping(desk.db, 90, 400, lambda: None).step(clock.now())
    assert desk.stock_gtins() == ()
