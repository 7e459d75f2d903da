"""Head office as its real process, over a folder that is full or empty."""

import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import requests

from headoffice.accounts import SqliteAccounts
from headoffice.database import Database
from simulation.broker import free_port
from simulation.history.making import settings
from simulation.processes import Program, ProgramFailed, python

#: Of one core: head office and its engine are at rest when they use less for so many seconds. Days
#: that changed are made anew 15 s later.
_REST: Final = 0.15
_REST_SECONDS: Final = 20
_PATIENCE: Final = 1800.0
#: Of /proc/…/stat, in a second.
_TICKS: Final = 100
PERSON: Final = "claire"


@dataclass(frozen=True, slots=True)
class Served:
    """Where it answers, who may sign in, and each store's bearer."""

    url: str
    person: tuple[str, str]
    bearers: dict[str, str]
    program: Program

    def session(self) -> requests.Session:
        """A browser in which somebody signed in. Raises requests.HTTPError."""
        session = requests.Session()
        name, password = self.person
        form = {"name": name, "password": password}
        session.post(f"{self.url}/sign-in", form, timeout=60).raise_for_status()
        return session

    def await_rest(self) -> None:
        """Return when what it does by itself after a start is done. Raises ProgramFailed."""
        until, quiet = time.monotonic() + _PATIENCE, 0
        before = _ticks(self.program.group())
        while quiet < _REST_SECONDS:
            if time.monotonic() > until:
                raise ProgramFailed("head office does not come to rest after its start")
            time.sleep(1)
            now = _ticks(self.program.group())
            quiet = quiet + 1 if now - before < _REST * _TICKS else 0
            before = now


@contextmanager
def served(folder: Path, stores: Sequence[str] = (), **more: Any) -> Iterator[Served]:
    """Head office over what is in *folder*, with *more* settings; *stores* are let in as well."""
    port = free_port()
    http = {"secure_cookie": False, "port": port}
    config = settings(folder, http=http, **more)
    with closing(Database(folder / "state/headoffice.sqlite")) as database:
        accounts, now = SqliteAccounts(database), datetime.now(UTC)
        bearers = {store: accounts.enrol_store(store, now) for store in stores}
        password = accounts.enrol_account(PERSON, now)
    url = f"http://127.0.0.1:{port}"
    command = python("headoffice", "serve", "--config", str(config))
    program = Program("head office", command, folder / "headoffice.log", lambda: _up(url))
    program.start()
    try:
        program.await_ready()
        yield Served(url, (PERSON, password), bearers, program)
    finally:
        program.stop()


def _up(url: str) -> bool:
    try:
        return requests.get(f"{url}/health", timeout=5).ok
    except requests.ConnectionError:
        return False


def _ticks(group: int) -> int:
    """What the processes of *group* have used of the cores."""
    used = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        # Counted from the state on, which is the third of proc(5).
        if int(fields[2]) == group:
            used += int(fields[11]) + int(fields[12])
    return used
