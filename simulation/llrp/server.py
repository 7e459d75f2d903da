"""The simulated reader at work: a TCP port for clients, a local socket for orders, one thread."""

import contextlib
import json
import selectors
import socket
import threading
import time
from pathlib import Path
from typing import Self

from simulation.llrp.air import Air, Field
from simulation.llrp.line import Line
from simulation.llrp.orders import Fault, Placed, read_line

_MAX_ORDER = 16 * 1024
#: Seconds: reads are gathered so long at most, however fast the tags answer.
_TICK, _IDLE = 0.005, 0.25
_LASTING = {Fault.SILENT, Fault.REFUSE, Fault.FOREIGN}


class Simulator:
    """Listens on the loopback once made; port 0 takes a free one, which *port* then says."""

    def __init__(self, air: Air, orders: Path, port: int = 0) -> None:
        self._field, self._air = Field(air), air
        self._fault = Fault.WELL
        self._lines: list[Line] = []
        self._partial: dict[socket.socket, bytes] = {}
        self._selector = selectors.DefaultSelector()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="llrp simulator", daemon=True)
        self._door = socket.create_server(("127.0.0.1", port))
        self.port: int = self._door.getsockname()[1]
        self.orders = orders
        orders.unlink(missing_ok=True)
        self._hatch = socket.socket(socket.AF_UNIX)
        self._hatch.bind(str(orders))
        orders.chmod(0o600)
        self._hatch.listen()
        for listener, work in ((self._door, self._welcome), (self._hatch, self._open_hatch)):
            listener.setblocking(False)
            self._selector.register(listener, selectors.EVENT_READ, work)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        try:
            while not self._stopping.is_set():
                for key, _ in self._selector.select(self._patience()):
                    key.data(key.fileobj)
                self._work()
        finally:
            self._shut()

    def _patience(self) -> float:
        due = [line.due() for line in self._lines] + [self._field.due() if self._lines else None]
        now = time.monotonic()
        wait = min((at - now for at in due if at is not None), default=_IDLE)
        # Sooner than a tick only for nobody: reads are gathered.
        return max(_TICK, min(wait, _IDLE))

    def _work(self) -> None:
        read = self._field.reads(time.monotonic())
        for line in list(self._lines):
            line.see(read)
            if not line.flush() or line.over:
                self._drop(line)
            else:
                wanted = selectors.EVENT_READ | (selectors.EVENT_WRITE if line.waiting else 0)
                if self._selector.get_key(line.socket).events != wanted:
                    self._selector.modify(line.socket, wanted, lambda _, it=line: self._hear(it))

    def _welcome(self, door: socket.socket) -> None:
        with contextlib.suppress(BlockingIOError):
            guest, _ = door.accept()
            line = Line(guest, self._air.antennas, self._fault, taken=bool(self._lines))
            self._lines.append(line)
            self._selector.register(guest, selectors.EVENT_READ, lambda _: self._hear(line))

    def _hear(self, line: Line) -> None:
        if not line.hear():
            self._drop(line)

    def _drop(self, line: Line) -> None:
        if line in self._lines:
            self._lines.remove(line)
            self._selector.unregister(line.socket)
            line.close()

    def _open_hatch(self, hatch: socket.socket) -> None:
        with contextlib.suppress(BlockingIOError):
            guest, _ = hatch.accept()
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
        self._partial[guest] = rest
        for line in lines:
            with contextlib.suppress(OSError):
                guest.sendall(json.dumps(self._answer(line)).encode() + b"\n")
        if not heard or len(rest) > _MAX_ORDER:
            self._selector.unregister(guest)
            del self._partial[guest]
            guest.close()

    def _answer(self, line: bytes) -> dict[str, object]:
        try:
            order = read_line(line)
            if isinstance(order, Placed):
                self._obey(order)
            else:
                self._strike(order)
        except ValueError as error:
            return {"error": str(error)}
        return {"ok": True}

    def _obey(self, placed: Placed) -> None:
        order = placed.order
        if order.verb == "take":
            self._field.take(order.value)
        else:
            seconds = order.seconds if order.verb == "tap" else None
            self._field.put(order.value, placed.antenna, time.monotonic(), seconds)

    def _strike(self, fault: Fault) -> None:
        self._fault = fault if fault in _LASTING else Fault.WELL
        for line in self._lines:
            line.strike(fault)

    def _shut(self) -> None:
        for key in list(self._selector.get_map().values()):
            self._selector.unregister(key.fileobj)
        self._selector.close()
        for line in self._lines:
            line.close()
        for listener in (self._door, self._hatch, *self._partial):
            listener.close()
        self.orders.unlink(missing_ok=True)
