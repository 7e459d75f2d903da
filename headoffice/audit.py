"""Who did what at head office: kept for two years, read by `python -m headoffice audit`."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from contract.model import instant
from headoffice.database import QUERIES, Database

Deed = Literal[
    "signed in", "was refused", "signed out", "wrote a note", "removed a note",
    "enrolled a store", "enrolled an account", "ended sessions",
    "exported a customer", "erased a customer",
]  # fmt: skip
KEPT: Final = timedelta(days=731)


@dataclass(frozen=True, slots=True)
class Entry:
    """*what* is a note's words, a store or an account; never a customer."""

    at: datetime
    who: str
    did: Deed
    what: str


class SqliteAudit:
    """In head office's own database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, who: str, did: Deed, what: str, at: datetime) -> None:
        """What is older than KEPT goes."""
        with self._database.transaction() as tx:
            QUERIES.add_audit(tx, at=instant(at), who=who, did=did, what=what)
            QUERIES.forget_audit(tx, before=instant(at - KEPT))

    def newest(self, limit: int) -> tuple[Entry, ...]:
        with self._database.read() as rx:
            rows = list(QUERIES.audit(rx, limit=limit))
        return tuple(
            Entry(datetime.fromisoformat(at), who, did, what) for at, who, did, what in rows
        )
