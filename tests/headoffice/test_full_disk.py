"""A full disk at head office: the hub is told to wait, and its repeat ends as it should have."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from headoffice.database import Database
from headoffice.ingest import Writer
from headoffice.rejected import RejectedEvents
from headoffice.store import StoreError

#: One worker, one engine.
pytestmark = pytest.mark.xdist_group("engine")
PROGRAM = Path(__file__).parent / "full_disk.py"
ROOT = PROGRAM.parent.parent.parent
LATER = "the journey store cannot take this now; keep it and send it again"


def test_full_disk_keeps_nothing_of_a_batch_and_asks_for_it_again(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(PROGRAM), str(tmp_path)],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    (status, after, problem), kept, (again, _, answer), kept_then = json.loads(done.stdout)
    assert (status, after, problem["detail"], kept) == (503, "5", LATER, 0)
    stored = {"stored": 100, "duplicates": 0, "conflicts": 0, "rejected": []}
    assert (again, answer, kept_then) == (200, stored, 100)


def test_refused_event_without_room_to_keep_it_is_not_answered_for(
    writer: Writer,
    database: Database,
    rejected: RejectedEvents,
    raw: Callable[[], list[dict[str, Any]]],
    make_event: Callable[..., dict[str, Any]],
    make_batch: Callable[..., Any],
) -> None:
    rotten = make_event(2, type="parcours.nothing.v1", extension="x" * 50_000)
    with database.read() as rx:
        (pages,) = rx.execute("PRAGMA page_count").fetchone()
        rx.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="full"):
        writer.submit(make_batch(make_event(1), rotten)).result(timeout=60)
    assert (rejected.newest(10), len(raw())) == ([], 1)
    with database.read() as rx:
        rx.execute("PRAGMA max_page_count = 100000")
    answer = writer.submit(make_batch(make_event(1), rotten)).result(timeout=60)
    assert (answer.stored, answer.duplicates) == (0, 1)
    assert [it.reason for it in answer.rejected] == ["unknown_type"]
    assert [it.id for it in rejected.newest(10)] == [rotten["id"]]
    assert len(raw()) == 1
