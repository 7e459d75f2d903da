"""Weeks whose last event came long ago are let go whole; one that came lately keeps its week."""

import json
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from structlog.testing import capture_logs

from headoffice.store import JourneyStore
from headoffice.upkeep import retention as module
from headoffice.upkeep.retention import Retention, let_go, months_before
from tests.headoffice.office import NOW

#: One worker, one engine.
pytestmark = pytest.mark.xdist_group("engine")
Batch = Callable[..., Any]


@pytest.mark.parametrize(
    ("at", "months", "before"),
    [
        ("2026-11-21T15:20:00Z", 25, "2024-10-21T15:20:00Z"),
        ("2026-03-31T00:00:00Z", 1, "2026-02-28T00:00:00Z"),
        ("2028-03-31T00:00:00Z", 1, "2028-02-29T00:00:00Z"),
        ("2026-01-15T00:00:00Z", 1, "2025-12-15T00:00:00Z"),
        ("2026-12-15T00:00:00Z", 12, "2025-12-15T00:00:00Z"),
    ],
)
def test_months_before_keeps_the_day_where_there_is_one(at: str, months: int, before: str) -> None:
    moment, expected = map(datetime.fromisoformat, (at, before))
    assert months_before(moment, months) == expected


@pytest.fixture
def kept(store: JourneyStore, make_batch: Batch, make_event: Callable[..., Any]) -> JourneyStore:
    """Three weeks: of one all is old, of one a part, of one nothing."""
    received = {
        ("2024-08-05", 1): "2024-08-05",
        ("2024-08-07", 2): "2024-08-08",
        ("2024-08-12", 3): "2024-08-12",
        ("2024-08-13", 4): "2026-01-01",
        ("2026-11-20", 5): "2026-11-20",
    }
    rows = [
        row.received(f"{at}T12:00:00.000Z")
        for (day, number), at in received.items()
        for row in make_batch(make_event(number, time=f"{day}T10:00:00.000Z")).rows
    ]
    store.insert("\n".join(rows).encode(), json.dumps(rows))
    return store


def days(store: JourneyStore) -> list[date]:
    rows = store.query("SELECT toDate(ts) AS day FROM events ORDER BY day", {}, timeout=60)
    return [row["day"] for row in rows]


LEFT = [date(2024, 8, 12), date(2024, 8, 13), date(2026, 11, 20)]


def test_week_goes_whole_once_all_in_it_is_old(kept: JourneyStore) -> None:
    assert let_go(kept, datetime(2024, 8, 8, 11, tzinfo=UTC)) == {}
    assert let_go(kept, datetime(2024, 10, 21, tzinfo=UTC)) == {date(2024, 8, 5): 2}
    assert days(kept) == LEFT


def test_retention_lets_go_by_itself_at_its_start(kept: JourneyStore) -> None:
    retention = Retention(kept, 25, lambda: NOW)
    until = time.monotonic() + 90
    retention.start()
    try:
        while days(kept) != LEFT:
            assert time.monotonic() < until
    finally:
        retention.stop()


def test_retention_outlives_a_mistake_that_nobody_foresaw(
    kept: JourneyStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_AGAIN", 0)
    moments = iter([ValueError("no such moment"), NOW])

    def now() -> datetime:
        moment = next(moments)
        if isinstance(moment, ValueError):
            raise moment
        return moment

    retention = Retention(kept, 25, now)
    until = time.monotonic() + 90
    with capture_logs() as said:
        retention.start()
        try:
            while days(kept) != LEFT:
                assert time.monotonic() < until
        finally:
            retention.stop()
    assert said[0]["event"] == "events.not_let_go"
