"""From a card held up to a real kiosk to the event its hub keeps, and what is left of the card."""

import json
import os
import signal
import socket
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import requests

from hub.crm.counter import CardCounter
from hub.crm.file import FileCrm, key_beside, write_customers
from messaging.clock import ManualClock
from tests.hub.harness import Lyon
from tests.hub.web.shop import served, shop
from tests.kiosk.program import SETTINGS, until
from tests.processes import running
from tests.touchpoint.sample import CATALOGUE, NAVY_38
from touchpoint.larder import Larder

CARD, CUSTOMER = "MAISON-12345678", "customer-4711"
LOYALTY = "[loyalty]\npattern = '^MAISON-\\d{8}$'\nconsent_version = \"2026-12\"\n"


@dataclass(frozen=True)
class Stand:
    """A kiosk that runs as a program, all that it says in *log*, its hub's pages at hand."""

    state: Path
    log: Path
    door: str
    stop: Any

    def scene(self) -> dict[str, Any]:
        found: dict[str, Any] = requests.get(f"{self.door}/scene", timeout=10).json()
        return found

    def shows(self, target: str) -> bool:
        return until(lambda: target in requests.get(f"{self.door}/targets", timeout=10).json())

    def press(self, target: str) -> None:
        assert self.shows(target), target
        answer = requests.post(f"{self.door}/press", json={"name": target}, timeout=10)
        assert answer.status_code == 200

    def leave(self) -> None:
        self.press("done")
        assert until(lambda: self.scene()["visit"] is None)

    def hold_up(self, code: str) -> None:
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(str(self.state / "tag.sock"))
            line.sendall(json.dumps({"tap": code, "by": "qr"}).encode() + b"\n")
            line.recv(100)

    def events(self) -> list[dict[str, Any]]:
        with sqlite3.connect(self.state / "outbox.db") as database:
            rows = database.execute("SELECT body FROM event ORDER BY sequence").fetchall()
        database.close()
        return [json.loads(body) for (body,) in rows]


@pytest.fixture
def stand(tmp_path: Path, free_port: int) -> Iterator[Stand]:
    customers = tmp_path / "customers.csv"
    write_customers(customers, key_beside(customers), {CARD: CUSTOMER})
    store = shop(tmp_path)
    cards = CardCounter(FileCrm(str(customers)), store.clock)
    store.app.state.parts = replace(store.app.state.parts, cards=cards)
    (tmp_path / "secret").write_text(store.access.enrol("touchpoint", "kiosk-1"))
    Larder(tmp_path / "state").keep(CATALOGUE)
    log, env = tmp_path / "log", {k: v for k, v in os.environ.items() if k != "DISPLAY"}
    with ExitStack() as stack:
        hub = stack.enter_context(served(store))
        text = SETTINGS.format(folder=tmp_path, port=free_port)
        config = text.replace('url = "http://127.0.0.1:9"', f'url = "{hub.url}"') + LOYALTY
        (tmp_path / "kiosk.toml").write_text(config)
        command = [sys.executable, "-m", "kiosk", "--config", str(tmp_path / "kiosk.toml")]
        said = stack.enter_context(log.open("w"))
        process = stack.enter_context(running([*command, "--offscreen"], out=said, env=env))

        def stop() -> int:
            process.send_signal(signal.SIGTERM)
            return process.wait(20)

        yield Stand(tmp_path / "state", log, f"http://127.0.0.1:{free_port}", stop)


@pytest.mark.system
@pytest.mark.timeout(120)
def test_a_visit_is_linked_unlinked_and_nothing_of_the_card_is_left(
    stand: Stand, tmp_path: Path
) -> None:
    assert until(lambda: stand.scene()["screen"] == "rest" and (stand.state / "tag.sock").exists())
    stand.hold_up(CARD)
    stand.press("consent.yes")
    assert stand.shows("unlink")
    stand.hold_up(f"https://id.example/01/{NAVY_38}/21/A1")
    assert until(lambda: stand.scene()["screen"] == "garment")
    stand.press("unlink")
    stand.leave()
    stand.hold_up(CARD)
    stand.press("consent.yes")
    assert stand.shows("unlink")
    stand.press("around")
    stand.leave()
    stand.hold_up("MAISON-87654321")
    stand.press("consent.yes")
    assert until(lambda: stand.scene()["notice"] is True)
    assert stand.stop() == 0

    events = stand.events()
    told = [(event["type"].split(".")[2], event.get("customerid")) for event in events[1:]]
    assert told == [
        ("started", None),
        ("linked", CUSTOMER),
        ("arrived", None),
        ("viewed", None),
        ("unlinked", CUSTOMER),
        ("ended", None),
        ("started", None),
        ("linked", CUSTOMER),
        ("ended", None),
        ("started", None),
    ]
    assert len({event["visitid"] for event in events[1:]}) == 3
    assert [e["data"] for e in events if e["type"] == "parcours.visit.linked.v1"] == [
        {"consent": "2026-12-en"}
    ] * 2

    files = [file for file in (stand.log, *stand.state.rglob("*")) if file.is_file()]
    for words in ("MAISON", "12345678", "87654321"):
        assert [f.name for f in files if words.encode() in f.read_bytes()] == []
    # Where events lie until they are delivered, and nowhere else.
    assert {f.name.split("-")[0] for f in files if CUSTOMER.encode() in f.read_bytes()} == {
        "outbox.db"
    }
    with sqlite3.connect(stand.state / "outbox.db") as database:
        kept = database.execute("SELECT value FROM state").fetchall()
    database.close()
    assert [row for row in kept if CUSTOMER.encode() in row[0]] == []

    kept = stored(events, tmp_path)
    assert [{k: v for k, v in event.items() if k != "recordedtime"} for event in kept] == events


def stored(events: list[dict[str, Any]], folder: Path) -> list[dict[str, Any]]:
    """What a hub keeps of *events* when they are delivered."""
    lyon = Lyon(folder, ManualClock())
    kiosk = lyon.device("kiosk-1")
    for event in events:
        kiosk.send(event)
    assert kiosk.rejected() == []
    with lyon.hub.db.read() as rx:
        rows = rx.execute("SELECT body FROM events ORDER BY n").fetchall()
    lyon.hub.db.close()
    return [json.loads(row.body) for row in rows]
