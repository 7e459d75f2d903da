"""A reader without a screen, told by its hub: it begins anew, and says what it cannot do."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from contract.envelope import read_event
from contract.events import TouchpointObeyed
from contract.ids import new_id
from contract.topics import COMMAND, COMMAND_ID, EVENT
from messaging.clock import SystemClock
from messaging.mqtt import MqttBus
from messaging.port import Outgoing
from messaging.storetime import StoreTime
from simulation.broker import Broker
from tests.hub.test_broker import Device, admin_of
from touchpoint.backbone import Device as Enrolled
from touchpoint.settings import StationSettings
from touchpoint.station.program import Station

ZONE = "zone-1"


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    with Broker(tmp_path / "broker", tls=False) as made:
        with admin_of(made) as admin:
            admin.set_up("lyon", "lyon-hub", "hub secret")
            admin.admit(ZONE, ZONE, "secret", store="lyon")
        yield made


@pytest.fixture
def station(broker: Broker, tmp_path: Path) -> Station:
    settings = StationSettings.model_validate(
        {
            "store": "lyon",
            "touchpoint": ZONE,
            "state_dir": tmp_path / ZONE,
            "broker": {"host": broker.host, "port": broker.port, "secret_file": tmp_path / "s"},
            "hub": {"url": "http://127.0.0.1:1"},
            "reader": {"kind": "simulated"},
        }
    )
    settings.state_dir.mkdir()
    return Station(
        settings, Enrolled(settings, "secret", StoreTime(SystemClock()), new_id), MqttBus
    )


def test_shared_reader_begins_anew_and_says_what_it_cannot_do(
    broker: Broker, station: Station
) -> None:
    program = threading.Thread(target=station.run)
    with Device(broker, "lyon-hub", "hub secret") as hub:
        hub.up().bus.subscribe([EVENT.filter(store="lyon", touchpoint=ZONE)])
        program.start()
        hub.wait(lambda: bool(hub.heard))
        for verb in ("identify", "reload"):
            topic = COMMAND.name(store="lyon", touchpoint=ZONE, verb=verb)
            hub.bus.publish(Outgoing(topic, b"", properties={COMMAND_ID: new_id()}))
        program.join(60)
        hub.wait(lambda: len(_answers(hub)) == 2)
        assert (program.is_alive(), station.again, _answers(hub)) == (
            False,
            True,
            [("identify", "unable"), ("reload", "done")],
        )


def _answers(hub: Device) -> list[tuple[str, str]]:
    """Verb and result of what it said, each once: unsettled ones are said again."""
    found = {
        event.id: event.data for event in (read_event(message.payload) for message in hub.heard)
    }
    return [(a.verb, a.result) for a in found.values() if isinstance(a, TouchpointObeyed)]
