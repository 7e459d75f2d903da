"""Who may do what in this store: associates, devices, touchpoints, feeds and sessions."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection
from typing import Final, Literal

import aiosql
from argon2 import PasswordHasher

from contract.ids import checked_name
from hub.guesses import Database, Guesses, Tried
from hub.pins import Pins, check_pin
from messaging.clock import Clock

HolderKind = Literal["device", "touchpoint", "feed"]

SESSION_SECONDS: Final = 12 * 3600
#: So long a device's link opens: an app that is installed by it opens it a second time.
LINK_SECONDS: Final = 12 * 3600
#: Who left a device without signing out keeps what they have so long: time to sign in elsewhere.
LEAVE_SECONDS: Final = 120

_QUERIES = aiosql.from_path(Path(__file__).with_name("access.sql"), "sqlite3")
_ID_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class Associate:
    """A person of the store: an opaque *associate* id, and the *name* they chose to show."""

    associate: str
    name: str
    manager: bool = False


@dataclass(frozen=True, slots=True)
class Device:
    """A staff phone or tablet, *enrolled* at (epoch seconds), with the *person* signed in on it."""

    name: str
    enrolled: float
    person: str | None
    #: Seconds for which it takes no PIN yet.
    locked: float = 0.0


@dataclass(frozen=True, slots=True)
class SignedIn:
    """*token* is shown once and kept by the browser only; good for *seconds*.

    *tried* tells of wrong PINs in this person's name since they last signed in.
    """

    token: str
    person: Associate
    tried: Tried | None = None
    seconds: int = SESSION_SECONDS


class Access:
    """Credentials in the hub's database. Every method may be called from any thread."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        hasher: PasswordHasher | None = None,
        pepper: bytes = b"",
    ) -> None:
        self._db = db
        self._clock = clock
        self._pins = Pins(pepper, hasher)
        self.guesses = Guesses(db, clock)
        # A person nobody knows costs as long as a wrong PIN: ids cannot be guessed by the clock.
        self._nobody = self._pins.hash(secrets.token_hex(8))
        with db.transaction() as tx:
            _QUERIES.create_associates(tx)
            _QUERIES.create_holders(tx)
            _QUERIES.create_places(tx)
            _QUERIES.create_sessions(tx)
            _QUERIES.create_leaves(tx)
            _QUERIES.create_links(tx)

    def enrol_associate(
        self, name: str, pin: str, *, manager: bool = False, associate: str | None = None
    ) -> Associate:
        """Make a person known, or renew the one with this *associate* id.

        Raises BadPin. A renewed person is signed out everywhere.
        """
        shown = name.strip()
        if not shown:
            raise ValueError("an empty name was found; the name a shopper may read is right")
        check_pin(pin)
        person = Associate(checked_name(associate or _opaque_id()), shown, manager)
        pin_hash = self._pins.hash(pin)
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
                enrolled=self._now(),
            )
            if kind == "device":
                self._end_sessions_on(tx, name)
                until = self._now() + LINK_SECONDS
                _QUERIES.put_link(tx, device=name, secret_hash=_digest(secret), until=until)
        return secret

    def open_link(self, presented: str) -> str | None:
        """What the browser that opens a device's link presents from now on; nothing when the link
        is not good. A link that somebody photographed opens nothing, or is noticed: of two browsers
        the last one is the device.
        """
        device, _, secret = presented.partition(".")
        fresh = new_secret()
        with self._db.transaction() as tx:
            link = _QUERIES.link_device(
                tx, device=device, secret_hash=_digest(secret), now=self._now()
            )
            if link is None:
                return None
            _QUERIES.put_secret_hash(tx, kind="device", name=device, secret_hash=_digest(fresh))
            self._end_sessions_on(tx, device)
        return f"{device}.{fresh}"

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
                self._end_sessions_on(tx, name)
                _QUERIES.remove_link(tx, device=name)
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
            rows = list(_QUERIES.present(rx, now=self._now()))
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
        number = self.guesses.begin(device, associate)
        with self._db.read() as rx:
            row = _QUERIES.associate(rx, associate=associate)
        known = row is not None and bool(row[4])
        right = self._pins.verify(row[2] if known else self._nobody, pin)
        if not (known and right):
            raise self.guesses.wrong(device, associate)
        anew = self._pins.hash(pin) if self._pins.stale(row[2]) else None
        token, now = secrets.token_urlsafe(32), self._now()
        with self._db.transaction() as tx:
            if anew:
                _QUERIES.put_pin_hash(tx, associate=associate, before=row[2], pin_hash=anew)
            tried = self.guesses.right(tx, number, device, associate)
            self._end_sessions_on(tx, device)
            _QUERIES.put_session(
                tx,
                token_hash=_digest(token),
                associate=associate,
                device=device,
                expires=now + SESSION_SECONDS,
            )
            _QUERIES.end_leave(tx, associate=associate)
        return SignedIn(token, Associate(row[0], row[1], bool(row[3])), tried)

    def person(self, token: str, device: str) -> Associate | None:
        """Who signed in with *token* on *device*, while that is still good."""
        now = self._now()
        with self._db.read() as rx:
            row = _QUERIES.session_person(rx, token_hash=_digest(token), device=device, now=now)
        return None if row is None else _person(row)

    def sign_out(self, token: str) -> None:
        with self._db.transaction() as tx:
            _QUERIES.end_session(tx, token_hash=_digest(token))

    def step_aside(self, device: str) -> None:
        """Nobody is signed in on *device* any more; whoever was keeps what they have a while."""
        with self._db.transaction() as tx:
            self._end_sessions_on(tx, device)

    def left(self) -> tuple[str, ...]:
        """Whose session is over, or who left a device a while ago and is signed in nowhere."""
        now = self._now()
        with self._db.transaction() as tx:
            _QUERIES.leave_expired(tx, now=now)
            _QUERIES.forget_expired_sessions(tx, now=now)
            _QUERIES.end_leaves_of_present(tx, now=now)
            return tuple(row[0] for row in _QUERIES.leaves(tx, now=now))

    def end_leave(self, associate: str) -> None:
        """What *associate* had was given back."""
        with self._db.transaction() as tx:
            _QUERIES.end_leave(tx, associate=associate)

    def devices(self) -> tuple[Device, ...]:
        """All staff devices, by name."""
        locked = self.guesses.locked()
        with self._db.read() as rx:
            rows = list(_QUERIES.devices(rx, now=self._now()))
        return tuple(Device(row[0], row[1], row[2], locked.get(row[0], 0.0)) for row in rows)

    def _end_sessions_on(self, tx: Connection, device: str) -> None:
        _QUERIES.leave_device(tx, device=device, due=self._now() + LEAVE_SECONDS)
        _QUERIES.end_sessions_on(tx, device=device)

    def _now(self) -> float:
        return self._clock.now().timestamp()


def new_secret() -> str:
    """256 random bits, as text that fits in a header, a link and a file."""
    return secrets.token_urlsafe(32)


def _opaque_id() -> str:
    return "".join(secrets.choice(_ID_LETTERS) for _ in range(8))


def _digest(secret: str) -> bytes:
    # Secrets are 256 random bits, so a plain hash is enough; only PINs need a slow one.
    return hashlib.sha256(secret.encode()).digest()


def _person(row: tuple[str, str, int]) -> Associate:
    return Associate(row[0], row[1], bool(row[2]))
