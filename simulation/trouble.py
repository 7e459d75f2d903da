"""Trouble with an outbox on purpose: lost with its card, or put back to an old copy."""

import contextlib
import shutil
import sqlite3
import threading
import time
from pathlib import Path

import structlog

from messaging.journal import Entry, read_journal
from simulation.processes import Runs

_log = structlog.get_logger()
#: What an outbox leaves beside its file.
_PARTS = ("", "-wal", "-shm")


class OutboxTrouble(threading.Thread):
    """Does something to one touchpoint's outbox in the middle of a run.

    *settled_before* is what the journal had safe before the trouble: it must be at head office too.
    """

    def __init__(self, program: Runs, outbox: Path, start: float, middle: float) -> None:
        super().__init__(name=f"trouble-{program.name}", daemon=True)
        self.settled_before: list[Entry] = []
        self._program = program
        self._outbox = outbox
        self._start_at = start
        self._middle = middle

    def run(self) -> None:
        _wait_until(self._start_at)
        self.prepare()
        _wait_until(self._middle)
        self._program.kill()
        self.settled_before = [row for row in read_journal(self._outbox) if row.settled]
        self.damage()
        self._program.start()
        self._program.await_ready()
        _log.info(self.said, touchpoint=self._program.name)

    said = "outbox changed"

    def prepare(self) -> None: ...

    def damage(self) -> None:
        raise NotImplementedError

    def _remove(self) -> None:
        for part in _PARTS:
            Path(f"{self._outbox}{part}").unlink(missing_ok=True)


class Reimaged(OutboxTrouble):
    """The card is written anew: the outbox is gone."""

    said = "re-imaged: its outbox was deleted"

    def damage(self) -> None:
        self._remove()


class Restored(OutboxTrouble):
    """An old copy is put back, as from a backup."""

    said = "its outbox was put back to an old copy"

    def prepare(self) -> None:
        with (
            contextlib.closing(sqlite3.connect(self._outbox)) as source,
            contextlib.closing(sqlite3.connect(self._copy)) as target,
        ):
            source.backup(target)

    def damage(self) -> None:
        self._remove()
        shutil.copy(self._copy, self._outbox)

    @property
    def _copy(self) -> Path:
        return self._outbox.with_suffix(".copy")


def _wait_until(moment: float) -> None:
    time.sleep(max(0.0, moment - time.monotonic()))
