"""The bus over MQTT 5: one thread owns the client, reconnects for ever and tells what happened."""

import random
import ssl
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

from messaging.drive import listens
from messaging.keeper import UNAVAILABLE, Keeper, Work
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

#: A line closed without a word within so many seconds may have been taken over.
SUSPICIOUS = 10.0
#: Reason codes we give ourselves, as a broker would.
KEEPALIVE_TIMEOUT, INVALID_TOPIC, PACKET_TOO_LARGE = 141, 144, 149

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
        self._host, self._port, self._keepalive, self._clean = host, port, keepalive, clean
        self._log = _log.bind(bus=client_id)
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
        self._window = Window()
        self._filters = Subscriptions()
        self._connection = 0
        work = Work(
            self._client,
            self._connect,
            self._publish_waiting,
            self._busy,
            self._leave,
            self._broken,
        )
        self._keeper = Keeper(client_id, spread, work)

    def start(self, on_message: OnMessage, on_link: OnLink) -> None:
        self._on_message = on_message
        self._keeper.start(on_link)

    def subscribe(self, filters: Sequence[str]) -> None:
        self._keeper.orders.add(lambda: self._want(filters))

    def unsubscribe(self, filters: Sequence[str]) -> None:
        self._keeper.orders.add(lambda: self._drop(filters))

    def publish(self, message: Outgoing, on_done: OnDone | None = None) -> None:
        self._keeper.orders.add(lambda: self._window.add(message, on_done or _ignore))

    def settle(self, message: Message) -> None:
        self._keeper.orders.add(lambda: self._settle(message.token))

    def stop(self) -> None:
        """Send what was published, take leave and end the thread; the will is not sent."""
        self._keeper.stop()

    # What was ordered, carried out by the bus's own thread.

    def _want(self, filters: Sequence[str]) -> None:
        self._filters.want(filters)
        self._ask()

    def _drop(self, filters: Sequence[str]) -> None:
        self._filters.drop(filters)
        if self._keeper.up and filters:
            self._client.unsubscribe(list(filters))

    def _ask(self) -> None:
        missing = self._filters.missing()
        if not self._keeper.up or not missing:
            return
        _, packet = self._client.subscribe([(name, SubscribeOptions(qos=1)) for name in missing])
        if packet is not None:
            self._filters.asked(packet, missing)

    def _settle(self, token: object) -> None:
        # A packet id means nothing in another connection, where the message comes again.
        if isinstance(token, _Token) and token.connection == self._connection and self._keeper.up:
            self._client.ack(token.packet, 1)

    def _publish_waiting(self) -> None:
        for message, done in self._window.ready(up=self._keeper.up):
            code = self._publish(message, done) if self._keeper.up else UNAVAILABLE
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
        self._keeper.news.add(lambda: done(code))

    # What the keeper's thread asks for.

    def _connect(self) -> None:
        try:
            self._client.connect(
                self._host,
                self._port,
                self._keepalive,
                clean_start=self._clean,
                properties=self._session,
            )
        except OSError as error:
            raise ConnectionError(f"{self._host}:{self._port}: {error}") from error

    def _busy(self) -> bool:
        return bool(self._window)

    def _leave(self) -> None:
        self._client.disconnect()

    def _broken(self) -> None:
        self._client.drop_out_messages()
        for done in self._window.lost():
            self._tell(done, UNAVAILABLE)

    # What paho tells; it only takes note here, and the errands call outwards when paho is done.

    def _connected(
        self, _c: Client, _u: Any, _f: ConnectFlags, code: ReasonCode, given: Properties | None
    ) -> None:
        if code.is_failure:
            self._keeper.cause = LinkState(up=False, reason=code.value, why=str(code))
            return
        limits = _read(given)
        self._window.connected(limits.get("ReceiveMaximum"), limits.get("MaximumPacketSize"))
        self._connection += 1
        self._keeper.rise()
        self._filters.connected()
        self._keeper.orders.add(self._ask)

    def _disconnected(
        self, _c: Client, _u: Any, flags: DisconnectFlags, code: ReasonCode, _p: Properties | None
    ) -> None:
        if flags.is_disconnect_packet_from_server or code.value == KEEPALIVE_TIMEOUT:
            self._keeper.cause = LinkState(up=False, reason=code.value, why=str(code))
        elif self._keeper.lasted < SUSPICIOUS and listens(self._host, self._port):
            # Mosquitto 2.0.11 closes the old line of a taken session without a word. A broker that
            # was restarted does so too, but then does not listen, and seldom so soon again.
            why = "the broker closed the line and goes on without us"
            self._keeper.cause = LinkState(up=False, reason=SESSION_TAKEN_OVER, why=why)

    def _arrived(self, _c: Client, _u: Any, found: MQTTMessage) -> None:
        message = Message(
            found.topic,
            bytes(found.payload),
            dict(_read(found.properties).get("UserProperty", ())),
            found.retain,
            _Token(self._connection, found.mid) if found.qos else None,
        )
        self._keeper.news.add(lambda: self._on_message(message))

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
            self._log.error("bus.subscription_refused", filter=name, reason=code)


@dataclass(frozen=True, slots=True)
class _Token:
    connection: int
    packet: int


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
