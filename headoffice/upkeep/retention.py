"""Events are let go when they are old: whole weeks, so that nothing has to be rewritten."""

import threading
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, datetime
from importlib.resources import files
from string import Template
from typing import Final

import structlog

from headoffice.store import JourneyStore, Statement
from headoffice.store.statements import read

log = structlog.get_logger()
STATEMENTS: Final[Mapping[str, Statement]] = {
    it.name: it for it in read((files(__package__) / "retention.sql").read_text(encoding="utf-8"))
}
_DAY: Final = 86_400.0
#: Seconds until it is tried again when the store did not take it.
_AGAIN: Final = 300.0
_PATIENCE: Final = 600.0


def months_before(at: datetime, months: int) -> datetime:
    """The same moment of the day so many months earlier, on the month's last day at the latest."""
    month = at.year * 12 + at.month - 1 - months
    year, month = month // 12, month % 12 + 1
    return at.replace(year=year, month=month, day=min(at.day, monthrange(year, month)[1]))


def let_go(store: JourneyStore, since: datetime) -> dict[date, int]:
    """Drop each week of which nothing was received since then; answers how many events they held.

    By the moment of receipt, which no device's clock can get wrong. Raises StoreError.
    """
    rows = store.query(STATEMENTS["old_weeks"].sql, {"since": since}, timeout=_PATIENCE)
    weeks = {row["week"]: row["n"] for row in rows}
    for week in weeks:
        store.each_shard(Template(STATEMENTS["let_go"].sql).substitute(week=week.isoformat()))
    return weeks


class Retention:
    """Lets go once a day, in a thread of its own, what was received more than *months* ago."""

    def __init__(self, store: JourneyStore, months: int, now: Callable[[], datetime]) -> None:
        self._store, self._months, self._now = store, months, now
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="retention")

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._ending.set()
        self._thread.join()

    def _run(self) -> None:
        pause = 0.0
        while not self._ending.wait(pause):
            try:
                gone = let_go(self._store, months_before(self._now(), self._months))
            except Exception:  # this thread must outlive every mistake
                log.exception("events.not_let_go", again_seconds=_AGAIN)
                pause = _AGAIN
                continue
            for week, events in gone.items():
                log.info("events.let_go", week=week.isoformat(), events=events)
            pause = _DAY
