"""Who may come in: stores by bearer, people by password and session."""

import hashlib
import hmac
import secrets
import threading
from datetime import datetime, timedelta
from typing import Protocol

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from contract.ids import checked_name
from contract.model import instant
from headoffice.database import QUERIES, Database

SESSION_LASTS = timedelta(hours=12)


class Accounts(Protocol):
    """The port: whatever keeps accounts answers these questions."""

    def enrol_store(self, name: str, now: datetime) -> str:
        """Its bearer, `name.secret`, told once; a bearer from before ends."""

    def store_of(self, bearer: str) -> str | None: ...

    def stores(self) -> list[str]:
        """The stores that are known, by name."""

    def enrol_account(self, name: str, now: datetime) -> str:
        """Its password, told once; a password from before ends, and its sessions with it."""

    def sign_in(self, name: str, password: str, now: datetime) -> str | None:
        """A session token, or nothing when name and password do not fit."""

    def account_of(self, token: str, now: datetime) -> str | None: ...

    def sign_out(self, token: str, now: datetime) -> None: ...


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

    def enrol_account(self, name: str, now: datetime) -> str:
        password = "-".join(secrets.token_hex(3) for _ in range(4))
        with self._database.transaction() as tx:
            hashed = self._hasher.hash(password)
            QUERIES.enrol_account(tx, name=name, password_hash=hashed, at=instant(now))
            QUERIES.end_sessions_of(tx, name=name)
        return password

    def sign_in(self, name: str, password: str, now: datetime) -> str | None:
        with self._database.read() as rx:
            kept = QUERIES.password_of_account(rx, name=name)
        if not self._fits(kept or self._nobody, password) or kept is None:
            return None
        token = secrets.token_urlsafe(32)
        with self._database.transaction() as tx:
            until = instant(now + SESSION_LASTS)
            QUERIES.begin_session(tx, token_hash=_digest(token), account=name, until=until)
        return token

    def account_of(self, token: str, now: datetime) -> str | None:
        with self._database.read() as rx:
            found = QUERIES.account_of_session(rx, token_hash=_digest(token), now=instant(now))
        return str(found) if found else None

    def sign_out(self, token: str, now: datetime) -> None:
        with self._database.transaction() as tx:
            QUERIES.end_session(tx, token_hash=_digest(token), now=instant(now))

    def _fits(self, kept: str, password: str) -> bool:
        with self._verifying:
            try:
                return self._hasher.verify(kept, password)
            except (VerificationError, InvalidHashError):
                return False


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
