"""What switches a cabin's light, at the other end of a real line."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from typing import Any

PATIENCE = 20.0


@dataclass
class Lamp:
    """What was *posted* to *url*; it answers with *status* while it is *willing*."""

    posted: Queue[dict[str, Any]] = field(default_factory=Queue)
    willing: threading.Event = field(default_factory=threading.Event)
    status: int = 204
    url: str = ""

    def next(self) -> dict[str, Any]:
        return self.posted.get(timeout=PATIENCE)


@contextmanager
def lamp_on() -> Iterator[Lamp]:
    lamp = Lamp()
    lamp.willing.set()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(lamp))
    lamp.url = f"http://127.0.0.1:{server.server_port}/scene"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield lamp
    finally:
        lamp.willing.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(lamp: Lamp) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            lamp.posted.put({**body, "token": self.headers.get("Authorization")})
            lamp.willing.wait(PATIENCE)
            self.send_response(lamp.status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

    return Handler
