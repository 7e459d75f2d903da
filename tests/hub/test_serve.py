"""The hub as a process on a real broker: enrolled by command, killed, started, told to stop."""

import contextlib
import json
import queue
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import requests

from contract import topics
from contract.ids import new_id
from messaging.mqtt import MqttBus
from messaging.port import Message, Outgoing
from simulation.broker import Broker
from tests.processes import ROOT, running

pytestmark = [pytest.mark.system, pytest.mark.timeout(480)]
CABIN = "cabin-3"


class Shop:
    """A broker, the hub's settings, and a touchpoint that was enrolled by the hub's own command."""

    def __init__(self, folder: Path, port: int, broker: Broker, running_too: ExitStack) -> None:
        self.folder, self.port, self.broker, self._running = folder, port, broker, running_too
        self._write_settings()
        self.command("enrol", "hub")
        secret = self.command("enrol", "touchpoint", CABIN).split()[-1]
        self.heard: queue.SimpleQueue[Message] = queue.SimpleQueue()
        self.waiting: list[Message] = []
        self.outbox, self.sequence = new_id(), 0
        self.bus = MqttBus(
            CABIN, CABIN, secret, "127.0.0.1", self.broker.port, self.broker.ca, clean=True
        )
        self.bus.subscribe(
            [
                topics.ACK.name(store="lyon", touchpoint=CABIN),
                topics.HUB_STATE.name(store="lyon"),
                topics.REQUEST.filter(store="lyon", place=CABIN),
            ]
        )
        self.bus.start(self.heard.put, lambda _: None)
        self._running.callback(self.bus.stop)

    def command(self, *arguments: str) -> str:
        done = subprocess.run(
            self.program(*arguments), cwd=ROOT, capture_output=True, text=True, check=True
        )
        return done.stdout

    def program(self, *arguments: str) -> list[str]:
        config = str(self.folder / "hub.toml")
        return [sys.executable, "-m", "hub", *arguments, "--config", config]

    def serve(self) -> subprocess.Popen[str]:
        """A hub that says it is online."""
        log = self._running.enter_context((self.folder / "hub.log").open("ab"))
        hub = self._running.enter_context(running(self.program("serve"), out=log))
        # A hub that was killed is said to be offline 20 s later, which a slow machine lives to see.
        while not self.state()["online"]:
            pass
        return hub

    def state(self) -> dict[str, Any]:
        """The next thing the hub says of itself."""
        return self.next(topics.HUB_STATE.name(store="lyon"))

    def ack(self) -> dict[str, Any]:
        return self.next(topics.ACK.name(store="lyon", touchpoint=CABIN))

    def next(self, topic: str) -> dict[str, Any]:
        """The next message on *topic*; others wait their turn."""
        for early in self.waiting:
            if early.topic == topic:
                self.waiting.remove(early)
                return _document(early)
        while (message := self.heard.get(timeout=60)).topic != topic:
            self.waiting.append(message)
        return _document(message)

    def send(self, name: str, data: dict[str, Any]) -> str:
        """Publish the next event; its id."""
        self.sequence += 1
        event = {
            "specversion": "1.0",
            "id": new_id(),
            "source": f"/stores/lyon/touchpoints/{CABIN}",
            "type": f"parcours.{name}.v1",
            "time": "2026-11-21T10:00:00.000Z",
            "datacontenttype": "application/json",
            "outbox": self.outbox,
            "sequence": f"{self.sequence:012d}",
            "data": data,
        }
        properties = {key: str(event[key]) for key in ("id", "outbox", "sequence")}
        topic = topics.EVENT.name(store="lyon", touchpoint=CABIN, name=name)
        body = json.dumps(event).encode()
        self.bus.publish(Outgoing(topic, body, properties={**properties, "age": "0"}))
        return str(event["id"])

    def _write_settings(self) -> None:
        admin = self.folder / "admin"
        admin.write_text(self.broker.admin_password)
        (self.folder / "hub.toml").write_text(f"""
store = "lyon"
name = "Lyon"
state_dir = "{self.folder / "state"}"
[http]
port = {self.port}
[broker]
port = {self.broker.port}
ca = "{self.broker.ca}"
secret_file = "{self.folder / "secret"}"
admin_username = "admin"
admin_secret_file = "{admin}"
""")


def _document(message: Message) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(message.payload)
    return found


@pytest.fixture
def shop(tmp_path: Path, free_port: int) -> Iterator[Shop]:
    with Broker(tmp_path / "broker") as broker, ExitStack() as running_too:
        yield Shop(tmp_path, free_port, broker, running_too)


def test_event_is_answered_and_a_request_shown_to_its_place(shop: Shop) -> None:
    hub = shop.serve()
    request = new_id()
    asked = shop.send("request.made", {"request": request, "kind": "help", "place": CABIN})
    assert shop.ack()["settled"] == [asked]
    shown = topics.REQUEST.name(store="lyon", place=CABIN, request=request)
    assert shop.next(shown)["state"] == "made"
    health = requests.get(f"http://127.0.0.1:{shop.port}/health", timeout=60).json()
    assert health["open_requests"] == 1
    hub.send_signal(signal.SIGTERM)
    assert hub.wait(60) == 0
    assert not shop.state()["online"]


def test_event_sent_while_the_hub_was_killed_is_answered_when_it_is_back(shop: Shop) -> None:
    hub = shop.serve()
    hub.kill()
    hub.wait(60)
    wish = shop.send("wish.added", {"gtin": "00614141100019"})
    again = shop.serve()
    assert shop.ack()["settled"] == [wish]
    again.send_signal(signal.SIGINT)
    assert again.wait(60) == 0


def test_running_hub_lets_go_of_a_retired_associates_request(shop: Shop) -> None:
    shop.command("enrol", "associate", "Inès", "--id", "ines", "--pin", "2580")
    link = shop.command("enrol", "device", "tablet-1").split("?secret=")[-1].strip()
    shop.serve()
    request = new_id()
    shop.send("request.made", {"request": request, "kind": "help", "place": CABIN})
    shown = topics.REQUEST.name(store="lyon", place=CABIN, request=request)
    seen = [shop.next(shown)]
    with requests.Session() as tablet:
        tablet.headers["X-Parcours-Device"] = link
        base = f"http://127.0.0.1:{shop.port}/v1"
        pin = {"associate": "ines", "pin": "2580"}
        assert tablet.post(f"{base}/session", json=pin, timeout=60).ok
        assert tablet.post(f"{base}/requests/{request}/accept", json={}, timeout=60).ok
        seen.append(shop.next(shown))
        shop.command("retire", "associate", "ines")
        seen.append(shop.next(shown))
        assert tablet.get(f"{base}/requests", timeout=60).status_code == 401
        assert tablet.post(f"{base}/session", json=pin, timeout=60).status_code == 401
    assert [(state["state"], state["by"]) for state in seen] == [
        ("made", None),
        ("accepted", "Inès"),
        ("made", None),
    ]


def test_running_hub_gives_back_what_somebody_left_behind(shop: Shop) -> None:
    shop.command("enrol", "associate", "Inès", "--id", "ines", "--pin", "2580")
    link = shop.command("enrol", "device", "tablet-1").split("?secret=")[-1].strip()
    shop.serve()
    request = new_id()
    shop.send("request.made", {"request": request, "kind": "help", "place": CABIN})
    shown = topics.REQUEST.name(store="lyon", place=CABIN, request=request)
    seen = [shop.next(shown)["by"]]
    with requests.Session() as tablet:
        tablet.headers["X-Parcours-Device"] = link
        base = f"http://127.0.0.1:{shop.port}"
        pin = {"associate": "ines", "pin": "2580"}
        assert tablet.post(f"{base}/v1/session", json=pin, timeout=60).ok
        assert tablet.post(f"{base}/v1/requests/{request}/accept", json={}, timeout=60).ok
        seen.append(shop.next(shown)["by"])
        assert tablet.post(f"{base}/switch", timeout=60).ok
    # As if her two minutes had gone by.
    with contextlib.closing(sqlite3.connect(shop.folder / "state/hub.db")) as db, db:
        assert db.execute("update access_leave set due = 1").rowcount == 1
    seen.append(shop.next(shown)["by"])
    assert seen == [None, "Inès", None]


def test_retired_touchpoint_is_shut_out_and_leaves_no_state(shop: Shop) -> None:
    state = topics.STATE.name(store="lyon", touchpoint=CABIN)
    spare = shop.command("enrol", "touchpoint", "cabin-4").split()[-1]
    port, ca = shop.broker.port, shop.broker.ca
    bus = MqttBus("cabin-4", "cabin-4", spare, "127.0.0.1", port, ca, clean=True)
    heard: queue.SimpleQueue[Message] = queue.SimpleQueue()
    bus.subscribe([state])
    bus.start(heard.put, lambda _: None)
    try:
        shop.bus.publish(Outgoing(state, b'{"online": true}', retain=True))
        assert heard.get(timeout=60).payload == b'{"online": true}'
        assert shop.command("retire", "touchpoint", CABIN) == (
            f"{CABIN} is retired: neither the hub nor the broker lets it in any more.\n"
        )
        assert heard.get(timeout=60).payload == b""
    finally:
        bus.stop()
    again = subprocess.run(
        shop.program("retire", "touchpoint", CABIN),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert again.stderr.splitlines()[-1] == (
        f"Error: no touchpoint is called '{CABIN}'; known: cabin-4; did you mean 'cabin-4'?"
    )
