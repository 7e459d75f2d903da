"""Four mirrors at one reader, its broker killed: each garment is in one room's events."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.system, pytest.mark.timeout(600), pytest.mark.xdist_group("demo")]


def test_each_garment_is_in_the_events_of_its_own_room_alone(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    command = [sys.executable, "-m", "simulation", "cabins", "--garments", "200"]
    command += ["--rooms", "4", "--folder", str(tmp_path / "store"), "--report", str(report)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=400, check=False
    )
    assert report.exists(), done.stdout + done.stderr
    found = json.loads(report.read_text())
    del found["arrival_seconds_simulated_reader"]
    assert found == {
        "garments": 200,
        "once": 200,
        "in several rooms": 0,
        "in another room": 0,
        "not told": 0,
        "never left": 0,
        "told twice": 0,
        "killed": ["broker", "cabin-2"],
        "lost": 0,
        "doubled": 0,
        "rejected": 0,
        "missing": [],
    }
