"""Documents as rows of the journey store, without the checks of the front door: for millions."""

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic_core import to_json

from contract.envelope import fingerprint_in
from headoffice.rows import NO_ID
from simulation.history.telling import Document

#: Which key of an event's data its row keeps as seconds; the first that is there.
_SECONDS = ("after_seconds", "seconds")


def lines(documents: Iterable[Document], store: str) -> Iterator[str]:
    """One JSON line each, received when it was recorded; a test holds it to `rows.row_of`."""
    for document in documents:
        data: dict[str, Any] = document["data"]
        row = {
            "store": store,
            "touchpoint": document.get("touchpointid", ""),
            "source": document["source"],
            "outbox": document["outbox"],
            "sequence": int(document["sequence"]),
            "visit": document.get("visitid", NO_ID),
            "customer": document.get("customerid", ""),
            "gtin": int(data.get("gtin", 0)),
            "request": data.get("request", NO_ID),
            "kind": data.get("kind", ""),
            "seconds": float(next((data[key] for key in _SECONDS if key in data), 0.0)),
            "ts": document["time"],
            "recorded_at": document["recordedtime"],
            "timed": True,
            "payload_hash": int(fingerprint_in(document), 16),
            "type": document["type"],
            "id": document["id"],
            "body": to_json(document).decode(),
            "received_at": document["recordedtime"],
        }
        yield to_json(row).decode()
