"""From a till's receipt to a mirror: real broker, hub as a process, all of a Pi but its glass."""

import queue
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
import requests

from contract.ids import new_id
from contract.sgtin import encode96
from contract.tags import By, TagRead, identify
from fittingroom.place import MirrorPlace
from fittingroom.state import Mirror, Rules
from messaging.clock import SystemClock
from messaging.mqtt import MqttBus
from messaging.outbox import Outbox
from messaging.sender import Sender
from messaging.storetime import StoreTime
from simulation.broker import Broker
from tests.processes import ROOT, running
from touchpoint.conductor import Conductor
from touchpoint.fetcher import Fetcher
from touchpoint.health import Health
from touchpoint.identity import Identity
from touchpoint.inputs import Arrived, CatalogueKnown, Input, SoldKnown
from touchpoint.larder import Larder
from touchpoint.uplink import Uplink
from touchpoint.words import load_words

pytestmark = [pytest.mark.system, pytest.mark.timeout(480)]
CABIN, GTIN = "cabin-3", "00614141100019"
WORN, HUNG = 271_828_182_845, 271_828_182_846
PRODUCTS = (
    "Handle,Title,Vendor,Option1 Name,Option1 Value,Variant Barcode,Variant Price,Image Src\n"
    f"coat,Coat,Maison,Size,36,{GTIN[2:]},890.00,\n"
)


class Store:
    """A broker, and a hub that sells one coat."""

    def __init__(self, folder: Path, port: int, broker: Broker) -> None:
        self.folder, self.broker, self.url = folder, broker, f"http://127.0.0.1:{port}"
        (folder / "admin").write_text(broker.admin_password)
        (folder / "products.csv").write_text(PRODUCTS)
        (folder / "hub.toml").write_text(f"""
store = "lyon"
name = "Lyon"
state_dir = "{folder / "hub"}"
[http]
port = {port}
[broker]
port = {broker.port}
ca = "{broker.ca}"
secret_file = "{folder / "hub-secret"}"
admin_username = "admin"
admin_secret_file = "{folder / "admin"}"
""")
        self.command("enrol", "hub")
        self.command("import", "catalogue", str(folder / "products.csv"))
        self.till = self.command("enrol", "feed", "till").split()[-1]
        self.cabin = self.command("enrol", "touchpoint", CABIN).split()[-1]

    def program(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "hub", *words, "--config", str(self.folder / "hub.toml")]

    def command(self, *words: str) -> str:
        done = subprocess.run(
            self.program(*words), cwd=ROOT, capture_output=True, text=True, check=True
        )
        return done.stdout

    def sell(self, serial: int) -> None:
        coat = {"gtin": GTIN, "serial": str(serial), "quantity": 1}
        line = {**coat, "unit_price": "890.00", "currency": "EUR"}
        bearer = {"Authorization": f"Bearer {self.till}"}
        basket = {"basket": new_id(), "lines": [line]}
        answer = requests.post(f"{self.url}/v1/purchases", json=basket, headers=bearer, timeout=60)
        assert answer.status_code == 200, answer.text

    def events(self) -> dict[str, bytes]:
        """What the hub keeps, by name."""
        with closing(sqlite3.connect(self.folder / "hub/hub.db")) as db:
            return dict(db.execute("select name, body from events"))


class Cabin:
    """A mirror as its program puts it together, without a window."""

    def __init__(self, store: Store, folder: Path, running_too: ExitStack) -> None:
        clock = StoreTime(SystemClock())
        self.inputs: queue.SimpleQueue[Input] = queue.SimpleQueue()
        self.known: list[Input] = []
        who = Identity("lyon", CABIN, CABIN, new_id(), "1", clock.now())
        broker = store.broker
        bus = MqttBus(
            CABIN, CABIN, store.cabin, broker.host, broker.port, broker.ca, will=who.will()
        )
        self.outbox = folder / "outbox.db"
        outbox = Outbox.open(self.outbox, clock, new_id, store="lyon", touchpoint=CABIN)
        fetcher = Fetcher(
            Larder(folder), store.url, (CABIN, store.cabin), 600, self.inputs.put, lambda _: None
        )
        sender = Sender(outbox, bus.publish, clock, lambda: 0.0)
        health = Health(who.boot, who.version, folder, clock)
        uplink = Uplink(who, bus, outbox, sender, clock, health, self.inputs.put, fetcher.fetch)
        rules, words = Rules(CABIN, ("en",)), load_words(["en"])
        place = MirrorPlace(rules, words, 600, clock, new_id)
        self.conductor = Conductor(
            place, Mirror(), clock, uplink.record, uplink.watch_stock, lambda _: None
        )
        uplink.start()
        running_too.callback(uplink.stop)
        fetcher.start()
        running_too.callback(fetcher.stop)

    def until(self, holds: Callable[[], bool]) -> None:
        """Take what comes until it *holds*."""
        end = time.monotonic() + 90
        while not holds():
            assert time.monotonic() < end, self.known
            try:
                news = self.inputs.get(timeout=0.1)
            except queue.Empty:
                continue
            self.known.append(news)
            self.conductor.take([news])

    def heard_of(self, kind: type[Input]) -> bool:
        return any(isinstance(news, kind) for news in self.known)

    def heard_sold(self, serial: int) -> bool:
        found = [news.sold for news in self.known if isinstance(news, SoldKnown)]
        return any(sold.has(GTIN, str(serial)) for sold in found)

    def read(self, serial: int) -> None:
        """A RAIN reader reads the coat with that *serial*."""
        epc = encode96(GTIN, serial)
        garment = identify(TagRead(By.UHF, epc, rssi=-48.0))
        self.conductor.take([Arrived(garment, self.conductor.clock.monotonic())])

    def hanging(self) -> list[str | None]:
        return [hanging.garment.serial for hanging in self.conductor.state.room]

    def recorded(self) -> bytes:
        """Every byte on the Pi's disk in which an event could stand."""
        files = sorted(self.outbox.parent.glob("outbox.db*"))
        return b"".join(file.read_bytes() for file in files)


@pytest.fixture
def store(tmp_path: Path, free_port: int) -> Iterator[Store]:
    with Broker(tmp_path / "broker") as broker:
        found = Store(tmp_path, free_port, broker)
        with running(found.program("serve")):
            yield found


def test_receipt_makes_a_mirror_blind_to_that_one_piece(store: Store, tmp_path: Path) -> None:
    with ExitStack() as running_too:
        (tmp_path / "cabin").mkdir()
        cabin = Cabin(store, tmp_path / "cabin", running_too)
        cabin.until(lambda: cabin.heard_of(CatalogueKnown) and cabin.heard_of(SoldKnown))
        store.sell(WORN)
        cabin.until(lambda: cabin.heard_sold(WORN))
        cabin.read(WORN)
        worn = cabin.hanging(), cabin.conductor.scene()["visit"]
        cabin.read(HUNG)
        cabin.until(lambda: "garment.arrived" in store.events())
        events = store.events()
    assert (worn, cabin.hanging()) == (([], None), [str(HUNG)])
    told = {name for name, body in events.items() if str(WORN).encode() in body}
    assert told == {"purchase.completed"}
    recorded = cabin.recorded()
    assert (str(WORN).encode() in recorded, str(HUNG).encode() in recorded) == (False, True)
