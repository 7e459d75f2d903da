"""What the table of refused events holds of one customer: found, and rewritten without them."""

import hashlib
import json
from collections.abc import Iterator
from sqlite3 import Connection

from contract.erasure import Named
from contract.outcomes import Reason
from headoffice.batches import Refused
from headoffice.database import Database
from headoffice.erasure.freeing import free_refused
from headoffice.erasure.tombstones import QUERIES


class Refusals:
    """One customer's part of the refused events."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, customer: str) -> list[str]:
        """The words of those that name *customer*."""
        with self._database.read() as rx:
            return [it.body.decode(errors="replace") for _, it, _ in _changes(rx, customer)]

    def erase(self, customer: str) -> int:
        """Take *customer* out of them; how many there were."""
        with self._database.transaction() as tx:
            changes = list(_changes(tx, customer))
            for n, _, free in changes:
                QUERIES.rewrite_refused(
                    tx,
                    n=n,
                    id=free.id,
                    source=free.source,
                    detail=free.detail,
                    body=free.body,
                    # The hash of what was sent would let anybody try ids.
                    body_hash=hashlib.sha256(free.body).digest(),
                )
        return len(changes)


def _changes(rx: Connection, customer: str) -> Iterator[tuple[int, Refused, Refused]]:
    named, seen = Named(customer), set[int]()
    for spelt in dict.fromkeys((customer, json.dumps(customer)[1:-1])):
        for n, id_, source, detail, body in list(QUERIES.refused_with(rx, spelt=spelt)):
            before = Refused(id_, source, Reason.INTERNAL, detail, body)
            after = free_refused(before, named)
            if after != before and n not in seen:
                seen.add(n)
                yield n, before, after
