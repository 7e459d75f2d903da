"""Hands batches of events to head office, oldest first, until each is there or set aside."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal

import structlog

from contract.model import instant
from hub import aside
from hub.headoffice import BARRED_PAUSE, Line, Reply, Verdict, backoff
from hub.records import maybe_moment
from hub.store import QUERIES, Database
from messaging.clock import Clock

STOP_SECONDS: Final = 5.0
#: Looks this often whether anything is owed, should a wake have been missed.
LONGEST_SLEEP: Final = 60.0

_log = structlog.get_logger()

LineState = Literal["up", "down", "barred"]


@dataclass(frozen=True, slots=True)
class LineStatus:
    """The line as it is kept: *since* it is not up, and when it is tried again."""

    state: LineState = "up"
    attempts: int = 0
    next_attempt: datetime | None = None
    detail: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Owed:
    number: int
    source: str
    id: str
    body: bytes


class _Interrupted(Exception):
    """The rest of the batch is for another time."""


class Upstream:
    """For one thread but for `wake`. *spread* is 0 to 1; *after_answer* runs before forgetting."""

    def __init__(
        self,
        db: Database,
        line: Line,
        clock: Clock,
        spread: Callable[[], float],
        batch: int = 500,
        after_answer: Callable[[], None] = lambda: None,
    ) -> None:
        self._db = db
        self._line = line
        self._clock = clock
        self._spread = spread
        self._batch = batch
        self._after_answer = after_answer
        self._wake = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="hub upstream", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping = True
        self._wake.set()
        if self._thread.is_alive():
            # Without its answer a batch goes again after the next start, which changes nothing.
            self._thread.join(STOP_SECONDS)

    def wake(self) -> None:
        """Something new is owed."""
        self._wake.set()

    def pump(self) -> float | None:
        """Send what may be sent now; seconds until the next attempt, None when nothing waits."""
        while not self._stopping:
            pause = self._pause()
            if pause > 0:
                return pause
            owed = self._owed()
            if not owed:
                return None
            try:
                self._send(owed)
            except _Interrupted:
                return self._pause()
        return None

    def _run(self) -> None:
        while not self._stopping:
            self._wake.clear()
            try:
                pause = self.pump()
            except Exception:  # noqa: BLE001 - this thread must outlive every mistake
                _log.exception("upstream.failed")
                pause = 5.0
            if pause is None:
                self._wake.wait(LONGEST_SLEEP)
                continue
            # Fresh events are no reason to press a line that asked for a pause.
            self._rest(pause)

    def _rest(self, seconds: float) -> None:
        until = self._clock.monotonic() + seconds
        while not self._stopping and (left := until - self._clock.monotonic()) > 0:
            self._wake.wait(left)
            if not self._stopping:
                self._wake.clear()

    def _send(self, owed: Sequence[_Owed]) -> None:
        """Deliver *owed*, halving it where something in it is rotten. Raises _Interrupted."""
        if self._stopping:
            raise _Interrupted
        reply = _believed(owed, self._line.post([event.body for event in owed]))
        if reply.verdict is Verdict.TAKEN:
            self._after_answer()
            self._settle(owed, reply)
        elif reply.verdict is not Verdict.ROTTEN:
            self._postpone(reply)
            raise _Interrupted
        elif len(owed) == 1:
            self._set_aside(owed[0], "refused", reply.detail)
        else:
            middle = len(owed) // 2
            self._send(owed[:middle])
            self._send(owed[middle:])

    def _settle(self, owed: Sequence[_Owed], reply: Reply) -> None:
        refused = {r.id.lower(): r for r in reply.answer.rejected} if reply.answer else {}
        status = self._status()
        with self._db.transaction() as tx:
            for event in owed:
                reason = refused.get(event.id.lower())
                if reason is not None:
                    _keep_aside(tx, event, reason.reason.value, reason.detail, self._clock.now())
                QUERIES.settle_owed(tx, event=event.number)
            if status != LineStatus():
                _put(tx, LineStatus())
        if status.state != "up" and status.since is not None:
            seconds = (self._clock.now() - status.since).total_seconds()
            _log.info("headoffice.back", after_seconds=seconds, waited=self._count())
        for event_id, rejection in refused.items():
            _log.warning("headoffice.rejected", id=event_id, reason=rejection.reason)

    def _set_aside(self, event: _Owed, reason: str, detail: str) -> None:
        with self._db.transaction() as tx:
            _keep_aside(tx, event, reason, detail, self._clock.now())
            QUERIES.settle_owed(tx, event=event.number)
        _log.warning("headoffice.rejected", id=event.id, reason=reason, detail=detail)

    def _postpone(self, reply: Reply) -> None:
        status, now = self._status(), self._clock.now()
        state: LineState = "barred" if reply.verdict is Verdict.BARRED else "down"
        attempts = status.attempts + 1
        pause = reply.retry_after or backoff(attempts, self._spread())
        after = LineStatus(
            state,
            attempts,
            now + timedelta(seconds=BARRED_PAUSE if state == "barred" else pause),
            reply.detail,
            status.since or now,
        )
        with self._db.transaction() as tx:
            _put(tx, after)
        if status.state != state:
            log = _log.error if state == "barred" else _log.warning
            log(f"headoffice.{state}", why=reply.detail, waiting=self._count())

    def _pause(self) -> float:
        status, now = self._status(), self._clock.now()
        if status.next_attempt is None:
            return 0.0
        left = (status.next_attempt - now).total_seconds()
        # A clock set back must not silence the store for years.
        return 0.0 if left > 2 * 3600 else max(0.0, left)

    def _owed(self) -> list[_Owed]:
        with self._db.read() as rx:
            rows = list(QUERIES.owed(rx, limit=self._batch))
        return [_Owed(row.n, row.source, row.id, row.body) for row in rows]

    def _count(self) -> int:
        with self._db.read() as rx:
            return int(QUERIES.owed_count(rx))

    def _status(self) -> LineStatus:
        return line_status(self._db)


def line_status(db: Database) -> LineStatus:
    """How the line to head office is, for a page."""
    with db.read() as rx:
        row = QUERIES.line(rx)
    return LineStatus(
        row.state, row.attempts, maybe_moment(row.next_attempt), row.detail, maybe_moment(row.since)
    )


def _believed(owed: Sequence[_Owed], reply: Reply) -> Reply:
    """*reply*, unless its answer cannot be about this very batch: then nothing is settled by it."""
    if reply.verdict is not Verdict.TAKEN or reply.answer is None:
        return reply
    answer = reply.answer
    counted = answer.stored + answer.duplicates + len(answer.rejected)
    if counted != len(owed):
        return Reply(Verdict.RETRY, f"{len(owed)} events were sent, {counted} were answered for")
    strangers = {r.id.lower() for r in answer.rejected} - {event.id.lower() for event in owed}
    if strangers:
        # Halved until alone, the one that is meant is found; what is stored is a duplicate then.
        return Reply(Verdict.ROTTEN, f"refused under another id: {', '.join(sorted(strangers))}")
    return reply


def _put(tx: Any, status: LineStatus) -> None:
    QUERIES.put_line(
        tx,
        attempts=status.attempts,
        next_attempt=instant(status.next_attempt) if status.next_attempt else None,
        state=status.state,
        detail=status.detail[:500],
        since=instant(status.since) if status.since else None,
    )


def _keep_aside(tx: Any, event: _Owed, reason: str, detail: str, now: datetime) -> None:
    aside.put(tx, now, "upstream", event.source, "", event.id, reason, detail, event.body)
