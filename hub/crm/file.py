"""Customers in a file: keyed hashes of their cards' codes, so that it holds no code."""

import hmac
import os
import secrets
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from hub.crm.port import CrmAway

_HEADER: Final = "mark,customer"
_KEY_BYTES: Final = 32


class FileCrm:
    """*file* and its key are made by `python -m hub customers import`; a new one is read at once.

    The key lies in *key_file*, by default beside the file with the ending `.key`.
    """

    def __init__(self, file: str, key_file: str = "") -> None:
        self._file = Path(file)
        self._key_file = Path(key_file) if key_file else key_beside(self._file)
        self._lock = threading.Lock()
        self._stamp: tuple[int, ...] | None = None
        self._key, self._customers = b"", dict[bytes, str]()

    def customer_of(self, code: str) -> str | None:
        with self._lock:
            try:
                self._read()
            except (OSError, ValueError) as error:
                why = error.strerror if isinstance(error, OSError) else str(error)
                raise CrmAway(f"{self._file} cannot be read: {why}") from error
            return self._customers.get(mark_of(self._key, code))

    def _read(self) -> None:
        found = self._file.stat()
        stamp = (found.st_ino, found.st_size, found.st_mtime_ns)
        if stamp != self._stamp:
            self._key = read_key(self._key_file)
            self._customers = dict(_rows(self._file.read_text(encoding="utf-8")))
            self._stamp = stamp


def key_beside(file: Path) -> Path:
    return file.with_suffix(".key")


def mark_of(key: bytes, code: str) -> bytes:
    """HMAC-SHA-256 over the *code* under the store's own *key*."""
    return hmac.digest(key, code.encode(), "sha256")


def read_key(file: Path) -> bytes:
    """Raises OSError, ValueError."""
    key = bytes.fromhex(file.read_text(encoding="utf-8").strip())
    if len(key) != _KEY_BYTES:
        raise ValueError(f"{file} holds {len(key)} bytes; a key of {_KEY_BYTES} is right")
    return key


def write_customers(file: Path, key_file: Path, customers: Mapping[str, str]) -> None:
    """Put code → customer in place of what *file* said, readable by this user alone.

    The key is drawn once and stays. Raises OSError, ValueError for a key that is none.
    """
    if not key_file.exists():
        _put(key_file, secrets.token_hex(_KEY_BYTES) + "\n")
    key = read_key(key_file)
    # Sorted by their marks, so that nothing tells in which order the cards were given out.
    rows = sorted(f"{mark_of(key, code).hex()},{who}" for code, who in customers.items())
    _put(file, "\n".join((_HEADER, *rows, "")))


def forget_customers(file: Path, is_gone: Callable[[str], bool]) -> None:
    """Take the cards of whoever is gone out of *file*. Raises OSError, ValueError."""
    if not file.exists():
        return
    rows = list(_rows(file.read_text(encoding="utf-8")))
    kept = [f"{mark.hex()},{customer}" for mark, customer in rows if not is_gone(customer)]
    if len(kept) < len(rows):
        _put(file, "\n".join((_HEADER, *kept, "")))


def _rows(text: str) -> Iterator[tuple[bytes, str]]:
    header, *lines = text.splitlines() or [""]
    if header != _HEADER:
        raise ValueError(
            "its first line is not that of hashed customers; `python -m hub customers import FILE` "
            "makes such a file of codes and customers"
        )
    for number, line in enumerate(lines, 2):
        mark, comma, customer = line.partition(",")
        if not comma:
            raise ValueError(f"line {number} is no mark and customer; import it again")
        yield bytes.fromhex(mark), customer


def _put(file: Path, text: str) -> None:
    """The whole *text* or nothing of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, made = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as draft:
            draft.write(text)
            draft.flush()
            os.fsync(draft.fileno())
        Path(made).replace(file)
    except BaseException:
        Path(made).unlink(missing_ok=True)
        raise
