"""Each event ends once, as stored, duplicate or rejected, whatever is repeated and reordered."""

import json
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contract.http import IngestAnswer
from headoffice.ingest import Busy, Committed, Grouping, Writer
from headoffice.rejected import RejectedEvents
from headoffice.store import ClickHouseStore, StoreError

#: One worker, one engine.
pytestmark = pytest.mark.xdist_group("engine")
Raw = Callable[[], list[dict[str, Any]]]
Make = Callable[..., Any]


def _now() -> datetime:
    return datetime(2026, 11, 21, 10, 20, tzinfo=UTC)


def answer(future: Future[IngestAnswer]) -> IngestAnswer:
    return future.result(timeout=60)


def test_batch_is_stored_and_its_repeat_is_not(
    writer: Writer, raw: Raw, make_event: Make, make_batch: Make
) -> None:
    batch = make_batch(make_event(1), make_event(2))
    first = answer(writer.submit(batch))
    again = answer(writer.submit(batch))
    assert (first.stored, first.duplicates) == (2, 0)
    assert (again.stored, again.duplicates) == (0, 2)
    assert len(raw()) == 2


def test_repeat_within_one_batch_is_a_duplicate(
    writer: Writer, raw: Raw, make_event: Make, make_batch: Make
) -> None:
    found = answer(writer.submit(make_batch(make_event(1), make_event(1))))
    assert (found.stored, found.duplicates, len(raw())) == (1, 1, 1)


def test_repeat_by_another_outbox_is_a_duplicate(
    writer: Writer, raw: Raw, make_event: Make, make_batch: Make
) -> None:
    answer(writer.submit(make_batch(make_event(1))))
    renumbered = make_event(
        1, outbox="0192ef00-0000-7000-8000-000000000002", sequence="000000000777"
    )
    assert answer(writer.submit(make_batch(renumbered))).duplicates == 1
    assert len(raw()) == 1


@pytest.mark.parametrize(
    "change", [{"data": {"from": "look"}}, {"time": "2026-06-01T00:00:00.000Z"}]
)
def test_known_id_with_other_content_is_a_conflict_and_kept(
    writer: Writer,
    raw: Raw,
    rejected: RejectedEvents,
    make_event: Make,
    make_batch: Make,
    change: dict[str, Any],
) -> None:
    answer(writer.submit(make_batch(make_event(1))))
    before = raw()
    for _ in range(2):
        found = answer(writer.submit(make_batch(make_event(1, **change))))
        assert (found.stored, found.duplicates, found.conflicts) == (0, 0, 1)
        assert [it.reason for it in found.rejected] == ["conflict"]
    assert raw() == before
    (kept,) = rejected.newest(10)
    assert (kept.reason, kept.times) == ("conflict", 2)
    assert json.loads(kept.body)["id"] == make_event(1)["id"]


def test_same_id_of_another_source_is_another_event(
    writer: Writer, raw: Raw, make_event: Make, make_batch: Make
) -> None:
    other = make_event(1, source="/stores/lyon/touchpoints/cabin-4", touchpointid="cabin-4")
    assert answer(writer.submit(make_batch(make_event(1), other))).stored == 2
    assert len(raw()) == 2


def test_batch_of_rejected_ones_is_answered_and_kept(
    writer: Writer, rejected: RejectedEvents, make_batch: Make
) -> None:
    found = answer(writer.submit(make_batch({"id": "x"}, 3)))
    assert [(it.id, it.reason) for it in found.rejected] == [
        ("x", "unknown_type"),
        ("", "unreadable"),
    ]
    assert [it.reason for it in rejected.newest(10)] == ["unreadable", "unknown_type"]


def test_untrusted_clock_is_stored_untimed(
    writer: Writer, raw: Raw, make_event: Make, make_batch: Make
) -> None:
    batch = make_batch(
        make_event(1, clock="unsynced"),
        make_event(2, time="2026-11-21T10:26:00.000Z", recordedtime="2026-11-21T10:20:00.000Z"),
        make_event(3, time="2026-11-21T10:24:00.000Z", recordedtime="2026-11-21T10:20:00.000Z"),
        make_event(4, time="9999-12-31T23:59:59.999Z"),
    )
    assert answer(writer.submit(batch)).stored == 4
    assert [row["timed"] for row in raw()] == [False, False, True, False]


def test_more_batches_than_may_wait_are_refused(
    store: ClickHouseStore, rejected: RejectedEvents, make_event: Make, make_batch: Make
) -> None:
    writer = Writer(store, rejected, _now, grouping=Grouping(queue=1))
    waiting = writer.submit(make_batch(make_event(1)))
    with pytest.raises(Busy, match="1 batches wait already"):
        writer.submit(make_batch(make_event(2)))
    writer.start()
    assert answer(waiting).stored == 1
    writer.stop()


def test_more_batches_on_their_way_than_may_wait_are_refused_before_they_are_read(
    store: ClickHouseStore, rejected: RejectedEvents
) -> None:
    writer = Writer(store, rejected, _now, grouping=Grouping(queue=1))
    with writer.expecting(), pytest.raises(Busy, match="1 batches are on their way already"):
        writer.expecting().__enter__()
    with writer.expecting():
        pass


def test_batches_that_wait_together_share_a_commit(
    store: ClickHouseStore, rejected: RejectedEvents, make_event: Make, make_batch: Make
) -> None:
    commits: list[Committed] = []
    writer = Writer(store, rejected, _now, after_commit=commits.append)
    paris = make_event(2, store="paris")
    answers = [
        writer.submit(make_batch(make_event(1))),
        writer.submit(make_batch(paris, store="paris")),
        writer.submit(make_batch(make_event(1))),
    ]
    writer.start()
    writer.stop()
    assert [(it.result().stored, it.result().duplicates) for it in answers] == [
        (1, 0),
        (1, 0),
        (0, 1),
    ]
    assert [(it.stored, it.stores) for it in commits] == [(2, ("lyon", "paris"))]


def test_batch_alone_waits_for_no_other(
    store: ClickHouseStore, rejected: RejectedEvents, make_event: Make, make_batch: Make
) -> None:
    writer = Writer(store, rejected, _now, grouping=Grouping(seconds=3600))
    writer.start()
    assert answer(writer.submit(make_batch(make_event(1)))).stored == 1
    writer.stop()


def test_commit_waits_for_a_batch_that_is_on_its_way(
    store: ClickHouseStore, rejected: RejectedEvents, make_event: Make, make_batch: Make
) -> None:
    commits: list[Committed] = []
    grouping = Grouping(seconds=3600, events=2)
    writer = Writer(store, rejected, _now, grouping=grouping, after_commit=commits.append)
    writer.start()
    with writer.expecting():
        both = [writer.submit(make_batch(make_event(number))) for number in (1, 2)]
        assert [answer(it).stored for it in both] == [1, 1]
    writer.stop()
    assert [it.stored for it in commits] == [2]


class _Broken:
    """A store whose engine goes away after a commit, and never takes what it calls poison."""

    def __init__(self, store: ClickHouseStore) -> None:
        self.store = store
        self.broken = False

    def insert(self, ndjson: bytes, token: str, table: str = "events") -> None:
        if b"poison" in ndjson:
            raise StoreError("no")
        self.store.insert(ndjson, token, table)
        if self.broken:
            raise StoreError("gone, after it had kept everything")

    def query(self, *args: Any, **more: Any) -> Any:
        return self.store.query(*args, **more)

    def each_shard(self, sql: str) -> None:
        self.store.each_shard(sql)

    def close(self) -> None: ...


def test_engine_that_fails_after_its_commit_doubles_nothing(
    store: ClickHouseStore, rejected: RejectedEvents, raw: Raw, make_event: Make, make_batch: Make
) -> None:
    broken = _Broken(store)
    writer = Writer(broken, rejected, _now, grouping=Grouping(seconds=0))
    writer.start()
    broken.broken = True
    with pytest.raises(StoreError):
        answer(writer.submit(make_batch(make_event(1))))
    broken.broken = False
    assert answer(writer.submit(make_batch(make_event(1)))).duplicates == 1
    writer.stop()
    assert len(raw()) == 1


def test_batch_the_engine_refuses_holds_up_no_other(
    store: ClickHouseStore, rejected: RejectedEvents, raw: Raw, make_event: Make, make_batch: Make
) -> None:
    writer = Writer(_Broken(store), rejected, _now)
    good = writer.submit(make_batch(make_event(1)))
    bad = writer.submit(make_batch(make_event(2, extension="poison")))
    other = writer.submit(make_batch(make_event(3)))
    writer.start()
    writer.stop()
    assert (good.result().stored, other.result().stored, len(raw())) == (1, 1, 2)
    with pytest.raises(StoreError):
        bad.result()


def test_caller_that_goes_away_leaves_the_writer_at_work(
    store: ClickHouseStore, rejected: RejectedEvents, make_event: Make, make_batch: Make
) -> None:
    writer = Writer(store, rejected, _now)
    assert writer.submit(make_batch(make_event(1))).cancel() is False
    other = writer.submit(make_batch(make_event(2)))
    writer.start()
    writer.stop()
    assert other.result().stored == 1


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(deliveries=st.lists(st.lists(st.tuples(st.integers(1, 8), st.integers(0, 2)), max_size=12)))
def test_any_split_repeat_and_order_gives_each_id_once_with_its_first_content(
    store: ClickHouseStore,
    writer: Writer,
    raw: Raw,
    make_event: Make,
    make_batch: Make,
    deliveries: list[list[tuple[int, int]]],
) -> None:
    store.each_shard("TRUNCATE TABLE events_local")
    sources = ("tag", "look", "search")
    first: dict[str, str] = {}
    totals = [0, 0, 0]
    for delivery in deliveries:
        events = [make_event(n, data={"from": sources[variant]}) for n, variant in delivery]
        for one in events:
            first.setdefault(one["id"], one["data"]["from"])
        found = answer(writer.submit(make_batch(*events)))
        totals = [
            a + b
            for a, b in zip(totals, (found.stored, found.duplicates, found.conflicts), strict=True)
        ]
    assert {str(row["id"]): json.loads(row["body"])["data"]["from"] for row in raw()} == first
    assert totals[0] == len(first) == len(raw())
    assert sum(totals) == sum(map(len, deliveries))
