"""Which programs the cores worked for meanwhile: the first thing to know of a slow answer."""

import os
import time
from collections import defaultdict
from pathlib import Path
from typing import Final

_TICKS: Final = os.sysconf("SC_CLK_TCK")
#: A word of its command line → what it is called in a report.
_NAMES: Final = {
    "chromium": "browser",
    "playwright": "driver",
    "fittingroom": "mirrors",
    "kiosk": "kiosk",
    "headoffice": "head office",
    "faulty hub": "hub",
    "mosquitto": "broker",
    "touchpoint.readers": "readers",
    "simulation.": "simulated hardware",
}


class Load:
    """Counts from when it is made."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._before = _seconds()

    def shares(self) -> dict[str, float]:
        """Cores used on the mean since then, by program."""
        passed = time.monotonic() - self._began
        now = _seconds()
        return {
            name: round((now[name] - self._before.get(name, 0.0)) / passed, 2)
            for name in sorted(now)
        }


def _seconds() -> dict[str, float]:
    found: dict[str, float] = defaultdict(float)
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            fields = (process / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            # It ended between the two looks.
            continue
        name = next((said for word, said in _NAMES.items() if word in command), "")
        if name:
            found[name] += (int(fields[11]) + int(fields[12])) / _TICKS
    return found
