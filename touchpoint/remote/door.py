"""A door on the loopback for the demo page, tests and pictures: frames out, touches in."""

import io
import json
import re
import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as Unanswered
from dataclasses import asdict
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

from kivy.clock import Clock
from PIL import Image

import touchpoint.ui.environment  # noqa: F401 - before Kivy
from touchpoint.remote.glass import Frame, Glass, Place

T = TypeVar("T")
_PATIENCE = 5.0
_MAX_BODY = 4096
#: What may be asked of the glass; all numbers are fractions from the top left, 0 to 1.
_RIGHT = '/touch {"x", "y"}, /swipe {"from": [x, y], "to": [x, y]} or /press {"name"}; from 0 to 1'
_LOOPBACK = frozenset({"127.0.0.1", "localhost"})


class Remote:
    """*scene* is called on the screen's thread. Port 0 takes any free one; see `port`."""

    def __init__(self, glass: Glass, scene: Callable[[], dict[str, Any]], port: int) -> None:
        """Raises OSError when the port is taken."""
        self._glass, self._scene = glass, scene
        self._pictures = Pictures()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Visitor, self))
        self._server.daemon_threads = True
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.1,), name="remote", daemon=True
        )

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def picture(self, kind: str, width: int | None) -> bytes:
        """The glass as JPEG or PNG, *width* pixels wide. Raises TimeoutError."""
        frame = self._await(self._glass.frame)
        return self._pictures.of(frame, kind, width)

    def touch(self, x: float, y: float) -> dict[str, bool]:
        self._on_screen(lambda: self._glass.touch(x, y))
        return {"ok": True}

    def swipe(self, start: Place, end: Place) -> dict[str, bool]:
        self._on_screen(lambda: self._glass.swipe(start, end))
        return {"ok": True}

    def press(self, name: str) -> bool:
        return self._on_screen(lambda: self._glass.press(name))

    def targets(self) -> dict[str, Any]:
        targets = self._on_screen(self._glass.targets)
        return {name: asdict(target) for name, target in targets.items()}

    def scene(self) -> dict[str, Any]:
        return self._on_screen(self._scene)

    def _on_screen(self, work: Callable[[], T]) -> T:
        def ask(deliver: Callable[[T], None]) -> None:
            deliver(work())

        return self._await(ask)

    def _await(self, ask: Callable[[Callable[[T], None]], None]) -> T:
        answer: Future[T] = Future()

        def run(_seconds: float) -> None:
            try:
                ask(answer.set_result)
            except Exception as error:  # noqa: BLE001 - it is raised again where it was asked
                answer.set_exception(error)

        Clock.schedule_once(run, -1)
        return answer.result(_PATIENCE)


class Pictures:
    """Encoded frames, each kind and size once, until the glass shows something else."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._number = -1
        self._made: dict[tuple[str, int | None], bytes] = {}

    def of(self, frame: Frame, kind: str, width: int | None) -> bytes:
        with self._lock:
            if frame.number != self._number:
                self._number, self._made = frame.number, {}
            if (kind, width) not in self._made:
                self._made[kind, width] = encoded(frame, kind, width)
            return self._made[kind, width]


def encoded(frame: Frame, kind: str, width: int | None) -> bytes:
    """*frame* as a `JPEG` or `PNG`, scaled to *width* pixels where that is less than it has."""
    size = frame.width, frame.height
    image = Image.frombytes("RGBA", size, frame.pixels).convert("RGB")
    image = image.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    if width is not None and width < frame.width:
        smaller = width, round(frame.height * width / frame.width)
        image = image.resize(smaller, Image.Resampling.BILINEAR, reducing_gap=2.0)
    file = io.BytesIO()
    image.save(file, kind, **({"quality": 82} if kind == "JPEG" else {"compress_level": 1}))
    return file.getvalue()


def _on_glass(*numbers: object) -> bool:
    return all(isinstance(n, int | float) and 0 <= n <= 1 for n in numbers)


class _Visitor(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"

    def __init__(self, remote: Remote, *args: Any) -> None:
        self._remote = remote
        super().__init__(*args)

    def parse_request(self) -> bool:
        """Refuse what a page of another site makes a browser ask."""
        if not super().parse_request():
            return False
        names = [self.headers.get("Host", ""), urlsplit(self.headers.get("Origin", "")).netloc]
        if all(name.rpartition(":")[0] in _LOOPBACK for name in names if name):
            return True
        self._problem(HTTPStatus.FORBIDDEN, "only pages of this machine may ask")
        return False

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        match parts.path:
            case "/frame.jpg" | "/frame.png":
                kind = "PNG" if parts.path.endswith("png") else "JPEG"
                width = parse_qs(parts.query).get("width", [""])[0]
                self._send_picture(kind, int(width) if re.fullmatch("[0-9]{2,4}", width) else None)
            case "/scene":
                self._try(self._remote.scene)
            case "/targets":
                self._try(self._remote.targets)
            case _:
                self._problem(HTTPStatus.NOT_FOUND, "/frame.jpg, /frame.png, /scene, /targets")

    def do_POST(self) -> None:
        match self.path, self._body():
            case "/touch", {"x": x, "y": y} if _on_glass(x, y):
                self._try(lambda: self._remote.touch(x, y))
            case "/swipe", {"from": [x, y], "to": [to_x, to_y]} if _on_glass(x, y, to_x, to_y):
                self._try(lambda: self._remote.swipe((x, y), (to_x, to_y)))
            case "/press", {"name": str(name)}:
                self._press(name)
            case _:
                self._problem(HTTPStatus.BAD_REQUEST, _RIGHT)

    def _press(self, name: str) -> None:
        try:
            found = self._remote.press(name)
        except Unanswered:
            self._problem(HTTPStatus.SERVICE_UNAVAILABLE, "the screen does not answer")
            return
        if found:
            self._send(HTTPStatus.OK, b'{"ok": true}', "application/json")
        else:
            self._problem(HTTPStatus.NOT_FOUND, f"nothing called {name} can be touched now")

    def _send_picture(self, kind: str, width: int | None) -> None:
        try:
            picture = self._remote.picture(kind, width)
        except Unanswered:
            self._problem(HTTPStatus.SERVICE_UNAVAILABLE, "the screen does not answer")
            return
        self._send(HTTPStatus.OK, picture, f"image/{kind.lower()}")

    def _try(self, ask: Callable[[], object]) -> None:
        try:
            answer = json.dumps(ask()).encode()
        except Unanswered:
            self._problem(HTTPStatus.SERVICE_UNAVAILABLE, "the screen does not answer")
            return
        self._send(HTTPStatus.OK, answer, "application/json")

    def _body(self) -> object:
        length = self.headers.get("Content-Length", "0")
        if not length.isdigit() or int(length) > _MAX_BODY:
            return None
        try:
            return json.loads(self.rfile.read(int(length)))
        except ValueError:
            return None

    def _problem(self, status: HTTPStatus, detail: str) -> None:
        problem = {"title": status.phrase, "status": status.value, "detail": detail}
        self._send(status, json.dumps(problem).encode(), "application/problem+json")

    def _send(self, status: HTTPStatus, body: bytes, kind: str) -> None:
        try:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)
        except ConnectionError:
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """The page asks five times a second; nobody would read that."""
