"""A client written from the contract's page alone, in another process, run twice."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.system, pytest.mark.timeout(420), pytest.mark.xdist_group("demo")]
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
