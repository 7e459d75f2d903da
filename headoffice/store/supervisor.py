"""Keeps the embedded engine's process running: what kills that leaves this one alive."""

import json
import subprocess
import sys
import threading
import time
from contextlib import suppress

import structlog

from headoffice.store import port
from headoffice.store.address import socket_of
from headoffice.store.port import StoreError
from headoffice.store.remote import RemoteStore

log = structlog.get_logger()
_FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 5.0
#: Who ran for so many seconds did not fail at its start.
_STEADY_SECONDS = 60.0
_STOP_SECONDS = 10.0


class EngineStore(RemoteStore):
    """The embedded store at *dsn*, in a process of its own that is started again when it ends.

    Spawned, never forked; it ends with this process, however this one ends. Raises StoreInUse when
    another process has the data, StoreError when the engine does not start.
    """

    def __init__(self, dsn: str, *, engine: str) -> None:
        super().__init__(socket_of(dsn))
        self._command = [sys.executable, "-m", "headoffice.store.engine", dsn, engine]
        self._closing = threading.Event()
        self._process = self._start()
        self._thread = threading.Thread(target=self._watch, name="engine", daemon=True)
        self._thread.start()

    @property
    def pid(self) -> int:
        """The engine's process, be it alive or just ended."""
        return self._process.pid

    def close(self) -> None:
        super().close()
        self._closing.set()
        self._stop()
        # An engine that hangs at its start ends with this process.
        self._thread.join(_STOP_SECONDS)

    def _start(self) -> "subprocess.Popen[str]":
        try:
            process = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
        except OSError as error:
            # For want of memory or of processes: it passes.
            raise StoreError(f"no process for the journey store's engine: {error}") from error
        assert process.stdout  # noqa: S101 - a pipe, as asked for
        said = process.stdout.readline()
        if said == "ready\n":
            return process
        self._end(process)
        raise _what_is_wrong(said)

    def _watch(self) -> None:
        pause, started = _FIRST_PAUSE, time.monotonic()
        while True:
            self._process.wait()
            if self._closing.is_set():
                return
            steady = time.monotonic() - started > _STEADY_SECONDS
            pause = _FIRST_PAUSE if steady else pause
            log.error("the journey store's engine ended", code=self._process.returncode)
            self._again(pause)
            pause, started = min(2 * pause, _LONGEST_PAUSE), time.monotonic()

    def _again(self, pause: float) -> None:
        if self._closing.wait(pause):
            return
        before = self._process
        try:
            self._process = self._start()
        except StoreError as error:
            log.warning("the journey store's engine does not start", detail=str(error))
            return
        self._end(before)
        log.info("the journey store's engine is up again", pid=self.pid)
        if self._closing.is_set():
            self._stop()

    def _stop(self) -> None:
        process = self._process
        with suppress(OSError, ValueError):
            assert process.stdin  # noqa: S101 - a pipe, as asked for
            process.stdin.write("stop\n")
            process.stdin.flush()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
        self._end(process)

    @staticmethod
    def _end(process: "subprocess.Popen[str]") -> None:
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                if pipe:
                    pipe.close()
        process.wait()


def _what_is_wrong(said: str) -> StoreError:
    try:
        told = json.loads(said)
    except ValueError:
        return StoreError("the journey store's engine ended while it started; its log says why")
    kind: type[StoreError] = getattr(port, told["error"])
    return kind(told["detail"])
