"""A whole store for a minute, counted from what each side wrote down."""

from typing import Any

import pytest

from tests.system.conftest import Demo

pytestmark = [pytest.mark.system, pytest.mark.timeout(600), pytest.mark.xdist_group("demo")]
SECONDS = 60.0


@pytest.fixture(scope="module")
def report(demo: Demo) -> dict[str, Any]:
    return demo(SECONDS)


def test_nothing_is_lost_doubled_or_rejected(report: dict[str, Any]) -> None:
    assert report["missing"] == []
    assert (report["lost"], report["doubled"], report["rejected"]) == (0, 0, 0)


def test_every_side_counts_the_same(report: dict[str, Any]) -> None:
    unequal = {n: c for n, c in report["events"].items() if len(set(c.values())) != 1}
    assert unequal == {}


def test_enough_happens(report: dict[str, Any]) -> None:
    assert len(report["events"]) >= 12
    assert sum(counts["made"] for counts in report["events"].values()) >= 500


def test_every_request_ends(report: dict[str, Any]) -> None:
    assert report["requests"]["open"] == 0
    ended = {
        n for n in ("done", "unavailable", "expired", "cancelled") if report["requests"].get(n)
    }
    assert ended == {"done", "unavailable", "expired", "cancelled"}


def test_latencies_are_measured(report: dict[str, Any]) -> None:
    assert {name for name, figures in report["latency_ms"].items() if figures["n"]} == {
        "tap_to_frame",
        "request_to_staff",
        "event_to_headoffice",
    }
