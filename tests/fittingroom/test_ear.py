"""The calibration's ear at a real broker: it hears its own reader, and only what is said now."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import tomli_w
from click.testing import CliRunner

from contract.topics import READS
from fittingroom.__main__ import main
from fittingroom.calibrate.ear import BusEar
from fittingroom.calibrate.wizard import NothingHeard
from messaging.mqtt import MqttBus
from messaging.port import DELIVERED
from simulation.broker import Broker
from tests.hub.test_broker import Device, admin_of

WORD = b'[{"epc": "AA01", "antenna": 1, "rssi": -50.0, "ms": 1000}]'


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    """Something that zone-1 said waits for cabin-1, which heard it before and is away."""
    reads = READS.name(store="lyon", touchpoint="zone-1")
    with Broker(tmp_path / "broker") as running:
        with admin_of(running) as admin:
            admin.set_up("lyon", "lyon-hub", "hub secret")
            for name in ("cabin-1", "zone-1", "zone-2"):
                admin.admit(name, name, f"secret of {name}", store="lyon")
        with (
            Device(running, "zone-1", "secret of zone-1").up() as reader,
            Device(running, "cabin-1", "secret of cabin-1").up() as mirror,
        ):
            mirror.bus.subscribe([reads])
            while not mirror.heard:
                reader.publish(reads, b"[]")
            mirror.bus.stop()
            assert reader.publish(reads, WORD) == DELIVERED
        yield running


def test_word_of_another_reader_is_not_its_own(broker: Broker) -> None:
    where = broker.host, broker.port, broker.ca
    ear = BusEar(MqttBus("cabin-1", "cabin-1", "secret of cabin-1", *where), "lyon", "zone-2")
    try:
        with pytest.raises(NothingHeard, match="zone-2 says nothing"):
            ear.open()
    finally:
        ear.close()


def test_what_waited_for_the_mirror_is_no_sign_of_life(broker: Broker, tmp_path: Path) -> None:
    secret, config = tmp_path / "secret", tmp_path / "fittingroom.toml"
    secret.write_text("secret of cabin-1")
    line = {"host": broker.host, "port": broker.port, "ca": str(broker.ca)}
    settings = {
        "store": "lyon",
        "touchpoint": "cabin-1",
        "state_dir": str(tmp_path / "cabin-1"),
        "broker": {**line, "secret_file": str(secret)},
        "hub": {"url": "http://127.0.0.1:1"},
        "zone": {"reader": "zone-1", "rooms": {"cabin-1": 1, "cabin-2": 2}},
    }
    config.write_text(tomli_w.dumps(settings))
    told = CliRunner().invoke(main, ["calibrate", "--config", str(config)])
    assert (told.exit_code, "zone-1 says nothing" in told.stderr) == (1, True)
