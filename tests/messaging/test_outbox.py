"""The outbox: one transaction, contiguous sequences, nothing lost but what is said to be lost."""

import json
import multiprocessing
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from contract.envelope import Event, fingerprint, read_event
from contract.events import (
    GarmentLeft,
    OutboxDropped,
    RequestMade,
    StockShown,
    VisitEnded,
    VisitStarted,
)
from contract.ids import new_id as real_id
from contract.outcomes import Reason
from contract.states import RejectedEvent
from messaging.clock import ManualClock
from messaging.draft import Draft
from messaging.journal import Entry, read_journal
from messaging.outbox import Outbox

GTIN = "00614141100019"
Opener = Callable[..., Outbox]


def started(at: float = 1000.0) -> Draft:
    return Draft(VisitStarted(how="touch", language="fr"), made_at=at)


def left(n: int = 0) -> Draft:
    tag = f"https://id.example/01/{GTIN}/21/{n}"
    return Draft(GarmentLeft(gtin=GTIN, tag=tag, by="uhf", seconds=n), made_at=1000.0)


def asked() -> Draft:
    data = RequestMade(request=real_id(), kind="help", place="cabin-3")
    return Draft(data, made_at=1000.0, urgent=True)


def said(outbox: Outbox) -> list[Event]:
    """What the outbox would publish, by sequence."""
    rows = outbox.fix(outbox.window(1000))
    return sorted((read_event(row.body) for row in rows), key=lambda event: event.sequence)


def test_recorded_events_are_contiguous_and_whole(open_outbox: Opener) -> None:
    outbox = open_outbox()
    events = outbox.record([started(), left()]) + outbox.record([asked()])
    assert [event.sequence for event in events] == [1, 2, 3]
    assert said(outbox) == events
    assert {(event.outbox, event.source) for event in events} == {
        (outbox.id, "/stores/lyon/touchpoints/cabin-3")
    }
    assert [event.subject for event in events] == [None, GTIN, events[2].data.request]


def test_sequence_goes_on_after_a_restart(open_outbox: Opener) -> None:
    first = open_outbox()
    first.record([started(), left()])
    first.close()
    again = open_outbox()
    assert again.id == first.id
    assert [event.sequence for event in again.record([left()])] == [3]


def test_state_and_events_are_one_transaction(open_outbox: Opener) -> None:
    outbox = open_outbox()
    outbox.record([started()], {"visit": b"one"})
    with pytest.raises(sqlite3.Error):
        outbox.record([started()], {"visit": None})
    assert outbox.state("visit") == b"one"
    assert outbox.count() == 1
    assert [event.sequence for event in outbox.record([left()])] == [2]


def test_state_never_kept(open_outbox: Opener) -> None:
    assert open_outbox().state("visit") is None


def test_time_is_when_it_was_made(open_outbox: Opener, clock: ManualClock) -> None:
    clock.advance(2.5)
    (event,) = open_outbox().record([started(at=1000.0)])
    assert event.time == datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


def test_clock_unset_then_set_before_the_first_publish(
    open_outbox: Opener, clock: ManualClock
) -> None:
    clock.believed = False
    outbox = open_outbox()
    (event,) = outbox.record([started()])
    assert event.clock == "unsynced"
    clock.advance(60)
    clock.moment, clock.believed = datetime(2027, 1, 1, 12, 0, tzinfo=UTC), True
    (published,) = said(outbox)
    assert published.clock is None
    assert published.time == datetime(2027, 1, 1, 11, 59, tzinfo=UTC)
    assert said(outbox) == [published]


def test_clock_set_after_the_first_publish_changes_nothing(
    open_outbox: Opener, clock: ManualClock
) -> None:
    clock.believed = False
    outbox = open_outbox()
    outbox.record([started()])
    (published,) = said(outbox)
    clock.moment, clock.believed = datetime(2027, 1, 1, 12, 0, tzinfo=UTC), True
    outbox.close()
    assert said(open_outbox()) == [published]
    assert published.clock == "unsynced"


def test_clock_set_in_a_later_boot_corrects_nothing(
    open_outbox: Opener, clock: ManualClock
) -> None:
    clock.believed = False
    outbox = open_outbox()
    events = outbox.record([started()])
    clock.boot, clock.believed = "boot-2", True
    assert said(outbox) == events


def test_window_urgent_first_then_oldest(open_outbox: Opener) -> None:
    outbox = open_outbox()
    outbox.record([left(0), left(1), asked(), left(2), asked()])
    assert [row.sequence for row in outbox.window(4)] == [3, 5, 1, 2]


def test_settled_and_rejected_leave_the_window_and_stay_in_the_journal(
    open_outbox: Opener, tmp_path: Path
) -> None:
    outbox = open_outbox()
    first, second, third = outbox.record([started(), left(), asked()])
    bodies = {row.id: row.body for row in outbox.window(3)}
    outbox.settle([first.id, real_id()])
    outbox.reject([RejectedEvent(id=second.id, reason=Reason.INVALID_DATA)])
    assert said(outbox) == [third]
    assert read_journal(tmp_path / "outbox.sqlite") == [
        Entry(first.id, first.type, outbox.id, 1, "settled", None, bodies[first.id]),
        Entry(second.id, second.type, outbox.id, 2, "rejected", "invalid_data", bodies[second.id]),
        Entry(third.id, third.type, outbox.id, 3, "waiting", None, bodies[third.id]),
    ]


def test_journal_read_by_another_process(open_outbox: Opener, tmp_path: Path) -> None:
    outbox = open_outbox()
    outbox.record([started(), left()])
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(read_journal, (tmp_path / "outbox.sqlite",)) == read_journal(
            tmp_path / "outbox.sqlite"
        )


def test_journal_of_no_file(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        read_journal(tmp_path / "none.sqlite")


def test_resend_makes_the_journal_due_again(open_outbox: Opener) -> None:
    outbox = open_outbox()
    events = outbox.record([started(), left(), asked()])
    outbox.settle([event.id for event in events])
    assert outbox.resend_from(2) == 2
    assert said(outbox) == events[1:]


def test_journal_kept_seven_days(open_outbox: Opener, clock: ManualClock, tmp_path: Path) -> None:
    outbox = open_outbox()
    (old,) = outbox.record([started()])
    outbox.settle([old.id])
    clock.advance(timedelta(days=7, minutes=-1).total_seconds())
    outbox.record([left()])
    assert len(read_journal(tmp_path / "outbox.sqlite")) == 2
    clock.advance(7200)
    outbox.record([left()])
    assert [entry.sequence for entry in read_journal(tmp_path / "outbox.sqlite")] == [2, 3]


def test_renumber_keeps_ids_and_says_the_same(open_outbox: Opener) -> None:
    outbox = open_outbox()
    events = outbox.record([started(), left(), asked(), left()])
    before = {row.id: fingerprint(row.body) for row in outbox.fix(outbox.window(9))}
    outbox.settle([events[1].id])
    old = outbox.id
    outbox.renumber()
    moved = said(outbox)
    assert outbox.id != old
    assert [(event.id, event.outbox, event.sequence) for event in moved] == [
        (event.id, outbox.id, n) for n, event in enumerate((events[0], *events[2:]), 1)
    ]
    assert {row.id: fingerprint(row.body) for row in outbox.window(9)} == {
        event.id: before[event.id] for event in moved
    }
    assert [event.sequence for event in outbox.record([left()])] == [4]


def test_full_outbox_shortens_the_journal_first(open_outbox: Opener, tmp_path: Path) -> None:
    outbox = open_outbox(cap=20_000)
    outbox.settle([event.id for event in outbox.record([left(n) for n in range(20)])])
    outbox.record([left(n) for n in range(25)])
    states = [entry.state for entry in read_journal(tmp_path / "outbox.sqlite")]
    assert states.count("waiting") == 25
    assert 0 < states.count("settled") < 20


def test_full_outbox_gives_up_telemetry_and_says_so(open_outbox: Opener) -> None:
    outbox = open_outbox(cap=30_000)
    kept = outbox.record([started(), asked()])
    made = len(kept)
    for n in range(200):
        made += len(outbox.record([left(n)]))
        if n % 50 == 10:
            kept += outbox.record([Draft(VisitEnded(why="idle", seconds=1), made_at=1000.0)])
            made += 1
    events = said(outbox)
    assert [
        event for event in events if event.name not in ("garment.left", "outbox.dropped")
    ] == kept
    covered = [n for event in events for n in spanned(event)]
    assert covered == list(range(1, made + 1))
    dropped = sum(event.data.count for event in events if isinstance(event.data, OutboxDropped))
    assert dropped + sum(event.name == "garment.left" for event in events) == 200
    assert sum(len(row.body) for row in outbox.window(1000)) <= 30_000


def spanned(event: Event) -> range:
    """The sequences an event stands for."""
    if not isinstance(event.data, OutboxDropped):
        return range(event.sequence, event.sequence + 1)
    assert event.data.first == event.sequence - event.data.count + 1
    assert sum(event.data.names.values()) == event.data.count
    return range(event.data.first, event.sequence + 1)


def test_full_outbox_of_requests_gives_up_nothing(open_outbox: Opener) -> None:
    outbox = open_outbox(cap=5_000)
    events = [event for _ in range(30) for event in outbox.record([asked()])]
    assert said(outbox) == events


def test_full_outbox_keeps_what_may_have_been_published(open_outbox: Opener) -> None:
    outbox = open_outbox(cap=20_000)
    flying = [event for n in range(20) for event in outbox.record([left(n)])]
    assert said(outbox) == flying
    for n in range(100):
        outbox.record([left(n)])
    assert said(outbox)[:20] == flying


def test_dropped_run_keeps_its_length_when_renumbered(open_outbox: Opener) -> None:
    outbox = open_outbox(cap=20_000)
    for n in range(100):
        outbox.record([left(n)])
    outbox.renumber()
    events = said(outbox)
    assert [n for event in events for n in spanned(event)] == list(range(1, 101))


def test_poison_is_replaced_in_its_place(open_outbox: Opener) -> None:
    outbox = open_outbox()
    first, second, third = outbox.record([started(), left(), asked()])
    outbox.poison(second.id)
    outbox.poison(second.id)
    events = said(outbox)
    assert [events[0], events[2]] == [first, third]
    assert events[1].sequence == 2
    assert events[1].data == OutboxDropped(
        first=2, count=1, names={"garment.left": 1}, reason="poison"
    )


def test_broken_file_is_moved_aside(open_outbox: Opener, tmp_path: Path) -> None:
    outbox = open_outbox()
    outbox.record([left(n) for n in range(200)])
    outbox.close()
    path = tmp_path / "outbox.sqlite"
    content = bytearray(path.read_bytes())
    content[4096:-1] = bytes(len(content) - 4097)
    path.write_bytes(content)
    fresh = open_outbox()
    assert fresh.id != outbox.id
    assert [event.sequence for event in fresh.record([started()])] == [1]
    kept = tmp_path / "outbox.sqlite.broken-2026-11-21T100000"
    assert kept.read_bytes() == bytes(content)


def test_file_that_is_no_database_is_moved_aside(open_outbox: Opener, tmp_path: Path) -> None:
    (tmp_path / "outbox.sqlite").write_text("a letter, not a database, and a long one" * 100)
    assert [event.sequence for event in open_outbox().record([started()])] == [1]


def test_age_counts_within_one_boot_only(open_outbox: Opener, clock: ManualClock) -> None:
    outbox = open_outbox()
    outbox.record([started()])
    clock.advance(1.25)
    (row,) = outbox.window(1)
    assert row.age(clock) == 1250
    clock.boot = "boot-2"
    assert row.age(clock) is None


def test_body_of_stock_says_what_was_shown(open_outbox: Opener) -> None:
    outbox = open_outbox()
    data = StockShown(gtin=GTIN, available=2, age_seconds=3, confidence="counted")
    outbox.record([Draft(data, made_at=1000.0)])
    (row,) = outbox.window(1)
    assert json.loads(row.body)["data"] == json.loads(data.model_dump_json(exclude_none=True))


def test_disk_full_records_nothing_and_goes_on_when_there_is_room(open_outbox: Opener) -> None:
    outbox = open_outbox()
    before = outbox.record([started()], {"visit": b"one"})
    (pages,) = outbox._db.execute("PRAGMA page_count").fetchone()
    outbox._db.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(sqlite3.OperationalError, match="full"):
        outbox.record([left(n) for n in range(200)], {"visit": b"two"})
    assert outbox.state("visit") == b"one"
    outbox._db.execute("PRAGMA max_page_count = 100000")
    after = outbox.record([asked()])
    assert [event.sequence for event in after] == [2]
    assert said(outbox) == before + after
