"""A large file, written to disk as it comes; what broke off is gone on with, not begun anew."""

import os
from collections.abc import Callable
from pathlib import Path

import requests

#: Bytes that are in memory at a time.
_CHUNK = 256 * 1024

#: Asks for an address with these headers, to be read piece by piece; raises RequestException.
Ask = Callable[[dict[str, str]], requests.Response]


class Halted(Exception):
    """Something else is to be done first; what came so far is kept."""


def beginning_of(path: Path) -> Path:
    """Where *path* lies until it is whole."""
    return path.with_name(f".{path.name}.part")


def download(ask: Ask, path: Path, halt: Callable[[], bool]) -> None:
    """Have *path* whole on disk; its name says what is in it, so what is there of it is right.

    Raises requests.RequestException, OSError, and Halted as soon as *halt* says so.
    """
    part = beginning_of(path)
    part.parent.mkdir(parents=True, exist_ok=True)
    there = part.stat().st_size if part.exists() else 0
    with ask({"Range": f"bytes={there}-"} if there else {}) as answer:
        if answer.status_code == requests.codes.requested_range_not_satisfiable:
            # More than there is of it: it is of another making.
            part.unlink()
        answer.raise_for_status()
        goes_on = answer.status_code == requests.codes.partial_content
        with part.open("ab" if goes_on else "wb") as file:
            for piece in answer.iter_content(_CHUNK):
                file.write(piece)
                if halt():
                    raise Halted
            file.flush()
            os.fsync(file.fileno())
    part.replace(path)
