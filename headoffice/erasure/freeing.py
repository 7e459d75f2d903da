"""A batch, a row and a refused event without the customers who were erased (pure)."""

import json
from dataclasses import replace
from typing import Any

from contract.customers import ERASED
from contract.envelope import fingerprint_in
from contract.erasure import Erasing, Marks, blotted, without, without_in
from headoffice.batches import Batch, Refused
from headoffice.rows import Row


def freed(batch: Batch, marks: Marks) -> Batch:
    """*batch* as it is kept: the same one, unless somebody stands in it who was erased."""
    if not marks.marks:
        return batch
    return Batch(
        batch.store,
        tuple(free_row(it, marks) for it in batch.rows),
        tuple(free_refused(it, marks) for it in batch.refused),
    )


def free_row(row: Row, erasing: Erasing) -> Row:
    """*row* as if it had come without whoever is gone, its hash included.

    So the same event is a duplicate afterwards, be it sent with the customer or without, and no
    hash is left by which an id could be tried.
    """
    event = json.loads(row.body)
    free = without(event, erasing)
    if free == event:
        return row
    columns = json.loads(row.line + "}") | columns_of(free)
    if free.get("customerid") == ERASED:
        columns["customer"] = ""
    line = json.dumps(columns, separators=(",", ":"))[:-1]
    return row._replace(hash=columns["payload_hash"], line=line)


def columns_of(event: dict[str, Any]) -> dict[str, Any]:
    """What of a row follows from the words of its event."""
    body = json.dumps(event, separators=(",", ":"))
    return {"body": body, "payload_hash": int(fingerprint_in(event), 16)}


def free_refused(it: Refused, erasing: Erasing) -> Refused:
    return replace(
        it,
        id=blotted(it.id, erasing),
        source=blotted(it.source, erasing),
        detail=blotted(it.detail, erasing),
        body=without_in(it.body.decode(errors="replace"), erasing).encode(),
    )
