"""The kiosk as a real program on a real display, and on one that is not there."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.kiosk.program import SETTINGS, until
from tests.processes import ROOT, running

NOBODY = ":77"


@pytest.fixture
def display() -> Iterator[str]:
    """A display of the test's own, empty."""
    ours, theirs = os.pipe()
    command = ["Xvfb", "-displayfd", str(theirs), "-screen", "0", "640x800x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[theirs], stderr=subprocess.DEVNULL) as server:
        os.close(theirs)
        with os.fdopen(ours) as told:
            number = told.readline().strip()
        yield f":{number}"
        # Told to go, it takes its lock along.
        server.terminate()


@pytest.fixture
def command(tmp_path: Path, free_port: int) -> list[str]:
    (tmp_path / "secret").write_text("secret\n")
    (tmp_path / "kiosk.toml").write_text(SETTINGS.format(folder=tmp_path, port=free_port))
    return [sys.executable, "-m", "kiosk", "--config", str(tmp_path / "kiosk.toml")]


def seeing(display: str) -> dict[str, str]:
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER"}
    return {n: value for n, value in os.environ.items() if n not in hidden} | {"DISPLAY": display}


@pytest.mark.system
def test_display_that_is_not_there_is_told_in_a_line(command: list[str]) -> None:
    ended = subprocess.run(
        command,
        cwd=ROOT,
        env=seeing(NOBODY),
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
        check=False,
    )
    told = (
        "kiosk: no display answers (DISPLAY=:77), so SDL draws 'offscreen' where nobody sees it: "
        "set DISPLAY or WAYLAND_DISPLAY to one that is there, or start it with --offscreen\n"
    )
    assert (ended.returncode, ended.stderr) == (1, told)


@pytest.mark.system
def test_display_that_is_there_is_drawn_on(
    command: list[str], display: str, free_port: int
) -> None:
    scene = f"http://127.0.0.1:{free_port}/scene"
    with running(command, env=seeing(display)) as process:
        assert until(lambda: requests.get(scene, timeout=60).json()["screen"] == "rest")
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
