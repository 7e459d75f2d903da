"""A broker and its buses in memory, on a manual clock: what tests need of MQTT 5, and no thread."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from messaging.clock import ManualClock
from messaging.port import (
    DELIVERED,
    NOBODY_LISTENING,
    NOT_AUTHORISED,
    SESSION_TAKEN_OVER,
    LinkState,
    Message,
    OnDone,
    OnLink,
    OnMessage,
    Outgoing,
    Will,
)

_UNAVAILABLE = 136
#: Whether a client may "publish" to a topic or "subscribe" to a filter.
May = Callable[[str, str, str], bool]


def matches(name: str, topic: str) -> bool:
    """Whether the filter *name* takes *topic*; MQTT 5, 4.7."""
    wanted, found = name.split("/"), topic.split("/")
    if topic.startswith("$") and wanted[0] in ("#", "+"):
        return False
    for level, part in enumerate(wanted):
        if part == "#":
            return True
        if level >= len(found) or part not in ("+", found[level]):
            return False
    return len(wanted) == len(found)


@dataclass(slots=True)
class _Held:
    """A message in the broker, until *expires_at* in monotonic seconds."""

    message: Outgoing
    expires_at: float
    retained: bool = False


@dataclass(slots=True)
class _Session:
    expires_after: float
    filters: dict[str, None] = field(default_factory=dict)
    queue: list[_Held] = field(default_factory=list)
    unsettled: dict[int, _Held] = field(default_factory=dict)
    gone_at: float | None = None
    bus: "MemoryBus | None" = None
    will: Will | None = None
    will_at: float | None = None


class MemoryBroker:
    """Nothing moves until `run`; the time is *clock*'s."""

    def __init__(self, clock: ManualClock, may: May = lambda *_: True) -> None:
        self._clock, self._may = clock, may
        self._sessions: dict[str, _Session] = {}
        self._retained: dict[str, _Held] = {}
        self._calls: list[Callable[[], None]] = []
        self._packet = 0
        self.running = True

    def run(self) -> None:
        """Deliver until nothing moves."""
        self._pass_time()
        self._deliver()
        while self._calls:
            calls, self._calls = self._calls, []
            for call in calls:
                call()
            self._deliver()

    def advance(self, seconds: float) -> None:
        """Let time pass, then `run`: wills are spoken, messages and sessions expire."""
        self._clock.advance(seconds)
        self.run()

    def stop(self) -> None:
        """Go down with sessions, queues and retained messages on disk; `running` brings it back."""
        self.running = False
        for session in self._sessions.values():
            if session.bus is not None:
                session.bus.lose(LinkState(up=False, reason=_UNAVAILABLE, why="broker gone"))

    def restart(self) -> None:
        self.running = True

    # For the buses.

    def call(self, call: Callable[[], None]) -> None:
        self._calls.append(call)

    def connect(self, bus: "MemoryBus", client_id: str, *, clean: bool, expiry: float) -> bool:
        """Whether the client's session was there."""
        now = self._clock.monotonic()
        session = self._sessions.get(client_id)
        if session is not None and session.bus is not None and session.bus is not bus:
            session.bus.lose(LinkState(up=False, reason=SESSION_TAKEN_OVER, why="taken over"))
        present = session is not None and not clean
        if clean or session is None:
            session = self._sessions[client_id] = _Session(expiry)
        session.bus, session.gone_at, session.will_at = bus, None, None
        session.expires_after, session.will = expiry, bus.will
        session.queue[:0] = session.unsettled.values()
        session.unsettled.clear()
        session.queue = [held for held in session.queue if held.expires_at > now]
        return present

    def disconnect(self, client_id: str, *, farewell: bool) -> None:
        session = self._sessions[client_id]
        now = self._clock.monotonic()
        session.bus, session.gone_at = None, now
        if session.will is not None and not farewell:
            session.will_at = now + min(session.will.delay, session.expires_after)

    def subscribe(self, client_id: str, filters: Sequence[str]) -> None:
        session = self._sessions[client_id]
        for name in filters:
            if not self._may(client_id, "subscribe", name):
                continue
            session.filters[name] = None
            session.queue += [
                _Held(held.message, held.expires_at, retained=True)
                for topic, held in self._retained.items()
                if matches(name, topic)
            ]

    def unsubscribe(self, client_id: str, filters: Sequence[str]) -> None:
        for name in filters:
            self._sessions[client_id].filters.pop(name, None)

    def publish(self, client_id: str, message: Outgoing) -> int:
        if not self._may(client_id, "publish", message.topic):
            return NOT_AUTHORISED
        return self._spread(message)

    def settle(self, client_id: str, packet: int) -> None:
        self._sessions[client_id].unsettled.pop(packet, None)

    # Inside.

    def _spread(self, message: Outgoing) -> int:
        now = self._clock.monotonic()
        held = _Held(message, now + message.expiry if message.expiry else float("inf"))
        if message.retain:
            self._retained.pop(message.topic, None)
            if message.payload:
                self._retained[message.topic] = held
        takers = [
            session
            for session in self._sessions.values()
            if any(matches(name, message.topic) for name in session.filters)
            and (message.qos or session.bus)
        ]
        for session in takers:
            session.queue.append(held)
        return DELIVERED if takers else NOBODY_LISTENING

    def _deliver(self) -> None:
        if not self.running:
            return
        for session in self._sessions.values():
            if session.bus is None:
                continue
            queue, session.queue = session.queue, []
            for held in queue:
                token = None
                if held.message.qos:
                    self._packet += 1
                    token = self._packet
                    session.unsettled[token] = held
                session.bus.receive(held.message, token, retained=held.retained)

    def _pass_time(self) -> None:
        if not self.running:
            return
        now = self._clock.monotonic()
        self._retained = {t: held for t, held in self._retained.items() if held.expires_at > now}
        for client_id, session in list(self._sessions.items()):
            if session.will is not None and session.will_at is not None and session.will_at <= now:
                will, session.will_at = session.will, None
                self._spread(Outgoing(will.topic, will.payload, retain=True))
            if session.gone_at is not None and now - session.gone_at >= session.expires_after:
                del self._sessions[client_id]


class MemoryBus:
    """A `Bus` on a `MemoryBroker`. Callbacks come out of the broker's `run`.

    It does not reconnect by itself: `cut` takes the link away, `mend` gives it back.
    """

    def __init__(
        self,
        broker: MemoryBroker,
        client_id: str,
        *,
        will: Will | None = None,
        clean: bool = False,
        session_expiry: float = 86_400,
    ) -> None:
        self.will = will
        self._broker, self._client_id = broker, client_id
        self._clean, self._expiry = clean, session_expiry
        self._on_message: OnMessage = lambda _: None
        self._on_link: OnLink = lambda _: None
        self._wanted: dict[str, None] = {}
        self._granted: set[str] = set()
        self._connection = 0
        self._up = False

    def start(self, on_message: OnMessage, on_link: OnLink) -> None:
        self._on_message, self._on_link = on_message, on_link
        self.mend()

    def subscribe(self, filters: Sequence[str]) -> None:
        self._wanted |= dict.fromkeys(filters)
        if self._up:
            self._ask()

    def unsubscribe(self, filters: Sequence[str]) -> None:
        for name in filters:
            self._wanted.pop(name, None)
            self._granted.discard(name)
        if self._up:
            self._broker.unsubscribe(self._client_id, filters)

    def publish(self, message: Outgoing, on_done: OnDone | None = None) -> None:
        code = self._broker.publish(self._client_id, message) if self._up else _UNAVAILABLE
        if on_done is not None:
            self._broker.call(lambda: on_done(code))

    def settle(self, message: Message) -> None:
        if self._up and isinstance(message.token, tuple) and message.token[0] == self._connection:
            self._broker.settle(self._client_id, message.token[1])

    def stop(self) -> None:
        if self._up:
            self._end(farewell=True)
            self._tell(LinkState(up=False, why="stopped"))

    def cut(self) -> None:
        """Lose the link, as when a cable is pulled."""
        self._end(farewell=False)
        self._tell(LinkState(up=False, reason=_UNAVAILABLE, why="cut"))

    def mend(self) -> None:
        """Connect, or connect again."""
        if self._up or not self._broker.running:
            return
        self._connection += 1
        self._broker.connect(self, self._client_id, clean=self._clean, expiry=self._expiry)
        self._up = True
        self._tell(LinkState(up=True))
        self._granted.clear()
        self._ask()

    def _ask(self) -> None:
        missing = [name for name in self._wanted if name not in self._granted]
        self._granted |= set(missing)
        self._broker.subscribe(self._client_id, missing)

    # For the broker.

    def lose(self, link: LinkState) -> None:
        self._end(farewell=False)
        self._tell(link)

    def receive(self, sent: Outgoing, token: int | None, *, retained: bool) -> None:
        handle = None if token is None else (self._connection, token)
        message = Message(sent.topic, sent.payload, dict(sent.properties), retained, handle)
        self._broker.call(lambda: self._on_message(message))

    def _end(self, *, farewell: bool) -> None:
        if self._up:
            self._up = False
            self._broker.disconnect(self._client_id, farewell=farewell)

    def _tell(self, link: LinkState) -> None:
        self._broker.call(lambda: self._on_link(link))
