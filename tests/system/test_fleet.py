"""From a manager's button to a mirror's glass and back: broker, hub and mirror as processes."""

import io
import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import requests
import tomli_w
from PIL import Image

from simulation.broker import Broker, free_port
from simulation.processes import Program
from tests.kiosk.program import until
from tests.processes import ROOT, running
from tests.touchpoint.sample import CATALOGUE, NAVY_38, sold
from touchpoint.larder import Larder

pytestmark = [pytest.mark.system, pytest.mark.timeout(480)]
CABIN = "cabin-3"


class Store:
    """A hub with a manager at its pages, and one mirror that a supervisor keeps alive."""

    def __init__(self, folder: Path, broker: Broker) -> None:
        self.folder, self.broker = folder, broker
        self.url, self.door = (f"http://127.0.0.1:{free_port()}" for _ in range(2))
        (folder / "admin").write_text(broker.admin_password)
        line = {"port": broker.port, "ca": str(broker.ca)}
        self._write(
            "hub",
            {
                "name": "Lyon",
                "state_dir": str(folder / "hub"),
                "http": {"port": int(self.url.rpartition(":")[2])},
                "broker": {
                    **line,
                    "secret_file": str(folder / "hub-secret"),
                    "admin_username": "admin",
                    "admin_secret_file": str(folder / "admin"),
                },
            },
        )
        self.command("enrol", "hub")
        (folder / "secret").write_text(self.command("enrol", "touchpoint", CABIN).split()[-1])
        self.command("enrol", "associate", "Adèle", "--manager", "--pin", "2580", "--id", "adele")
        self.phone = self.command("enrol", "device", "phone-1")
        self._write(
            CABIN,
            {
                "touchpoint": CABIN,
                "state_dir": str(folder / CABIN),
                "languages": ["fr", "en"],
                "broker": {"host": "127.0.0.1", **line, "secret_file": str(folder / "secret")},
                "hub": {"url": self.url},
                "window": {"width": 360, "height": 640, "reduced_motion": True},
                "readers": {"tag": {"kind": "simulated"}},
                "remote": {"port": int(self.door.rpartition(":")[2])},
            },
        )
        larder = Larder(folder / CABIN)
        larder.keep(CATALOGUE)
        larder.keep_sold(sold())

    def _write(self, name: str, settings: dict[str, Any]) -> None:
        (self.folder / f"{name}.toml").write_text(tomli_w.dumps({"store": "lyon", **settings}))

    def program(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "hub", *words, "--config", str(self.folder / "hub.toml")]

    def command(self, *words: str) -> str:
        done = subprocess.run(
            self.program(*words), cwd=ROOT, capture_output=True, text=True, check=True
        )
        return done.stdout

    def mirror(self) -> Program:
        command = [sys.executable, "-m", "fittingroom", "--offscreen"]
        command += ["--config", str(self.folder / f"{CABIN}.toml")]
        command += ["--brand", str(ROOT / "config/brand.toml")]
        env = {"KIVY_NO_ARGS": "1", "PYTHONPATH": str(ROOT)}
        return Program(CABIN, command, self.folder / "mirror.log", lambda: True, env)

    def scene(self) -> dict[str, Any]:
        found: dict[str, Any] = requests.get(f"{self.door}/scene", timeout=60).json()
        return found

    def glass(self) -> bytes:
        return requests.get(f"{self.door}/frame.jpg", timeout=60).content

    def events(self) -> list[tuple[str, dict[str, Any], str | None]]:
        """Name, data and visit of what the hub keeps, in order."""
        with closing(sqlite3.connect(self.folder / "hub/hub.db")) as db:
            rows = db.execute("select name, body, visit from events order by n").fetchall()
        return [(name, json.loads(body)["data"], visit) for name, body, visit in rows]

    def became(self) -> list[tuple[str, str]]:
        """Verb and result of each command that ended."""
        return [(d["verb"], d["result"]) for n, d, _ in self.events() if n.endswith(".commanded")]


class Manager(requests.Session):
    """Signed in on an enrolled phone."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self.trust_env = False
        secret = store.phone.rpartition("secret=")[2].split()[0]
        self.get(f"{store.url}/device?secret={secret}", timeout=60)
        who = {"associate": "adele", "pin": "2580"}
        answer = self.post(f"{store.url}/v1/session", json=who, timeout=60)
        assert answer.status_code == 200, answer.text

    def tell(self, verb: str) -> str:
        """Press the button, and wait until the hub knows what became of it."""
        before = len(self._store.became())
        answer = self.post(f"{self._store.url}/fleet/{CABIN}/{verb}", timeout=60)
        assert answer.status_code == 200, answer.text
        assert until(lambda: len(self._store.became()) > before)
        told, result = self._store.became()[-1]
        assert told == verb
        return result


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Broker(tmp_path / "broker") as broker:
        found = Store(tmp_path, broker)
        with running(found.program("serve")):
            assert until(lambda: requests.get(f"{found.url}/health", timeout=60).ok)
            yield found


@pytest.fixture
def mirror(store: Store) -> Iterator[Program]:
    program = store.mirror()
    program.start()
    try:
        assert until(lambda: store.scene()["screen"] == "rest" and not store.scene()["away"])
        yield program
    finally:
        program.stop()


def hang(store: Store) -> None:
    socket = store.folder / CABIN / "tag.sock"
    order = [sys.executable, "-m", "touchpoint.readers", "put", str(socket)]
    link = f"https://id.example/01/{NAVY_38}/21/A1"
    subprocess.run([*order, link], cwd=ROOT, check=True)


def names(store: Store) -> list[str]:
    """What the glass calls itself, while it does."""
    found = requests.get(f"{store.door}/targets", timeout=60).json()
    return [target["text"] for name, target in found.items() if name == "name"]


def test_mirror_says_its_name_shows_itself_at_rest_and_begins_anew(
    store: Store, mirror: Program
) -> None:
    manager = Manager(store)
    resting = store.glass()
    # A resting glass is shown, and nothing but it.
    assert manager.tell("screenshot") == "done"
    shown = manager.get(f"{store.url}/fleet/{CABIN}/screenshot", timeout=60)
    assert (shown.headers["content-type"], shown.content == resting) == ("image/jpeg", True)

    # Its name is across it, in the store's language, and no visit began.
    assert manager.tell("identify") == "done"
    assert names(store) == ["Cabine 3"]
    named = Image.open(io.BytesIO(store.glass())).convert("RGB")
    still = Image.open(io.BytesIO(resting)).convert("RGB")
    assert named.getpixel((4, 320)) != still.getpixel((4, 320))
    assert (store.scene()["screen"], store.scene()["visit"]) == ("rest", None)

    # Somebody is there: nobody sees them.
    hang(store)
    assert until(lambda: store.scene()["screen"] == "invite")
    assert manager.tell("screenshot") == "busy"
    visit = store.scene()["visit"]

    # It begins anew, with the same visit, and nothing is lost or told twice.
    assert until(lambda: [n for n, *_ in store.events() if n == "touchpoint.started"])
    boots = [d["boot"] for n, d, _ in store.events() if n == "touchpoint.started"]
    assert manager.tell("reload") == "done"
    assert mirror.await_death(30)
    mirror.tend()
    assert until(lambda: store.scene()["visit"] == visit)
    assert until(lambda: len([n for n, *_ in store.events() if n == "touchpoint.started"]) == 2)
    again = [d["boot"] for n, d, _ in store.events() if n == "touchpoint.started"]
    assert (again[0], len(set(again))) == (boots[0], 2)

    # It ends the visit, once it is told to.
    assert manager.tell("end_visit") == "done"
    assert until(lambda: "visit.ended" in [n for n, *_ in store.events()])
    told = [(n, v) for n, _, v in store.events() if n.startswith("visit.")]
    assert told == [("visit.started", visit), ("visit.ended", visit)]
    assert store.became() == [
        ("screenshot", "done"),
        ("identify", "done"),
        ("screenshot", "busy"),
        ("reload", "done"),
        ("end_visit", "done"),
    ]
    page = manager.get(f"{store.url}/fleet", timeout=60).text
    assert "Live" in page.partition(f'data-touchpoint="{CABIN}"')[2]
