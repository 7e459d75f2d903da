"""A RAIN RFID reader on the network: the socket, and the watch over a reader that falls silent."""

import contextlib
import selectors
import socket
import time
from collections import deque

from contract.tags import By, TagRead
from touchpoint.readers.llrp.frames import Frames, Message, Type, write_message
from touchpoint.readers.llrp.options import read_wishes, whole
from touchpoint.readers.llrp.session import Session
from touchpoint.readers.port import ReaderError

_CONNECT, _GREET, _PART = 5.0, 10.0, 1.0
#: Keep-alives that may be missed: one late and one lost are no silence.
_MISSED = 2.5
_MOST = 65536


class LlrpReader:
    """Reads with *antennas* ("1,3"; all when left out) at *power* dBm (its own when left out).

    *keepalive* seconds pass between the reader's signs of life; 2.5 times that is silence.
    """

    #: One that another program holds is not to be asked four times a second.
    longest_pause = 2.0

    def __init__(
        self,
        host: str,
        port: str = "5084",
        antennas: str = "",
        power: str = "",
        session: str = "0",
        population: str = "16",
        report: str = "1",
        keepalive: str = "2",
    ) -> None:
        self._wishes = read_wishes(antennas, power, session, population, report, keepalive)
        self._host, self._port = host, whole("port", port, 1, 65535)
        self._name = f"LLRP reader {host}:{port}"
        self._line: socket.socket | None = None
        self._sightings: deque[TagRead] = deque()
        self._begin()

    def _begin(self) -> None:
        self._session, self._frames = Session(self._wishes), Frames()
        self._sightings.clear()
        self._heard = time.monotonic()

    def open(self) -> None:
        self._begin()
        try:
            self._line = socket.create_connection((self._host, self._port), _CONNECT)
        except OSError as error:
            raise ReaderError(
                f"{self._name} cannot be reached: {error}; is it on, and is the address right?"
            ) from error
        # What is sent is short, and must not wait for the reader's own acknowledgement.
        self._line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            self._greet(time.monotonic() + _GREET)
        except ReaderError:
            self.close()
            raise

    @property
    def quiet(self) -> float:
        """Seconds since the reader's last whole message."""
        return time.monotonic() - self._heard

    def read(self, timeout: float) -> TagRead | None:
        deadline = time.monotonic() + timeout
        while not self._sightings:
            self._hear(min(deadline, self._silent_at()))
            now = time.monotonic()
            if now >= self._silent_at():
                raise ReaderError(
                    f"{self._name} is silent for {now - self._heard:.1f} s; "
                    f"a KEEPALIVE every {self._wishes.keepalive:g} s is right"
                )
            if now >= deadline and not self._sightings:
                return None
        return self._sightings.popleft()

    def close(self) -> None:
        """Say goodbye: a reader that misses it may refuse the next who connects."""
        line, self._line = self._line, None
        if line is None:
            return
        with line, contextlib.suppress(OSError, ValueError):
            line.settimeout(_PART)
            line.sendall(b"".join(map(write_message, self._session.goodbye())))
            deadline = time.monotonic() + _PART
            while time.monotonic() < deadline and (data := line.recv(_MOST)):
                if any(it.kind == Type.CLOSE_CONNECTION_RESPONSE for it in self._frames.feed(data)):
                    return

    def _silent_at(self) -> float:
        return self._heard + _MISSED * self._wishes.keepalive

    def _greet(self, deadline: float) -> None:
        while not self._session.running:
            if time.monotonic() >= deadline:
                raise ReaderError(
                    f"{self._name} did not begin to read within {_GREET:g} s; is it an LLRP reader?"
                )
            self._hear(deadline)

    def _hear(self, deadline: float) -> None:
        """Take what comes until *deadline*, if anything does. Raises ReaderError."""
        try:
            data = self._receive(deadline - time.monotonic())
            if data == b"":
                raise ReaderError(f"{self._name} is gone: it closed the connection")
            for message in self._frames.feed(data or b""):
                self._take(message)
        except OSError as error:
            raise ReaderError(f"{self._name} is gone: {error}") from error
        except ValueError as error:
            raise ReaderError(f"{self._name}: {error}") from error

    def _receive(self, seconds: float) -> bytes | None:
        if self._line is None:
            raise ReaderError(f"{self._name} is not open")
        # Not select(), which refuses a descriptor of 1024 or more.
        with selectors.PollSelector() as selector:
            selector.register(self._line, selectors.EVENT_READ)
            if not selector.select(max(0.0, seconds)):
                return None
        return self._line.recv(_MOST)

    def _take(self, message: Message) -> None:
        heard = self._session.hear(message)
        # A whole message, not any byte: one that trickles a message for ever is stuck as well.
        self._heard = time.monotonic()
        if heard.replies and self._line is not None:
            self._line.sendall(b"".join(map(write_message, heard.replies)))
        self._sightings.extend(
            TagRead(By.UHF, it.epc, _dbm(it.rssi), antenna=it.antenna) for it in heard.sightings
        )


def _dbm(rssi: int | None) -> float | None:
    return None if rssi is None else float(rssi)
