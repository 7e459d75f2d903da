"""What tests of the simulation share."""

import gc

import pytest


@pytest.fixture(scope="module")
def own_memory() -> None:
    """What other tests hold by now is in no list of what is searched through from here on.

    `make fingers` has a process of its own, of which everything is.
    """
    gc.collect()
    gc.freeze()
