"""One program at a time on a serial line."""

import fcntl
import os
import re

from touchpoint.readers.port import ReaderError

#: nfcpy hands the path to a shell.
_PATH = re.compile(r"/[\w./:+,@-]+", re.ASCII)


def claimed(path: str) -> int:
    """A lock on the line, held as long as the descriptor is open: two drivers would mix answers."""
    if not _PATH.fullmatch(path):
        raise ReaderError(f"{path!r} is no path of a serial line; /dev/serial/by-id/… is right")
    try:
        claim = os.open(path, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
    except OSError as error:
        raise ReaderError(
            f"PN532 {path} cannot be opened: {error.strerror}; "
            "`ls /dev/serial/by-id` shows what is plugged in"
        ) from error
    try:
        fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(claim)
        raise ReaderError(
            f"PN532 {path} is in use by another program; stop that screen or tool first"
        ) from error
    if not os.isatty(claim):
        os.close(claim)
        raise ReaderError(f"{path} is no serial line; a tty is, such as /dev/ttyUSB0")
    return claim
