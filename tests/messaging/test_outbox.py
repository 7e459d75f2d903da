"""The outbox: one transaction, contiguous sequences, nothing lost but what is said to be lost."""

import json
import multiprocessing
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from contract.envelope import fingerprint
from contract.events import (
    StockShown,
)
from contract.ids import new_id as real_id
from contract.outcomes import Reason
from contract.states import RejectedEvent
from messaging.clock import ManualClock
from messaging.draft import Draft
from messaging.journal import Entry, read_journal
from messaging.outbox import Outbox
from tests.messaging.drafts import GTIN, asked, left, said, started

Opener = Callable[..., Outbox]


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
