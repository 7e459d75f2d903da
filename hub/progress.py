"""How far each touchpoint's outbox got, kept in the database; the rules are messaging.streams."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Connection
from typing import Any

from contract.model import instant
from hub.store import QUERIES
from messaging import streams
from messaging.streams import Ask, Lost, Stream

#: A stream is named by its source and outbox.
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Missing:
    """Ask *key* to publish again from *resend_from* on."""

    key: Key
    resend_from: int


class Progress:
    """For one thread. What a transaction notes is true only after `committed`."""

    def __init__(self, rx: Connection, now: float) -> None:
        self._streams = {
            (row.source, row.outbox): streams.resume(_stream(row), now)
            for row in QUERIES.streams(rx)
        }
        self._noted: dict[Key, Stream] = {}

    def note(
        self,
        tx: Connection,
        key: Key,
        sequence: int,
        event: tuple[str | None, str],
        now: float,
        first: int | None = None,
    ) -> bool:
        """An *event* (id, name) came with *sequence*; whether its outbox must be renumbered.

        *first* is the beginning of the run that an `outbox.dropped` stands for.
        """
        source, outbox = key
        event_id, name = event
        stream = self.get(key)
        row = QUERIES.holder(tx, source=source, outbox=outbox, sequence=sequence)
        clash = event_id is not None and streams.clashes(row and row.id, event_id, name)
        if clash:
            stream = streams.close(stream)
        elif row is None:
            QUERIES.add_received(tx, source=source, outbox=outbox, sequence=sequence, id=event_id)
        self._noted[key] = streams.receive(stream, sequence, now, first)
        return clash

    def get(self, key: Key) -> Stream:
        return self._noted.get(key) or self._streams.get(key) or Stream()

    def save(self, tx: Connection) -> None:
        for (source, outbox), stream in self._noted.items():
            _put(tx, source, outbox, stream)

    def committed(self) -> None:
        self._streams |= self._noted
        self._noted = {}

    def undone(self) -> None:
        self._noted = {}

    def due(self, now: float) -> bool:
        return any(s.ask_at is not None and s.ask_at <= now for s in self._streams.values())

    def step(self, tx: Connection, now: float, noticed: datetime) -> Iterator[Missing | Lost]:
        """What is due: outboxes to ask, and gaps given up, which are recorded."""
        for key, stream in tuple(self._streams.items()):
            stepped, what = streams.step(stream, now)
            if what is None:
                continue
            self._noted[key] = stepped
            if isinstance(what, Ask):
                yield Missing(key, what.resend_from)
                continue
            for first, last in what.gaps:
                QUERIES.add_gap(
                    tx,
                    source=key[0],
                    outbox=key[1],
                    first=first,
                    last=last,
                    noticed=instant(noticed),
                )
            yield what
        self.save(tx)


def _stream(row: Any) -> Stream:
    beyond = tuple((first, last) for first, last in json.loads(row.beyond))
    return Stream(row.through, beyond, bool(row.closed))


def _put(tx: Connection, source: str, outbox: str, stream: Stream) -> None:
    QUERIES.put_stream(
        tx,
        source=source,
        outbox=outbox,
        through=stream.through,
        beyond=json.dumps(stream.beyond),
        closed=int(stream.closed),
    )
