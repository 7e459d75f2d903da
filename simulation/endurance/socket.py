"""A USB socket with an emulated PN532 in it, or nothing, and the serial line to it."""

import errno
import os
import termios
from collections.abc import Callable, Iterator

from simulation.endurance.clock import Clock
from simulation.pn532.air import Tag
from simulation.pn532.chip import Chip
from simulation.pn532.ills import Ills
from simulation.pn532.talk import Talk
from simulation.pn532.timing import REALISTIC
from touchpoint.readers.port import ReaderError

Disturb = Callable[[bytes], bytes]


def undisturbed(frame: bytes) -> bytes:
    return frame


class HungUp(OSError):
    """As serial.SerialException is one."""


class Socket:
    """*tags* lie on the reader whether it is plugged in or not."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.tags: list[Tag] = []
        self.chip: Chip | None = None
        self.talk: Talk | None = None
        #: What is said instead of the chip's answer.
        self.disturb: Disturb = undisturbed

    def plug_in(self, ills: Ills) -> None:
        """A chip that had no power has no past."""
        for tag in self.tags:
            tag.power_off()
        self.chip = Chip(lambda: list(self.tags), REALISTIC, ills, self.clock.monotonic)
        self.talk = Talk(self.chip, REALISTIC)

    def unplug(self) -> None:
        self.chip = self.talk = None

    def claim(self, path: str) -> int:
        """As touchpoint.readers.contactless.claim does it; a real descriptor, that may leak."""
        if self.chip is None:
            raise ReaderError(f"PN532 {path} cannot be opened: No such file or directory")
        return os.open(os.devnull, os.O_RDONLY)

    def line(self, port: str, baudrate: int, timeout: float) -> "Line":
        """Called as serial.Serial is."""
        if self.talk is None:
            raise HungUp(errno.ENOENT, f"could not open port {port}")
        return Line(self, self.talk, port, baudrate, timeout)


class Line:
    """What nfcpy's transport uses of a serial.Serial, with its errors of one that was hung up."""

    def __init__(
        self, socket: Socket, talk: Talk, port: str, baudrate: int, timeout: float
    ) -> None:
        self._socket, self._talk, self._clock = socket, talk, socket.clock
        self.port, self.baudrate, self.timeout = port, baudrate, timeout
        self._heard = b""
        self._sayings: Iterator[tuple[float, bytes]] = iter(())
        #: The next frame, and when it is all there.
        self._next: tuple[float, bytes] | None = None

    def read(self, size: int) -> bytes:
        if len(self._heard) < size:
            self._wait_for(size)
        found, self._heard = self._heard[:size], self._heard[size:]
        return found

    def _wait_for(self, size: int) -> None:
        deadline = self._clock.monotonic() + self.timeout
        while len(self._heard) < size and self._next is not None and self._next[0] <= deadline:
            at, frame = self._next
            self._clock.wait_until(at)
            self._check()
            self._heard += self._socket.disturb(frame)
            self._pull(at)
        if len(self._heard) < size:
            self._clock.wait_until(deadline)
            self._check()

    def write(self, data: bytes) -> None:
        self._check()
        # Whatever it was about to say: a chip that is spoken to begins anew.
        self._sayings = self._talk.hear(bytes(data), self.baudrate)
        self._pull(self._clock.monotonic())

    def flushInput(self) -> None:  # noqa: N802 - so it is called by nfcpy
        if self._socket.talk is not self._talk:
            raise termios.error(errno.EIO, os.strerror(errno.EIO))
        self._heard = b""

    def flushOutput(self) -> None:  # noqa: N802
        self.flushInput()

    def close(self) -> None:
        self._next = None

    def _pull(self, after: float) -> None:
        said = next(self._sayings, None)
        self._next = None if said is None else (after + said[0], said[1])

    def _check(self) -> None:
        if self._socket.talk is not self._talk:
            raise HungUp("device reports readiness to read but returned no data")
