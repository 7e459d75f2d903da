"""What goes wrong on purpose in a whole store, and what is lost or counted twice by it: nothing."""

import pytest

from tests.system.conftest import Demo

pytestmark = [pytest.mark.system, pytest.mark.timeout(480), pytest.mark.xdist_group("demo")]
KILLS = 12


def test_kills_at_any_moment_lose_and_double_nothing(demo: Demo) -> None:
    report = demo(45.0, "--kills", str(KILLS), "--seed", "11")
    assert (report["lost"], report["doubled"]) == (0, 0)
    assert len(report["kills"]) == KILLS
    assert any(kill["struck"] for kill in report["kills"])


def test_late_head_office_and_damaged_outboxes_lose_and_double_nothing(demo: Demo) -> None:
    report = demo(25.0, "--headoffice-late", "--reimage", "--restore")
    assert (report["lost"], report["doubled"]) == (0, 0)
    assert report["events"]["garment.arrived"]["headoffice"] > 0
