"""The command line: makes stores and people known, serves, and says in one line what is wrong."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import requests

from headoffice.store import open_store
from tests.headoffice.erasure.lives import ANNA, history, prepared, traces
from tests.headoffice.office import ROOT, event
from tests.processes import running

pytestmark = pytest.mark.system


@pytest.fixture
def config(tmp_path: Path, free_port: int) -> Path:
    file = tmp_path / "headoffice.toml"
    file.write_text(f'state_dir = "{tmp_path}/state"\n[http]\nport = {free_port}\n')
    return file


def command(config: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "headoffice", *words, "--config", str(config)]


def run(config: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(config, *words), capture_output=True, text=True, cwd=ROOT, check=False, timeout=60
    )


@contextmanager
def serving(config: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """A head office that answers; killed when a test leaves it running."""
    with running(command(config, "serve")) as server:
        wait_until_up(port, server)
        yield server


def wait_until_up(port: int, server: subprocess.Popen[str]) -> None:
    until = time.monotonic() + 90
    while time.monotonic() < until and server.poll() is None:
        try:
            requests.get(f"http://127.0.0.1:{port}/health", timeout=60).raise_for_status()
        except requests.ConnectionError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("head office did not come up")


@pytest.mark.timeout(480)
def test_serve_keeps_events_over_a_stop_and_a_start(config: Path, free_port: int) -> None:
    bearer = run(config, "enrol", "store", "lyon").stdout.strip()
    assert bearer.startswith("lyon.")
    headers = {"Authorization": f"Bearer {bearer}"}
    url = f"http://127.0.0.1:{free_port}/v1/events"
    body = json.dumps([event(1), {"id": "x"}])
    for stored in (1, 0):
        with serving(config, free_port) as server:
            answer = requests.post(url, body, headers=headers, timeout=60)
            assert answer.json()["stored"] == stored
            server.send_signal(signal.SIGTERM)
            assert server.wait(timeout=60) == 0
    assert "unknown_type ×2" in run(config, "rejected").stdout


@pytest.mark.timeout(480)
def test_serve_a_second_time_says_what_is_taken(
    config: Path, tmp_path: Path, free_port: int
) -> None:
    other = tmp_path / "other.toml"
    other.write_text(f'state_dir = "{tmp_path}/state"\n[http]\nport = {free_port - 1}\n')
    with serving(config, free_port):
        same_port, same_data = run(config, "serve"), run(other, "serve")
    assert (same_port.returncode, same_data.returncode) == (1, 1)
    assert same_port.stderr.startswith(f"Error: 127.0.0.1:{free_port} is taken by another")
    assert same_port.stderr.count("\n") == 1
    assert f"{tmp_path}/state/journeys cannot be opened: another process" in same_data.stderr
    assert "Traceback" not in same_data.stderr


def test_settings_that_are_wrong_name_file_and_key(tmp_path: Path) -> None:
    file = tmp_path / "headoffice.toml"
    file.write_text('state_dir = "x"\ntimezon = "Europe/Paris"\n')
    found = run(file, "rejected")
    assert found.returncode == 1
    assert "did you mean 'timezone'?" in found.stderr


def test_settings_that_are_missing_say_where_they_were_sought(tmp_path: Path) -> None:
    found = run(tmp_path / "none.toml", "rejected")
    assert "none.toml: No such file or directory" in found.stderr


def test_enrolled_name_that_is_none_says_what_is_right(config: Path) -> None:
    found = run(config, "enrol", "store", "Lyon!")
    assert (found.returncode, "is no name" in found.stderr) == (1, True)


def test_help_teaches() -> None:
    found = subprocess.run(
        [sys.executable, "-m", "headoffice", "--help"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
        env=dict(os.environ),
    )
    for word in ("serve", "enrol", "rejected"):
        assert word in found.stdout


@pytest.mark.timeout(480)
def test_customer_is_exported_and_erased_while_head_office_serves(
    config: Path, tmp_path: Path, free_port: int
) -> None:
    headers = {"Authorization": f"Bearer {run(config, 'enrol', 'store', 'lyon').stdout.strip()}"}
    url, to = f"http://127.0.0.1:{free_port}", tmp_path / "anna.json"
    body = json.dumps(history(ANNA))
    # What makes the engine's cleaner look soon; it would take up to five minutes.
    (tmp_path / "state").mkdir(exist_ok=True)
    with closing(open_store(f"chdb://{tmp_path}/state/journeys")) as store:
        prepared(store)
    with serving(config, free_port):
        requests.post(f"{url}/v1/events", body, headers=headers, timeout=60).raise_for_status()
        exported = run(config, "export", ANNA, "--to", str(to))
        assert exported.stdout == f"{to}: 2 visits, 1 purchases, 2 refused\n", exported.stderr
        to.unlink()
        erased = run(config, "erase", ANNA)
        assert erased.returncode == 0, erased.stderr
        again = requests.post(f"{url}/v1/events", body, headers=headers, timeout=60).json()
        inbox = requests.get(f"{url}/v1/inbox?wait=0", headers=headers, timeout=60).json()
        assert traces(tmp_path / "state", ANNA) == []
    assert (again["stored"], again["duplicates"], again["conflicts"]) == (0, 12, 0)
    assert [(it["kind"], sorted(it["data"])) for it in inbox] == [("erase", ["key", "mark"])]
    assert traces(tmp_path / "state", ANNA) == []
