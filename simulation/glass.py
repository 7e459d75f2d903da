"""One touchpoint from outside: touch its glass, lay garments on its reader, see what it shows."""

import json
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from contract.tags import By

_TIMEOUT = (2.0, 10.0)
_SCANNED = frozenset({By.BARCODE, By.QR})


class GlassAway(Exception):
    """The touchpoint does not answer just now."""


@dataclass(frozen=True, slots=True)
class Target:
    """Something to touch; *x* and *y* are fractions of the window from its top left."""

    name: str
    x: float
    y: float
    text: str
    enabled: bool


class Glass:
    """A touchpoint's loopback door, and where its reader and its scanner take orders."""

    def __init__(
        self, name: str, port: int, reader: Path, scanner: Path, antenna: int | None = None
    ) -> None:
        self.name = name
        self.port = port
        self._where = {} if antenna is None else {"antenna": antenna}
        self._reader, self._scanner = reader, scanner
        self._lying: set[str] = set()
        self._base = f"http://127.0.0.1:{port}"
        self._session = requests.Session()

    def put(self, code: str, by: str) -> bool:
        self._lying.add(code)
        return self._feed(self._reader, {"put": code, "by": by, **self._where})

    def take(self, code: str) -> bool:
        """False when it was not there."""
        self._lying.discard(code)
        return self._feed(self._reader, {"take": code})

    def clear(self) -> None:
        """Take away whatever lies there."""
        for code in sorted(self._lying):
            self.take(code)

    def tap(self, code: str, by: str, milliseconds: int = 600) -> bool:
        where = self._scanner if by in _SCANNED else self._reader
        return self._feed(where, {"tap": code, "by": by, "ms": milliseconds, **self._where})

    def press(self, target: str) -> bool:
        """Touch the middle of *target*; False when it is not there to be touched."""
        answer = self._ask("POST", "/press", {"name": target})
        return answer.status_code == 200

    def touch(self, x: float, y: float) -> None:
        self._ask("POST", "/touch", {"x": x, "y": y})

    def swipe(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Draw a finger across; fractions of the window from its top left."""
        self._ask("POST", "/swipe", {"from": start, "to": end})

    def targets(self) -> dict[str, Target]:
        answer = self._ask("GET", "/targets")
        if not answer.ok:
            raise GlassAway(f"{self.name}: {answer.status_code} {answer.reason}")
        found = answer.json()
        return {
            name: Target(name, t["x"], t["y"], t.get("text", ""), t.get("enabled", True))
            for name, t in found.items()
        }

    def scene(self) -> dict[str, Any]:
        answer = self._ask("GET", "/scene")
        if not answer.ok:
            raise GlassAway(f"{self.name}: {answer.status_code} {answer.reason}")
        scene: dict[str, Any] = answer.json()
        return scene

    def frame(self, kind: str = "jpg") -> bytes:
        return self._ask("GET", f"/frame.{kind}").content

    def ready(self) -> bool:
        """Whether it shows something and its readers read."""
        try:
            readers = self.scene()["readers"]
        except GlassAway:
            return False
        return all(state == "ok" for state in readers.values())

    def _ask(self, method: str, path: str, body: object = None) -> requests.Response:
        try:
            return self._session.request(method, self._base + path, json=body, timeout=_TIMEOUT)
        except requests.RequestException as error:
            raise GlassAway(f"{self.name}: {error}") from error

    def _feed(self, where: Path, order: dict[str, object]) -> bool:
        """Whether the reader did as it was told."""
        try:
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(3.0)
                line.connect(str(where))
                line.sendall(json.dumps(order).encode() + b"\n")
                answer = json.loads(line.makefile().readline() or "{}")
        except (OSError, ValueError) as error:
            raise GlassAway(f"{self.name}: its reader does not answer: {error}") from error
        return "error" not in answer
