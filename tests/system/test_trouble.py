"""What goes wrong on purpose in a whole store, and what is lost or counted twice by it: nothing."""

from typing import Any

import pytest

from tests.system.conftest import Demo

pytestmark = [pytest.mark.system, pytest.mark.timeout(720), pytest.mark.xdist_group("demo")]
KILLS = 12


@pytest.fixture(scope="module")
def killed(demo: Demo) -> dict[str, Any]:
    return demo(45.0, "--kills", str(KILLS), "--seed", "11")


def test_kills_at_any_moment_lose_and_double_nothing(killed: dict[str, Any]) -> None:
    assert (killed["missing"], killed["lost"], killed["doubled"]) == ([], 0, 0)
    assert len(killed["kills"]) == KILLS


def test_kills_strike_between_a_commit_and_its_answer(killed: dict[str, Any]) -> None:
    struck = {kill["arm"] for kill in killed["kills"] if kill["struck"]}
    assert {"hub", "headoffice"} - struck == set()


def test_requests_made_among_kills_all_end(killed: dict[str, Any]) -> None:
    made = killed["events"]["request.made"]["made"]
    assert made > 0
    assert killed["requests"]["open"] == 0


def test_late_head_office_and_damaged_outboxes_lose_and_double_nothing(demo: Demo) -> None:
    report = demo(25.0, "--headoffice-late", "--reimage", "--restore")
    assert (report["missing"], report["lost"], report["doubled"]) == ([], 0, 0)
    assert report["events"]["garment.arrived"]["headoffice"] > 0
