"""What the routes are handed: every part of head office, chosen in `__main__`."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Annotated, Any, Final
from zoneinfo import ZoneInfo

from fastapi import Depends, Request

from contract.brand import Brand
from headoffice.accounts import Accounts
from headoffice.answers import Answers
from headoffice.audit import SqliteAudit
from headoffice.checkers import Checkers
from headoffice.ingest import Writer
from headoffice.journeys import Phases
from headoffice.live import Tail
from headoffice.messages import Messages
from headoffice.notes import Note, SqliteNotes
from headoffice.oidc.provider import Provider
from headoffice.rejected import RejectedEvents
from headoffice.shelf import Shelf
from headoffice.standing import ALL, Scope
from headoffice.store import STATEMENTS, JourneyStore
from headoffice.web.measures import Measures

#: What a signed-in browser sends.
COOKIE: Final = "parcours_headoffice"


@dataclass(frozen=True, slots=True)
class Parts:
    """Head office, put together, as far as *scope* reaches."""

    store: JourneyStore
    writer: Writer
    accounts: Accounts
    rejected: RejectedEvents
    messages: Messages
    notes: SqliteNotes
    audit: SqliteAudit
    tail: Tail
    brand: Brand
    phases: Phases
    shelf: Shelf
    now: Callable[[], datetime]
    zone: ZoneInfo
    #: Seconds a question may take.
    query_seconds: float
    secure_cookie: bool
    measures: Measures
    answers: Answers
    #: The clocks of stores that have another one than head office.
    zones: Mapping[str, ZoneInfo] = field(default_factory=dict)
    #: The stores of each region.
    regions: Mapping[str, Collection[str]] = field(default_factory=dict)
    scope: Scope = ALL
    #: Without them every batch is checked in this process.
    checkers: Checkers | None = None
    #: The house's own identity provider, where there is one.
    oidc: Provider | None = None

    def ask(self, name: str, params: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        """The rows of a named question. Raises TooSlow, StoreError, NotYours."""
        return self.scope.narrowed(self._query)(name, params)

    def kept(self, name: str, params: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        """The same, or what it answered a while ago: for questions about days that are over."""
        return self.scope.narrowed(self._answered)(name, params)

    def known(self) -> list[str]:
        """The stores there are, by name, as far as they may be read."""
        return self.scope.known(self.accounts.stores())

    def noted(self, first: date, last: date, store: str = "") -> tuple[Note, ...]:
        """The notes of *store*, or of all that may be read, and those of every store."""
        found = self.notes.of(first, last, store)
        return tuple(note for note in found if not note.store or self.scope.reads(note.store))

    def seen_by(self, session: str) -> "Parts":
        """As far as the account may read whose session it is; a session of nobody is refused
        elsewhere.
        """
        account = self.accounts.account_of(session, self.now()) if session else None
        if account is None:
            return self
        scope = self.accounts.standing_of(account).scope(self.regions)
        return replace(self, scope=scope)

    def _query(self, name: str, params: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        return self.store.query(STATEMENTS[name].sql, params, timeout=self.query_seconds)

    def _answered(self, name: str, params: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        return self.answers.of(self._query, name, params)


def _parts(request: Request) -> Parts:
    parts: Parts = request.app.state.parts
    return parts.seen_by(request.cookies.get(COOKIE, ""))


TheParts = Annotated[Parts, Depends(_parts)]
