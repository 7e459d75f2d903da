"""A USB wedge scanner: it types a code and Enter on a device, a terminal or standard input."""

import contextlib
import fcntl
import os
import selectors
import time
from collections import deque

from contract.tags import By, TagRead
from touchpoint.readers.port import ReaderError
from touchpoint.readers.wedge import Keys, Typed

#: EVIOCGRAB of linux/input.h: keys go to us alone, not to whatever window has the focus.
_GRAB = 0x40044590


class KeyboardReader:
    """*device* is `/dev/input/…`, the path of a terminal, or `-` for standard input."""

    def __init__(self, device: str, prefix: str = "", suffix: str = "") -> None:
        self._device = device
        self._typed = Typed(prefix, suffix)
        self._keys = Keys() if device.startswith("/dev/input/") else None
        self._codes: deque[str] = deque()
        self._file = -1

    def open(self) -> None:
        if self._device == "-":
            self._file = os.dup(0)
            return
        try:
            self._file = os.open(self._device, os.O_RDONLY | os.O_NOCTTY | os.O_NONBLOCK)
            if self._keys is not None:
                fcntl.ioctl(self._file, _GRAB, 1)
        except OSError as error:
            raise ReaderError(
                f"scanner {self._device} cannot be read: {error.strerror}; "
                "`ls /dev/input/by-id` shows what is plugged in"
            ) from error

    def read(self, timeout: float) -> TagRead | None:
        deadline = time.monotonic() + timeout
        while not self._codes:
            if not self._typed_within(deadline - time.monotonic()):
                return None
            self._take()
        code = self._codes.popleft()
        return TagRead(By.QR if "://" in code else By.BARCODE, code, None, momentary=True)

    def close(self) -> None:
        with contextlib.suppress(OSError):
            os.close(self._file)

    def _typed_within(self, seconds: float) -> bool:
        # Not select(), which refuses a descriptor of 1024 or more; not epoll, which refuses a file.
        with selectors.PollSelector() as selector:
            selector.register(self._file, selectors.EVENT_READ)
            return bool(selector.select(max(0.0, seconds)))

    def _take(self) -> None:
        try:
            data = os.read(self._file, 4096)
        except BlockingIOError:
            return
        except OSError as error:
            raise ReaderError(f"scanner {self._device} is gone: {error.strerror}") from error
        if not data:
            raise ReaderError(f"scanner {self._device} is gone: it was closed")
        text = self._keys.feed(data) if self._keys else data.decode("utf-8", "replace")
        self._codes.extend(self._typed.feed(text))
