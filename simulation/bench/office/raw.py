"""The yardstick of ingest: the engine's own insert of the same rows, without a door before it."""

import gc
import hashlib
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from contract.model import instant
from headoffice.batches import check_batch
from headoffice.store import open_store

#: Rows of one insert, as in one commit of head office.
_BLOCK: Final = 10_000


def raw_rate(folder: Path, rows: Sequence[tuple[str, Sequence[dict[str, Any]]]]) -> float:
    """Rows a second that an empty engine at *folder* takes of each store's documents."""
    now = datetime.now(UTC)
    stamp = instant(now)
    lines = [
        row.received(stamp)
        for store, documents in rows
        for row in check_batch(documents, store, now).rows
    ]
    blocks = [
        "\n".join(lines[first : first + _BLOCK]).encode() for first in range(0, len(lines), _BLOCK)
    ]
    count = len(lines)
    del lines
    gc.collect()
    with closing(open_store(f"chdb://{folder / 'raw'}")) as store:
        began = time.monotonic()
        for block in blocks:
            store.insert(block, hashlib.sha256(block).hexdigest())
        return count / (time.monotonic() - began)
