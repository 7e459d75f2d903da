"""Head office over HTTPS: one batch, one reply, and what the reply means."""

import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import Enum, auto
from pathlib import Path
from typing import Final, Protocol

import requests
from pydantic import ValidationError

from contract.envelope import BATCH_CONTENT_TYPE
from contract.http import IngestAnswer, Problem

#: Seconds for the connection itself; the answer has its own, longer one.
CONNECT_TIMEOUT: Final = 5.0
#: No server may send us away for longer.
LONGEST_RETRY_AFTER: Final = 3600.0
#: Seconds: the longest pause after failures, and the pause while we are not let in.
LONGEST_PAUSE: Final = 300.0
BARRED_PAUSE: Final = 300.0


def backoff(attempts: int, spread: float) -> float:
    """Seconds after so many failures, doubling from one.

    *spread* is 0 to 1, so that a chain of stores does not knock all at once.
    """
    return min(LONGEST_PAUSE, float(2 ** min(attempts - 1, 16))) * (0.5 + spread / 2)


class Verdict(Enum):
    TAKEN = auto()
    #: Not now: the same batch again later.
    RETRY = auto()
    #: We are not let in; everything is kept and a person is needed.
    BARRED = auto()
    #: Something in it is rotten.
    ROTTEN = auto()


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of a batch; *retry_after* in seconds, where the server said so."""

    verdict: Verdict
    detail: str = ""
    answer: IngestAnswer | None = None
    retry_after: float | None = None


class Line(Protocol):
    def post(self, bodies: Sequence[bytes]) -> Reply:
        """Hand over a batch of events, each as JSON; never raises for what the network does."""


class HeadOffice:
    """For one thread; *token_file* is read for each batch: a new secret needs no restart."""

    def __init__(self, url: str, token_file: Path, timeout_seconds: float) -> None:
        self._url = url.rstrip("/") + "/v1/events"
        self._token_file = token_file
        self._timeout = (CONNECT_TIMEOUT, timeout_seconds)
        self._session = requests.Session()

    def post(self, bodies: Sequence[bytes]) -> Reply:
        try:
            token = self._token_file.read_text(encoding="utf-8").strip()
        except OSError as error:
            return Reply(Verdict.BARRED, f"the token cannot be read: {error}")
        try:
            response = self._session.post(
                self._url,
                data=gzip.compress(b"[" + b",".join(bodies) + b"]", compresslevel=6, mtime=0),
                headers={
                    "Authorization": f"Bearer {token}",
                    "Content-Type": BATCH_CONTENT_TYPE,
                    "Content-Encoding": "gzip",
                },
                timeout=self._timeout,
                # A portal that sends us elsewhere is not head office.
                allow_redirects=False,
            )
        except requests.RequestException as error:
            return Reply(Verdict.RETRY, f"{type(error).__name__}: {error}")
        return judge(response.status_code, response.content, response.headers.get("Retry-After"))


def judge(status: int, body: bytes, retry_after: str | None = None) -> Reply:
    """What an HTTP answer means, as the contract has it."""
    if status == requests.codes.ok:
        return _taken(body)
    return trouble(status, body, retry_after)


def trouble(status: int, body: bytes, retry_after: str | None = None) -> Reply:
    """What an HTTP answer that is no success means, as the contract has it."""
    detail = f"HTTP {status}: {_said(body)}"
    if status in {408, 425, 429} or status >= 500:
        return Reply(Verdict.RETRY, detail, retry_after=seconds_to(retry_after, datetime.now(UTC)))
    if status in {400, 413, 422}:
        return Reply(Verdict.ROTTEN, detail)
    return Reply(Verdict.BARRED, detail)


def seconds_to(retry_after: str | None, now: datetime) -> float | None:
    """Retry-After in seconds, from its number or its date."""
    if retry_after is None:
        return None
    if retry_after.strip().isdigit():
        return min(float(retry_after), LONGEST_RETRY_AFTER)
    try:
        until = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    if until.tzinfo is None:
        return None
    return min(max((until - now).total_seconds(), 0.0), LONGEST_RETRY_AFTER)


def _taken(body: bytes) -> Reply:
    try:
        answer = IngestAnswer.model_validate_json(body)
    except ValidationError:
        # A captive portal says 200 to everything; only head office's own words settle events.
        return Reply(Verdict.RETRY, "HTTP 200 whose body is no answer of head office")
    return Reply(Verdict.TAKEN, answer=answer)


def _said(body: bytes) -> str:
    try:
        problem = Problem.model_validate_json(body)
    except ValidationError:
        return body[:200].decode("utf-8", "replace")
    return f"{problem.title} {problem.detail}".strip()
