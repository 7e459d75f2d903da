"""Events and state on the touchpoint's disk, in one transaction, until the hub has them safe."""

import json
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Literal, Self

import aiosql
import structlog

from contract.envelope import Event, subject_of, touchpoint_source
from contract.events import OutboxDropped, type_of
from contract.ids import NewId
from contract.states import RejectedEvent
from messaging.clock import Clock
from messaging.database import open_checked
from messaging.draft import Draft
from messaging.rows import DROPPED, Row, corrected, moved, names_in, row_of, to_give_up

KEPT = timedelta(days=7)
#: Bytes of events, settled ones included.
CAP = 64 * 1024 * 1024

_queries = aiosql.from_path(Path(__file__).with_name("outbox.sql"), "sqlite3")
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who makes the events of an outbox."""

    store: str
    touchpoint: str


class Outbox:
    """One file. May be used from any thread; each call is one transaction."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        clock: Clock,
        new_id: NewId,
        speaker: Speaker,
        cap: int = CAP,
    ) -> None:
        self._db, self._clock, self._new_id, self._cap = connection, clock, new_id, cap
        self.speaker = speaker
        self._lock = threading.RLock()
        #: Sent by this process: the hub may have them, so they are not given up.
        self._published: set[str] = set()
        #: Its id on the wire; another one after `renumber`.
        self.id: str
        self._next: int
        self.id, self._next = _queries.about(self._db) or (self._mint(), 1)
        self._bytes: int = _queries.bytes(self._db)
        self._full = False
        self._prune_at = 0.0

    @classmethod
    def open(
        cls, path: Path, clock: Clock, new_id: NewId, *, store: str, touchpoint: str, cap: int = CAP
    ) -> Self:
        """The outbox in *path*, or a new one. A broken file is moved aside and kept."""
        connection = open_checked(path, _queries.create_schema, clock.now())
        return cls(connection, clock, new_id, Speaker(store, touchpoint), cap)

    def record(
        self, drafts: Sequence[Draft], state: Mapping[str, bytes] | None = None
    ) -> list[Event]:
        """Make *drafts* events and keep *state*, both or neither."""
        with self._transaction():
            events = [self._event(draft, self._next + i) for i, draft in enumerate(drafts)]
            rows = [
                row_of(event, urgent=draft.urgent, boot=self._clock.boot, made=draft.made_at)
                for event, draft in zip(events, drafts, strict=True)
            ]
            if rows:
                self._add(rows, self._next + len(rows))
            if state:
                pairs = [{"key": key, "value": value} for key, value in state.items()]
                _queries.keep_state(self._db, pairs)
            self._make_room()
        return events

    def state(self, key: str) -> bytes | None:
        with self._lock:
            value: bytes | None = _queries.state(self._db, key=key)
            return value

    def close(self) -> None:
        with self._lock:
            self._db.close()

    # For the sender.

    def count(self) -> int:
        """How many events the hub does not have yet."""
        with self._lock:
            return int(_queries.count_waiting(self._db))

    def window(self, most: int) -> list[Row]:
        """What to publish first: the urgent, then the oldest."""
        with self._lock:
            return [_row(found) for found in _queries.window(self._db, most=most)]

    def fix(self, rows: Sequence[Row]) -> list[Row]:
        """*rows* as they may be published now: their time corrected a last time, then fixed."""
        fixed = [corrected(row, self._clock) for row in rows]
        # Only these could still change; to note every first publish would cost a commit each.
        loose = [
            {"id": row.id, "unsynced": row.unsynced, "body": row.body}
            for row, before in zip(fixed, rows, strict=True)
            if not row.frozen and (before.unsynced or row.name == DROPPED)
        ]
        if loose:
            with self._transaction():
                _queries.freeze(self._db, loose)
        self._published |= {row.id for row in fixed}
        return fixed

    def settle(self, ids: Sequence[str]) -> None:
        """The hub has these safe. Unknown ids are passed over."""
        with self._transaction():
            _queries.settle(self._db, ids=json.dumps(ids), now=self._clock.now().timestamp())
        self._published -= set(ids)

    def reject(self, rejected: Sequence[RejectedEvent]) -> None:
        """The hub refused these and keeps them; they stay here too, with the reason."""
        now = self._clock.now().timestamp()
        found = [{"id": row.id, "reason": row.reason.value, "now": now} for row in rejected]
        with self._transaction():
            _queries.reject(self._db, found)
        self._published -= {row.id for row in rejected}

    def resend_from(self, sequence: int) -> int:
        """Make the journal from *sequence* on due again; returns how many rows that are."""
        with self._transaction():
            return int(_queries.resend_from(self._db, outbox=self.id, sequence=sequence))

    def renumber(self) -> None:
        """Mint a new outbox and give every unsettled event a place in it, ids unchanged."""
        with self._transaction():
            rows = [_row(found) for found in _queries.waiting(self._db)]
            _queries.forget_about(self._db)
            self.id, self._next = self._mint(), 1
            places = []
            for row in rows:
                self._next += row.span
                place = moved(row, self.id, self._next - 1)
                places.append(
                    {
                        "id": row.id,
                        "outbox": self.id,
                        "sequence": place.sequence,
                        "body": place.body,
                    }
                )
            _queries.move(self._db, places)
            _queries.set_next(self._db, next=self._next)
        _log.warning("outbox.renumbered", outbox=self.id, moved=len(rows))

    def poison(self, event_id: str) -> None:
        """Give an event up because no broker takes it."""
        with self._transaction():
            found = _queries.find_waiting(self._db, id=event_id)
            if found is not None:
                self._replace([_row(found)], "poison")

    # Inside a transaction.

    def _event(self, draft: Draft, sequence: int) -> Event:
        ago = timedelta(seconds=self._clock.monotonic() - draft.made_at)
        return Event(
            id=self._new_id(),
            source=touchpoint_source(self.speaker.store, self.speaker.touchpoint),
            type=type_of(draft.data.name),
            time=self._clock.now() - ago,
            subject=draft.subject or subject_of(draft.data),
            outbox=self.id,
            sequence=sequence,
            storeid=self.speaker.store,
            touchpointid=self.speaker.touchpoint,
            visitid=draft.visit,
            customerid=draft.customer,
            causationid=draft.causation,
            clock=None if self._clock.synced() else "unsynced",
            data=draft.data,
        )

    def _add(self, rows: Sequence[Row], following: int) -> None:
        _queries.add(self._db, [asdict(row) for row in rows])
        _queries.set_next(self._db, next=following)
        self._next = following
        self._bytes += sum(len(row.body) for row in rows)

    def _mint(self) -> str:
        minted = self._new_id()
        _queries.mint(self._db, outbox=minted)
        return minted

    def _replace(self, run: Sequence[Row], reason: Literal["size", "poison"]) -> None:
        """Put one `outbox.dropped` in place of a contiguous *run*, with its last sequence."""
        count = sum(row.span for row in run)
        data = OutboxDropped(first=run[0].first, count=count, names=names_in(run), reason=reason)
        now = self._clock.monotonic()
        event = self._event(Draft(data, made_at=now), run[-1].sequence)
        _queries.delete(self._db, ids=json.dumps([row.id for row in run]))
        self._bytes -= sum(len(row.body) for row in run)
        self._add([row_of(event, urgent=False, boot=self._clock.boot, made=now)], self._next)
        _log.warning("outbox.dropped", first=data.first, count=count, reason=reason)

    def _make_room(self) -> None:
        now = self._clock.monotonic()
        if now >= self._prune_at and self._clock.synced():
            self._prune_at = now + 3600.0
            _queries.prune(self._db, before=(self._clock.now() - KEPT).timestamp())
            self._bytes = _queries.bytes(self._db)
        if self._bytes <= self._cap:
            self._full = False
            return
        # A tenth at a time, so that a full outbox does not do this at every event.
        self._shorten_journal(self._bytes - self._cap * 9 // 10)
        if self._bytes > self._cap:
            self._give_up(self._bytes - self._cap * 9 // 10)

    def _shorten_journal(self, surplus: int) -> None:
        gone = []
        for event, size in _queries.oldest_done(self._db):
            if surplus <= 0:
                break
            gone.append(event)
            surplus -= size
            self._bytes -= size
        _queries.delete(self._db, ids=json.dumps(gone))

    def _give_up(self, surplus: int) -> None:
        rows = [_row(found) for found in _queries.waiting(self._db)]
        for run in to_give_up(rows, frozenset(self._published), surplus):
            self._replace(run, "size")
        if self._bytes > self._cap and not self._full:
            self._full = True
            _log.error("outbox.full", bytes=self._bytes, cap=self._cap)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._lock:
            before = self.id, self._next, self._bytes
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                self._db.rollback()
                self.id, self._next, self._bytes = before
                raise


def _row(found: tuple[str, str, int, str, int, str, float, int, int, bytes]) -> Row:
    event, outbox, sequence, name, urgent, boot, made, unsynced, frozen, body = found
    flags = bool(urgent), boot, made, bool(unsynced), bool(frozen)
    return Row(event, outbox, sequence, name, *flags, body=body)
