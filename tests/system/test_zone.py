"""A shared reader and a calibration as real processes: broker, reader, station, wizard."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from contract.sgtin import encode96
from contract.states import RoomSound
from contract.topics import READS, SOUND
from simulation.broker import Broker
from simulation.llrp.air import Air
from simulation.llrp.server import Simulator
from simulation.llrp.telling import tell
from tests.hub.test_broker import Device, admin_of
from tests.processes import running
from tests.touchpoint.sample import CATALOGUE, NAVY_38, gtin, sold
from touchpoint.larder import Larder

pytestmark = [pytest.mark.system, pytest.mark.timeout(480)]
OURS, WORN = encode96(NAVY_38, 6789), encode96(gtin(90), 6789)
STATION = READS.name(store="lyon", touchpoint="zone-1")


@dataclass
class Zone:
    """Two rooms under one reader; cabin-1 is a device that only listens."""

    folder: Path
    broker: Broker
    reader: Simulator

    def settings(self, name: str, **more: Any) -> str:
        state = self.folder / name
        state.mkdir(exist_ok=True)
        secret = self.folder / f"{name}.secret"
        secret.write_text(f"secret of {name}")
        broker = {"host": self.broker.host, "port": self.broker.port, "secret_file": str(secret)}
        ca = {"ca": str(self.broker.ca)} if self.broker.ca else {}
        common = {
            "store": "lyon",
            "touchpoint": name,
            "state_dir": str(state),
            "broker": broker | ca,
            # Nobody is there: what the store sells and has sold are last good copies.
            "hub": {"url": "http://127.0.0.1:1"},
        }
        file = self.folder / f"{name}.toml"
        file.write_text(tomli_w.dumps(common | more))
        return str(file)

    def hang(self, epc: str, antenna: int) -> None:
        tell(self.reader.orders, put=epc, antenna=antenna)


@pytest.fixture
def zone(tmp_path: Path) -> Iterator[Zone]:
    air = Air(antennas=2, cross=0.2, rate=20.0)
    with Broker(tmp_path / "broker") as broker, Simulator(air, tmp_path / "uhf.sock") as reader:
        with admin_of(broker) as admin:
            admin.set_up("lyon", "lyon-hub", "hub secret")
            for name in ("zone-1", "cabin-1", "cabin-2"):
                admin.admit(name, name, f"secret of {name}", store="lyon")
        made = Zone(tmp_path, broker, reader)
        Larder(tmp_path / "zone-1").keep(CATALOGUE)
        Larder(tmp_path / "zone-1").keep_sold(sold())
        llrp = {"kind": "llrp", "host": "127.0.0.1", "port": reader.port}
        config = made.settings("zone-1", reader=llrp)
        serve = [sys.executable, "-m", "touchpoint.readers", "serve", "--config", config]
        with running(serve) as station:
            yield made
            station.terminate()
            assert station.wait(60) == 0


@pytest.fixture
def ear(zone: Zone) -> Iterator[Device]:
    with Device(zone.broker, "cabin-1", "secret of cabin-1") as device:
        device.up().bus.subscribe([STATION, SOUND.filter(store="lyon")])
        yield device


def batches(device: Device) -> list[list[dict[str, Any]]]:
    return [json.loads(m.payload) for m in device.heard if m.topic == STATION]


def test_sightings_of_garments_are_shared_and_of_clothes_are_not(zone: Zone, ear: Device) -> None:
    zone.hang(WORN, 1)
    zone.hang(OURS, 2)
    ear.wait(lambda: sum(map(len, batches(ear))) >= 60)
    said = [sighting for batch in batches(ear) for sighting in batch]
    assert {s["epc"] for s in said} == {OURS}
    assert {s["antenna"] for s in said} == {1, 2}
    assert [s["ms"] for s in said] == sorted(s["ms"] for s in said)
    assert max(map(len, batches(ear))) <= 100
    # Far fewer messages than reads, and one now and then when there are none.
    tell(zone.reader.orders, take=OURS)
    ear.wait(lambda: batches(ear)[-2:] == [[], []])
    assert len([batch for batch in batches(ear) if batch]) < len(said)


def test_room_is_calibrated_and_the_others_hear_of_it(zone: Zone, ear: Device) -> None:
    rooms = {"reader": "zone-1", "rooms": {"cabin-1": 1, "cabin-2": 2}}
    config = zone.settings("cabin-2", zone=rooms)
    command = [sys.executable, "-m", "fittingroom", "calibrate", "--seconds", "1"]
    wizard = subprocess.Popen(
        [*command, "--config", config],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    with wizard:
        assert wizard.stdin is not None
        assert wizard.stdout is not None
        wizard.stdin.write("\n")
        wizard.stdin.flush()
        said = ""
        while "Hang one garment" not in said:
            letter = wizard.stdout.read(1)
            assert letter, said
            said += letter
        zone.hang(OURS, 2)
        rest, _ = wizard.communicate("\n" * 7, timeout=60)
    said += rest
    assert wizard.returncode == 0, said
    assert f"Listening to {OURS}." in said
    assert "Told to be in cabin-2 at 6 of 6 spots, surely at 6." in said
    assert "told to the other mirrors" in said
    kept = RoomSound.model_validate_json((zone.folder / "cabin-2/sound.json").read_bytes())
    topic = SOUND.name(store="lyon", touchpoint="cabin-2")
    ear.wait(lambda: topic in ear.topics())
    (told,) = [m.payload for m in ear.heard if m.topic == topic]
    assert RoomSound.model_validate_json(told) == kept
    assert kept.antennas[2].rate > kept.antennas[1].rate
    assert kept.antennas[2].mean > kept.antennas[1].mean


def test_reader_that_does_not_run_is_told(zone: Zone) -> None:
    rooms = {"reader": "zone-2", "rooms": {"cabin-2": 2}}
    config = zone.settings("cabin-2", zone=rooms)
    command = [sys.executable, "-m", "fittingroom", "calibrate", "--config", config]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=False,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.startswith("calibrate: zone-2 says nothing")
