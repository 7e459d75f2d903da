"""A simulated LLRP reader for the tests, and how it is ordered about."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from contract.sgtin import encode96
from simulation.llrp.air import Air
from simulation.llrp.server import Simulator
from tests.touchpoint.sample import NAVY_38

EPC = encode96(NAVY_38, 6789)
OTHER = encode96(NAVY_38, 6790)
#: Every read of a tag is alike: no noise.
STILL = Air(noise=0.0, rate=100.0)


@contextmanager
def simulator(folder: Path, air: Air = STILL) -> Iterator[Simulator]:
    with Simulator(air, folder / "uhf.sock") as made:
        yield made


def order(made: Simulator, **words: Any) -> dict[str, Any]:
    """What the simulator answers to one order."""
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(str(made.orders))
        line.sendall(json.dumps(words).encode() + b"\n")
        answer: dict[str, Any] = json.loads(line.makefile().readline())
    return answer
