"""The kiosk's own figures: what a frame costs its thread, and a large house's catalogue."""

import json
import subprocess

from simulation.bench.figure import Figure, share
from simulation.bench.large import STYLES, large
from simulation.processes import ProgramFailed, python

_FEW = 17


def kiosk_figures(decode: float) -> list[Figure]:
    """*decode* is a yardstick: milliseconds to decode one photograph. Raises ProgramFailed."""
    done = subprocess.run(
        python("simulation.bench.swiping"), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise ProgramFailed(f"simulation.bench.swiping: {done.stderr[-2000:]}")
    found, photo = json.loads(done.stdout), "Pillow decodes the page's photograph"
    if found["decoded in"] != ["photos_0"]:
        raise ProgramFailed(f"photographs were decoded in {found['decoded in']}, not in photos_0")
    frames = found["frames"]
    what = "screen's thread a frame, lookbooks of 900 × 1200 swiped, no renderer"
    most, few = large(), large(_FEW)
    return [
        Figure(f"{what}, p50", share(frames, 50), "ms", photo, decode),
        Figure(f"{what}, p99 (goal 8)", share(frames, 99), "ms", photo, decode),
        Figure(f"{STYLES} styles imported, the file alone (goal 60)", most.read, "s",
               "Python's csv reads that file", most.csv),
        Figure(f"{STYLES} styles imported, a photograph each (goal 60)", most.photographed,
               "s", "Pillow decodes those photographs, one core", most.decoded),
        Figure(f"a kiosk starts with {STYLES} styles (goal 3)", most.started, "s",
               f"it starts with {_FEW}", few.started),
    ]  # fmt: skip
