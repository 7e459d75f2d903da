"""Keeps one reader's process alive: starts it, starts it anew when it fails, hears its lines."""

import contextlib
import itertools
import os
import selectors
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal

import structlog

from messaging.clock import Clock
from touchpoint.readers.lines import (
    MAX_LINE,
    AliveLine,
    DownLine,
    ReadLine,
    StirLine,
    read_line,
)

_log = structlog.get_logger()

#: Seconds without a heartbeat after which a reader is taken for stuck.
SILENCE = 5.0
#: A program may take its time to start, on a Pi that is busy starting everything.
_FIRST_WORD = 30.0
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0
#: Bytes at a time, and bytes of its complaints that are kept for the log.
_MOST, _LAST_WORDS = 65536, 500
#: One that lived so long is not failing again and again.
_STEADY = 30.0

State = Literal["ok", "silent", "missing"]
Line = ReadLine | StirLine | AliveLine


def command_of(kind: str, options: Mapping[str, str]) -> list[str]:
    """How the reader of *kind* is run."""
    given = [part for key, value in options.items() for part in ("--option", f"{key}={value}")]
    return [sys.executable, "-m", "touchpoint.readers", kind, *given]


class Supervisor:
    """One thread for one reader. *became* and *heard* are called on it and must not block.

    *became* hears each change of its state, and "ok" before *heard* gets the lines that show it;
    *unread* hears of each line that says nothing. A process that says that its device is
    gone stays: it opens the device itself, and sooner.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        became: Callable[[State], None],
        heard: Callable[[Sequence[Line]], None],
        clock: Clock,
        silence: float = SILENCE,
        unread: Callable[[], None] = lambda: None,
    ) -> None:
        self._command, self._became, self._heard = list(command), became, heard
        self._clock, self._silence = clock, silence
        self._unread = unread
        self._log = _log.bind(reader=name)
        self._state: State | None = None
        self._down_since = clock.monotonic()
        #: The end of what the process wrote to its standard error.
        self._complaint = b""
        #: When it last made itself understood, and how long it may be silent from then on.
        self._last, self._patience = 0.0, _FIRST_WORD
        self._puzzled = False
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"reader {name}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        pause = _FIRST_PAUSE
        while not self._stopping.is_set():
            began = self._clock.monotonic()
            ended: State = "missing"
            try:
                ended = self._attend()
            except Exception:  # noqa: BLE001 - whatever a reader does, the next one gets its turn
                self._log.exception("reader.watch_failed")
            if self._stopping.is_set():
                return
            self._become(ended)
            steady = self._clock.monotonic() - began >= _STEADY
            pause = _FIRST_PAUSE if steady else min(pause * 2, _LONGEST_PAUSE)
            self._stopping.wait(pause)

    def _attend(self) -> State:
        """Run the process until it ends (missing) or says nothing more (silent)."""
        self._complaint = b""
        with subprocess.Popen(
            self._command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            try:
                for lines in self._lines(process):
                    self.take(lines)
                return "missing" if self._ended(process) else "silent"
            finally:
                _end(process)

    def _lines(self, process: subprocess.Popen[bytes]) -> Iterator[Sequence[bytes]]:
        """Lines as they come, until the end, a stop or a silence; complaints are no such lines."""
        if process.stdout is None or process.stderr is None:
            return
        file, complaints = process.stdout.fileno(), process.stderr.fileno()
        rest, self._last = b"", self._clock.monotonic()
        self._patience = max(_FIRST_WORD, self._silence)
        with selectors.DefaultSelector() as selector:
            selector.register(file, selectors.EVENT_READ)
            # A pipe that nobody reads fills, and then its writer stands still.
            selector.register(complaints, selectors.EVENT_READ)
            while not self._stopping.is_set():
                ready = {key.fd for key, _ in selector.select(0.25)}
                if complaints in ready and not self._overhear(complaints):
                    selector.unregister(complaints)
                if file in ready:
                    data = os.read(file, _MOST)
                    if not data:
                        return
                    *lines, rest = (rest + data).split(b"\n")
                    rest = rest[: MAX_LINE + 1]
                    if lines:
                        yield lines
                if self._clock.monotonic() - self._last >= self._patience:
                    return

    def _overhear(self, complaints: int) -> bool:
        """Keep the last of what it complains of; false when no more will come."""
        data = os.read(complaints, _MOST)
        self._complaint = (self._complaint + data)[-_LAST_WORDS:]
        return bool(data)

    def take(self, lines: Sequence[bytes]) -> None:
        """What its process wrote, in order; nonsense is no sign of life."""
        said = [it for line in lines if (it := self._understood(line)) is not None]
        for is_down, some in itertools.groupby(said, lambda it: isinstance(it, DownLine)):
            self._last = self._clock.monotonic()
            if is_down:
                self._go_down(some)
            else:
                self._patience = self._silence
                self._become("ok")
                self._heard([it for it in some if not isinstance(it, DownLine)])

    def _go_down(self, lines: Iterable[Line | DownLine]) -> None:
        # Opening a device may take as long as starting did.
        self._patience = max(_FIRST_WORD, self._silence)
        why = next((it.why for it in lines if isinstance(it, DownLine)), "")
        self._become("missing", why)

    def _understood(self, line: bytes) -> Line | DownLine | None:
        try:
            said = read_line(line)
        except ValueError as error:
            # One that spews it would fill the log as well.
            if not self._puzzled:
                self._log.warning("reader.nonsense", found=str(error))
            self._puzzled = True
            self._unread()
            return None
        self._puzzled = False
        return said

    def _become(self, state: State, why: str = "") -> None:
        if state == self._state:
            return
        now = self._clock.monotonic()
        if state == "ok":
            self._log.info("reader.ok", after_seconds=round(now - self._down_since, 1))
        elif self._state in {"ok", None}:
            said = why or self._complaint.decode(errors="replace").strip()
            self._log.warning("reader.down", state=state, said=said)
            self._down_since = now
        self._state = state
        self._became(state)

    def _ended(self, process: subprocess.Popen[bytes]) -> bool:
        """Whether it ended by itself; then its last words are overheard."""
        try:
            process.wait(0.2)
        except subprocess.TimeoutExpired:
            return False
        if process.stderr is not None:
            # A child that it leaves behind may hold this open for ever.
            os.set_blocking(process.stderr.fileno(), False)
            with contextlib.suppress(BlockingIOError):
                while self._overhear(process.stderr.fileno()):
                    pass
        return True


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ask it to close its device; make it when it does not."""
    process.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(2.0)
        return
    process.kill()
    process.wait()
