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
from simulation.pn532.frames import ACK, Acknowledged, Command, read_frame
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
        rest = b""
        with selectors.DefaultSelector() as selector:
            selector.register(self._master, selectors.EVENT_READ)
            selector.register(self._woken, selectors.EVENT_READ)
            while self._woken not in {key.fd for key, _ in selector.select()}:
                data = os.read(self._master, 4096)
                # At another speed than the chip's, bytes are noise to it.
                rest = self._hear(rest + data) if self._is_in_tune() else b""

    def _is_in_tune(self) -> bool:
        speed: int = termios.tcgetattr(self._slave)[4]
        return self._chip.is_tuned_to(_SPEEDS.get(speed, 0))

    def _hear(self, buffer: bytes) -> bytes:
        while True:
            frame, buffer = read_frame(buffer)
            match frame:
                case Command():
                    self._answer(frame)
                case Acknowledged():
                    self._chip.acknowledged()
                case None:
                    return buffer

    def _answer(self, command: Command) -> None:
        speed = self._chip.baudrate
        self._pass(self._timing.line(len(command.data) + 9, speed) + self._timing.firmware)
        self._say(ACK)
        answer, air = self._chip.answer(command)
        self._pass(air + self._timing.firmware + self._timing.line(len(answer) + 6, speed))
        self._say(answer)

    def _say(self, frame: bytes) -> None:
        os.write(self._master, self.disturb(frame))

    @staticmethod
    def _pass(seconds: float) -> None:
        if seconds > 0:
            time.sleep(seconds)
