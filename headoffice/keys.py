"""The key under which erased customers are known: in a file of its own, never in the database."""

import os
import secrets
from pathlib import Path
from typing import Final

_BYTES: Final = 32


class KeyMissing(Exception):
    """The key cannot be read; the text says why, and what to do."""


def key_file(folder: Path) -> Path:
    return folder / "erasure.key"


def erasure_key(folder: Path) -> bytes:
    """The key in *folder*. Raises KeyMissing."""
    file = key_file(folder)
    try:
        found = file.read_bytes()
    except OSError as error:
        raise KeyMissing(
            f"{file} cannot be read: {error.strerror}; without it nobody who was erased is known "
            "again: bring it back from where it was kept"
        ) from error
    if len(found) != _BYTES:
        raise KeyMissing(
            f"{file} holds {len(found)} bytes, {_BYTES} are right; bring it back from where it was "
            "kept"
        )
    return found


def made_key(folder: Path) -> bytes:
    """The key in *folder*, drawn (0600) the first time. Raises KeyMissing."""
    file = key_file(folder)
    if not file.exists():
        fresh = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as draft:
            draft.write(secrets.token_bytes(_BYTES))
            draft.flush()
            os.fsync(draft.fileno())
        try:
            # A link and no rename: of two programs that start at once the first one's key stays.
            file.hardlink_to(fresh)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return erasure_key(folder)
