"""What a hub knows of an outbox: order, gaps, asking, giving up."""

from hypothesis import given
from hypothesis import strategies as st

from messaging.streams import Ask, Lost, Stream, clashes, close, receive, resume, step


def received(*sequences: int, now: float = 0.0) -> Stream:
    stream = Stream()
    for sequence in sequences:
        stream = receive(stream, sequence, now)
    return stream


def test_stream_in_order() -> None:
    assert received(1, 2, 3) == Stream(through=3)


def test_stream_with_a_gap() -> None:
    stream = received(1, 2, 5, 6, 9)
    assert stream == Stream(2, ((5, 6), (9, 9)), ask_at=2.0)
    assert stream.gaps == ((3, 4), (7, 8))


@given(st.permutations(range(1, 12)))
def test_stream_in_any_order(order: list[int]) -> None:
    assert received(*order, *order) == Stream(through=11)


@given(st.sets(st.integers(1, 40)))
def test_stream_knows_just_what_came(sequences: set[int]) -> None:
    stream = received(*sequences)
    missing = {n for first, last in stream.gaps for n in range(first, last + 1)}
    assert missing == set(range(1, max(sequences, default=0) + 1)) - sequences


def test_gap_asked_for_five_times_then_recorded() -> None:
    stream, asked, now = received(1, 4), [], 0.0
    while stream.ask_at is not None:
        now = stream.ask_at
        stream, what = step(stream, now)
        asked.append((now, what))
    assert asked == [
        *((at, Ask(2)) for at in (2.0, 32.0, 62.0, 92.0, 122.0)),
        (152.0, Lost(((2, 3),))),
    ]
    assert stream == Stream(through=4)


def test_gap_closed_before_it_is_asked_for() -> None:
    stream = receive(received(1, 3), 2, now=1.0)
    assert step(stream, 10.0) == (Stream(through=3), None)


def test_gap_that_fills_slowly_is_not_asked_for_again() -> None:
    stream, what = step(received(1, 9), 2.0)
    assert what == Ask(2)
    stream = receive(stream, 2, now=31.0)
    assert step(stream, 32.0) == (stream, None)
    assert stream.ask_at == 61.0


def test_gap_seen_after_the_ask_has_its_own_patience() -> None:
    stream, _ = step(received(1, 3), 2.0)
    stream = receive(stream, 6, now=100.0)
    now = 100.0
    for _ in range(5):
        now = stream.ask_at or 0.0
        stream, what = step(stream, now)
    assert what == Lost(((2, 2),))
    assert stream == Stream(3, ((6, 6),), ask_at=now + 2.0)


def test_dropped_run_counts_as_received() -> None:
    assert receive(received(1), 9, 0.0, first=2) == Stream(through=9)


def test_dropped_run_that_claims_to_begin_after_its_end() -> None:
    assert receive(received(1), 2, 0.0, first=7) == Stream(through=2)


def test_closed_stream_asks_for_nothing() -> None:
    stream = receive(close(received(1, 5)), 9, 50.0)
    assert step(stream, 1000.0) == (stream, None)


def test_resumed_stream_asks_anew() -> None:
    stream, _ = step(received(1, 5), 2.0)
    assert resume(stream, 7.0) == Stream(1, ((5, 5),), ask_at=9.0)
    assert resume(Stream(3), 7.0) == Stream(3)


def test_clash_needs_another_id() -> None:
    assert [
        clashes(None, "a", "visit.started"),
        clashes("a", "a", "visit.started"),
        clashes("b", "a", "visit.started"),
        clashes("b", "a", "outbox.dropped"),
    ] == [False, False, True, False]
