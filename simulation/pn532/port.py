"""The serial line of an emulated PN532: a pseudo-terminal, served by a thread of its own."""

import contextlib
import os
import pty
import selectors
import termios
import threading
import time
import tty
from collections.abc import Callable

from simulation.pn532.air import Tag
from simulation.pn532.chip import Chip
from simulation.pn532.talk import Talk
from simulation.pn532.timing import AT_ONCE, Timing

_SPEEDS = {
    vars(termios)[f"B{speed}"]: speed
    for speed in (9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600)
}


class Port:
    """A line to open at *path*, and the field: `put` and `take` tags while a driver reads it."""

    def __init__(self, timing: Timing = AT_ONCE) -> None:
        self._timing = timing
        self._lock = threading.Lock()
        self._tags: list[Tag] = []
        self._chip = Chip(self._lying, timing)
        # The slave is kept open: without an opener of its own, each reader's going would end it.
        self._master, self._slave = pty.openpty()
        tty.setraw(self._slave)
        self.path = os.ttyname(self._slave)
        self._woken, self._wake = os.pipe()
        self._thread = threading.Thread(target=self._serve, name="pn532", daemon=True)
        #: What is said instead of the chip's answer; a fault to be borne.
        self.disturb: Callable[[bytes], bytes] = lambda answer: answer
        self._thread.start()

    @property
    def baudrate(self) -> int:
        """At which the chip speaks now."""
        return self._chip.baudrate

    def put(self, tag: Tag) -> None:
        with self._lock:
            self._tags.append(tag)

    def take(self, tag: Tag) -> None:
        with self._lock, contextlib.suppress(ValueError):
            self._tags.remove(tag)
            tag.power_off()

    def close(self) -> None:
        """As when it is unplugged: whoever has the line open is hung up."""
        os.write(self._wake, b"!")
        self._thread.join()
        for file in (self._master, self._slave, self._woken, self._wake):
            os.close(file)

    def _lying(self) -> list[Tag]:
        with self._lock:
            return list(self._tags)

    def _serve(self) -> None:
        talk = Talk(self._chip, self._timing)
        with selectors.DefaultSelector() as selector:
            selector.register(self._master, selectors.EVENT_READ)
            selector.register(self._woken, selectors.EVENT_READ)
            while self._woken not in {key.fd for key, _ in selector.select()}:
                data = os.read(self._master, 4096)
                speed: int = termios.tcgetattr(self._slave)[4]
                for seconds, frame in talk.hear(data, _SPEEDS.get(speed, 0)):
                    if seconds > 0:
                        time.sleep(seconds)
                    os.write(self._master, self.disturb(frame))
