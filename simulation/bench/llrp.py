"""Tags per second over LLRP: our client beside sllurp, each a program of its own."""

import json
import subprocess
import sys
from typing import Literal

from simulation.bench.figure import Figure, median
from simulation.bench.flood import Flood
from simulation.processes import ProgramFailed

SECONDS, ROUNDS = 2.0, 3

By = Literal["ours", "sllurp"]
#: [EPC, antenna, how often].
Row = tuple[str, int, int]


def counted(by: By, port: int, seconds: float, per_report: int) -> list[Row]:
    """What the client *by* read. Raises ProgramFailed with its last words."""
    given = [by, str(port), str(seconds), str(per_report)]
    command = [sys.executable, "-W", "error", "-m", "simulation.bench.llrp_count", *given]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    if run.returncode or not run.stdout:
        raise ProgramFailed(f"counting by {by} failed: {run.stderr.strip()[-500:]}")
    return [(epc, antenna, count) for epc, antenna, count in json.loads(run.stdout)]


def tags_per_second(per_report: int) -> dict[By, float]:
    """The medians of rounds in turn, so that a busy moment meets both."""
    rates: dict[By, list[float]] = {"ours": [], "sllurp": []}
    with Flood() as flood:
        for _ in range(ROUNDS):
            for by, found in rates.items():
                rows = counted(by, flood.port, SECONDS, per_report)
                found.append(sum(count for *_, count in rows) / SECONDS)
    return {by: round(median(found)) for by, found in rates.items()}


def llrp_figures() -> list[Figure]:
    """With one tag in a report, as a touchpoint asks for, and with a hundred."""
    found = [(words, tags_per_second(per)) for words, per in (("one", 1), ("a hundred", 100))]
    return [
        Figure(
            f"LLRP from a simulated reader, {words} in a report",
            rates["ours"],
            "tags/s",
            "sllurp, on the same reader",
            rates["sllurp"],
        )
        for words, rates in found
    ]
