"""Takes checked batches and keeps each event once: one writer, commits shared by several hubs."""

import hashlib
import queue
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol

import structlog

from contract.http import BatchRejection, IngestAnswer
from contract.model import instant
from contract.outcomes import Reason
from headoffice.batches import Batch, Refused
from headoffice.rows import Row
from headoffice.store import STATEMENTS, JourneyStore, StoreError

log = structlog.get_logger()
_LOOK_UP_SECONDS = 30.0


class Busy(Exception):
    """More batches wait than may; try again a little later."""


class Rejections(Protocol):
    """Where refused events are kept for a person to see."""

    def keep(self, store: str, refused: tuple[Refused, ...], at: datetime) -> None:
        """Keep them durably; one that is kept already is only counted again."""


class Erased(Protocol):
    """Takes customers who were erased out of what comes late."""

    def held(self) -> AbstractContextManager[Callable[[Batch], Batch]]:
        """How a batch is kept; until the end of the block nobody else is erased.

        Without that, whoever is erased between this look and the commit would come back with it.
        """


class _NobodyErased:
    def held(self) -> AbstractContextManager[Callable[[Batch], Batch]]:
        return nullcontext(lambda batch: batch)


_NOBODY = _NobodyErased()


@dataclass(frozen=True, slots=True)
class Grouping:
    """How many events, and for how long, one commit waits for others that are on their way."""

    seconds: float = 0.05
    events: int = 10_000
    queue: int = 64


@dataclass(frozen=True, slots=True)
class Committed:
    """What one commit added: how many events, of which stores, and the cursor they end at."""

    stored: int
    stores: tuple[str, ...]
    received_at: datetime


@dataclass(slots=True)
class _Job:
    batch: Batch
    answer: Future[IngestAnswer] = field(default_factory=Future)


class Writer:
    """The one place where events enter the journey store.

    *before_commit* is told of the new rows, by store, before the engine has them; *after_commit* is
    called between the engine's commit and the answers.
    """

    def __init__(
        self,
        store: JourneyStore,
        rejections: Rejections,
        now: Callable[[], datetime],
        *,
        grouping: Grouping = Grouping(),
        erased: Erased = _NOBODY,
        before_commit: Callable[[Mapping[str, Sequence[Row]]], None] = lambda _: None,
        after_commit: Callable[[Committed], None] = lambda _: None,
    ) -> None:
        self._store, self._rejections, self._now = store, rejections, now
        self._grouping, self._erased = grouping, erased
        self._before_commit, self._after_commit = before_commit, after_commit
        self._jobs: queue.Queue[_Job | None] = queue.Queue(maxsize=grouping.queue)
        last = store.query(STATEMENTS["last_received"].sql, {}, timeout=_LOOK_UP_SECONDS)
        #: Everything received up to here is there to be read.
        self.committed: datetime = last[0]["at"]
        self._counting, self._expected = threading.Lock(), 0
        self._thread = threading.Thread(target=self._run, name="ingest")

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Finish what was handed in, then end."""
        self._jobs.put(None)
        self._thread.join()

    @contextmanager
    def expecting(self) -> Iterator[None]:
        """A batch is on its way: until the end of the block a commit waits for it, for a while.

        Without any nothing is waited for: one hub alone would only lose time by it. Raises Busy
        when as many are on their way as may wait: to check them takes longer than to keep them.
        """
        with self._counting:
            if self._expected >= self._grouping.queue:
                raise Busy(f"{self._expected} batches are on their way already")
            self._expected += 1
        try:
            yield
        finally:
            with self._counting:
                self._expected -= 1

    def submit(self, batch: Batch) -> Future[IngestAnswer]:
        """Hand in a batch; the answer comes after the engine's commit. Raises Busy.

        The future fails with StoreError when it is unknown whether the batch was kept; the same
        batch handed in again is then safe.
        """
        job = _Job(batch)
        # A caller that goes away must not be able to take the answer back.
        job.answer.set_running_or_notify_cancel()
        try:
            self._jobs.put_nowait(job)
        except queue.Full:
            raise Busy(f"{self._grouping.queue} batches wait already") from None
        return job.answer

    def _run(self) -> None:
        running = True
        while running:
            first = self._jobs.get()
            if first is None:
                return
            group, running = self._gather(first)
            self._settle(group)

    def _settle(self, group: list[_Job]) -> None:
        try:
            with self._erased.held() as kept:
                for job in group:
                    job.batch = kept(job.batch)
                self._commit(group)
        except Exception as error:
            if len(group) > 1:
                # One hub's batch must not hold up the others that happen to share its commit.
                for job in group:
                    self._settle([job])
                return
            log.exception("a batch was not kept", store=group[0].batch.store)
            group[0].answer.set_exception(
                error if isinstance(error, StoreError) else StoreError(str(error))
            )

    def _gather(self, first: _Job) -> tuple[list[_Job], bool]:
        group, events = [first], len(first.batch.rows)
        until = time.monotonic() + self._grouping.seconds
        while events < self._grouping.events and (left := until - time.monotonic()) > 0:
            try:
                job = self._jobs.get(timeout=left) if self._expected else self._jobs.get_nowait()
            except queue.Empty:
                break
            if job is None:
                return group, False
            group.append(job)
            events += len(job.batch.rows)
        return group, True

    def _commit(self, group: list[_Job]) -> None:
        known = self._known(group)
        # Strictly later than every commit before, so that a cursor never skips one.
        at = max(self._now().astimezone(UTC), self.committed + timedelta(milliseconds=1))
        stamp = instant(at)
        sorted_jobs = [(job, _sort(job.batch, known)) for job in group]
        lines = [row.received(stamp) for _, sorting in sorted_jobs for row in sorting.stored]
        if lines:
            self._before_commit(_by_store(sorted_jobs))
            ndjson = "\n".join(lines).encode()
            self._store.insert(ndjson, hashlib.sha256(ndjson).hexdigest())
            self.committed = datetime.fromisoformat(stamp)
        for job, sorting in sorted_jobs:
            self._rejections.keep(job.batch.store, sorting.refused, at)
        stores = {job.batch.store for job, sorting in sorted_jobs if sorting.stored}
        self._after_commit(Committed(len(lines), tuple(sorted(stores)), self.committed))
        for job, sorting in sorted_jobs:
            job.answer.set_result(sorting.answer())

    def _known(self, group: list[_Job]) -> dict[tuple[str, str], int]:
        ids = [row.id for job in group for row in job.batch.rows]
        if not ids:
            return {}
        found = self._store.query(
            STATEMENTS["known"].sql,
            {"stores": sorted({job.batch.store for job in group}), "ids": ids},
            timeout=_LOOK_UP_SECONDS,
        )
        return {(row["source"], str(row["id"])): row["payload_hash"] for row in found}


def _by_store(jobs: Sequence[tuple[_Job, "_Sorting"]]) -> Mapping[str, Sequence[Row]]:
    found: dict[str, list[Row]] = {}
    for job, sorting in jobs:
        found.setdefault(job.batch.store, []).extend(sorting.stored)
    return found


@dataclass(frozen=True, slots=True)
class _Sorting:
    stored: tuple[Row, ...]
    duplicates: int
    conflicts: int
    refused: tuple[Refused, ...]

    def answer(self) -> IngestAnswer:
        return IngestAnswer(
            stored=len(self.stored),
            duplicates=self.duplicates,
            conflicts=self.conflicts,
            rejected=tuple(
                BatchRejection(id=it.id, reason=it.reason, detail=it.detail, source=it.source)
                for it in self.refused
            ),
        )


def _sort(batch: Batch, known: dict[tuple[str, str], int]) -> _Sorting:
    """Stored, duplicate or conflict; what is stored is entered into *known* at once."""
    stored: list[Row] = []
    conflicts: list[Refused] = []
    for row in batch.rows:
        before = known.get(row.key)
        if before is None:
            known[row.key] = row.hash
            stored.append(row)
        elif before != row.hash:
            conflicts.append(_conflict(row))
    duplicates = len(batch.rows) - len(stored) - len(conflicts)
    return _Sorting(tuple(stored), duplicates, len(conflicts), (*batch.refused, *conflicts))


def _conflict(row: Row) -> Refused:
    detail = "this id of this source is kept with other content; the first content stands"
    return Refused(row.id, row.source, Reason.CONFLICT, detail, row.body)


def outcome_totals(answer: IngestAnswer) -> Mapping[str, int]:
    return {
        "stored": answer.stored,
        "duplicate": answer.duplicates,
        "rejected": len(answer.rejected),
    }
