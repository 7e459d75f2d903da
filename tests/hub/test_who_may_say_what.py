"""Every topic, every identity: what each may say and hear on the real broker, and no more."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from contract.ids import new_id
from contract.topics import ROOT, TOPICS
from messaging.port import DELIVERED, NOBODY_LISTENING, NOT_AUTHORISED
from simulation.broker import ADMIN, Broker
from tests.hub.test_broker import Device, admin_of

#: Who may say it, and who may hear it, of a topic of cabin 3 in Lyon. Written out, so that a change
#: of rights shows here; the broker's admin writes rights and clears what a lost screen left.
MAY: dict[str, tuple[set[str], set[str]]] = {
    "event": ({"itself", "hub"}, {"hub"}),
    "ack": ({"hub"}, {"itself", "hub"}),
    "reads": ({"itself", "hub"}, {"itself", "neighbour", "hub"}),
    "sound": ({"itself", "hub", "admin"}, {"itself", "neighbour", "hub"}),
    "claim": ({"itself", "hub"}, {"itself", "neighbour", "hub"}),
    "state": ({"itself", "hub", "admin"}, {"itself", "neighbour", "hub"}),
    "command": ({"hub"}, {"itself", "hub"}),
    "hub_state": ({"hub", "admin"}, {"itself", "neighbour", "hub"}),
    "stock": ({"hub"}, {"itself", "neighbour", "hub"}),
    "request": ({"hub"}, {"itself", "hub"}),
    "reservation": ({"hub"}, {"itself", "hub"}),
    "appointment": ({"hub"}, {"itself", "hub"}),
    "styling": ({"hub"}, {"itself", "neighbour", "hub"}),
    "catalogue": ({"hub"}, {"itself", "neighbour", "hub"}),
    "settings": ({"hub"}, {"itself", "neighbour", "hub"}),
    "sold": ({"hub"}, {"itself", "neighbour", "hub"}),
    "advice": ({"hub"}, {"itself", "neighbour", "hub"}),
}
PARTS = {
    "store": "lyon",
    "touchpoint": "cabin-3",
    "place": "cabin-3",
    "name": "visit.started",
    "verb": "reload",
    "gtin": "00614141100019",
    "request": new_id(),
    "reservation": new_id(),
    "appointment": new_id(),
}
NAMES = {key: topic.name(**PARTS) for key, topic in TOPICS.items()}
FENCES = {"lyon": f"{ROOT}/lyon/hub/state", "paris": f"{ROOT}/paris/hub/state"}


@pytest.fixture(scope="module")
def everybody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Device]]:
    folder: Path = tmp_path_factory.mktemp("broker")
    with Broker(folder) as broker, ExitStack() as stack:
        with admin_of(broker) as admin:
            for store in ("lyon", "paris"):
                admin.set_up(store, f"{store}-hub", f"{store} secret")
            for cabin in ("cabin-3", "cabin-4"):
                admin.admit(cabin, cabin, f"{cabin} secret", store="lyon")
        known = {
            "itself": ("cabin-3", "cabin-3 secret"),
            "neighbour": ("cabin-4", "cabin-4 secret"),
            "hub": ("lyon-hub", "lyon secret"),
            "other store": ("paris-hub", "paris secret"),
            "admin": (ADMIN, broker.admin_password),
        }
        yield {
            who: stack.enter_context(Device(broker, *account)).up()
            for who, account in known.items()
        }


def test_list_has_every_topic() -> None:
    assert MAY.keys() == TOPICS.keys()


def test_who_may_say_it(everybody: dict[str, Device]) -> None:
    codes = {
        (topic, who): device.publish(name)
        for topic, name in NAMES.items()
        for who, device in everybody.items()
    }
    said = {key for key, code in codes.items() if code in (DELIVERED, NOBODY_LISTENING)}
    assert said == {(topic, who) for topic, (may, _) in MAY.items() for who in may}
    assert {code for key, code in codes.items() if key not in said} == {NOT_AUTHORISED}


def test_who_may_hear_it(everybody: dict[str, Device]) -> None:
    hub, foreign = everybody["hub"], everybody["other store"]
    for device in everybody.values():
        device.bus.subscribe([*NAMES.values(), FENCES["paris"]])
        # The broker answers a line in order: what was subscribed before is in force now.
        device.publish("fence")
        device.heard.clear()
    for name in NAMES.values():
        hub.publish(name)
    hub.publish(FENCES["lyon"], b"last")
    foreign.publish(FENCES["paris"], b"last")
    for who in ("itself", "neighbour", "hub", "other store"):
        everybody[who].wait(lambda who=who: _fenced(everybody[who]))  # type: ignore[misc]
    heard = {
        (topic, who)
        for topic, name in NAMES.items()
        for who, device in everybody.items()
        if name in device.topics()
    }
    assert heard == {(topic, who) for topic, (_, may) in MAY.items() for who in may}


def _fenced(device: Device) -> bool:
    return any(message.payload == b"last" for message in device.heard)


def test_who_is_not_known_does_not_come_in(tmp_path: Path) -> None:
    with Broker(tmp_path) as broker, Device(broker, "cabin-3", "guessed") as stranger:
        stranger.wait(lambda: bool(stranger.links))
        assert [link.up for link in stranger.links] == [False]
