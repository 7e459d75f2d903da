"""Events into the hub's database, those that came in and its own; each owed to head office."""

import json
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Connection

from contract.envelope import Event, fingerprint, hub_source, read_document, subject_of, write_event
from contract.events import EventData, type_of
from contract.ids import NewId
from contract.model import instant
from hub.store import QUERIES


@dataclass(frozen=True, slots=True)
class HubDraft:
    """An event the hub is about to make; without an *id* a fresh one is minted."""

    data: EventData
    at: datetime
    id: str | None = None
    touchpoint: str | None = None
    visit: str | None = None
    causation: str | None = None


def keep(tx: Connection, event: Event, body: bytes, mark: str, recorded: datetime) -> int:
    """Keep *body* with its `recordedtime`, owe it to head office; gives its number.

    Raises sqlite3.IntegrityError when (source, id) is known.
    """
    number: int = QUERIES.add_event(
        tx,
        source=event.source,
        id=event.id,
        name=event.name,
        outbox=event.outbox,
        sequence=event.sequence,
        touchpoint=event.touchpointid,
        visit=event.visitid,
        subject=event.subject or subject_of(event.data),
        time=instant(event.time),
        recorded=instant(recorded),
        fingerprint=mark,
        body=_stamped(body, recorded),
    )
    QUERIES.owe(tx, event=number)
    return number


def record(tx: Connection, store: str, draft: HubDraft, new_id: NewId, now: datetime) -> Event:
    """Make one of the hub's own events, next in its outbox. Known ids are left as they are."""
    outbox, sequence = _next_place(tx, new_id)
    event = Event(
        id=draft.id or new_id(),
        source=hub_source(store),
        type=type_of(draft.data.name),
        time=draft.at,
        subject=subject_of(draft.data),
        outbox=outbox,
        sequence=sequence,
        storeid=store,
        touchpointid=draft.touchpoint,
        visitid=draft.visit,
        causationid=draft.causation,
        data=draft.data,
    )
    if QUERIES.event_by_id(tx, source=event.source, id=event.id) is not None:
        return event
    body = write_event(event)
    keep(tx, event, body, fingerprint(body), now)
    QUERIES.put_fact(tx, name="sequence", value=str(sequence))
    return event


def _stamped(body: bytes, recorded: datetime) -> bytes:
    """*body* with its `recordedtime`; every other byte of it as it was made."""
    stamp = instant(recorded)
    if body.startswith(b'{"') and body.endswith(b"}") and b"recordedtime" not in body:
        return body[:-1] + b',"recordedtime":"' + stamp.encode() + b'"}'
    document = {**read_document(body), "recordedtime": stamp}
    return json.dumps(document, separators=(",", ":")).encode()


def _next_place(tx: Connection, new_id: NewId) -> tuple[str, int]:
    outbox: str | None = QUERIES.fact(tx, name="outbox")
    if outbox is None:
        outbox = new_id()
        QUERIES.put_fact(tx, name="outbox", value=outbox)
    return outbox, int(QUERIES.fact(tx, name="sequence") or 0) + 1
