"""Three real ClickHouse nodes for tests (simulation/nodes.py), or a cluster of the reader's own."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from simulation.nodes import HOSTS, LIBRARY, Nodes
from tests.processes import ROOT

__all__ = ["HOSTS", "OWN_CLUSTER", "Nodes", "allow_nodes", "own_cluster", "three_nodes"]
#: For pytestmark: pytest-socket lets a test speak to 127.0.0.1 alone.
allow_nodes = pytest.mark.allow_hosts(["127.0.0.1", *HOSTS])
#: A cluster of the reader's own to try the suite on; what it keeps in `journeys` is emptied.
OWN_CLUSTER = "PARCOURS_TEST_CLUSTER"


@contextmanager
def three_nodes(folder: Path) -> Iterator[Nodes]:
    """A cluster below *folder*; skips where npm has no library for the machine."""
    if not LIBRARY.exists():
        pytest.skip(
            f"{LIBRARY.relative_to(ROOT)} is missing: `make setup` fetches it (Linux, x86-64)"
        )
    with closing(Nodes(folder)) as nodes:
        nodes.start(*HOSTS)
        yield nodes


def own_cluster() -> str:
    """The address of the reader's own cluster, or nothing."""
    return os.environ.get(OWN_CLUSTER, "")
