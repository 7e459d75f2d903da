"""A simulated LLRP reader for the tests, and how it is ordered about."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from contract.sgtin import encode96
from simulation.llrp.air import Air
from simulation.llrp.server import Simulator
from simulation.llrp.telling import tell
from tests.touchpoint.sample import NAVY_38

EPC = encode96(NAVY_38, 6789)
OTHER = encode96(NAVY_38, 6790)
#: Every read of a tag is alike: no noise.
STILL = Air(noise=0.0, rate=100.0)


@contextmanager
def simulator(folder: Path, air: Air = STILL, port: int = 0) -> Iterator[Simulator]:
    with Simulator(air, folder / "uhf.sock", port) as made:
        yield made


def order(made: Simulator, **words: Any) -> None:
    tell(made.orders, **words)
