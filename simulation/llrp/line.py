"""One TCP connection of the simulated reader: bytes in and out, and what is done to them."""

import contextlib
import random
import socket
import struct
import time

from simulation.llrp.desk import Desk, stamped
from simulation.llrp.orders import Fault
from simulation.llrp.words import greeting
from touchpoint.readers.llrp.frames import Frames, Message, Type, write_message
from touchpoint.readers.llrp.reports import TagReport, write_report

#: Bytes that wait for a client that does not read; then the reader sees no more tags.
_FULL = 1 << 20
_WEB = b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"


class Line:
    """*fault* may be foreign from the start; *taken* when another client is served already."""

    def __init__(self, line: socket.socket, antennas: int, fault: Fault, *, taken: bool) -> None:
        line.setblocking(False)
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket, self._fault, self._taken = line, fault, taken
        self._desk, self._frames = Desk(antennas, refuses=fault is Fault.REFUSE), Frames()
        self._out = bytearray()
        self.sent = 0
        if fault is Fault.FOREIGN:
            self._out += _WEB
        elif fault is not Fault.SILENT:
            self._say(greeting(2 if taken else 0, time.time_ns() // 1000))

    @property
    def over(self) -> bool:
        """Everything is said, and nothing more will be."""
        ends = self._taken or self._desk.closing or self._fault is Fault.CUT
        return ends and not self._out

    @property
    def waiting(self) -> bool:
        return bool(self._out)

    def due(self) -> float | None:
        return self._desk.due()

    def strike(self, fault: Fault) -> None:
        self._fault, self._desk.refuses = fault, fault is Fault.REFUSE
        if fault is Fault.CUT:
            self._out.clear()
        elif fault is Fault.GARBAGE:
            self._out += bytes([0xFF]) + random.Random(1).randbytes(99)
        elif fault is Fault.OVERSIZED:
            self._out += struct.pack("!HII", 1 << 10 | Type.RO_ACCESS_REPORT, 0x7FFF_FFFF, 1)
        elif fault is Fault.TRUNCATED:
            body = write_report([TagReport("30" * 12, 1)])
            self._say(Message(Type.RO_ACCESS_REPORT, 1, body[:-1]))
        elif fault is Fault.DISORDER:
            self._say(Message(Type.ADD_ROSPEC_RESPONSE, 4711))

    def hear(self) -> bool:
        """Take what came; false when the client is gone or writes no LLRP."""
        try:
            data = self.socket.recv(65536)
            messages = self._frames.feed(data)
        except BlockingIOError:
            return True
        except (OSError, ValueError):
            return False
        for message in messages:
            for reply in self._desk.hear(message, time.monotonic()):
                self._say(reply)
        return bool(data)

    def see(self, read: list[tuple[float, TagReport]]) -> None:
        now = time.monotonic()
        room = len(self._out) < _FULL
        sightings = stamped(read, time.time() - now) if room else []
        for message in self._desk.see(sightings, now):
            self._say(message)

    def flush(self) -> bool:
        """Send what can be sent; false when the client is gone."""
        try:
            while self._out:
                del self._out[: self.socket.send(self._out)]
        except BlockingIOError:
            return True
        except OSError:
            return False
        return True

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self.socket.close()

    def _say(self, message: Message) -> None:
        if self._fault not in {Fault.SILENT, Fault.FOREIGN}:
            self._out += write_message(message)
