"""The bus over MQTT 5: one thread owns the client, reconnects for ever and tells what happened."""

import random
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from socket import IPPROTO_TCP, TCP_NODELAY
from typing import Any

import structlog
from paho.mqtt.client import Client, ConnectFlags, DisconnectFlags, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode
from paho.mqtt.subscribeoptions import SubscribeOptions

from messaging.drive import idle, listens, once
from messaging.edge import Edge
from messaging.errands import Errands, RingingErrands
from messaging.port import (
    DELIVERED,
    SESSION_TAKEN_OVER,
    LinkState,
    Message,
    OnDone,
    OnLink,
    OnMessage,
    Outgoing,
    Will,
)
from messaging.subscriptions import Subscriptions
from messaging.window import Window

#: Reason codes we give ourselves, as a broker would.
UNAVAILABLE, KEEPALIVE_TIMEOUT, INVALID_TOPIC, PACKET_TOO_LARGE = 136, 141, 144, 149
#: Seconds that `stop` waits for what was published just before it.
FAREWELL = 2.0

_log = structlog.get_logger()


class MqttBus:
    """A `Bus` on a real broker. Its callbacks run on its own thread, with no lock held.

    That thread alone drives paho: paho's own thread calls back while it holds the lock of its
    queue, and dies unseen of an exception.
    """

    def __init__(
        self,
        client_id: str,
        username: str,
        password: str,
        host: str,
        port: int,
        ca: Path | None = None,
        *,
        will: Will | None = None,
        clean: bool = False,
        session_expiry: int = 86_400,
        receive_maximum: int = 1000,
        keepalive: int = 15,
        spread: Callable[[], float] = random.random,
    ) -> None:
        self._host, self._port, self._keepalive, self._spread = host, port, keepalive, spread
        self._name, self._clean = client_id, clean
        self._session = _properties(PacketTypes.CONNECT)
        self._session.SessionExpiryInterval = session_expiry
        self._session.ReceiveMaximum = receive_maximum
        self._client = _client(client_id, username, password, ca, will)
        self._client.on_connect = self._connected
        self._client.on_disconnect = self._disconnected
        self._client.on_message = self._arrived
        self._client.on_publish = self._published
        self._client.on_subscribe = self._subscribed
        self._client.on_socket_open = _without_delay
        self._on_message: OnMessage = _ignore
        self._on_link: OnLink = _ignore
        self._orders, self._news = RingingErrands(client_id), Errands(client_id)
        self._window = Window()
        self._filters = Subscriptions()
        self._edge = Edge(client_id, time.monotonic())
        self._cause = _LOST
        self._connection = 0
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name=f"mqtt {client_id}", daemon=True)

    def start(self, on_message: OnMessage, on_link: OnLink) -> None:
        self._on_message, self._on_link = on_message, on_link
        self._thread.start()

    def subscribe(self, filters: Sequence[str]) -> None:
        self._orders.add(lambda: self._want(filters))

    def unsubscribe(self, filters: Sequence[str]) -> None:
        self._orders.add(lambda: self._drop(filters))

    def publish(self, message: Outgoing, on_done: OnDone | None = None) -> None:
        self._orders.add(lambda: self._window.add(message, on_done or _ignore))

    def settle(self, message: Message) -> None:
        self._orders.add(lambda: self._settle(message.token))

    def stop(self) -> None:
        """Send what was published, take leave and end the thread; the will is not sent."""
        self._orders.add(self._leave)
        if not self._thread.ident:
            self._orders.close()
        elif threading.current_thread() is not self._thread:
            self._thread.join()

    # What was ordered, carried out by the bus's own thread.

    def _want(self, filters: Sequence[str]) -> None:
        self._filters.want(filters)
        self._ask()

    def _drop(self, filters: Sequence[str]) -> None:
        self._filters.drop(filters)
        if self._edge.up and filters:
            self._client.unsubscribe(list(filters))

    def _ask(self) -> None:
        missing = self._filters.missing()
        if not self._edge.up or not missing:
            return
        _, packet = self._client.subscribe([(name, SubscribeOptions(qos=1)) for name in missing])
        if packet is not None:
            self._filters.asked(packet, missing)

    def _settle(self, token: object) -> None:
        # A packet id means nothing in another connection, where the message comes again.
        if isinstance(token, _Token) and token.connection == self._connection and self._edge.up:
            self._client.ack(token.packet, 1)

    def _leave(self) -> None:
        self._stopping = True

    def _publish_waiting(self) -> None:
        for message, done in self._window.ready(up=self._edge.up):
            code = self._publish(message, done) if self._edge.up else UNAVAILABLE
            if code is not None:
                self._tell(done, code)

    def _publish(self, message: Outgoing, done: OnDone) -> int | None:
        """The reason code, when it is known at once."""
        if not self._window.fits(message):
            return PACKET_TOO_LARGE
        try:
            info = self._client.publish(
                message.topic, message.payload, message.qos, message.retain, _of(message)
            )
        except ValueError:
            return INVALID_TOPIC
        if message.qos:
            self._window.sent(info.mid, done)
            return None
        return UNAVAILABLE if info.rc else DELIVERED

    def _tell(self, done: OnDone, code: int) -> None:
        self._news.add(lambda: done(code))

    # The thread.

    def _run(self) -> None:
        while not self._stopping:
            try:
                if self._connect():
                    self._serve()
            except Exception:  # noqa: BLE001 - whatever it is, the link must come back
                _log.exception("bus.failed", bus=self._name)
            self._mourn()
            self._pause(self._edge.wait(self._spread()))
        self._orders.close()

    def _pause(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self._stopping and (left := until - time.monotonic()) > 0:
            idle(self._orders, left)
            self._turn()

    def _connect(self) -> bool:
        self._cause = _LOST
        try:
            self._client.connect(
                self._host,
                self._port,
                self._keepalive,
                clean_start=self._clean,
                properties=self._session,
            )
        except OSError as error:
            where = f"{self._host}:{self._port}: {error}"
            self._cause = LinkState(up=False, reason=UNAVAILABLE, why=where)
            return False
        return True

    def _serve(self) -> None:
        leave_by = float("inf")
        while self._client.socket() is not None:
            once(self._client, self._orders, 0.5)
            self._turn()
            if not self._stopping:
                continue
            leave_by = min(leave_by, time.monotonic() + FAREWELL)
            if not (self._edge.up and self._window) or time.monotonic() > leave_by:
                self._client.disconnect()
                self._cause = LinkState(up=False, why="stopped")
                return

    def _turn(self) -> None:
        self._orders.run()
        self._publish_waiting()
        self._news.run()

    def _mourn(self) -> None:
        """The link is gone, and what was in flight is not delivered."""
        self._client.drop_out_messages()
        for done in self._window.lost():
            self._tell(done, UNAVAILABLE)
        if (link := self._edge.fall(self._cause, time.monotonic())) is not None:
            self._news.add(lambda: self._on_link(link))
        self._turn()

    # What paho tells; it only takes note here, and the errands call outwards when paho is done.

    def _connected(
        self, _c: Client, _u: Any, flags: ConnectFlags, code: ReasonCode, given: Properties | None
    ) -> None:
        if code.is_failure:
            self._cause = LinkState(up=False, reason=code.value, why=str(code))
            return
        limits = _read(given)
        self._window.connected(limits.get("ReceiveMaximum"), limits.get("MaximumPacketSize"))
        self._connection += 1
        link = self._edge.rise(time.monotonic())
        self._news.add(lambda: self._on_link(link))
        self._filters.connected(session_present=flags.session_present)
        self._orders.add(self._ask)

    def _disconnected(
        self, _c: Client, _u: Any, flags: DisconnectFlags, code: ReasonCode, _p: Properties | None
    ) -> None:
        if flags.is_disconnect_packet_from_server or code.value == KEEPALIVE_TIMEOUT:
            self._cause = LinkState(up=False, reason=code.value, why=str(code))
        elif self._edge.up and not self._stopping and listens(self._host, self._port):
            # Mosquitto 2.0.11 closes the old line of a taken session without a word.
            why = "the broker closed the line and goes on without us"
            self._cause = LinkState(up=False, reason=SESSION_TAKEN_OVER, why=why)

    def _arrived(self, _c: Client, _u: Any, found: MQTTMessage) -> None:
        message = Message(
            found.topic,
            bytes(found.payload),
            dict(_read(found.properties).get("UserProperty", ())),
            found.retain,
            _Token(self._connection, found.mid) if found.qos else None,
        )
        self._news.add(lambda: self._on_message(message))

    def _published(
        self, _c: Client, _u: Any, packet: int, code: ReasonCode, _p: Properties | None
    ) -> None:
        if (done := self._window.answered(packet)) is not None:
            self._tell(done, code.value)

    def _subscribed(
        self, _c: Client, _u: Any, packet: int, codes: list[ReasonCode], _p: Properties | None
    ) -> None:
        refused = self._filters.answered(packet, [code.value for code in codes])
        for name, code in refused.items():
            _log.error("bus.subscription_refused", bus=self._name, filter=name, reason=code)


@dataclass(frozen=True, slots=True)
class _Token:
    connection: int
    packet: int


_LOST = LinkState(up=False, reason=UNAVAILABLE, why="the connection was lost")


def _client(
    client_id: str, username: str, password: str, ca: Path | None, will: Will | None
) -> Client:
    client = Client(
        CallbackAPIVersion.VERSION2,
        client_id,
        protocol=MQTTProtocolVersion.MQTTv5,
        manual_ack=True,
    )
    client.username_pw_set(username, password)
    client.max_inflight_messages = 0
    if ca is not None:
        client.tls_set_context(ssl.create_default_context(cafile=str(ca)))
    if will is not None:
        delay = _properties(PacketTypes.WILLMESSAGE)
        delay.WillDelayInterval = will.delay
        client.will_set(will.topic, will.payload, 1, retain=True, properties=delay)
    return client


def _properties(packet: int) -> Properties:
    return Properties(packet)  # type: ignore[no-untyped-call]


def _read(properties: Properties | None) -> dict[str, Any]:
    return dict(properties.json()) if properties is not None else {}  # type: ignore[no-untyped-call]


def _of(message: Outgoing) -> Properties:
    properties = _properties(PacketTypes.PUBLISH)
    properties.UserProperty = list(message.properties.items())
    if message.expiry is not None:
        properties.MessageExpiryInterval = message.expiry
    if message.content_type is not None:
        properties.ContentType = message.content_type
    return properties


def _without_delay(_c: Client, _u: Any, link: Any) -> None:
    link.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)


def _ignore(_: object) -> None:
    return
