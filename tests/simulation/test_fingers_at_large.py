"""A few touches of the monkey at the kiosk's real window; `make fingers` is all of them."""

from pathlib import Path

import pytest
from kivy.core.window import Window

from simulation.fingers.__main__ import let_loose
from tests.screens.conftest import PORTRAIT, draw_photos, read_brand
from tests.screens.wandering import cinema


@pytest.mark.timeout(480)
@pytest.mark.usefixtures("own_memory")
def test_a_hundred_and_fifty_touches_leave_nothing(tmp_path: Path) -> None:
    # Another test may have turned the one window of this process.
    Window.size = PORTRAIT
    media, folder = tmp_path / "media", tmp_path / "kept"
    for path in (media, folder):
        path.mkdir()
    draw_photos(media)
    report = let_loose(read_brand("brand.toml"), cinema(2).catalogue, media, folder, 150, seed=2)
    assert (report.failed, report.not_at_rest, report.left) == ([], [], [])
    assert (report.touches >= 150, report.visits > 0, report.memory_searches > 0) == (True,) * 3
