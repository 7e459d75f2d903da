"""The one thread that writes: drafts to the outbox in groups, its publishes, the hub's answers."""

import queue
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import structlog
from pydantic import BaseModel

from contract.events import TouchpointStarted
from contract.states import (
    Ack,
    AppointmentState,
    HubState,
    Pointer,
    RequestState,
    ReservationState,
    StockState,
    StylingSlots,
)
from contract.topics import STOCK
from messaging.draft import Draft
from messaging.outbox import Outbox
from messaging.port import Bus, LinkState, Message, Outgoing
from messaging.reconnect import OTHER_DEVICE
from messaging.sender import Sender
from messaging.storetime import StoreTime
from touchpoint import link
from touchpoint.health import Health
from touchpoint.hearing import Claimed, Command, Overheard, Sounded, understood
from touchpoint.identity import Identity
from touchpoint.inputs import (
    AppointmentKnown,
    HubKnown,
    Input,
    NameContested,
    RequestKnown,
    RequestRefused,
    RequestSettled,
    ReservationKnown,
    SlotsKnown,
    StockKnown,
)
from touchpoint.ledger import Ledger

_log = structlog.get_logger()
_HEALTH_EVERY = 60.0
#: It wakes at least so often, for its own deadlines.
_LONGEST_SLEEP = 1.0


@dataclass(frozen=True, slots=True)
class _Record:
    drafts: tuple[Draft, ...]
    state: Mapping[str, bytes]
    left: threading.Event


@dataclass(frozen=True, slots=True)
class _Watch:
    gtins: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Stop:
    pass


_Order = _Record | _Watch | _Stop | Message | LinkState


class Uplink:
    """*tell* gets what the hub says, *fetch* what it points to, on the writer's thread.

    *overhear* gets what other touchpoints of its zone say, *obey* what the hub wants done.
    *standing* is said after each connect.
    """

    def __init__(
        self,
        who: Identity,
        bus: Bus,
        outbox: Outbox,
        sender: Sender,
        clock: StoreTime,
        health: Health,
        tell: Callable[[Input], None],
        fetch: Callable[[Pointer], None],
        overhear: Callable[[Overheard | Sounded | Claimed], None] = lambda _: None,
        standing: Sequence[Outgoing] = (),
        obey: Callable[[Command], None] = lambda _: None,
    ) -> None:
        self._who, self._bus, self._outbox, self._sender = who, bus, outbox, sender
        self._clock, self._health, self._tell, self._fetch = clock, health, tell, fetch
        self._overhear, self._standing, self._obey = overhear, tuple(standing), obey
        self._orders: queue.SimpleQueue[_Order] = queue.SimpleQueue()
        self._ledger = Ledger(who, outbox, clock)
        self._watched: frozenset[str] = frozenset()
        self._reach = link.unknown(clock.monotonic())
        self._contested = False
        self._stopping = False
        self._health_at = clock.monotonic() + _HEALTH_EVERY
        self._thread = threading.Thread(target=self._run, name="uplink", daemon=True)

    def start(self) -> None:
        self.open()
        self._thread.start()

    def open(self) -> None:
        """Say that this run began, and connect; `work` does the rest, on whatever thread."""
        data = TouchpointStarted(boot=self._who.boot, version=self._who.version)
        self.record([Draft(data, self._clock.monotonic())])
        self._bus.subscribe(self._who.filters())
        self._bus.start(self._orders.put, self._orders.put)

    def record(
        self, drafts: Sequence[Draft], state: Mapping[str, bytes] | None = None
    ) -> threading.Event:
        """Keep *drafts* and *state* in one transaction, soon; from any thread.

        What is returned is set once they are kept and, where there is a line, on their way.
        """
        left = threading.Event()
        self._orders.put(_Record(tuple(drafts), state or {}, left))
        return left

    def watch_stock(self, gtins: frozenset[str]) -> None:
        """Follow the stock of *gtins* and of nothing else."""
        self._orders.put(_Watch(gtins))

    def stop(self) -> None:
        """Record what is there, say that we go, and go."""
        self._orders.put(_Stop())
        self._thread.join()
        self._bus.publish(self._who.state(online=False))
        self._bus.stop()
        self._outbox.close()

    def _run(self) -> None:
        while not self._stopping:
            due = self._sender.due()
            self.work(_LONGEST_SLEEP if due is None else min(_LONGEST_SLEEP, due))

    def work(self, wait: float) -> None:
        """Take what comes within *wait* seconds, commit it at once, send what is due."""
        orders = self._taken(wait)
        for order in orders:
            self._safely(lambda order=order: self._take(order))  # type: ignore[misc]
        self._safely(self._turn)
        for order in orders:
            if isinstance(order, _Record):
                order.left.set()

    def _safely(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception:  # noqa: BLE001 - the writer must outlive whatever one message does
            _log.exception("uplink.failed")

    def _turn(self) -> None:
        """One commit of all that came, then what is due."""
        for part in (self._report_health, self._ledger.commit, self._sender.pump):
            self._safely(part)
        self._reached(link.passed(self._reach, self._clock.monotonic()))

    def _taken(self, wait: float) -> list[_Order]:
        orders: list[_Order] = []
        try:
            orders.append(self._orders.get(timeout=max(wait, 0.001)))
            while True:
                orders.append(self._orders.get_nowait())
        except queue.Empty:
            return orders

    def _take(self, order: _Order) -> None:
        match order:
            case _Record(drafts, state, _):
                self._ledger.add(drafts, state)
            case _Watch(gtins):
                self._follow(gtins)
            case _Stop():
                self._stopping = True
            case LinkState():
                self._linked(order)
            case Message():
                self._hear(order)

    def _report_health(self) -> None:
        now = self._clock.monotonic()
        if now >= self._health_at:
            self._health_at = now + _HEALTH_EVERY
            self._ledger.add([Draft(self._health.report(), now)], {})

    def _follow(self, gtins: frozenset[str]) -> None:
        store = self._who.store
        gone, new = sorted(self._watched - gtins), sorted(gtins - self._watched)
        self._watched = gtins
        if gone:
            self._bus.unsubscribe([STOCK.name(store=store, gtin=g) for g in gone])
        if new:
            self._bus.subscribe([STOCK.name(store=store, gtin=g) for g in new])

    def _linked(self, state: LinkState) -> None:
        if state.up:
            for message in (self._who.state(online=True), *self._standing):
                self._bus.publish(message)
            self._clock.link_up()
            self._sender.link_up()
        else:
            self._sender.link_down()
        now = self._clock.monotonic()
        self._reached(link.link_changed(self._reach, now, up=state.up))
        contested = not state.up and state.why == OTHER_DEVICE
        if contested != self._contested:
            self._contested = contested
            self._tell(NameContested(contested))

    def _reached(self, reach: link.Reach) -> None:
        before, self._reach = self._reach.online, reach
        if reach.online is not None and reach.online != before:
            (_log.info if reach.online else _log.warning)("hub.reached", online=reach.online)
            self._tell(HubKnown(reach.online))

    def _hear(self, message: Message) -> None:
        try:
            said = understood(message)
        except ValueError as error:
            _log.warning("bus.nonsense", found=str(error))
            said = None
        if said is not None:
            self._take_in(said, retained=message.retained)
        self._bus.settle(message)

    def _take_in(self, said: BaseModel, *, retained: bool) -> None:
        match said:
            case Ack():
                self._acknowledged(said)
            case HubState():
                self._reached(link.hub_said(self._reach, said))
                self._clock.hub_said(said, retained=retained)
                if said.online:
                    self._sender.hub_boot(said.boot)
            case StockState():
                self._tell(StockKnown(said))
            case RequestState() | ReservationState() | AppointmentState() | StylingSlots():
                self._tell(_answer(said))
            case Pointer():
                self._fetch(said)
            case Overheard() | Sounded() | Claimed():
                self._overhear(said)
            case Command():
                self._obey(said)

    def _acknowledged(self, ack: Ack) -> None:
        # Asked first, for a renumbering changes the outbox.
        ours = ack.outbox == self._outbox.id
        self._sender.acknowledged(ack)
        if not ours:
            return
        if self._ledger.began in ack.settled:
            self._clock.hub_answered()
        for event in ack.settled:
            if request := self._ledger.asked.pop(event, None):
                self._tell(RequestSettled(request))
        for refused in ack.rejected:
            if request := self._ledger.asked.pop(refused.id, None):
                self._tell(RequestRefused(request))


def _answer(said: RequestState | ReservationState | AppointmentState | StylingSlots) -> Input:
    match said:
        case RequestState():
            return RequestKnown(said)
        case ReservationState():
            return ReservationKnown(said)
        case AppointmentState():
            return AppointmentKnown(said)
        case StylingSlots(slots=slots):
            return SlotsKnown(slots)
