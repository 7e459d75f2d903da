"""A store that nobody visits but us: a foreign client, and the page that passes clicks on."""

import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

pytestmark = [pytest.mark.system, pytest.mark.timeout(600), pytest.mark.xdist_group("demo")]
ROOT, HERE = Path(__file__).parents[2], Path(__file__).parent
GTIN, WANTED = "00614141200047", "00614141200030"


@pytest.fixture(scope="module")
def joining(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The demo.json of a store that nobody visits, with a real store's patience."""
    folder = tmp_path_factory.mktemp("foreign")
    words = folder / "words.log"
    command = [sys.executable, "-m", "simulation", "demo", "--headless", "--calm", "--shop-times"]
    with words.open("wb") as log:
        store = subprocess.Popen(
            [*command, "--folder", str(folder / "store")], cwd=ROOT, stdout=log, stderr=log
        )
    try:
        _await_open(store, words)
        yield folder / "demo.json"
    finally:
        store.send_signal(signal.SIGINT)
        store.wait(120)


def _await_open(store: subprocess.Popen[bytes], words: Path) -> None:
    end = time.monotonic() + 240
    while "The store is open" not in words.read_text():
        assert store.poll() is None, words.read_text()
        assert time.monotonic() < end, words.read_text()
        time.sleep(0.2)


def _run(script: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, str(HERE / script), *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _client(joining: Path, *more: str) -> dict[str, Any]:
    journal = str(joining.parent / "journal.json")
    said = _run(
        "foreign_client.py", str(joining), "--journal", journal, "--gtin", GTIN, "--wanted", WANTED,
        *more,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(said.splitlines()[-1])
    return found


def test_client_written_from_the_page_alone_is_heard_once(joining: Path) -> None:
    journal = str(joining.parent / "journal.json")
    first = _client(joining)
    # Its request is on the staff page, its events are at head office, once each.
    _run("foreign_check.py", str(joining), "--journal", journal)
    second = _client(joining, "--replay")
    _run("foreign_check.py", str(joining), "--journal", journal)
    assert set(first["ids"]) == set(first["settled"]) == set(second["settled"])


def test_demo_page_shows_the_glass_and_passes_touches_on(joining: Path) -> None:
    told = json.loads(joining.read_text())
    page = requests.get(told["demo"], timeout=60)
    assert page.status_code == 200
    base = told["demo"].removesuffix("/demo")
    cabin = page.text.split('data-screen="cabin-1"')[1]
    gtin = re.findall(r'data-gtin="(\d{14})"', cabin)[0]
    resting = requests.get(f"{base}/screens/cabin-1.jpg", timeout=60).content
    laid = requests.post(
        f"{base}/screens/cabin-1/garment", json={"gtin": gtin, "on": True}, timeout=10
    )
    assert (resting[:2], laid.status_code) == (b"\xff\xd8", 204)
    _await(lambda: _heard(told, "cabin-1", "garment.arrived") == [gtin])
    # Nothing of a garment is shown before a touch, wherever the touch falls.
    assert _heard(told, "cabin-1", "product.viewed") == []
    _await(lambda: _touched(base, told) == [gtin])


def _touched(base: str, told: dict[str, Any]) -> list[str]:
    requests.post(f"{base}/screens/cabin-1/touch", json={"x": 0.5, "y": 0.885}, timeout=60)
    return _heard(told, "cabin-1", "product.viewed")


def _heard(told: dict[str, Any], touchpoint: str, name: str) -> list[str]:
    """The gtins of what head office has of one kind, oldest first."""
    answer = requests.get(
        f"{told['headoffice']}/v1/events",
        params={
            "store": told["stores"][0],
            "touchpoint": touchpoint,
            "type": f"parcours.{name}.v1",
            "limit": "100",
        },
        headers={"Authorization": f"Bearer {told['hub_token']}"},
        timeout=60,
    )
    return [json.loads(line)["data"]["gtin"] for line in answer.text.splitlines() if line]


def _await(holds: Callable[[], bool], patience: float = 90.0) -> None:
    end = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.3)
