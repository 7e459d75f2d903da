"""A whole store in memory, for whoever asks for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from messaging.clock import ManualClock
from tests.hub.harness import Lyon


@pytest.fixture
def lyon(tmp_path: Path, clock: ManualClock) -> Iterator[Lyon]:
    store = Lyon(tmp_path, clock)
    yield store
    store.hub.db.close()
