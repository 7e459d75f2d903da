"""The one thread that hears the bus: events to the inbox, retained states to the projections."""

import queue
import sqlite3
import threading
from collections.abc import Callable
from typing import Final

import structlog

from contract import topics
from hub.counter_desk import CounterDesk
from hub.desk import Desk
from hub.housekeeping import Housekeeping
from hub.inbox import Inbox
from hub.letters import Heard
from hub.projections import Projections
from messaging.port import Bus, LinkState, Message

#: How often what is due is looked at, in seconds.
BEAT: Final = 1.0
#: Waits this long before a group that could not be kept is tried again.
PATIENCE: Final = 1.0
#: What the broker kept for us has come by then, or never will.
LONGEST_READING: Final = 30.0

_log = structlog.get_logger()


def _nothing() -> None:
    return


class Intake:
    """Callbacks of the bus only fill a queue; `drain` does the work, on one thread or in a test.

    *also* is called once a second.
    """

    def __init__(
        self,
        bus: Bus,
        desk: Desk,
        inbox: Inbox,
        projections: Projections,
        housekeeping: Housekeeping,
        group: int = 500,
        also: Callable[[], None] = _nothing,
    ) -> None:
        self._bus = bus
        self._desk = desk
        self._counter = CounterDesk(desk)
        self._inbox = inbox
        self._projections = projections
        self._housekeeping = housekeeping
        self._group = group
        #: What else is looked at once a second.
        self._also = also
        self._queue: queue.SimpleQueue[Heard | LinkState | None] = queue.SimpleQueue()
        self._held: Heard | LinkState | None = None
        self._stopping = threading.Event()
        self._disk_down = False
        self._next_beat = 0.0
        self._read_by = 0.0
        self._thread = threading.Thread(target=self._run, name="hub intake", daemon=True)

    def connect(self) -> None:
        """Start the bus; what it brings waits for `drain`."""
        # Before anything comes: what was kept knows when it came, and no more when it was made.
        self._desk.floor()
        self._bus.subscribe([topics.EVENT.filter(store=self._desk.store)])
        self._bus.start(self._hear, self._queue.put)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Say offline, keep what has come, and leave the bus."""
        self._stopping.set()
        self._queue.put(None)
        if self._thread.is_alive():
            self._thread.join()
        self._projections.farewell()
        self._bus.stop()

    def drain(self, wait: float = 0.0) -> bool:
        """Work on what has come, waiting at most *wait* seconds for it; whether anything had."""
        first = self._next(wait)
        if first is None:
            return False
        if isinstance(first, LinkState):
            self._linked(first)
            return True
        if topics.EVENT.match(first.message.topic) is None:
            self._bus.settle(first.message)
            self._projections.heard(first.message)
            return True
        self._keep(self._group_from(first))
        return True

    def beat(self) -> None:
        """Once a second: gaps, escalations, expiry, imports by another process, old events."""
        self._inbox.step()
        self._desk.tick(self._desk.clock.now())
        self._also()
        self._counter.tick(self._desk.clock.now())
        self._housekeeping.step(self._desk.clock.now())
        self._projections.beat()
        self._also()
        if self._projections.reading and self._desk.clock.monotonic() > self._read_by:
            self._projections.give_up_reading()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self.drain(max(0.0, min(BEAT, self._next_beat - self._desk.clock.monotonic())))
                if self._desk.clock.monotonic() >= self._next_beat:
                    self._next_beat = self._desk.clock.monotonic() + BEAT
                    self.beat()
            except Exception:  # noqa: BLE001 - this thread must outlive every mistake
                _log.exception("intake.failed")
                self._stopping.wait(PATIENCE)

    def _hear(self, message: Message) -> None:
        self._queue.put(Heard(message, self._desk.clock.monotonic()))

    def _linked(self, link: LinkState) -> None:
        if link.up:
            self._read_by = self._desk.clock.monotonic() + LONGEST_READING
            self._projections.linked()
            return
        _log.warning(
            "broker.away",
            why=link.why,
            hint="nothing is lost, touchpoints keep what they say; start the broker, or mend "
            "[broker] host, port and secret_file",
        )

    def _next(self, wait: float) -> Heard | LinkState | None:
        if self._held is not None:
            held, self._held = self._held, None
            return held
        try:
            return self._queue.get(timeout=wait) if wait > 0 else self._queue.get_nowait()
        except queue.Empty:
            return None

    def _group_from(self, first: Heard) -> list[Heard]:
        """*first* and the events that wait right behind it."""
        group = [first]
        while len(group) < self._group:
            found = self._next(0)
            if not isinstance(found, Heard) or topics.EVENT.match(found.message.topic) is None:
                self._held = found
                break
            group.append(found)
        return group

    def _keep(self, group: list[Heard]) -> None:
        try:
            self._patiently(lambda: self._inbox.take(group, waited=self._projections.reading))
        except Exception:  # noqa: BLE001 - one message must not hold up the store
            self._isolate(group)

    def _patiently(self, act: Callable[[], None]) -> None:
        """Until the disk takes it: the broker would not bring it again on this connection."""
        while True:
            try:
                act()
            except sqlite3.OperationalError as error:
                self._disk(error)
                if self._stopping.wait(PATIENCE):
                    return
            else:
                self._disk(None)
                return

    def _isolate(self, group: list[Heard]) -> None:
        """A mistake of ours broke on something in *group*: find it, and keep all the others."""
        if len(group) > 1:
            for heard in group:
                self._keep([heard])
            return
        message = group[0].message
        _log.exception("message.broken", topic=message.topic, properties=dict(message.properties))
        try:
            self._patiently(lambda: self._inbox.give_up(message))
        except Exception:  # noqa: BLE001 - even its names broke us; the log line is all there is
            _log.exception("message.lost", topic=message.topic, size=len(message.payload))
            self._bus.settle(message)

    def _disk(self, error: sqlite3.Error | None) -> None:
        if (error is not None) == self._disk_down:
            return
        self._disk_down = error is not None
        if error is not None:
            _log.error("database.down", why=str(error))
        else:
            _log.info("database.back")
