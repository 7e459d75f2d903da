"""A writer that dies by SIGKILL around its commit; a program of its own in test_killed.py."""

import json
import os
import signal
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

from headoffice.batches import check_batch
from headoffice.database import Database
from headoffice.ingest import Grouping, Writer
from headoffice.rejected import RejectedEvents
from headoffice.store import open_store


def die(_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def hand_in(folder: Path, when: str) -> dict[str, int]:
    """Hand *folder*'s events in, dying *when*: never, after_commit, or so many seconds later."""
    store = open_store(f"chdb://{folder}/journeys")
    database = Database(folder / "headoffice.sqlite")
    after = die if when == "after_commit" else (lambda _: None)
    writer = Writer(
        store,
        RejectedEvents(database),
        lambda: datetime.now(UTC),
        grouping=Grouping(seconds=0),
        after_commit=after,
    )
    writer.start()
    batch = check_batch(json.loads((folder / "events.json").read_text()), "lyon", datetime.now(UTC))
    if when not in ("never", "after_commit"):
        threading.Timer(float(when), die, [None]).start()
    answer = writer.submit(batch).result()
    (raw,) = store.query("SELECT count() AS n, uniqExact(id) AS ids FROM events", {}, timeout=60)
    writer.stop()
    store.close()
    database.close()
    return {"stored": answer.stored, "duplicates": answer.duplicates, **raw}


if __name__ == "__main__":
    hand_in(Path(sys.argv[1]), sys.argv[2])
