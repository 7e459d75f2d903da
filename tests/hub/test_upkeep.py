"""Usable minutes from health events: each once, however late, often and out of order it comes."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contract.ids import new_id
from contract.model import instant
from hub import upkeep
from hub.fleet import Usage
from hub.housekeeping import Housekeeping
from hub.store import Database
from messaging.clock import ManualClock
from tests.hub.harness import Lyon

DAY = timedelta(days=1)


def health(usable: Any = 59.0, opened: Any = 60.0) -> dict[str, Any]:
    return {"boot": new_id(), "version": "1", "usable_seconds": usable, "open_seconds": opened}


def used(lyon: Lyon, since: datetime) -> dict[str, Usage]:
    with lyon.desk.db.read() as rx:
        return upkeep.usage_since(rx, since)


def test_seconds_add_up_by_touchpoint(lyon: Lyon) -> None:
    for name, count in (("cabin-3", 3), ("kiosk-1", 1)):
        device = lyon.device(name)
        for _ in range(count):
            device.send(device.event("touchpoint.health", health()))
    since = lyon.clock.now() - DAY
    assert used(lyon, since) == {"cabin-3": Usage(177, 180), "kiosk-1": Usage(59, 60)}


def test_repeat_counts_once_also_under_another_number(lyon: Lyon) -> None:
    device = lyon.device()
    event = device.event("touchpoint.health", health())
    device.send(event)
    device.send(event)
    device.send({**event, "outbox": new_id(), "sequence": "000000000009"})
    assert used(lyon, lyon.clock.now() - DAY) == {"cabin-3": Usage(59, 60)}


def test_late_minute_counts_when_it_was_and_not_when_it_came(lyon: Lyon) -> None:
    device, now = lyon.device(), lyon.clock.now()
    late = device.event("touchpoint.health", health(), time=instant(now - 2 * DAY))
    device.send(late, age=2 * 86_400_000)
    assert (used(lyon, now - DAY), used(lyon, now - 3 * DAY)) == (
        {},
        {"cabin-3": Usage(59, 60)},
    )


def test_clock_that_runs_ahead_counts_when_it_was_heard(lyon: Lyon) -> None:
    device, now = lyon.device(), lyon.clock.now()
    device.send(device.event("touchpoint.health", health(), time=instant(now + 9 * DAY)))
    lyon.advance(86_400.0)
    assert used(lyon, lyon.clock.now() - timedelta(hours=1)) == {}


@pytest.mark.parametrize(
    ("said", "counted"),
    [
        ((70.0, 60.0), Usage(60, 60)),
        ((-5.0, 60.0), Usage(0, 60)),
        ((5.0, -60.0), Usage(0, 0)),
        ((1e12, 1e12), Usage(3600, 3600)),
    ],
)
def test_nonsense_counts_as_little_as_it_can(
    lyon: Lyon, said: tuple[float, float], counted: Usage
) -> None:
    device = lyon.device()
    device.send(device.event("touchpoint.health", health(*said)))
    assert used(lyon, lyon.clock.now() - DAY) == {"cabin-3": counted}


def test_figure_that_is_no_json_to_the_database_keeps_no_event_out(lyon: Lyon) -> None:
    device = lyon.device()
    device.send(device.event("touchpoint.health", {**health(), "temperature": float("nan")}))
    assert (lyon.names(), used(lyon, lyon.clock.now() - DAY)) == (["touchpoint.health"], {})


def test_last_word_of_each_is_remembered_longer_than_the_floor(lyon: Lyon) -> None:
    device = lyon.device()
    device.send(device.event("touchpoint.health", health()))
    heard = lyon.clock.now()
    lyon.advance(86_400.0)
    lyon.kill()
    lyon.restart()
    with lyon.desk.db.read() as rx:
        assert upkeep.last_health(rx) == {"cabin-3": heard}
    assert lyon.desk.floor().screens == {}


def test_minutes_are_kept_as_long_as_events(lyon: Lyon) -> None:
    device, begun = lyon.device(), lyon.clock.now()
    device.send(device.event("touchpoint.health", health(), time=instant(begun)))
    lyon.hub.commanding.send("cabin-3", "identify")
    housekeeping, left = Housekeeping(lyon.desk.db, 90, 400, lambda: None), []
    for days in (89, 2):
        lyon.advance(days * 86_400.0)
        housekeeping.step(lyon.clock.now())
        with lyon.desk.db.read() as rx:
            told = len(upkeep.told_since(rx, begun))
        left.append((len(used(lyon, begun)), told))
    assert left == [(1, 1), (0, 0)]


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    found = Database(tmp_path / "hub.db")
    yield found
    found.close()


MINUTES = [(f"{n:03}", n % 7, 60) for n in range(12)]
ORDERS = st.lists(st.sampled_from(MINUTES), max_size=40)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(ORDERS)
def test_any_order_with_any_repeats_adds_up_to_each_once(
    db: Database, said: list[tuple[str, int, int]]
) -> None:
    clock = ManualClock(datetime(2026, 11, 21, 10, 0, tzinfo=UTC))
    with db.transaction() as tx:
        for table in ("upstream", "events", "usable", "received", "streams", "facts"):
            tx.execute(f"delete from {table}")
    for key, usable, opened in said:
        body = f'{{"data":{{"usable_seconds":{usable},"open_seconds":{opened}}}}}'
        at = instant(clock.now() + timedelta(minutes=int(key) * 20))
        with db.transaction() as tx:
            tx.execute(
                "insert into events (source, id, name, outbox, sequence, touchpoint, time, "
                "recorded, fingerprint, body) values ('s', ?, 'touchpoint.health', 'o', 1, "
                "'cabin-3', ?, ?, 'f', ?) on conflict do nothing",
                (key, at, at, body.encode()),
            )
    once = set(said)
    expected = Usage(sum(u for _, u, _ in once), sum(o for _, _, o in once))
    with db.read() as rx:
        assert upkeep.usage_since(rx, clock.now()) == ({"cabin-3": expected} if once else {})
