"""What goes over HTTP between the places: answers, questions and errors."""

from typing import Any

from pydantic import Field

from contract.ids import Uuid
from contract.model import Open
from contract.outcomes import Reason

PROBLEM_CONTENT_TYPE = "application/problem+json"
#: Names of the machine itself: what goes there crosses no network.
LOOPBACK = ("127.0.0.1", "::1", "localhost")
#: Bytes of the largest picture of a screen that a hub takes.
MAX_SCREENSHOT = 1024 * 1024
#: The most events one batch to head office holds.
MAX_BATCH = 5000


class Problem(Open):
    """An error as RFC 9457 has it; *detail* says what was found and what would be right."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""


class BatchRejection(Open):
    """One event refused; ids are one's own of a *source*, so both name it. Empty: it had none."""

    id: str
    reason: Reason
    detail: str = ""
    source: str = ""


class IngestAnswer(Open):
    """What became of a batch, after the engine's commit."""

    stored: int
    duplicates: int
    conflicts: int
    rejected: tuple[BatchRejection, ...] = ()


class InboxMessage(Open):
    """What head office has for a store: *n* counts on, *id* is the same however often it comes."""

    n: int = Field(ge=1)
    id: Uuid
    kind: str
    data: dict[str, Any]


class SessionAsk(Open):
    associate: str
    pin: str = Field(repr=False)
