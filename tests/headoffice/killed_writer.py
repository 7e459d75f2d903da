"""A writer that dies by SIGKILL around its commit; run as a program by test_killed.py."""

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


def main(folder: str, events: str, when: str) -> None:
    """Hand the *events* file in and answer on stdout; *when*: never, after_commit, or seconds."""
    store = open_store(f"chdb://{folder}/journeys")
    database = Database(Path(folder) / "headoffice.sqlite")
    after = die if when == "after_commit" else (lambda _: None)
    writer = Writer(
        store,
        RejectedEvents(database),
        lambda: datetime.now(UTC),
        grouping=Grouping(seconds=0),
        after_commit=after,
    )
    writer.start()
    batch = check_batch(json.loads(Path(events).read_text()), "lyon", datetime.now(UTC))
    if when not in ("never", "after_commit"):
        threading.Timer(float(when), die, [None]).start()
    answer = writer.submit(batch).result()
    (raw,) = store.query("SELECT count() AS n, uniqExact(id) AS ids FROM events", {}, timeout=20)
    said = {"stored": answer.stored, "duplicates": answer.duplicates, **raw}
    sys.stdout.write(json.dumps(said))
    writer.stop()
    store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
