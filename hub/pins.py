"""PINs: which may be chosen, and how they are kept so that a stolen database gives none away."""

import hashlib
import hmac
import os
import secrets
from pathlib import Path
from typing import Final

import structlog
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

_LOG = structlog.get_logger()
_PEPPER_BYTES: Final = 32
#: Before a hash that was made with a pepper: `pepper:` and eight hex digits that tell which.
_MARK: Final = "pepper:"


class BadPin(ValueError):
    """A PIN that may not be chosen."""


class PepperError(Exception):
    """The pepper cannot be read or made; the text says why and what to do."""


class Pins:
    """Hashes PINs with argon2 over an HMAC under *pepper*; usable from every thread.

    Eight digits are tried in minutes by whoever has the hash; under a pepper that lies elsewhere
    there is nothing to try.
    """

    def __init__(self, pepper: bytes = b"", hasher: PasswordHasher | None = None) -> None:
        self._pepper = pepper
        self._hasher = hasher or PasswordHasher()
        self._mark = f"{_MARK}{hashlib.sha256(pepper).hexdigest()[:8]}"

    def hash(self, pin: str) -> str:
        return self._mark + self._hasher.hash(self._peppered(pin))

    def verify(self, kept: str, pin: str) -> bool:
        """Whether *pin* is the one that is *kept*, in the old form too, which knew no pepper."""
        mark, dollar, rest = kept.partition("$")
        if mark and mark != self._mark:
            _LOG.error("pins.pepper_lost", wanted=mark, has=self._mark)
            return False
        try:
            return self._hasher.verify(dollar + rest, self._peppered(pin) if mark else pin)
        except VerifyMismatchError:
            return False

    def stale(self, kept: str) -> bool:
        """Whether it is time to hash this PIN anew: no pepper, or cheaper than is usual now."""
        mark, dollar, rest = kept.partition("$")
        return not mark or self._hasher.check_needs_rehash(dollar + rest)

    def _peppered(self, pin: str) -> str:
        return hmac.new(self._pepper, pin.encode(), hashlib.sha256).hexdigest()


def pepper_in(folder: Path) -> bytes:
    """The store's pepper in *folder*, made (0600) the first time. Raises PepperError."""
    file = folder / "pepper"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        found = file.read_bytes() if file.exists() else _make(file)
    except OSError as error:
        raise PepperError(f"{file} cannot be used: {error.strerror}") from error
    if len(found) != _PEPPER_BYTES:
        raise PepperError(
            f"{file} holds {len(found)} bytes, {_PEPPER_BYTES} are right; bring it back from where "
            "the hub's state was kept, or take it away and give everybody a new PIN"
        )
    return found


def _make(file: Path) -> bytes:
    pepper = secrets.token_bytes(_PEPPER_BYTES)
    fresh = file.with_name(f".pepper.{secrets.token_hex(4)}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as kept:
        kept.write(pepper)
        kept.flush()
        os.fsync(kept.fileno())
    try:
        # A link and no rename: of two programs that start at once the first one's pepper stays.
        file.hardlink_to(fresh)
    except FileExistsError:
        return file.read_bytes()
    finally:
        fresh.unlink()
    return pepper


def check_pin(pin: str) -> None:
    """Raises BadPin, which says what would be right."""
    if not (pin.isascii() and pin.isdigit() and 4 <= len(pin) <= 8):
        raise BadPin(
            f"a PIN of {len(pin)} characters was found; 4 to 8 digits are right, and nothing else"
        )
    if len(set(pin)) == 1 or pin in "01234567890" or pin in "09876543210":
        raise BadPin("that PIN is among the first anybody tries; digits in no order are right")
