"""A thread that keeps a link: connects, drives, mourns, waits and begins again, for ever."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from messaging.drive import Driven, idle, once
from messaging.edge import Edge
from messaging.errands import Errands, RingingErrands
from messaging.port import LinkState, OnLink

UNAVAILABLE = 136
#: Seconds that `stop` waits for what was published just before it.
FAREWELL = 2.0

_LOST = LinkState(up=False, reason=UNAVAILABLE, why="the connection was lost")
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Work:
    """What is done on the thread; *connect* raises OSError when nobody answers."""

    client: Driven
    connect: Callable[[], None]
    publish: Callable[[], None]
    busy: Callable[[], bool]
    leave: Callable[[], None]
    broken: Callable[[], None]


class Keeper:
    """*orders* come from any thread; *news* go outwards when the client is done with its own."""

    def __init__(self, name: str, spread: Callable[[], float], work: Work) -> None:
        self.orders, self.news = RingingErrands(name), Errands(name)
        #: Why the link is going to be lost, as far as the client was told.
        self.cause = _LOST
        self.stopping = False
        self._work, self._spread = work, spread
        self._log = _log.bind(bus=name)
        self._edge = Edge(name, time.monotonic())
        self._on_link: OnLink = lambda _: None
        self._thread = threading.Thread(target=self._run, name=f"mqtt {name}", daemon=True)

    @property
    def up(self) -> bool:
        return self._edge.up

    @property
    def lasted(self) -> float:
        """Seconds that the link has been up; without end when it is not, or is being left."""
        return self._edge.lasted(time.monotonic()) if not self.stopping else float("inf")

    def start(self, on_link: OnLink) -> None:
        self._on_link = on_link
        self._thread.start()

    def stop(self) -> None:
        self.orders.add(self._leave)
        if not self._thread.ident:
            self.orders.close()
        elif threading.current_thread() is not self._thread:
            self._thread.join()

    def rise(self) -> None:
        """The link is up."""
        self._tell(self._edge.rise(time.monotonic()))

    def _leave(self) -> None:
        self.stopping = True

    def _tell(self, link: LinkState) -> None:
        self.news.add(lambda: self._on_link(link))

    def _run(self) -> None:
        while not self.stopping:
            self.cause = _LOST
            try:
                self._work.connect()
                self._serve()
            except OSError as error:
                self.cause = LinkState(up=False, reason=UNAVAILABLE, why=str(error))
            except Exception:  # noqa: BLE001 - whatever it is, the link must come back
                self._log.exception("bus.failed")
            self._mourn()
            self._pause(self._edge.wait(self._spread()))
        self.orders.close()

    def _serve(self) -> None:
        leave_by = float("inf")
        while self._work.client.socket() is not None:
            once(self._work.client, self.orders, 0.5)
            self._turn()
            if not self.stopping:
                continue
            leave_by = min(leave_by, time.monotonic() + FAREWELL)
            if not (self.up and self._work.busy()) or time.monotonic() > leave_by:
                self._work.leave()
                self.cause = LinkState(up=False, why="stopped")
                return

    def _turn(self) -> None:
        self.orders.run()
        self._work.publish()
        self.news.run()

    def _mourn(self) -> None:
        self._work.broken()
        if (link := self._edge.fall(self.cause, time.monotonic())) is not None:
            self._tell(link)
        self._turn()

    def _pause(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self.stopping and (left := until - time.monotonic()) > 0:
            idle(self.orders, left)
            self._turn()
