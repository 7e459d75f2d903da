"""Whole stores as real processes, each run once and asked about many times."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
Demo = Callable[..., dict[str, Any]]
#: Seconds for fitting out, closing and counting, beside the run itself.
AROUND = 240.0


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """Runs `make demo`'s command headless with these arguments; the report it writes."""

    def run(seconds: float, *arguments: str) -> dict[str, Any]:
        folder = tmp_path_factory.mktemp("demo")
        report = folder / "report.json"
        command = [sys.executable, "-m", "simulation", "demo", "--headless"]
        command += ["--seconds", str(seconds), "--report", str(report)]
        command += ["--folder", str(folder / "store"), *arguments]
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, timeout=seconds + AROUND, check=False
        )
        assert report.exists(), done.stdout + done.stderr
        found: dict[str, Any] = json.loads(report.read_text())
        return found

    return demo_once(run)


def demo_once(run: Demo) -> Demo:
    """The same arguments, the same run: several tests ask one report."""
    held: dict[tuple[object, ...], dict[str, Any]] = {}

    def asked(*arguments: Any) -> dict[str, Any]:
        if arguments not in held:
            held[arguments] = run(*arguments)
        return held[arguments]

    return asked
