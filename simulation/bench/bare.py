"""The yardstick of the hub's inbox: a paho subscriber at QoS 1 that only counts."""

import ssl
import threading
from typing import Any

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from simulation.broker import Broker


class BareSubscriber:
    """Counts messages on *topic* until *expected* have come."""

    def __init__(
        self, broker: Broker, username: str, secret: str, topic: str, expected: int
    ) -> None:
        self.complete = threading.Event()
        self._left = expected
        self._subscribed = threading.Event()
        self._client = _client(broker, username, secret)
        self._client.on_message = self._count
        self._client.on_subscribe = self._ready
        self._client.subscribe(topic, qos=1)
        if not self._subscribed.wait(10):
            raise TimeoutError(f"the broker did not confirm the subscription to {topic}")

    def close(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()

    def _ready(self, *_: Any) -> None:
        self._subscribed.set()

    def _count(self, *_: Any) -> None:
        self._left -= 1
        if self._left == 0:
            self.complete.set()


def _client(broker: Broker, username: str, secret: str) -> mqtt.Client:
    client = mqtt.Client(CallbackAPIVersion.VERSION2, client_id=username, protocol=mqtt.MQTTv5)
    client.username_pw_set(username, secret)
    if broker.ca:
        client.tls_set(ca_certs=str(broker.ca), tls_version=ssl.PROTOCOL_TLS_CLIENT)
    connected = threading.Event()

    def on_connect(
        _: mqtt.Client, __: Any, ___: Any, code: ReasonCode, ____: Properties | None
    ) -> None:
        if not code.is_failure:
            connected.set()

    client.on_connect = on_connect
    client.connect(broker.host, broker.port)
    client.loop_start()
    if not connected.wait(10):
        raise TimeoutError(f"the broker did not let {username} in")
    return client
