"""What the outbox gives up when the disk is small, full or broken, and how it says so."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from contract.envelope import Event
from contract.events import (
    OutboxDropped,
    VisitEnded,
)
from messaging.draft import Draft
from messaging.journal import read_journal
from messaging.outbox import Outbox
from tests.messaging.drafts import asked, left, said, started

Opener = Callable[..., Outbox]


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
