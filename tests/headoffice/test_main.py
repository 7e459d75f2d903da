"""The command line: makes stores and people known, serves, and says in one line what is wrong."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests

from tests.headoffice.office import ROOT

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
        command(config, *words), capture_output=True, text=True, cwd=ROOT, check=False, timeout=30
    )


def wait_until_up(port: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until and server.poll() is None:
        try:
            requests.get(f"http://127.0.0.1:{port}/health", timeout=5).raise_for_status()
        except requests.ConnectionError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("head office did not come up")


def test_serve_keeps_events_over_a_stop_and_a_start(config: Path, free_port: int) -> None:
    bearer = run(config, "enrol", "store", "lyon").stdout.strip()
    assert bearer.startswith("lyon.")
    headers = {"Authorization": f"Bearer {bearer}"}
    url = f"http://127.0.0.1:{free_port}/v1/events"
    for sent in ('[{"id": "x"}]', "[]"):
        server = subprocess.Popen(command(config, "serve"), cwd=ROOT, stderr=subprocess.DEVNULL)
        wait_until_up(str(free_port), server)
        assert requests.post(url, sent, headers=headers, timeout=20).status_code == 200
        second = run(config, "serve")
        assert second.returncode == 1
        assert second.stderr.startswith(f"Error: 127.0.0.1:{free_port} is taken by another")
        assert second.stderr.count("\n") == 1
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=20) == 0
    assert "unknown_type" in run(config, "rejected").stdout


def test_serve_with_data_in_use_says_so(config: Path, tmp_path: Path, free_port: int) -> None:
    server = subprocess.Popen(command(config, "serve"), cwd=ROOT, stderr=subprocess.DEVNULL)
    wait_until_up(str(free_port), server)
    other = tmp_path / "other.toml"
    other.write_text(f'state_dir = "{tmp_path}/state"\n[http]\nport = {free_port - 1}\n')
    second = run(other, "serve")
    server.send_signal(signal.SIGTERM)
    server.wait(timeout=20)
    assert second.returncode == 1
    assert f"{tmp_path}/state/journeys cannot be opened: another process" in second.stderr
    assert "Traceback" not in second.stderr


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
