"""A USB wedge scanner: it types a code and Enter on a device, a terminal or standard input."""

import contextlib
import fcntl
import os
import selectors
import stat
import sys
import time
from collections import deque
from dataclasses import replace

from contract.tags import TagRead, by_of_code
from touchpoint.readers.port import ReaderError
from touchpoint.readers.wedge import Keys, Typed, gap_of, layout_called

#: EVIOCGRAB of linux/input.h: keys go to us alone, not to whatever window has the focus.
_GRAB = 0x40044590
#: EVIOCSCLOCKID: keys are stamped by a clock that nobody sets.
_CLOCK = 0x400445A0


class KeyboardReader:
    """*device* is `/dev/input/…`, the path of a terminal, or `-` for standard input.

    A terminal and standard input bring characters. Anything else brings key events, be it an input
    device under a name of its own or a pipe through which somebody hands on what one sends.
    *layout* is the one that the scanner is set to; only key events have one. *gap_ms* is the
    longest pause within a code: what is typed more slowly is a person's. Left out it is 100 for
    key events, which are stamped where they are made, and none for characters, where a busy machine
    would look like a slow hand.
    """

    def __init__(
        self, device: str, prefix: str = "", suffix: str = "", layout: str = "us", gap_ms: str = ""
    ) -> None:
        self._device = device
        self._wanted = Typed(prefix, suffix, gap_of(gap_ms or "0"))
        self._gap = gap_of(gap_ms or "100")
        self._layout = layout_called(layout)
        self._begin()
        self._codes: deque[str] = deque()
        self._file = -1

    def _begin(self) -> None:
        """Half a code of before it was unplugged is no code's beginning, nor a key held down."""
        self._typed = replace(self._wanted)
        self._keys: Keys | None = None

    def open(self) -> None:
        self._begin()
        if self._device == "-":
            self._file = os.dup(0)
            return
        try:
            self._file = os.open(self._device, os.O_RDONLY | os.O_NOCTTY | os.O_NONBLOCK)
            if not os.isatty(self._file):
                self._take_keys()
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
        return TagRead(by_of_code(code), code, None, momentary=True)

    def close(self) -> None:
        file, self._file = self._file, -1
        with contextlib.suppress(OSError):
            os.close(file)

    def _take_keys(self) -> None:
        """Raises OSError for a device that has no keys."""
        # Of a pipe nobody else reads, and who writes to it stamps what it writes.
        if stat.S_ISCHR(os.fstat(self._file).st_mode):
            fcntl.ioctl(self._file, _GRAB, 1)
            fcntl.ioctl(self._file, _CLOCK, time.CLOCK_MONOTONIC.to_bytes(4, sys.byteorder))
        self._keys, self._typed.gap = Keys(self._layout), self._gap

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
        if self._keys is None:
            text = data.decode("utf-8", "replace")
            self._codes.extend(self._typed.feed(text, time.monotonic()))
            return
        for character, at in self._keys.feed(data):
            self._codes.extend(self._typed.feed(character, at))
