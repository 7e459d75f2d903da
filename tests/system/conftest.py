"""Whole stores as real processes, each run once and asked about many times."""

import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from tests.processes import running

Demo = Callable[..., dict[str, Any]]
#: Seconds for fitting out, closing and counting, beside the run itself.
AROUND = 300.0


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """Runs `make demo`'s command headless with these arguments; the report it writes."""

    def run(seconds: float, *arguments: str) -> dict[str, Any]:
        folder = tmp_path_factory.mktemp("demo")
        report = folder / "report.json"
        command = [sys.executable, "-m", "simulation", "demo", "--headless"]
        command += ["--seconds", str(seconds), "--report", str(report)]
        command += ["--folder", str(folder / "store"), *arguments]
        said = folder / "said.log"
        with said.open("w") as log, running(command, out=log) as process:
            _await_end(process, seconds + AROUND)
        assert report.exists(), said.read_text()
        found: dict[str, Any] = json.loads(report.read_text())
        return found

    return demo_once(run)


def _await_end(process: subprocess.Popen[str], seconds: float) -> None:
    """A demo that takes too long is told to stop, so that it ends its store's programs itself."""
    try:
        process.wait(seconds)
    finally:
        process.terminate()
        process.wait(60)


def demo_once(run: Demo) -> Demo:
    """The same arguments, the same run: several tests ask one report."""
    held: dict[tuple[object, ...], dict[str, Any]] = {}

    def asked(*arguments: Any) -> dict[str, Any]:
        if arguments not in held:
            held[arguments] = run(*arguments)
        return held[arguments]

    return asked
