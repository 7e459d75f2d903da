"""A scanner set to "serial" instead of "keyboard": the example of docs/add_a_reader.md."""

import contextlib
import os
import selectors
import time
import tty

from contract.tags import TagRead, by_of_code
from touchpoint.readers.port import ReaderError


class SerialScanner:
    """*device* is a tty, as in `/dev/ttyACM0`; each code ends with a carriage return."""

    def __init__(self, device: str) -> None:
        self._device, self._file, self._said = device, -1, b""

    def open(self) -> None:
        try:
            self._file = os.open(self._device, os.O_RDONLY | os.O_NOCTTY | os.O_NONBLOCK)
            tty.setraw(self._file)
        except OSError as error:
            raise ReaderError(
                f"scanner {self._device} cannot be read: {error.strerror}; is it plugged in?"
            ) from error

    def read(self, timeout: float) -> TagRead | None:
        deadline = time.monotonic() + timeout
        while b"\r" not in self._said:
            left = deadline - time.monotonic()
            if left < 0 < timeout or not self._hears(left):
                return None
            # A line that never ends is noise.
            self._said = (self._said + self._heard())[-4096:]
        code, _, self._said = self._said.partition(b"\r")
        text = code.decode("ascii", "replace")
        return TagRead(by_of_code(text), text, momentary=True)

    def close(self) -> None:
        with contextlib.suppress(OSError):
            os.close(self._file)
        self._file, self._said = -1, b""

    def _hears(self, seconds: float) -> bool:
        with selectors.PollSelector() as selector:
            selector.register(self._file, selectors.EVENT_READ)
            return bool(selector.select(max(0.0, seconds)))

    def _heard(self) -> bytes:
        try:
            said = os.read(self._file, 4096)
        except OSError as error:
            raise ReaderError(f"scanner {self._device} is gone: {error.strerror}") from error
        if not said:
            raise ReaderError(f"scanner {self._device} is gone: it was unplugged")
        return said
