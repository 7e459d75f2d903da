"""Wrong PINs, counted so that a prankster locks out neither the shift nor a person everywhere."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection
from typing import Final, Protocol

import aiosql
import structlog

from messaging.clock import Clock

_LOG = structlog.get_logger()
_QUERIES = aiosql.from_path(Path(__file__).with_name("guesses.sql"), "sqlite3")

#: So many wrong PINs in a row cost nothing; each further one doubles the delay.
FREE_TRIES: Final = 3
FIRST_DELAY: Final = 5.0
LONGEST_DELAY: Final = 900.0
#: So many wrong ones over all people close a device's PIN entry, and for how long they count.
DEVICE_TRIES: Final = 20
DEVICE_SECONDS: Final = 900.0
#: From so many wrong ones on, wherever they were typed, the person hears of it; nothing is locked.
ALARM_TRIES: Final = 5
_KEPT_SECONDS: Final = 30 * 86400.0


class Database(Protocol):
    """What this module needs of hub.store.Database."""

    def transaction(self) -> AbstractContextManager[Connection]: ...

    def read(self) -> AbstractContextManager[Connection]: ...


class WrongPin(Exception):
    """The PIN or the person is not right; *wait* seconds until another try is looked at."""

    def __init__(self, wait: float) -> None:
        super().__init__(f"that PIN is not right; next try in {wait:.0f} s")
        self.wait = wait


class LockedOut(WrongPin):
    """Too many wrong PINs here; this one was not even looked at."""


class DeviceLocked(LockedOut):
    """Too many wrong PINs of any people on this device; a manager may release it elsewhere."""


@dataclass(frozen=True, slots=True)
class Tried:
    """So many wrong PINs in a person's name, and on which devices, since they last signed in."""

    times: int
    devices: tuple[str, ...]


class Guesses:
    """The tries in the hub's database. Every method may be called from any thread."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock
        with db.transaction() as tx:
            _QUERIES.create_attempts(tx)
            _QUERIES.create_guesses(tx)

    def begin(self, device: str, associate: str) -> int:
        """Count a try before it is judged; its number. Raises DeviceLocked or LockedOut."""
        # Counted before the PIN is looked at: a hundred guesses at once are a hundred guesses.
        now = self._now()
        with self._db.transaction() as tx:
            if (wait := self._device_wait(tx, device, now)) > 0:
                raise DeviceLocked(wait)
            row = _QUERIES.attempts(tx, device=device, associate=associate)
            failures, locked_until = (row[0], row[1]) if row else (0, 0.0)
            if locked_until > now:
                raise LockedOut(locked_until - now)
            _QUERIES.put_attempt(
                tx,
                device=device,
                associate=associate,
                failures=failures + 1,
                locked_until=now + delay_after(failures + 1),
            )
            return int(_QUERIES.add_guess(tx, device=device, associate=associate, at=now))

    def wrong(self, device: str, associate: str) -> WrongPin:
        """What to raise after a wrong one, once the log has it."""
        with self._db.read() as rx:
            row = _QUERIES.attempts(rx, device=device, associate=associate)
            wait = max(row[1] - self._now() if row else 0.0, 0.0)
            closed = self._device_wait(rx, device, self._now())
            times = len(list(_QUERIES.guesses_of(rx, associate=associate)))
        if times and times % ALARM_TRIES == 0:
            _LOG.warning("pin.guessed", associate=associate[:32], times=times, device=device)
        if closed > 0:
            _LOG.warning("pin.device_locked", device=device, seconds=round(closed))
            return DeviceLocked(closed)
        return WrongPin(wait)

    def right(self, tx: Connection, number: int, device: str, associate: str) -> Tried | None:
        """The right PIN wipes the person's slate; what there is to tell them, if it is much."""
        _QUERIES.forget_guess(tx, n=number)
        _QUERIES.forget_attempts(tx, device=device, associate=associate)
        found = list(_QUERIES.guesses_of(tx, associate=associate))
        _QUERIES.tell_guesses(tx, associate=associate)
        now = self._now()
        _QUERIES.forget_guesses(tx, at=now - DEVICE_SECONDS, old=now - _KEPT_SECONDS)
        devices = tuple(dict.fromkeys(row[0] for row in found))
        return Tried(len(found), devices) if len(found) >= ALARM_TRIES else None

    def locked(self) -> dict[str, float]:
        """The devices whose PIN entry is closed, and for how many seconds yet."""
        now = self._now()
        with self._db.read() as rx:
            return dict(self._waits(rx, now))

    def release(self, device: str) -> None:
        """Open *device*'s PIN entry again, and all that was locked on it."""
        with self._db.transaction() as tx:
            _QUERIES.pardon(tx, device=device)
            _QUERIES.forget_attempts_on(tx, device=device)

    def _waits(self, rx: Connection, now: float) -> Iterator[tuple[str, float]]:
        for row in _QUERIES.devices_guessed_on(rx):
            if (wait := self._device_wait(rx, row[0], now)) > 0:
                yield row[0], wait

    @staticmethod
    def _device_wait(rx: Connection, device: str, now: float) -> float:
        nth: float | None = _QUERIES.nth_last_guess(rx, device=device, nth=DEVICE_TRIES - 1)
        return 0.0 if nth is None else nth + DEVICE_SECONDS - now

    def _now(self) -> float:
        return self._clock.now().timestamp()


def delay_after(failures: int) -> float:
    """Seconds for which no further PIN is looked at after so many wrong ones in a row."""
    if failures < FREE_TRIES:
        return 0.0
    return float(min(LONGEST_DELAY, FIRST_DELAY * 2 ** min(failures - FREE_TRIES, 20)))
