"""Customers who were erased: known by keyed hashes alone, found, and taken out of what is kept."""

import hashlib
import json
import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from sqlite3 import Connection
from typing import Any, Final

from contract.envelope import fingerprint_in
from contract.erasure import EraseOrder, Marks, Named, blotted, without, without_in
from contract.model import instant
from hub.store import QUERIES

_CUSTOMER: Final = re.compile(rb'"customerid"\s*:\s*("(?:[^"\\]|\\.)*")')


@dataclass(frozen=True, slots=True)
class Found:
    """Whom an order means, as far as this store knows them, and in which events up to *through*."""

    customers: frozenset[str]
    events: frozenset[int]
    through: int


def marks(rx: Connection) -> Marks:
    """Everybody who was erased here."""
    found = frozenset(row.mark for row in QUERIES.erased(rx))
    return Marks(_keys(rx), found) if found else Marks()


def freed(payload: bytes, gone: Marks) -> bytes:
    """What a touchpoint sent, as it is kept; the same bytes, unless it names somebody gone."""
    if not gone.marks:
        return payload
    try:
        event = json.loads(payload)
    except (ValueError, RecursionError):
        return payload
    free = without(event, gone) if isinstance(event, dict) else event
    return payload if free == event else _written(free)


def find(rx: Connection, order: EraseOrder) -> Found:
    """Look through all that is kept: in a snapshot, for that may take seconds."""
    through = int(QUERIES.last_event(rx) or 0)
    customers = frozenset(_named(rx, _only(order)))
    return Found(customers, frozenset(_events(rx, customers, 0)), through)


def erase(tx: Connection, order: EraseOrder, found: Found, now: datetime) -> None:
    """Take them out of events, of what is owed, and of what was refused; keep them out."""
    _keep_key(tx, bytes.fromhex(order.key))
    QUERIES.put_erased(tx, mark=bytes.fromhex(order.mark), at=instant(now))
    # Whoever was linked for the first time a moment ago is not among those found before.
    customers = found.customers | frozenset(_named(tx, _only(order)))
    after = found.through if customers == found.customers else 0
    for n in sorted(found.events | set(_events(tx, customers, after))):
        _rewrite(tx, n, customers)
    for customer in customers:
        _rewrite_refused(tx, customer)


def _only(order: EraseOrder) -> Marks:
    return Marks((bytes.fromhex(order.key),), frozenset({bytes.fromhex(order.mark)}))


def _named(rx: Connection, gone: Marks) -> Iterator[str]:
    for rows in (QUERIES.events_with_customer(rx), QUERIES.refused_with_customer(rx)):
        for (body,) in rows:
            for literal in _CUSTOMER.findall(body):
                customer = _spoken(literal)
                if customer and gone.is_gone(customer):
                    yield customer


def _spoken(literal: bytes) -> str | None:
    try:
        return str(json.loads(literal))
    except ValueError:
        return None


def _events(rx: Connection, customers: frozenset[str], after: int) -> Iterator[int]:
    for customer in customers:
        for spelt in _spellings(customer):
            for (n,) in QUERIES.events_naming(rx, spelt=spelt, after=after):
                yield n


def _spellings(customer: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((customer, json.dumps(customer)[1:-1])))


def _rewrite(tx: Connection, n: int, customers: frozenset[str]) -> None:
    body: bytes | None = QUERIES.body_of(tx, n=n)
    if body is None:
        return
    event = free = json.loads(body)
    for customer in customers:
        free = without(free, Named(customer))
    if free != event:
        # As if it had come without, so that the same event again is no conflict, and nothing is
        # left to try ids with.
        QUERIES.rewrite_event(tx, n=n, body=_written(free), fingerprint=fingerprint_in(free))


def _rewrite_refused(tx: Connection, customer: str) -> None:
    named = Named(customer)
    for spelt in _spellings(customer):
        for n, id_, detail, body in list(QUERIES.refused_naming(tx, spelt=spelt)):
            free = refused_freed(body, named)
            QUERIES.rewrite_refused(
                tx,
                n=n,
                id=id_ and blotted(id_, named),
                detail=blotted(detail, named),
                digest=hashlib.sha256(free).hexdigest(),
                body=free,
            )


def refused_freed(body: bytes, gone: Marks | Named) -> bytes:
    """What was refused, whatever it is, without them; bytes that are no text stay as they are."""
    text = body.decode(errors="surrogateescape")
    return without_in(text, gone).encode(errors="surrogateescape")


def _written(event: dict[str, Any]) -> bytes:
    return json.dumps(event, separators=(",", ":")).encode()


def _key_file(rx: Connection) -> Path:
    (_, _, path) = rx.execute("pragma database_list").fetchone()
    return Path(path).with_name("erasure.key")


def _keys(rx: Connection) -> tuple[bytes, ...]:
    """One a line; head office has but one, unless it lost it. Raises OSError when it is gone."""
    return tuple(bytes.fromhex(line) for line in _key_file(rx).read_text().split())


def _keep_key(rx: Connection, key: bytes) -> None:
    # Before the marks are committed: marks that nobody can read would keep nobody out.
    file = _key_file(rx)
    known = _keys(rx) if file.exists() else ()
    if key in known:
        return
    fresh = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as draft:
        draft.write("".join(f"{it.hex()}\n" for it in (*known, key)))
        draft.flush()
        os.fsync(draft.fileno())
    fresh.replace(file)
