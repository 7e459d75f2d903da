"""What head office has for the stores' hubs: numbered messages, kept, each the same for ever."""

import json
from datetime import datetime
from typing import Any, Literal

from contract.http import InboxMessage
from contract.ids import NewId
from contract.model import instant
from headoffice.database import QUERIES, Database
from headoffice.keys import erasure_key

#: The kinds that head office sends; the contract knows more of them.
Kind = Literal["settings"]
#: The most messages of one answer.
MOST = 100


class Messages:
    """In head office's own database; a command puts them there while the server runs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(
        self, kind: Kind, data: dict[str, Any], now: datetime, new_id: NewId, store: str = ""
    ) -> int:
        """The number of a new message for *store*, or for every store."""
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        with self._database.transaction() as tx:
            number: int = QUERIES.put_message(
                tx, id=new_id(), store=store, kind=kind, data=text, at=instant(now)
            )
        return number

    def after(self, store: str, number: int) -> list[InboxMessage]:
        """The next messages for *store* behind *number*, oldest first.

        Who was erased is told with the key that their marks are made under. Raises KeyMissing.
        """
        with self._database.read() as rx:
            rows = list(QUERIES.messages_after(rx, store=store, after=number, limit=MOST))
        return [
            InboxMessage(n=n, id=id_, kind=kind, data=json.loads(data) | self._key(kind))
            for n, id_, kind, data in rows
        ]

    def _key(self, kind: str) -> dict[str, str]:
        # Not in the table: who copies the database has marks, and nothing to try ids with.
        return {"key": erasure_key(self._database.folder).hex()} if kind == "erase" else {}

    def newest(self, kind: Kind) -> dict[str, Any] | None:
        """What was sent last to every store."""
        with self._database.read() as rx:
            found = QUERIES.newest_message(rx, kind=kind)
        return None if found is None else dict(json.loads(found))
