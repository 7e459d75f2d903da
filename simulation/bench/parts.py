"""What can be measured by itself: how each part is headed, and what to know of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Part:
    """A part of docs/benchmarks.md; *about* are lines of it."""

    title: str
    about: str


#: By its name on the command line.
PARTS: Final[Mapping[str, Part]] = {
    "store": Part(
        "A store", "One store with its screens, a busy shift, and a kiosk with a large catalogue."
    ),
    "readers": Part(
        "Readers",
        """\
No reader was a device: chips and RAIN readers are simulated, frames are drawn.
That a reader notices that a tag is gone is not yet `garment.left`, which follows 1.0 to
1.5 s later: a tag may be missed in a round (`gone_after_seconds`), and a reader gives
its sign of life twice a second.""",
    ),
    "ingest": Part(
        "Head office: what comes in",
        """\
The hubs that send run on the same cores as head office and its engine; the engine alone has them
to itself. Every event is checked against the contract and looked up before it is kept.""",
    ),
    "pages": Part(
        "Head office: pages",
        """\
A made-up network (`python -m simulation history`), asked over HTTP by somebody signed in. The
people who read open a page every two seconds each, on the same cores as everything else.""",
    ),
    "nodes": Part(
        "Head office on three nodes",
        """\
The same network on three nodes of npm's build of the engine, on the same cores: what it costs to
be a cluster, not what a cluster gains.""",
    ),
}
