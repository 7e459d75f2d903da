"""Answers to slow questions, kept for a while and asked for again before anybody has to wait."""

import json
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import structlog

log = structlog.get_logger()
#: Answers that are kept at once.
_MOST: Final = 512

Rows = Sequence[Mapping[str, Any]]
Ask = Callable[[str, Mapping[str, Any]], Rows]


class Answers:
    """Keeps what was answered for *keep*; safe to call from several threads."""

    def __init__(self, now: Callable[[], datetime], keep: timedelta) -> None:
        self._now, self._keep = now, keep
        self._lock = threading.Lock()
        self._kept: dict[str, tuple[datetime, Rows]] = {}

    def of(self, ask: Ask, name: str, params: Mapping[str, Any]) -> Rows:
        """The kept answer, or a new one. Raises what *ask* does."""
        key = _key(name, params)
        with self._lock:
            at, rows = self._kept.get(key, (None, ()))
        if at is not None and self._now() - at < self._keep:
            return rows
        return self.anew(ask, name, params)

    def anew(self, ask: Ask, name: str, params: Mapping[str, Any]) -> Rows:
        """A new answer, which is kept from now on."""
        rows, key = ask(name, params), _key(name, params)
        with self._lock:
            self._kept.pop(key, None)
            self._kept[key] = (self._now(), rows)
            while len(self._kept) > _MOST:
                del self._kept[next(iter(self._kept))]
        return rows


def _key(name: str, params: Mapping[str, Any]) -> str:
    return name + json.dumps(params, default=str, sort_keys=True)


class Ahead:
    """Calls *look* every *pause* seconds, in a thread of its own, so that pages find its answers.

    It is told how to find out whether it should end.
    """

    def __init__(self, look: Callable[[Callable[[], bool]], object], *, pause: float) -> None:
        self._look, self._pause = look, pause
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="answers")

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._ending.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ending.is_set():
            try:
                self._look(self._ending.is_set)
            except Exception:
                # A page asks by itself then, and says what is wrong.
                log.exception("answers.not_asked", again_seconds=self._pause)
            self._ending.wait(self._pause)
