"""A hub that was away for days: its own database, its own uplink, and all that is owed."""

import sqlite3
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from contract.envelope import event_in, fingerprint_in, write_event
from hub.headoffice import HeadOffice
from hub.journal import keep
from hub.store import Database
from hub.upstream import Upstream
from messaging.clock import SystemClock
from simulation.bench.office.batches import Documents
from simulation.bench.office.serving import Served
from simulation.processes import ProgramFailed


def backlog(folder: Path, days: Iterable[Documents], told: Callable[[int], None]) -> Path:
    """A hub's database that owes *days* to head office; *told* hears how many events it has."""
    path, count = folder / "hub.sqlite", 0
    with closing(Database(path)) as database:
        for documents in days:
            with database.transaction() as tx:
                for document in documents:
                    _keep(tx, {k: v for k, v in document.items() if k != "recordedtime"})
            count += len(documents)
            told(count)
    return path


def _keep(tx: sqlite3.Connection, document: dict[str, Any]) -> None:
    event = event_in(document)
    recorded: datetime = event.time + timedelta(seconds=0.3)
    keep(tx, event, write_event(event), fingerprint_in(document), recorded)


def drained(path: Path, office: Served, store: str, batch: int) -> float:
    """Seconds until nothing is owed any more, by the hub's uplink. Raises ProgramFailed."""
    token = path.with_suffix(".token")
    token.write_text(office.bearers[store])
    token.chmod(0o600)
    with closing(Database(path)) as database:
        line = HeadOffice(office.url, token, timeout_seconds=60)
        uplink = Upstream(database, line, SystemClock(), lambda: 0.0, batch=batch)
        began = time.monotonic()
        while (pause := uplink.pump()) is not None:
            if time.monotonic() - began > 3600:
                raise ProgramFailed("the backlog did not drain in an hour")
            time.sleep(pause)
        return time.monotonic() - began
