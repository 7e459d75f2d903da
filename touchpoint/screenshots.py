"""Hands a picture of the resting glass to the hub, in a thread of its own: nobody waits for it."""

import threading
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

import requests
import structlog

from contract.http import MAX_SCREENSHOT
from touchpoint.hubline import session_to
from touchpoint.obeying import Answer

_log = structlog.get_logger()
#: Seconds to connect, and between two bytes.
_TIMEOUT = (3.0, 10.0)
#: Pixels: what a phone can show; half of it where that would still be too many bytes.
WIDTHS = (1080, 540)


class Picture:
    """*credentials* are the touchpoint's name and secret; *ca* signed the hub's certificate."""

    def __init__(self, hub: str, credentials: tuple[str, str], ca: Path | None) -> None:
        self._url = f"{hub.rstrip('/')}/v1/screenshots/{credentials[0]}"
        self._credentials, self._ca = credentials, ca

    def send(self, draw: Callable[[int], bytes], answer: Answer) -> None:
        """Returns at once; *draw* gives the JPEG of a width in pixels, on that thread as well."""
        work = threading.Thread(
            target=self._send, args=(draw, answer), name="screenshot", daemon=True
        )
        work.start()

    def _send(self, draw: Callable[[int], bytes], answer: Answer) -> None:
        try:
            self._put(next(p for p in map(draw, WIDTHS) if len(p) <= MAX_SCREENSHOT))
        except Exception as error:  # noqa: BLE001 - whatever it is, the hub is told of it
            _log.warning("screenshot.failed", why=f"{type(error).__name__}: {error}")
            answer("failed")
        else:
            answer("done")

    def _put(self, picture: bytes) -> None:
        headers = {"Content-Type": "image/jpeg"}
        with session_to(self._credentials, self._ca) as session:
            # A hub never sends a touchpoint elsewhere, and its secret goes nowhere else.
            reply = session.put(
                self._url, data=picture, headers=headers, timeout=_TIMEOUT, allow_redirects=False
            )
        if reply.status_code != HTTPStatus.NO_CONTENT:
            raise requests.HTTPError(f"{reply.status_code}: {reply.text[:200]}")
