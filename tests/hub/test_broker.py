"""What a device may do on the real broker, and what it may not."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self

import pytest

from contract.ids import new_id
from hub.broker import BrokerAdmin, BrokerRefused, BrokerSilent
from messaging.mqtt import MqttBus
from messaging.port import DELIVERED, NOBODY_LISTENING, NOT_AUTHORISED, LinkState, Message, Outgoing
from simulation.broker import ADMIN, Broker

ROOT = "parcours/v1/lyon"


class Device:
    """A client that waits for what it is told."""

    def __init__(self, broker: Broker, name: str, secret: str, client_id: str = "") -> None:
        where = broker.host, broker.port, broker.ca
        self.bus = MqttBus(client_id or name, name, secret, *where)
        self.heard: list[Message] = []
        self.links: list[LinkState] = []
        self._changed = threading.Condition()
        self.bus.start(self._hear, self._see)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.bus.stop()

    def wait(self, happened: Callable[[], bool]) -> None:
        with self._changed:
            assert self._changed.wait_for(happened, 10)

    def up(self) -> Self:
        self.wait(lambda: self.links[-1:] == [LinkState(up=True)])
        return self

    def publish(self, topic: str, payload: bytes = b"x", *, retain: bool = False) -> int:
        codes: list[int] = []

        def done(code: int) -> None:
            with self._changed:
                codes.append(code)
                self._changed.notify_all()

        self.bus.publish(Outgoing(topic, payload, retain=retain), done)
        self.wait(lambda: bool(codes))
        return codes[0]

    def topics(self) -> set[str]:
        return {message.topic for message in self.heard}

    def _hear(self, message: Message) -> None:
        with self._changed:
            self.heard.append(message)
            self._changed.notify_all()
        self.bus.settle(message)

    def _see(self, link: LinkState) -> None:
        with self._changed:
            self.links.append(link)
            self._changed.notify_all()


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    with Broker(tmp_path_factory.mktemp("broker")) as running:
        with admin_of(running) as admin:
            admin.set_up("lyon", "lyon-hub", "hub secret")
            admin.admit("cabin-3", "cabin-3", "secret 3", store="lyon")
            admin.admit("cabin-4", "cabin-4", "secret 4", store="lyon")
        yield running


def admin_of(broker: Broker, secret: str | None = None, patience: float = 90.0) -> BrokerAdmin:
    password = secret or broker.admin_password
    bus = MqttBus(ADMIN, ADMIN, password, broker.host, broker.port, broker.ca, clean=True)
    return BrokerAdmin(bus, new_id, patience)


def test_touchpoint_speaks_for_itself_only(broker: Broker) -> None:
    own, other = f"{ROOT}/cabin-3", f"{ROOT}/cabin-4"
    with Device(broker, "cabin-3", "secret 3").up() as device:
        asked = {
            topic: device.publish(topic)
            for topic in (
                f"{own}/event/visit.started",
                f"{own}/state",
                f"{own}/reads",
                f"{own}/sound",
                f"{own}/claim",
                f"{own}/ack",
                f"{own}/command/reload",
                f"{other}/event/visit.started",
                f"{other}/state",
                f"{other}/reads",
                f"{other}/sound",
                f"{other}/claim",
                f"{other}/command/reload",
                f"{ROOT}/hub/state",
                f"{ROOT}/stock/00614141100019",
                f"{ROOT}/cabin-3/request/{new_id()}",
                f"{ROOT}/catalogue",
                f"{ROOT}/sold",
                f"{ROOT}/advice",
                "parcours/v1/paris/cabin-3/event/visit.started",
                "anything",
                "$CONTROL/dynamic-security/v1",
            )
        }
    allowed = {topic for topic, code in asked.items() if code in (DELIVERED, NOBODY_LISTENING)}
    assert allowed == {
        f"{own}/{name}" for name in ("event/visit.started", "state", "reads", "sound", "claim")
    }
    assert {code for topic, code in asked.items() if topic not in allowed} == {NOT_AUTHORISED}


def test_touchpoint_hears_its_own_place_only(broker: Broker) -> None:
    said = (
        "cabin-3/ack",
        "cabin-4/ack",
        "cabin-3/command/reload",
        "cabin-4/command/reload",
        "cabin-3/request/1",
        "cabin-4/request/2",
        "cabin-4/event/visit.started",
        "cabin-4/reads",
        "cabin-4/sound",
        "cabin-4/claim",
        "cabin-4/state",
        "hub/state",
        "stock/00614141100019",
        "catalogue",
        "sold",
        "advice",
        "settings",
    )
    with (
        Device(broker, "cabin-3", "secret 3").up() as device,
        Device(broker, "lyon-hub", "hub secret").up() as hub,
    ):
        device.bus.subscribe([f"{ROOT}/{name}" for name in said])
        device.bus.subscribe(["#", f"{ROOT}/#", f"{ROOT}/+/request/+", f"{ROOT}/cabin-3/request/+"])
        device.bus.subscribe([f"{ROOT}/cabin-3/command/+", f"{ROOT}/stock/+", f"{ROOT}/+/reads"])
        assert device.publish(f"{ROOT}/cabin-3/reads") in (DELIVERED, NOBODY_LISTENING)
        for name in said:
            assert hub.publish(f"{ROOT}/{name}") in (DELIVERED, NOBODY_LISTENING)
        device.wait(lambda: f"{ROOT}/settings" in device.topics())
    assert device.topics() == {
        f"{ROOT}/{name}"
        for name in (
            "cabin-3/ack",
            "cabin-3/command/reload",
            "cabin-3/request/1",
            "cabin-3/reads",
            "cabin-4/reads",
            "cabin-4/sound",
            "cabin-4/claim",
            "cabin-4/claim",
            "cabin-4/state",
            "hub/state",
            "stock/00614141100019",
            "catalogue",
            "sold",
            "advice",
            "settings",
        )
    }


def test_retained_request_of_another_place_is_not_read(broker: Broker) -> None:
    with (
        Device(broker, "cabin-4", "secret 4").up() as device,
        Device(broker, "lyon-hub", "hub secret").up() as hub,
    ):
        hub.publish(f"{ROOT}/cabin-3/request/9", b"private", retain=True)
        hub.publish(f"{ROOT}/cabin-4/request/8", b"mine", retain=True)
        device.bus.subscribe([f"{ROOT}/cabin-3/request/9", f"{ROOT}/+/request/+"])
        device.bus.subscribe([f"{ROOT}/cabin-4/request/+"])
        device.wait(lambda: bool(device.heard))
        assert device.topics() == {f"{ROOT}/cabin-4/request/8"}
        hub.publish(f"{ROOT}/cabin-3/request/9", b"", retain=True)
        hub.publish(f"{ROOT}/cabin-4/request/8", b"", retain=True)


def test_hub_speaks_for_its_store_only(broker: Broker) -> None:
    with Device(broker, "lyon-hub", "hub secret").up() as hub:
        assert hub.publish("parcours/v1/paris/hub/state") == NOT_AUTHORISED
        assert hub.publish("$CONTROL/dynamic-security/v1") == NOT_AUTHORISED


@pytest.mark.parametrize(
    ("name", "secret"), [("cabin-3", "secret 4"), ("cabin-9", "secret 3"), ("cabin-3", "")]
)
def test_device_with_a_wrong_secret_is_refused(broker: Broker, name: str, secret: str) -> None:
    with Device(broker, name, secret) as device:
        device.wait(lambda: bool(device.links))
        assert device.links == [LinkState(up=False, reason=NOT_AUTHORISED, why="Not authorized")]


def test_valid_password_under_another_client_id_is_refused(broker: Broker) -> None:
    with Device(broker, "cabin-3", "secret 3", client_id="cabin-4") as device:
        device.wait(lambda: bool(device.links))
        assert [link.up for link in device.links] == [False]


def test_enrolling_again_voids_the_old_secret_and_ends_its_connection(broker: Broker) -> None:
    with admin_of(broker) as admin:
        admin.admit("cabin-5", "cabin-5", "old", store="lyon")
        with Device(broker, "cabin-5", "old").up() as device:
            admin.admit("cabin-5", "floor", "new", store="lyon")
            device.wait(lambda: device.links[-1].reason == NOT_AUTHORISED)
        with Device(broker, "cabin-5", "new").up() as device:
            assert device.publish(f"{ROOT}/cabin-5/state") in (DELIVERED, NOBODY_LISTENING)


def test_revoked_device_is_shut_out(broker: Broker) -> None:
    with admin_of(broker) as admin:
        admin.admit("cabin-6", "cabin-6", "secret", store="lyon")
        with Device(broker, "cabin-6", "secret").up() as device:
            admin.revoke("cabin-6")
            device.wait(lambda: device.links[-1].reason == NOT_AUTHORISED)
        admin.revoke("cabin-6")
        assert "cabin-6" not in admin.admitted()


def test_admission_survives_a_restart_of_the_broker(tmp_path: Path) -> None:
    with Broker(tmp_path) as broker:
        with admin_of(broker) as admin:
            admin.admit("cabin-3", "cabin-3", "secret 3", store="lyon")
        broker.kill()
        broker.start()
        with Device(broker, "cabin-3", "secret 3").up() as device:
            assert device.publish(f"{ROOT}/cabin-4/state") == NOT_AUTHORISED


def test_refusal_names_the_command(broker: Broker) -> None:
    with admin_of(broker) as admin, pytest.raises(BrokerRefused, match="createRole: "):
        admin.run([{"command": "createRole"}])


def test_admin_with_a_wrong_secret(broker: Broker) -> None:
    with (
        admin_of(broker, "wrong", patience=0.5) as admin,
        pytest.raises(BrokerSilent, match="Not authorized"),
    ):
        admin.admitted()


def test_reserved_name_is_not_admitted(broker: Broker) -> None:
    with admin_of(broker) as admin, pytest.raises(ValueError, match="reserved"):
        admin.admit("hub", "hub", "secret", store="lyon")


@pytest.mark.parametrize("name", ["admin", "lyon-admin"])
def test_admin_itself_is_neither_replaced_nor_removed(broker: Broker, name: str) -> None:
    bus = MqttBus(ADMIN, ADMIN, broker.admin_password, broker.host, broker.port, broker.ca)
    with BrokerAdmin(bus, new_id, username="lyon-admin") as admin:
        before = admin.admitted()
        for change in (
            lambda: admin.admit(name, name, "secret", store="lyon"),
            lambda: admin.set_up("lyon", name, "secret"),
            lambda: admin.revoke(name),
        ):
            with pytest.raises(ValueError, match="the broker's own admin"):
                change()
        assert admin.admitted() == before


def test_what_a_revoked_device_left_is_cleared(broker: Broker) -> None:
    left = [f"{ROOT}/cabin-7/state", f"{ROOT}/cabin-7/sound"]
    with admin_of(broker) as admin, Device(broker, "lyon-hub", "hub secret").up() as hub:
        admin.admit("cabin-7", "cabin-7", "secret", store="lyon")
        with Device(broker, "cabin-7", "secret").up() as device:
            for topic in left:
                device.publish(topic, b"x", retain=True)
        hub.bus.subscribe(left)
        hub.wait(lambda: len(hub.heard) == 2)
        admin.revoke("cabin-7")
        assert admin.clear_state("cabin-7", store="lyon") is True
        hub.wait(lambda: len(hub.heard) == 4)
        assert [(m.topic, m.payload) for m in hub.heard[2:]] == [(topic, b"") for topic in left]
