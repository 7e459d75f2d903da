"""The programs of a simulated store: real processes, started, watched, killed, started again."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import structlog

from simulation.broker import free_port
from touchpoint.starting import RELOAD

_log = structlog.get_logger()
#: Seconds a program may take to stop by itself before it is killed.
STOP_PATIENCE = 10.0


class ProgramFailed(Exception):
    """A program that did not come up; the text ends with its last words."""


class Runs(Protocol):
    """What can be started, killed and waited for."""

    name: str

    def start(self) -> None: ...
    def await_ready(self) -> None: ...
    def alive(self) -> bool: ...
    def tend(self) -> None: ...
    def kill(self) -> None: ...
    def stop(self) -> None: ...
    def await_death(self, patience: float) -> bool: ...


class Program:
    """One program: its command, where its words go, and how to tell that it is ready."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        log: Path,
        ready: Callable[[], bool],
        env: Mapping[str, str] | None = None,
    ) -> None:
        self.name = name
        self._command = list(command)
        self._log = log
        self._ready = ready
        self._env = {**os.environ, "PYTHONUNBUFFERED": "1", **(env or {})}
        self._process: subprocess.Popen[bytes] | None = None
        # Kills, stops and tending come from several threads.
        self._lock = threading.Lock()

    def start(self) -> None:
        self._log.parent.mkdir(parents=True, exist_ok=True)
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self._env,
                start_new_session=True,
            )

    def await_ready(self, patience: float = 60.0) -> None:
        """Return when it is ready. Raises ProgramFailed when it died or took longer."""
        end = time.monotonic() + patience
        while True:
            if not self.alive():
                raise ProgramFailed(f"{self.name} ended by itself:\n{self.last_words()}")
            if self._ready():
                return
            if time.monotonic() > end:
                raise ProgramFailed(f"{self.name} is not ready:\n{self.last_words()}")
            time.sleep(0.02)

    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def group(self) -> int:
        """The number of its group of processes. Raises ProgramFailed when it does not run."""
        if self._process is None:
            raise ProgramFailed(f"{self.name} does not run")
        return self._process.pid

    def tend(self) -> None:
        """Start it again when it ended in order to be, as a store's own supervisor would."""
        with self._lock:
            if self._process is not None and self._process.poll() == RELOAD:
                self.start()

    def kill(self) -> None:
        """As a power cut would: no warning, children included."""
        with self._lock:
            if self._process is not None:
                self._signal(signal.SIGKILL)
                self._process.wait()
                self._process = None

    def stop(self) -> None:
        with self._lock:
            self._stop()

    def _stop(self) -> None:
        if self._process is None:
            return
        if self.alive():
            self._signal(signal.SIGTERM, whole_group=False)
        try:
            self._process.wait(STOP_PATIENCE)
        except subprocess.TimeoutExpired:
            _log.warning("program does not stop and is killed", program=self.name)
        # Whatever it started goes with it, and nothing else.
        self._signal(signal.SIGKILL)
        self._process.wait()
        # Its number may soon be another's.
        self._process = None

    def await_death(self, patience: float) -> bool:
        """Whether it died by itself within *patience* seconds."""
        if self._process is None:
            return True
        try:
            self._process.wait(patience)
        except subprocess.TimeoutExpired:
            return False
        return True

    def last_words(self, lines: int = 8) -> str:
        if not self._log.exists():
            return ""
        return "\n".join(self._log.read_text(errors="replace").splitlines()[-lines:])

    def _signal(self, number: int, *, whole_group: bool = True) -> None:
        if self._process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            if whole_group:
                os.killpg(self._process.pid, number)
            else:
                os.kill(self._process.pid, number)


def python(module: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", module, *arguments]


def port_like(preferred: int) -> int:
    """*preferred* when nobody listens there, else any free port of the loopback."""
    return free_port() if listens(preferred)() else preferred


def hears(path: Path) -> Callable[[], bool]:
    """A check that somebody takes orders on the socket at *path*."""

    def check() -> bool:
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(0.5)
            return probe.connect_ex(str(path)) == 0

    return check


def listens(port: int) -> Callable[[], bool]:
    """A check that somebody accepts connections on *port*."""

    def check() -> bool:
        with socket.socket() as probe:
            probe.settimeout(0.5)
            return probe.connect_ex(("127.0.0.1", port)) == 0

    return check
