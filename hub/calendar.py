"""The secret behind the address of the counter's calendar: made, looked at and taken back."""

import hashlib
import hmac
import secrets
from sqlite3 import Connection
from typing import Final

from hub.store import QUERIES

_FACT: Final = "calendar"


def make(tx: Connection) -> str:
    """A new secret, given out this once; the one before opens nothing any more."""
    secret = secrets.token_urlsafe(32)
    QUERIES.put_fact(tx, name=_FACT, value=_digest(secret))
    return secret


def revoke(tx: Connection) -> None:
    QUERIES.put_fact(tx, name=_FACT, value="")


def is_open(rx: Connection) -> bool:
    """Whether there is an address at all."""
    return bool(QUERIES.fact(rx, name=_FACT))


def opens(rx: Connection, secret: str) -> bool:
    known: str = QUERIES.fact(rx, name=_FACT) or ""
    return bool(known) and hmac.compare_digest(known, _digest(secret))


def _digest(secret: str) -> str:
    # 256 random bits need no slow hash.
    return hashlib.sha256(secret.encode()).hexdigest()
