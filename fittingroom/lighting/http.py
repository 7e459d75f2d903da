"""A light that something in the store's own network switches: each scene is one POST to it."""

import queue
import threading
from urllib.parse import urlsplit

import requests
import structlog

_log = structlog.get_logger()
#: Seconds for the answer, and until what did not come through is said again.
_TIMEOUT, _AGAIN = 2.0, 5.0


class HttpLighting:
    """POSTs `{"scene": "evening"}` to *url*, on a thread of its own, until the last scene came
    through: any status from 200 to 299 is yes. *token* goes along as a bearer, where one is given.
    """

    def __init__(self, url: str, token: str = "", timeout: str = "", again: str = "") -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError(f"url: found {url!r}; http://lights.local/scene is one")
        self._url = url
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._timeout = _seconds("timeout", timeout, _TIMEOUT)
        self._again = _seconds("again", again, _AGAIN)
        self._down = False
        self._wanted: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="lighting", daemon=True)
        self._thread.start()

    def show(self, scene: str) -> None:
        self._wanted.put(scene)

    def close(self) -> None:
        """What is on its way goes on by itself; nothing waits for it."""
        self._wanted.put(None)

    def _run(self) -> None:
        scene: str | None = None
        while (told := self._newest(scene)) is not None:
            scene = None if self._post(told) else told

    def _newest(self, undone: str | None) -> str | None:
        """The last scene that is wanted; *undone* again when nobody wants another one meanwhile.

        Nothing once it is closed.
        """
        try:
            found = self._wanted.get(timeout=self._again if undone else None)
        except queue.Empty:
            return undone
        while found is not None and not self._wanted.empty():
            found = self._wanted.get()
        return found

    def _post(self, scene: str) -> bool:
        try:
            answer = requests.post(
                self._url,
                json={"scene": scene},
                headers=self._headers,
                timeout=self._timeout,
                allow_redirects=False,
            )
            why = "" if 200 <= answer.status_code < 300 else f"status {answer.status_code}"
        except requests.RequestException as error:
            why = type(error).__name__
        self._note(why)
        return not why

    def _note(self, why: str) -> None:
        """Say once that it is down, and once that it is back."""
        if bool(why) == self._down:
            return
        self._down = bool(why)
        if why:
            _log.warning("lighting.down", url=self._url, why=why)
        else:
            _log.info("lighting.back", url=self._url)


def _seconds(key: str, found: str, default: float) -> float:
    if not found:
        return default
    seconds = float(found)
    if not 0 < seconds <= 60:
        raise ValueError(f"{key}: found {found}; more than 0 and at most 60 seconds are right")
    return seconds
