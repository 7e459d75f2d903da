"""Head office's door for events, from the outside: one batch, one answer."""

import gzip
import http.client
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from pydantic import ValidationError

from contract.envelope import BATCH_CONTENT_TYPE
from contract.http import LOOPBACK, IngestAnswer, Problem

#: An answer comes after the commit, which may wait for others.
_SECONDS: Final = 60.0


class DoorError(Exception):
    """The batch was not taken, or nobody knows; the sentence says what helps."""


class Door:
    """Sends events to the head office at *url* as the store whose *bearer* it is.

    Raises DoorError for an address that is none, or over which a secret may not travel.
    """

    def __init__(self, url: str, bearer: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise DoorError(f"{url!r} is no address; http://127.0.0.1:8090 would be one")
        if parts.scheme == "http" and parts.hostname not in LOOPBACK:
            raise DoorError(f"{url} would show the bearer to the network; https://… is right")
        self._host, self._port, self._bearer = parts.hostname, parts.port, bearer
        self._secure, self._path = parts.scheme == "https", parts.path.rstrip("/") + "/v1/events"

    def post(self, bodies: Sequence[bytes]) -> IngestAnswer:
        """Hand over events, each as JSON. Raises DoorError; the same again is always safe."""
        body = gzip.compress(b"[" + b",".join(bodies) + b"]", mtime=0)
        headers = {
            "Authorization": f"Bearer {self._bearer}",
            "Content-Type": BATCH_CONTENT_TYPE,
            "Content-Encoding": "gzip",
        }
        kind = http.client.HTTPSConnection if self._secure else http.client.HTTPConnection
        line = kind(self._host, self._port, timeout=_SECONDS)
        try:
            line.request("POST", self._path, body, headers)
            answer = line.getresponse()
            return _answer(answer.status, answer.read())
        except (OSError, http.client.HTTPException) as error:
            raise DoorError(
                f"head office does not answer at {self._host}: {error}; start it with "
                "`python -m headoffice serve`, or say where it is with --url"
            ) from error
        finally:
            line.close()


def _answer(status: int, body: bytes) -> IngestAnswer:
    if status == http.client.OK:
        try:
            return IngestAnswer.model_validate_json(body)
        except ValidationError:
            raise DoorError(
                "what answers there is no head office; --url says where it is"
            ) from None
    raise DoorError(f"head office answered {status}: {_detail(body)}")


def _detail(body: bytes) -> str:
    try:
        problem = Problem.model_validate_json(body)
    except ValidationError:
        return "run this again a little later"
    return problem.detail or problem.title
