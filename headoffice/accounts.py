"""Who may come in: stores by bearer, people by password and session."""

import hashlib
import hmac
import secrets
import sqlite3
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Protocol

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from contract.ids import checked_name
from contract.model import instant
from headoffice.database import QUERIES, Database
from headoffice.standing import Standing

SESSION_LASTS = timedelta(hours=12)
#: Kept in a password's place for somebody who has none.
_NO_PASSWORD = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody of an identity provider: *subject* is theirs for ever, *shown* is not."""

    issuer: str
    subject: str
    #: Their name, and the provider's in brackets.
    shown: str
    #: The provider's word on it, as it was sent.
    id_token: str


class Accounts(Protocol):
    """The port: whatever keeps accounts answers these questions."""

    def enrol_store(self, name: str, now: datetime) -> str:
        """Its bearer, `name.secret`, told once; a bearer from before ends."""

    def store_of(self, bearer: str) -> str | None: ...

    def stores(self) -> list[str]:
        """The stores that are known, by name."""

    def enrol_account(self, name: str, now: datetime, standing: Standing | None = None) -> str:
        """Its password, told once; a password from before ends, and its sessions with it.

        Without a *standing* it keeps the one it has; a new one reads all. Raises ValueError for
        somebody of an identity provider, who has no password.
        """

    def enter(self, who: Identity, standing: Standing, now: datetime) -> tuple[str, str]:
        """The account and a session token of somebody of an identity provider.

        The account is *shown*, with a number where that is another's; no name is given twice.
        """

    def shut(self, who: Identity) -> str:
        """End all sessions of somebody of an identity provider; their account, or an empty text."""

    def standing_of(self, name: str) -> Standing: ...

    def sign_in(self, name: str, password: str, now: datetime) -> str | None:
        """A session token, or nothing when name and password do not fit."""

    def account_of(self, token: str, now: datetime) -> str | None: ...

    def hint_of(self, token: str) -> str | None:
        """The id token by which this session began; none for one that began with a password."""

    def sign_out(self, token: str, now: datetime) -> None: ...

    def end_sessions(self, account: str) -> bool:
        """False when there is no such account."""


class SqliteAccounts:
    """Accounts in head office's own database; only hashes are kept."""

    def __init__(self, database: Database, hasher: PasswordHasher | None = None) -> None:
        self._database = database
        self._hasher = hasher or PasswordHasher()
        # Each verification takes 64 MiB; a crowd at the door must not take the server's memory.
        self._verifying = threading.BoundedSemaphore(2)
        # Verified against when the name is unknown, so that the answer takes as long.
        self._nobody = self._hasher.hash(secrets.token_urlsafe())

    def enrol_store(self, name: str, now: datetime) -> str:
        secret = secrets.token_urlsafe(32)
        with self._database.transaction() as tx:
            QUERIES.enrol_store(
                tx, name=checked_name(name), secret_hash=_digest(secret), at=instant(now)
            )
        return f"{name}.{secret}"

    def store_of(self, bearer: str) -> str | None:
        name, _, secret = bearer.partition(".")
        with self._database.read() as rx:
            kept = QUERIES.secret_of_store(rx, name=name)
        # A secret of 256 random bits needs no slow hash.
        return name if hmac.compare_digest(kept or b"", _digest(secret)) else None

    def stores(self) -> list[str]:
        with self._database.read() as rx:
            return [name for (name,) in QUERIES.stores(rx)]

    def enrol_account(self, name: str, now: datetime, standing: Standing | None = None) -> str:
        password = "-".join(secrets.token_hex(3) for _ in range(4))
        with self._database.transaction() as tx:
            if QUERIES.password_of_account(tx, name=name) == _NO_PASSWORD:
                raise ValueError(
                    f"{name!r} comes through the identity provider, without a password"
                )
            hashed = self._hasher.hash(password)
            QUERIES.enrol_account(tx, name=name, password_hash=hashed, at=instant(now))
            QUERIES.end_sessions_of(tx, name=name)
            if standing is not None:
                QUERIES.put_standing(tx, account=name, role=standing.role, place=standing.of)
        return password

    def standing_of(self, name: str) -> Standing:
        with self._database.read() as rx:
            kept = QUERIES.standing_of(rx, account=name)
        return Standing(*kept) if kept else Standing()

    def sign_in(self, name: str, password: str, now: datetime) -> str | None:
        with self._database.read() as rx:
            kept = QUERIES.password_of_account(rx, name=name)
        if not self._fits(kept or self._nobody, password) or kept is None:
            return None
        with self._database.transaction() as tx:
            return _begun(tx, name, now)

    def enter(self, who: Identity, standing: Standing, now: datetime) -> tuple[str, str]:
        with self._database.transaction() as tx:
            account, shown = _kept(tx, who)
            if shown != who.shown:
                # What the old name did stays written down under it, and is nobody else's.
                QUERIES.end_sessions_of(tx, name=account)
                account = _named(tx, who, now)
            QUERIES.put_standing(tx, account=account, role=standing.role, place=standing.of)
            token = _begun(tx, account, now)
            QUERIES.put_hint(tx, token_hash=_digest(token), id_token=who.id_token)
        return account, token

    def shut(self, who: Identity) -> str:
        with self._database.transaction() as tx:
            account, _ = _kept(tx, who)
            QUERIES.end_sessions_of(tx, name=account)
        return account

    def account_of(self, token: str, now: datetime) -> str | None:
        with self._database.read() as rx:
            found = QUERIES.account_of_session(rx, token_hash=_digest(token), now=instant(now))
        return str(found) if found else None

    def hint_of(self, token: str) -> str | None:
        with self._database.read() as rx:
            found = QUERIES.hint_of(rx, token_hash=_digest(token))
        return str(found) if found else None

    def end_sessions(self, account: str) -> bool:
        with self._database.transaction() as tx:
            QUERIES.end_sessions_of(tx, name=account)
            return QUERIES.password_of_account(tx, name=account) is not None

    def sign_out(self, token: str, now: datetime) -> None:
        with self._database.transaction() as tx:
            QUERIES.end_session(tx, token_hash=_digest(token), now=instant(now))

    def _fits(self, kept: str, password: str) -> bool:
        with self._verifying:
            try:
                return self._hasher.verify(kept, password)
            except (VerificationError, InvalidHashError):
                return False


def _begun(tx: sqlite3.Connection, account: str, now: datetime) -> str:
    """A token; with sessions that ran out goes what a provider said of whose they were."""
    QUERIES.end_session(tx, token_hash=b"", now=instant(now))
    token = secrets.token_urlsafe(32)
    until = instant(now + SESSION_LASTS)
    QUERIES.begin_session(tx, token_hash=_digest(token), account=account, until=until)
    return token


def _kept(tx: sqlite3.Connection, who: Identity) -> tuple[str, str]:
    """Their account and what it was named after; empty texts for a stranger."""
    account, shown = QUERIES.person(tx, issuer=who.issuer, subject=who.subject) or ("", "")
    return account, shown


def _named(tx: sqlite3.Connection, who: Identity, now: datetime) -> str:
    """An account with a name that nobody ever had."""
    names = (f"{who.shown} {n}" if n > 1 else who.shown for n in count(1))
    account = next(it for it in names if QUERIES.password_of_account(tx, name=it) is None)
    QUERIES.enrol_account(tx, name=account, password_hash=_NO_PASSWORD, at=instant(now))
    QUERIES.put_person(tx, issuer=who.issuer, subject=who.subject, shown=who.shown, account=account)
    return account


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
