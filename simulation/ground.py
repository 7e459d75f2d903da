"""The folder a run lives in: its own, empty, and nobody else's while the run lasts."""

import fcntl
import os
import shutil
from pathlib import Path

from simulation.processes import ProgramFailed

#: Tells a folder that an earlier run made from one with somebody's work in it.
_MARK = ".parcours-demo"


class Ground:
    """*folder*, from `take` to `release`; a process that ends has released it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = folder.with_name(f"{folder.name}.lock")
        self._held: int | None = None

    def take(self) -> None:
        """Clear it and hold it. Raises ProgramFailed."""
        self._folder.parent.mkdir(parents=True, exist_ok=True)
        self._held = os.open(self._lock, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._held)
            raise ProgramFailed(
                f"a demo runs in {self._folder} already: stop it with Ctrl-C, or give this one "
                "another --folder"
            ) from None
        try:
            self._clear()
        except ProgramFailed:
            self.release()
            raise

    def release(self) -> None:
        if self._held is not None:
            os.close(self._held)
            self._held = None

    def _clear(self) -> None:
        if self._folder.exists() and any(self._folder.iterdir()):
            if not (self._folder / _MARK).exists():
                raise ProgramFailed(
                    f"{self._folder} holds something that is no demo's: give an empty folder"
                )
            shutil.rmtree(self._folder)
        self._folder.mkdir(exist_ok=True)
        (self._folder / _MARK).touch()
