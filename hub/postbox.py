"""Head office's inbox over HTTPS: a question, held open until there is something."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

import requests
from pydantic import TypeAdapter, ValidationError

from contract.http import InboxMessage
from hub.headoffice import CONNECT_TIMEOUT, Verdict, trouble

#: Seconds for which head office holds a question open that it has no answer to.
WAIT: Final = 30
_MESSAGES: TypeAdapter[list[InboxMessage]] = TypeAdapter(list[InboxMessage])


@dataclass(frozen=True, slots=True)
class Mail:
    """What came of a question: *messages* when it was TAKEN, oldest first."""

    verdict: Verdict
    messages: tuple[InboxMessage, ...] = ()
    detail: str = ""
    retry_after: float | None = None


class Line(Protocol):
    def ask(self, after: int) -> Mail:
        """What there is behind number *after*; never raises for what the network does."""


class Postbox:
    """For one thread; *token_file* is read for each question: a new secret needs no restart."""

    def __init__(
        self, url: str, token_file: Path, timeout_seconds: float, wait: float = WAIT
    ) -> None:
        self._url = url.rstrip("/") + "/v1/inbox"
        self._token_file = token_file
        self._wait = wait
        self._timeout = (CONNECT_TIMEOUT, wait + timeout_seconds)
        self._session = requests.Session()

    def ask(self, after: int) -> Mail:
        try:
            token = self._token_file.read_text(encoding="utf-8").strip()
        except OSError as error:
            return Mail(Verdict.BARRED, detail=f"the token cannot be read: {error}")
        try:
            response = self._session.get(
                self._url,
                params={"after": str(after), "wait": str(self._wait)},
                headers={"Authorization": f"Bearer {token}"},
                timeout=self._timeout,
                # A portal that sends us elsewhere is not head office.
                allow_redirects=False,
            )
        except requests.RequestException as error:
            return Mail(Verdict.RETRY, detail=f"{type(error).__name__}: {error}")
        if response.status_code == requests.codes.ok:
            return _delivered(response.content)
        reply = trouble(response.status_code, response.content, response.headers.get("Retry-After"))
        return Mail(reply.verdict, detail=reply.detail, retry_after=reply.retry_after)


def _delivered(body: bytes) -> Mail:
    try:
        return Mail(Verdict.TAKEN, tuple(_MESSAGES.validate_json(body)))
    except ValidationError:
        # A captive portal says 200 to everything.
        return Mail(Verdict.RETRY, detail="HTTP 200 whose body is no inbox of head office")
