"""The counter of a real hub on a real broker: eight screens at once, and a hub that is killed."""

import json
import queue
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier, Event
from typing import Any

import pytest
import requests

from contract import topics
from contract.ids import new_id
from contract.model import instant
from messaging.mqtt import MqttBus
from messaging.port import LinkState, Message, Outgoing
from simulation.broker import Broker
from tests.processes import ROOT, running

pytestmark = [pytest.mark.system, pytest.mark.timeout(480)]
COAT, SCARF, MORE = "00614141100019", "00614141100026", 5
EIGHT = tuple(f"kiosk-{n}" for n in range(1, 9))
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
#: Seconds, so that both clocks of a reservation run out while somebody watches.
CONFIRM, HOLD = 10.0, 20.0


class Screen:
    """A real MQTT client with credentials of its own; hears what its place is told."""

    def __init__(self, name: str, secret: str, broker: Broker) -> None:
        self.name, self.outbox, self.sequence = name, new_id(), 0
        self.heard: queue.SimpleQueue[Message] = queue.SimpleQueue()
        self.bus = MqttBus(name, name, secret, "127.0.0.1", broker.port, broker.ca)
        self.bus.subscribe(
            [
                topics.ACK.name(store="lyon", touchpoint=name),
                topics.RESERVATION.filter(store="lyon", place=name),
                topics.APPOINTMENT.filter(store="lyon", place=name),
            ]
        )
        self._up = Event()
        self.bus.start(self._hear, self._see)
        # It has no outbox: what it says before it is let in is lost.
        assert self._up.wait(60)

    def _see(self, link: LinkState) -> None:
        if link.up:
            self._up.set()

    def _hear(self, message: Message) -> None:
        self.bus.settle(message)
        self.heard.put(message)

    def send(self, name: str, data: dict[str, Any]) -> None:
        self.sequence += 1
        event = {
            "specversion": "1.0",
            "id": new_id(),
            "source": f"/stores/lyon/touchpoints/{self.name}",
            "type": f"parcours.{name}.v1",
            "time": instant(datetime.now(UTC)),
            "outbox": self.outbox,
            "sequence": f"{self.sequence:012d}",
            "data": data,
        }
        names = {key: str(event[key]) for key in ("id", "outbox", "sequence")}
        topic = topics.EVENT.name(store="lyon", touchpoint=self.name, name=name)
        body = json.dumps(event).encode()
        self.bus.publish(Outgoing(topic, body, properties={**names, "age": "0"}))

    def reserve(self, gtin: str) -> str:
        name = new_id()
        asked = {"reservation": name, "gtin": gtin, "store": "lyon", "quantity": 1}
        self.send("reservation.placed", asked)
        return name

    def told(self, kind: topics.Topic, *states: str) -> dict[str, Any]:
        """What its place is told next of *kind*, once it is one of *states*."""
        while True:
            message = self.heard.get(timeout=60)
            if kind.match(message.topic) and message.payload:
                found: dict[str, Any] = json.loads(message.payload)
                if not states or found["state"] in states:
                    return found


class Store:
    """A broker, a hub as its own process, and screens enrolled by its own command."""

    def __init__(self, folder: Path, port: int, broker: Broker, stack: ExitStack) -> None:
        self.folder, self.port, self.broker, self._stack = folder, port, broker, stack
        self._hub: subprocess.Popen[str] | None = None
        (folder / "admin").write_text(broker.admin_password)
        hours = "\n".join(f'{day} = ["00:00-12:00", "12:00-23:59"]' for day in _DAYS)
        (folder / "hub.toml").write_text(f"""
store = "lyon"
name = "Lyon"
timezone = "UTC"
state_dir = "{folder / "state"}"
[http]
port = {port}
[broker]
port = {broker.port}
ca = "{broker.ca}"
secret_file = "{folder / "secret"}"
admin_username = "admin"
admin_secret_file = "{folder / "admin"}"
[reservations]
confirm_minutes = {CONFIRM / 60}
hold_hours = {HOLD / 3600}
[styling]
minutes = 60
{hours}
""")
        self.command("enrol", "hub")
        self.feed = self.command("enrol", "feed", "till").split()[-1]
        self.command("enrol", "associate", "Inès", "--id", "ines", "--pin", "2580")
        link = self.command("enrol", "device", "tablet-1").split("?secret=")[-1].strip()
        self.tablet = stack.enter_context(requests.Session())
        self.tablet.headers["X-Parcours-Device"] = link
        self.url = f"http://127.0.0.1:{port}"

    def command(self, *arguments: str) -> str:
        program = self.program(*arguments)
        return subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=True).stdout

    def program(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "hub", *arguments, "--config", str(self.folder / "hub.toml")]

    def screen(self, name: str) -> Screen:
        secret = self.command("enrol", "touchpoint", name).split()[-1]
        screen = Screen(name, secret, self.broker)
        self._stack.callback(screen.bus.stop)
        return screen

    def serve(self) -> subprocess.Popen[str]:
        """A hub that answers; the one before, if there is one, is killed."""
        if self._hub is not None:
            self._hub.kill()
            self._hub.wait(60)
        log = self._stack.enter_context((self.folder / "hub.log").open("ab"))
        hub = self._stack.enter_context(running(self.program("serve"), out=log))
        _until(self._answers, "the hub answers")
        self._hub = hub
        return hub

    def lapses(self) -> list[str]:
        """The reservations that the hub told to have lapsed, once for each time it told it."""
        with sqlite3.connect(self.folder / "state/hub.db") as database:
            rows = database.execute(
                "select subject from events where name = 'reservation.lapsed' order by subject"
            )
            return [subject for (subject,) in rows]

    def _answers(self) -> bool:
        try:
            return requests.get(f"{self.url}/health", timeout=60).ok
        except requests.ConnectionError:
            return False

    def sign_in(self) -> None:
        pin = {"associate": "ines", "pin": "2580"}
        assert self.tablet.post(f"{self.url}/v1/session", json=pin, timeout=60).ok

    def count(self) -> None:
        rows = [{"gtin": gtin, "on_hand": n} for gtin, n in ((COAT, 1), (SCARF, MORE))]
        body = {"as_of": instant(datetime.now(UTC)), "counts": rows}
        bearer = {"Authorization": f"Bearer {self.feed}"}
        assert requests.put(f"{self.url}/v1/stock", json=body, headers=bearer, timeout=60).ok

    def available(self, gtin: str) -> int:
        found = self.tablet.get(f"{self.url}/v1/stock/{gtin}", timeout=60).json()["available"]
        assert isinstance(found, int)
        return found

    def open(self, what: str) -> list[dict[str, Any]]:
        answer = self.tablet.get(f"{self.url}/v1/{what}", timeout=60)
        found: list[dict[str, Any]] = answer.json()[what]
        return found

    def step(self, what: str, name: str, step: str) -> int:
        answer = self.tablet.post(f"{self.url}/v1/{what}/{name}/{step}", timeout=60)
        return answer.status_code


def _until(holds: Callable[[], bool], what: str, patience: float = 90.0) -> None:
    end = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < end, f"{what}: nothing came of it within {patience:.0f} s"
        time.sleep(0.05)


@pytest.fixture
def store(tmp_path: Path, free_port: int) -> Iterator[Store]:
    with Broker(tmp_path / "broker") as broker, ExitStack() as stack:
        yield Store(tmp_path, free_port, broker, stack)


def test_eight_real_screens_ask_for_the_last_piece_at_once(store: Store) -> None:
    store.serve()
    store.sign_in()
    store.count()
    screens = [store.screen(name) for name in EIGHT]
    gate = Barrier(len(screens))

    def ask(screen: Screen) -> dict[str, Any]:
        gate.wait()
        screen.reserve(COAT)
        return screen.told(topics.RESERVATION)

    with ThreadPoolExecutor(len(screens)) as pool:
        told = list(pool.map(ask, screens))
    assert sorted(state["state"] for state in told) == ["declined"] * 7 + ["placed"]
    assert {s["reason"] for s in told if s["state"] == "declined"} == {"none_left"}
    (kept,) = [state for state in told if state["state"] == "placed"]
    assert (store.available(COAT), [r["reservation"] for r in store.open("reservations")]) == (
        0,
        [kept["reservation"]],
    )
    assert store.step("reservations", kept["reservation"], "confirm") == 200
    mine = screens[told.index(kept)]
    confirmed = mine.told(topics.RESERVATION, "confirmed")
    assert (confirmed["code"], store.available(COAT)) == (kept["code"], 0)


def test_killed_hub_has_everything_when_it_is_back_and_its_clocks_went_on(store: Store) -> None:
    store.serve()
    store.sign_in()
    store.count()
    screen = store.screen("kiosk-1")
    kept, asked = screen.reserve(SCARF), screen.reserve(COAT)
    screen.told(topics.RESERVATION)
    assert store.step("reservations", kept, "confirm") == 200
    free = store.tablet.get(f"{store.url}/v1/styling/slots", timeout=60).json()["slots"]
    # The first may begin while this test runs.
    session, slot = new_id(), free[-1]["slot"]
    screen.send("styling.booked", {"slot": slot, "appointment": session})
    booked = screen.told(topics.APPOINTMENT)
    before = {one["reservation"]: one for one in store.open("reservations")}
    assert before.keys() == {kept, asked}
    store.serve()
    after = {one["reservation"]: one for one in store.open("reservations")}
    # One that ran out while the hub was away is over; whatever is open is as it was.
    assert kept in after
    assert after == {name: before[name] for name in after}
    assert [one["code"] for one in store.open("appointments")] == [booked["code"]]
    lost = screen.told(topics.RESERVATION, "lapsed")
    assert (lost["reservation"], lost["reason"]) == (asked, "unconfirmed")
    assert lost["updated"] == before[asked]["until"]
    _until(lambda: store.available(COAT) == 1, "the coat is on sale again")
    gone = screen.told(topics.RESERVATION, "lapsed")
    assert (gone["reservation"], gone["reason"]) == (kept, "uncollected")
    assert gone["updated"] == before[kept]["until"]
    store.serve()
    assert [store.available(gtin) for gtin in (COAT, SCARF)] == [1, MORE]
    assert store.lapses() == sorted([asked, kept])
