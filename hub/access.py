"""Who may do what in this store: associates and PINs, devices, touchpoints, feeds and sessions."""

import hashlib
import hmac
import secrets
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection
from typing import Final, Literal, Protocol

import aiosql
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from contract.ids import checked_name
from messaging.clock import Clock

HolderKind = Literal["device", "touchpoint", "feed"]

SESSION_SECONDS: Final = 12 * 3600
#: So many wrong PINs in a row cost nothing; each further one doubles the delay.
FREE_TRIES: Final = 3
FIRST_DELAY: Final = 5.0
LONGEST_DELAY: Final = 900.0

_QUERIES = aiosql.from_path(Path(__file__).with_name("access.sql"), "sqlite3")
_ID_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"


class Database(Protocol):
    """What this module needs of hub.store.Database."""

    def transaction(self) -> AbstractContextManager[Connection]: ...

    def read(self) -> AbstractContextManager[Connection]: ...


@dataclass(frozen=True, slots=True)
class Associate:
    """A person of the store: an opaque *associate* id, and the *name* they chose to show."""

    associate: str
    name: str
    manager: bool = False


@dataclass(frozen=True, slots=True)
class SignedIn:
    """*token* is shown once and kept by the browser only; good for *seconds*.

    *left* were signed in on this device until now.
    """

    token: str
    person: Associate
    seconds: int = SESSION_SECONDS
    left: tuple[Associate, ...] = ()


class WrongPin(Exception):
    """The PIN or the person is not right; *wait* seconds until another try is looked at."""

    def __init__(self, wait: float) -> None:
        super().__init__(f"that PIN is not right; next try in {wait:.0f} s")
        self.wait = wait


class LockedOut(WrongPin):
    """Too many wrong PINs here; this one was not even looked at."""


class BadPin(ValueError):
    """A PIN that may not be chosen."""


class Access:
    """Credentials in the hub's database. Every method may be called from any thread."""

    def __init__(self, db: Database, clock: Clock, hasher: PasswordHasher | None = None) -> None:
        self._db = db
        self._clock = clock
        self._hasher = hasher or PasswordHasher()
        # A person nobody knows costs as long as a wrong PIN: ids cannot be guessed by the clock.
        self._nobody = self._hasher.hash(secrets.token_hex(8))
        with db.transaction() as tx:
            _QUERIES.create_associates(tx)
            _QUERIES.create_holders(tx)
            _QUERIES.create_places(tx)
            _QUERIES.create_sessions(tx)
            _QUERIES.create_attempts(tx)

    def enrol_associate(
        self, name: str, pin: str, *, manager: bool = False, associate: str | None = None
    ) -> Associate:
        """Make a person known, or renew the one with this *associate* id.

        Raises BadPin. A renewed person is signed out everywhere.
        """
        shown = name.strip()
        if not shown:
            raise ValueError("an empty name was found; the name a shopper may read is right")
        _check_pin(pin)
        person = Associate(checked_name(associate or _opaque_id()), shown, manager)
        pin_hash = self._hasher.hash(pin)
        with self._db.transaction() as tx:
            _QUERIES.put_associate(
                tx,
                associate=person.associate,
                name=shown,
                pin_hash=pin_hash,
                manager=int(manager),
            )
            _QUERIES.end_sessions_of(tx, associate=person.associate)
        return person

    def retire_associate(self, associate: str) -> None:
        with self._db.transaction() as tx:
            _QUERIES.retire_associate(tx, associate=associate)
            _QUERIES.end_sessions_of(tx, associate=associate)

    def enrol(self, kind: HolderKind, name: str, secret: str | None = None) -> str:
        """The secret of *name*, given out this once; the old one and its sessions are gone.

        *secret* comes from `new_secret`, when somebody else has to be told of it first.
        """
        secret = secret or new_secret()
        with self._db.transaction() as tx:
            _QUERIES.put_holder(
                tx,
                kind=kind,
                name=checked_name(name),
                secret_hash=_digest(secret),
                enrolled=self._clock.now().timestamp(),
            )
            if kind == "device":
                _QUERIES.end_sessions_on(tx, device=name)
        return secret

    def put_place(self, touchpoint: str, place: str) -> None:
        with self._db.transaction() as tx:
            _QUERIES.put_place(tx, touchpoint=touchpoint, place=place)

    def place_of(self, touchpoint: str) -> str | None:
        """Where *touchpoint* was enrolled to stand, when that is known."""
        with self._db.read() as rx:
            place: str | None = _QUERIES.place(rx, touchpoint=touchpoint)
        return place

    def revoke(self, kind: HolderKind, name: str) -> None:
        with self._db.transaction() as tx:
            _QUERIES.remove_holder(tx, kind=kind, name=name)
            if kind == "device":
                _QUERIES.end_sessions_on(tx, device=name)
            if kind == "touchpoint":
                _QUERIES.remove_place(tx, touchpoint=name)

    def holders(self, kind: HolderKind) -> tuple[str, ...]:
        """The names of all that are enrolled, in order."""
        with self._db.read() as rx:
            return tuple(row[0] for row in _QUERIES.holders(rx, kind=kind))

    def verify(self, kind: HolderKind, name: str, secret: str) -> bool:
        with self._db.read() as rx:
            known: bytes | None = _QUERIES.secret_hash(rx, kind=kind, name=name)
        return known is not None and hmac.compare_digest(known, _digest(secret))

    def holder(self, kind: HolderKind, presented: str) -> str | None:
        """The name in *presented* (`name.secret`) when its secret is right."""
        name, _, secret = presented.partition(".")
        return name if self.verify(kind, name, secret) else None

    def associates(self) -> tuple[Associate, ...]:
        with self._db.read() as rx:
            return tuple(_person(row) for row in _QUERIES.associates(rx))

    def present(self) -> tuple[Associate, ...]:
        """Everybody signed in on some device."""
        with self._db.read() as rx:
            rows = list(_QUERIES.present(rx, now=self._clock.now().timestamp()))
        return tuple(_person(row) for row in rows)

    def name_of(self, associate: str) -> str | None:
        """The name to show for an associate id, also when the person has left."""
        with self._db.read() as rx:
            row = _QUERIES.associate(rx, associate=associate)
        return None if row is None else str(row[1])

    def retired(self, associate: str) -> bool:
        """Whether this person was known here once and may no longer sign in."""
        with self._db.read() as rx:
            row = _QUERIES.associate(rx, associate=associate)
        return row is not None and not row[4]

    def sign_in(self, device: str, associate: str, pin: str) -> SignedIn:
        """Open a session on *device*, the only one there. Raises WrongPin or LockedOut."""
        self._count_attempt(device, associate)
        with self._db.read() as rx:
            row = _QUERIES.associate(rx, associate=associate)
        known = row is not None and bool(row[4])
        try:
            self._hasher.verify(row[2] if known else self._nobody, pin)
        except VerifyMismatchError:
            raise WrongPin(self._wait(device, associate)) from None
        if not known:
            raise WrongPin(self._wait(device, associate))
        return self._open_session(device, Associate(row[0], row[1], bool(row[3])))

    def person(self, token: str, device: str) -> Associate | None:
        """Who signed in with *token* on *device*, while that is still good."""
        now = self._clock.now().timestamp()
        with self._db.read() as rx:
            row = _QUERIES.session_person(rx, token_hash=_digest(token), device=device, now=now)
        return None if row is None else _person(row)

    def sign_out(self, token: str) -> None:
        with self._db.transaction() as tx:
            _QUERIES.end_session(tx, token_hash=_digest(token))

    def _open_session(self, device: str, person: Associate) -> SignedIn:
        token = secrets.token_urlsafe(32)
        now = self._clock.now().timestamp()
        with self._db.transaction() as tx:
            _QUERIES.forget_attempts(tx, device=device, associate=person.associate)
            _QUERIES.forget_expired_sessions(tx, now=now)
            left = tuple(_person(row) for row in _QUERIES.people_on(tx, device=device))
            _QUERIES.end_sessions_on(tx, device=device)
            _QUERIES.put_session(
                tx,
                token_hash=_digest(token),
                associate=person.associate,
                device=device,
                expires=now + SESSION_SECONDS,
            )
        return SignedIn(token, person, left=left)

    def _count_attempt(self, device: str, associate: str) -> None:
        # Counted before the PIN is looked at: a hundred guesses at once are a hundred guesses.
        now = self._clock.now().timestamp()
        with self._db.transaction() as tx:
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

    def _wait(self, device: str, associate: str) -> float:
        with self._db.read() as rx:
            row = _QUERIES.attempts(rx, device=device, associate=associate)
        return max(0.0, row[1] - self._clock.now().timestamp()) if row else 0.0


def delay_after(failures: int) -> float:
    """Seconds for which no further PIN is looked at after so many wrong ones in a row."""
    if failures < FREE_TRIES:
        return 0.0
    return float(min(LONGEST_DELAY, FIRST_DELAY * 2 ** min(failures - FREE_TRIES, 20)))


def new_secret() -> str:
    """256 random bits, as text that fits in a header, a link and a file."""
    return secrets.token_urlsafe(32)


def _check_pin(pin: str) -> None:
    if not (pin.isascii() and pin.isdigit() and 4 <= len(pin) <= 8):
        raise BadPin(
            f"a PIN of {len(pin)} characters was found; 4 to 8 digits are right, and nothing else"
        )
    if len(set(pin)) == 1 or pin in "01234567890" or pin in "09876543210":
        raise BadPin("that PIN is among the first anybody tries; digits in no order are right")


def _opaque_id() -> str:
    return "".join(secrets.choice(_ID_LETTERS) for _ in range(8))


def _digest(secret: str) -> bytes:
    # Secrets are 256 random bits, so a plain hash is enough; only PINs need a slow one.
    return hashlib.sha256(secret.encode()).digest()


def _person(row: tuple[str, str, int]) -> Associate:
    return Associate(row[0], row[1], bool(row[2]))
