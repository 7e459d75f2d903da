"""The secret behind the address of the counter's calendar, and the language of who made it."""

import hashlib
import hmac
import secrets
from sqlite3 import Connection
from typing import Final

from hub.store import QUERIES

_FACT: Final = "calendar"
_LANGUAGE: Final = "calendar_language"


def make(tx: Connection, language: str) -> str:
    """A new secret, given out this once to a reader of *language*; the one before opens nothing."""
    secret = secrets.token_urlsafe(32)
    QUERIES.put_fact(tx, name=_LANGUAGE, value=language)
    QUERIES.put_fact(tx, name=_FACT, value=_digest(secret))
    return secret


def revoke(tx: Connection) -> None:
    QUERIES.put_fact(tx, name=_FACT, value="")


def is_open(rx: Connection) -> bool:
    """Whether there is an address at all."""
    return bool(QUERIES.fact(rx, name=_FACT))


def language(rx: Connection) -> str | None:
    """Of who made the address; unknown of one that an older hub made."""
    found: str | None = QUERIES.fact(rx, name=_LANGUAGE)
    return found


def opens(rx: Connection, secret: str) -> bool:
    known: str = QUERIES.fact(rx, name=_FACT) or ""
    return bool(known) and hmac.compare_digest(known, _digest(secret))


def _digest(secret: str) -> str:
    # 256 random bits need no slow hash.
    return hashlib.sha256(secret.encode()).hexdigest()
