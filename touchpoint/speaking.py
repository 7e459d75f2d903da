"""Reading aloud: a local speech engine as a process, one line at a time, silent at once."""

import shutil
import subprocess
import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import structlog

from touchpoint.aloud import Told, still_to_say

log = structlog.get_logger()

EngineName = Literal["auto", "spd-say", "espeak-ng", "none"]


@dataclass(frozen=True, slots=True)
class Engine:
    """A program that reads a line from its standard input aloud and ends when it has.

    *options* come before the language, which it is named by *voice*; *hush* silences what a
    server behind it still says.
    """

    program: str
    voice: str
    options: tuple[str, ...] = ()
    hush: tuple[str, ...] = ()

    def command(self, language: str) -> list[str]:
        """Never by a shell, and never the text itself: a process list is read by others."""
        return [self.program, *self.options, self.voice, language.partition("-")[0]]


#: The better one first: Speech Dispatcher speaks with what a person set up for the machine.
ENGINES: dict[str, Engine] = {
    "spd-say": Engine("spd-say", "--language", ("--wait", "--pipe-mode"), ("--cancel",)),
    "espeak-ng": Engine("espeak-ng", "-v", ("--stdin",)),
}


def find_engine(
    wanted: EngineName, which: Callable[[str], str | None] = shutil.which
) -> Engine | None:
    """The engine that is *wanted* and installed; the first that is there for `auto`."""
    if wanted == "none":
        return None
    names = list(ENGINES) if wanted == "auto" else [wanted]
    found = next((ENGINES[name] for name in names if which(ENGINES[name].program)), None)
    if found is None:
        log.warning(
            "speech.missing",
            looked_for=names,
            so="nothing is offered to be read aloud; `apt-get install espeak-ng` brings an engine",
        )
    return found


class Speaker:
    """Says what it is told to on a thread of its own; `follow` returns at once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._changed = threading.Condition()
        self._told: Told | None = None
        self._waiting: deque[str] = deque()
        self._saying: str | None = None
        self._process: subprocess.Popen[str] | None = None
        self._turn = 0
        self._ended = self._failed = False
        self._thread = threading.Thread(target=self._run, name="speech", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Be silent for good."""
        with self._changed:
            self._ended = True
            self._cut(())
        self._thread.join()

    def follow(self, told: Told | None) -> None:
        """Say *told* from now on; nothing when there is nothing to say."""
        with self._changed:
            if told is None:
                lines: Sequence[str] | None = () if self._told else None
            else:
                lines = still_to_say(self._told, told, self._saying, tuple(self._waiting))
            self._told = told
            if lines is not None:
                self._cut(lines)

    def idle(self, seconds: float) -> bool:
        """Whether all has been said within *seconds*."""
        with self._changed:
            return self._changed.wait_for(
                lambda: not self._waiting and self._saying is None, seconds
            )

    def _cut(self, lines: Sequence[str]) -> None:
        """Break off, and go on with *lines*; the lock is held."""
        self._turn += 1
        self._waiting = deque(lines)
        if self._process is not None:
            self._process.terminate()
        self._changed.notify_all()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._ended)
                if self._ended:
                    return
                line, turn = self._waiting.popleft(), self._turn
                language = self._told.language if self._told else "en"
                self._saying = line
            self._say(line, language, turn)
            # Else it would be at hand until there is another one, which may be another visit's.
            del line
            with self._changed:
                self._saying = None
                self._changed.notify_all()

    def _say(self, line: str, language: str, turn: int) -> None:
        pipe = subprocess.PIPE
        command = self._engine.command(language)
        try:
            process = subprocess.Popen(
                command, stdin=pipe, stdout=subprocess.DEVNULL, stderr=pipe, text=True
            )
        except OSError as error:
            self._fail(str(error))
            return
        with self._changed:
            self._process = process
            if turn != self._turn:
                process.terminate()
        _, said = process.communicate(line + "\n")
        with self._changed:
            self._process = None
            broken_off = turn != self._turn
        if broken_off:
            self._hush()
        elif process.returncode:
            self._fail(said.strip())

    def _hush(self) -> None:
        if self._engine.hush:
            command = [self._engine.program, *self._engine.hush]
            subprocess.run(command, capture_output=True, timeout=5, check=False)

    def _fail(self, why: str) -> None:
        """Told once: what ails a loudspeaker ails it for every line."""
        if not self._failed:
            self._failed = True
            log.error("speech.failed", program=self._engine.program, why=why)
