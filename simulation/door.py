"""Orders for a simulated device over a local socket, in the words of the simulated reader."""

import contextlib
import json
import signal
import socketserver
import threading
from pathlib import Path
from typing import Protocol

from touchpoint.readers.simulated import Order, read_order


class Obeys(Protocol):
    def obey(self, order: Order) -> None:
        """Raises ValueError saying what would be right."""


class Door(socketserver.ThreadingUnixStreamServer):
    """Hears one JSON order a line on the socket at *path*, in place of what a killed one left."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, path: Path, desk: Obeys) -> None:
        self.desk = desk
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        super().__init__(str(path), _Guest)


class _Guest(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        while line := self.rfile.readline(16 * 1024):
            answer: dict[str, object] = {"ok": True}
            try:
                door = self.server
                if isinstance(door, Door):
                    door.desk.obey(read_order(line))
            except ValueError as error:
                answer = {"error": str(error)}
            with contextlib.suppress(OSError):
                self.wfile.write(json.dumps(answer).encode() + b"\n")


def serve(door: Door) -> None:
    """Until SIGINT or SIGTERM."""
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    threading.Thread(target=door.serve_forever, daemon=True).start()
    ended.wait()
    door.shutdown()
