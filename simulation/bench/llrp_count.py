"""Counts sightings of an LLRP reader, by our client or by sllurp, as a program of its own.

`python -m simulation.bench.llrp_count ours PORT SECONDS TAGS_PER_REPORT` prints one line of JSON.
sllurp (GPL-3.0-only, from the test extra) is loaded here and by tests alone: no program that a
store runs is built on it.
"""

import importlib
import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from touchpoint.readers.llrp.reader import LlrpReader

Counted = Counter[tuple[str, int | None]]


def ours(port: int, seconds: float, per_report: int) -> Counted:
    """By (EPC, antenna)."""
    reader = LlrpReader("127.0.0.1", str(port), report=str(per_report))
    reader.open()
    found: Counted = Counter()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if read := reader.read(0.1):
            found[read.value, read.antenna] += 1
    reader.close()
    return found


def sllurp(port: int, seconds: float, per_report: int) -> Counted:
    """By (EPC, antenna)."""
    library = importlib.import_module("sllurp.llrp")
    found: Counted = Counter()

    def count(_: Any, tags: list[dict[str, Any]]) -> None:
        for tag in tags:
            found[tag["EPC"].decode().upper(), tag["AntennaID"]] += 1

    wanted = ("EnableAntennaID", "EnablePeakRSSI", "EnableLastSeenTimestamp", "EnableTagSeenCount")
    config = library.LLRPReaderConfig(
        {
            "antennas": [1, 2, 3, 4],
            "report_every_n_tags": per_report,
            "tag_content_selector": dict.fromkeys(wanted, True) | {"EnableChannelIndex": False},
            "keepalive_interval": 2000,
        }
    )
    client = library.LLRPReaderClient("127.0.0.1", port, config)
    client.add_tag_report_callback(count)
    client.connect()
    time.sleep(seconds)
    done = found.copy()
    client.disconnect(timeout=5)
    return done


_BY: dict[str, Callable[[int, float, int], Counted]] = {"ours": ours, "sllurp": sllurp}


def main(by: str, port: str, seconds: str, per_report: str) -> None:
    found = _BY[by](int(port), float(seconds), int(per_report))
    rows = [[epc, antenna, count] for (epc, antenna), count in sorted(found.items())]
    sys.stdout.write(json.dumps(rows) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
