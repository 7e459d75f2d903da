"""An LLRP reader that reports as fast as its client takes it: what is measured is the client."""

import contextlib
import selectors
import socket
import threading
import time
from typing import Self

from simulation.llrp.desk import Desk
from simulation.llrp.words import greeting
from touchpoint.readers.llrp.frames import Frames, Message, Type, write_message
from touchpoint.readers.llrp.reports import TagReport, write_report

#: Tags before its four antennas.
TAGS = 200


class Flood:
    """Its reports are written once and sent over and over: writing costs more than reading."""

    def __init__(self) -> None:
        self._door = socket.create_server(("127.0.0.1", 0))
        self._door.settimeout(0.1)
        self.port: int = self._door.getsockname()[1]
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="llrp flood", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join()
        self._door.close()

    def _run(self) -> None:
        while not self._stopping.is_set():
            with contextlib.suppress(OSError):
                guest, _ = self._door.accept()
                with guest:
                    # A client that stops reading is not waited for longer than this.
                    guest.settimeout(1.0)
                    self._serve(guest)

    def _serve(self, guest: socket.socket) -> None:
        desk, frames, block = Desk(4), Frames(), b""
        guest.sendall(write_message(greeting(0, time.time_ns() // 1000)))
        with selectors.DefaultSelector() as selector:
            selector.register(guest, selectors.EVENT_READ)
            while not (self._stopping.is_set() or desk.closing):
                reading = desk.spec is not None and desk.state == "active"
                if selector.select(0.0 if reading else 0.1):
                    data = guest.recv(65536)
                    if not data:
                        return
                    for message in frames.feed(data):
                        for reply in desk.hear(message, 0.0):
                            guest.sendall(write_message(reply))
                elif reading and desk.spec:
                    block = block or _block(desk.spec.most or TAGS)
                    guest.sendall(block)


def _block(per_report: int) -> bytes:
    """Each tag once, *per_report* in a report."""
    sightings = [
        TagReport(f"{0x30 << 88 | number:024X}", 1 + number % 4, -50, 1_795_920_668_042_031, 1)
        for number in range(TAGS)
    ]
    reports = [write_report(sightings[i : i + per_report]) for i in range(0, TAGS, per_report)]
    return b"".join(write_message(Message(Type.RO_ACCESS_REPORT, 1, body)) for body in reports)
