"""A reader without hardware: garments are laid on it, taken and tapped over a local socket."""

import contextlib
import json
import os
import selectors
import socket
import time
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contract.tags import CODES, By, TagRead
from touchpoint.readers.port import ReaderError

_MAX_ORDER = 16 * 1024


@dataclass(frozen=True, slots=True)
class Order:
    """*verb* is put, take or tap; *seconds* is how long a tapped garment stays."""

    verb: str
    value: str
    by: By
    seconds: float = 0.4


def read_order(line: bytes) -> Order:
    """The order in one JSON line. Raises ValueError saying what would be right."""
    try:
        document = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"this is not JSON: {error}") from error
    found = document if isinstance(document, dict) else {}
    verbs = [verb for verb in ("put", "take", "tap") if verb in found]
    if len(verbs) != 1 or not isinstance(found[verbs[0]], str) or not found[verbs[0]].strip():
        raise ValueError('{"put": CODE}, {"take": CODE} or {"tap": CODE} is right')
    value = found[verbs[0]].strip()
    seconds = found.get("ms", 400)
    if isinstance(seconds, bool) or not isinstance(seconds, int) or not 0 < seconds <= 600_000:
        raise ValueError(f"ms is {seconds!r}; 1 to 600000 is right")
    return Order(verbs[0], value, _by(found.get("by"), value), seconds / 1000)


def _by(found: Any, value: str) -> By:
    if found is None:
        if "://" in value:
            return By.NFC
        return By.BARCODE if value.isdigit() and len(value) <= 14 else By.UHF
    try:
        return By(found)
    except ValueError:
        raise ValueError(f"by is {found!r}; one of {', '.join(By)} is right") from None


@dataclass(slots=True)
class _Lying:
    read: TagRead
    #: Monotonic seconds after which a tapped one is gone.
    until: float | None


class SimulatedReader:
    """Reads what lies on it in turn, *rate* times a second, as a real one would."""

    def __init__(self, socket: str, rate: str = "20") -> None:
        self._path = Path(socket)
        self._pause = 1 / float(rate)
        self._lying: dict[str, _Lying] = {}
        self._turns: deque[str] = deque()
        self._momentary: deque[TagRead] = deque()
        self._next = 0.0
        self._selector = selectors.DefaultSelector()
        self._partial: dict[object, bytes] = {}

    def open(self) -> None:
        _clear_way(self._path)
        door = socket.socket(socket.AF_UNIX)
        try:
            door.bind(str(self._path))
        except OSError as error:
            door.close()
            raise ReaderError(f"cannot listen on {self._path}: {error}") from error
        self._path.chmod(0o600)
        door.listen()
        door.setblocking(False)
        self._selector.register(door, selectors.EVENT_READ, self._welcome)

    def read(self, timeout: float) -> TagRead | None:
        deadline = time.monotonic() + timeout
        # First of all: on a busy machine a garment is due at every call, and would be for ever.
        self._hear(0.0)
        while True:
            now = time.monotonic()
            if found := self._due(now):
                return found
            if now >= deadline:
                return None
            wait = min(deadline, self._next) - now if self._turns else deadline - now
            self._hear(max(0.0, wait))

    def close(self) -> None:
        files = [key.fileobj for key in self._selector.get_map().values()]
        for file in files:
            with contextlib.closing(file):  # type: ignore[type-var]
                self._selector.unregister(file)
        # Without a door of ours it is another reader's.
        if files:
            self._path.unlink(missing_ok=True)

    def _hear(self, seconds: float) -> None:
        for key, _ in self._selector.select(seconds):
            key.data(key.fileobj)

    def _due(self, now: float) -> TagRead | None:
        if self._momentary:
            return self._momentary.popleft()
        while self._turns and now >= self._next:
            value = self._turns.popleft()
            lying = self._lying.get(value)
            if lying is None or (lying.until is not None and now >= lying.until):
                self._lying.pop(value, None)
                continue
            self._turns.append(value)
            self._next = now + self._pause
            return lying.read
        return None

    def _obey(self, order: Order) -> None:
        read = TagRead(order.by, order.value, -52.0 if order.by is By.UHF else None)
        if order.verb == "take":
            if self._lying.pop(order.value, None) is None:
                raise ValueError(f"{order.value!r} does not lie here")
            self._turns.remove(order.value)
        elif order.by in CODES:
            self._momentary.append(TagRead(order.by, order.value, None, momentary=True))
        else:
            until = time.monotonic() + order.seconds if order.verb == "tap" else None
            if order.value not in self._lying:
                self._turns.appendleft(order.value)
            self._lying[order.value] = _Lying(read, until)

    def _welcome(self, door: socket.socket) -> None:
        guest, _ = door.accept()
        guest.setblocking(False)
        self._partial[guest] = b""
        self._selector.register(guest, selectors.EVENT_READ, self._listen)

    def _listen(self, guest: socket.socket) -> None:
        try:
            heard = guest.recv(4096)
        except BlockingIOError:
            return
        except OSError:
            heard = b""
        *lines, rest = (self._partial[guest] + heard).split(b"\n")
        for line in lines:
            self._answer(guest, line)
        self._partial[guest] = rest
        if not heard or len(rest) > _MAX_ORDER:
            self._selector.unregister(guest)
            del self._partial[guest]
            guest.close()

    def _answer(self, guest: socket.socket, line: bytes) -> None:
        try:
            self._obey(read_order(line))
            answer: dict[str, object] = {"ok": True}
        except ValueError as error:
            answer = {"error": str(error)}
        with contextlib.suppress(OSError):
            guest.sendall(json.dumps(answer).encode() + b"\n")


def _clear_way(path: Path) -> None:
    """Remove the socket that a killed reader left behind. Raises ReaderError when one listens."""
    if len(os.fsencode(path)) > 107:
        raise ReaderError(f"{path} is too long for a socket; at most 107 bytes are allowed")
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        return
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(path))
        except OSError:
            path.unlink(missing_ok=True)
            return
    raise ReaderError(f"another reader listens on {path}; stop it or choose another socket")
