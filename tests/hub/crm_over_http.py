"""A CRM that answers over HTTPS: the example of docs/crm.md."""

import threading
from pathlib import Path

import requests

from hub.crm.port import PATIENCE, CrmAway, CrmError


class HttpCrm:
    """*url* takes `{"card": …}` and answers `{"id": …}`, or 404; *token_file* holds its token."""

    def __init__(self, url: str, token_file: str) -> None:
        try:
            token = Path(token_file).read_text().strip()
        except OSError as error:
            raise CrmError(f"token_file {token_file} cannot be read: {error.strerror}") from error
        self._url, self._headers = url, {"Authorization": f"Bearer {token}"}
        self._lines = threading.local()

    def customer_of(self, code: str) -> str | None:
        # A session is for one thread.
        line = self._lines.__dict__.setdefault("session", requests.Session())
        ask = {"json": {"card": code}, "headers": self._headers, "timeout": PATIENCE / 2}
        try:
            answer = line.post(self._url, **ask)
            if answer.status_code == requests.codes.not_found:
                return None
            answer.raise_for_status()
            return str(answer.json()["id"])
        except (requests.RequestException, KeyError) as error:
            raise CrmAway(f"the CRM gave no answer: {type(error).__name__}") from error
