"""What only the real client can get wrong: its thread, TLS, its own leave-taking."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from messaging.mqtt import MqttBus
from messaging.port import LinkState, Message, Outgoing
from messaging.reconnect import OTHER_DEVICE
from simulation.broker import ADMIN, Broker, free_port

COMMANDS = "$CONTROL/dynamic-security/v1"


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    with Broker(tmp_path) as running:
        yield running


def admin(broker: Broker, ca: Path | None = None, spread: float = 0.0) -> MqttBus:
    where = broker.host, broker.port, ca or broker.ca
    return MqttBus(ADMIN, ADMIN, broker.admin_password, *where, spread=lambda: spread)


def test_callback_that_raises_does_not_end_the_bus(broker: Broker) -> None:
    bus, twice, calls = admin(broker), threading.Semaphore(0), []

    def fail(message: Message) -> None:
        calls.append(message)
        twice.release()
        raise RuntimeError("a bug of the application")

    def fall(link: LinkState) -> None:
        calls.append(link)
        raise RuntimeError("another one")

    bus.subscribe([f"{COMMANDS}/response"])
    bus.start(fail, fall)
    up = threading.Event()
    while not up.wait(0.02):
        bus.publish(
            Outgoing(COMMANDS, b'{"commands": [{"command": "listRoles"}]}'),
            lambda code: up.set() if code == 0 else None,
        )
    bus.publish(Outgoing(COMMANDS, b'{"commands": [{"command": "listRoles"}]}'))
    assert twice.acquire(timeout=60)
    assert twice.acquire(timeout=60)
    bus.stop()


def test_bus_may_be_stopped_before_it_was_started(broker: Broker) -> None:
    bus = admin(broker)
    bus.stop()
    bus.stop()


def test_bus_stops_while_nobody_answers() -> None:
    told, down = [], threading.Event()
    bus = MqttBus("pi", "pi", "x", "127.0.0.1", free_port())
    bus.start(lambda _: None, lambda link: (told.append(link), down.set()))
    assert down.wait(60)
    bus.stop()
    assert [link.reason for link in told] == [136]


# paho leaves the socket of a failed handshake to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_broker_with_a_foreign_certificate_is_not_believed(broker: Broker, tmp_path: Path) -> None:
    with Broker(tmp_path / "other", free_port()) as other:
        told, down = [], threading.Event()
        bus = admin(other, ca=broker.ca)
        bus.start(lambda _: None, lambda link: (told.append(link), down.set()))
        assert down.wait(60)
        bus.stop()
    assert "CERTIFICATE_VERIFY_FAILED" in told[0].why


def test_two_devices_with_one_name_back_off(broker: Broker) -> None:
    contested = threading.Event()

    def see(link: LinkState) -> None:
        if link.why == OTHER_DEVICE:
            contested.set()

    first, second = admin(broker), admin(broker)
    first.start(lambda _: None, see)
    second.start(lambda _: None, see)
    assert contested.wait(60)
    first.stop()
    second.stop()
