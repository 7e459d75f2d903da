"""Where the engine of an embedded store listens, and that address as the system takes it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from headoffice.store.port import StoreError

#: The longest address a Unix socket may have on every system we know, in bytes.
_LONGEST = 103
#: What this process has open, as folders by number (Linux).
_OPEN = Path("/proc/self/fd")


def socket_of(dsn: str) -> Path:
    """The socket of the engine that has the embedded store at *dsn*."""
    return Path(urlsplit(dsn).path + ".sock")


@contextmanager
def reachable(socket: Path) -> Iterator[str]:
    """The address of *socket* to bind or connect to meanwhile, however deep its folder lies.

    Raises StoreError where the system has no short name for a long one, OSError without the folder.
    """
    if (length := len(os.fsencode(socket))) <= _LONGEST:
        yield str(socket)
        return
    if not _OPEN.exists():
        raise StoreError(
            f"{socket} is {length} bytes long and a socket's path {_LONGEST} at most: keep the "
            "store in a folder with a shorter path ([store] dsn, or state_dir)"
        )
    folder = os.open(socket.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield str(_OPEN / str(folder) / socket.name)
    finally:
        os.close(folder)
