"""What the routes are handed: every part of head office, chosen in `__main__`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from fastapi import Depends, Request

from contract.brand import Brand
from headoffice.accounts import Accounts
from headoffice.ingest import Writer
from headoffice.journeys import Phases
from headoffice.live import Tail
from headoffice.messages import Messages
from headoffice.rejected import RejectedEvents
from headoffice.store import STATEMENTS, JourneyStore
from headoffice.web.measures import Measures


@dataclass(frozen=True, slots=True)
class Parts:
    """Head office, put together."""

    store: JourneyStore
    writer: Writer
    accounts: Accounts
    rejected: RejectedEvents
    messages: Messages
    tail: Tail
    brand: Brand
    phases: Phases
    now: Callable[[], datetime]
    zone: ZoneInfo
    #: Seconds a question may take.
    query_seconds: float
    secure_cookie: bool
    measures: Measures

    def ask(self, name: str, params: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        """The rows of a named question. Raises TooSlow, StoreError."""
        return self.store.query(STATEMENTS[name].sql, params, timeout=self.query_seconds)


def _parts(request: Request) -> Parts:
    parts: Parts = request.app.state.parts
    return parts


TheParts = Annotated[Parts, Depends(_parts)]
