"""A touchpoint that woke with a wrong time: what it sends before and after the hub tells it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from contract.events import VisitStarted
from contract.ids import new_id
from contract.states import Ack
from contract.topics import ACK
from messaging.clock import ManualClock
from messaging.draft import Draft
from messaging.storetime import HubTime
from tests.touchpoint.bench import Bench

EVENT_BEFORE = VisitStarted(how="touch", language="fr")
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def timeless(folder: Path) -> Bench:
    """A machine that woke on Monday with Friday's time, and whose kernel vouches for nothing."""
    friday = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
    made = Bench(folder, ManualClock(moment=friday, believed=False))
    made.uplink.record([Draft(EVENT_BEFORE, made.clock.monotonic() - 60.0)])
    return made


def test_clock_of_before_the_weekend_is_put_right_by_the_hub(tmp_path: Path) -> None:
    bench = timeless(tmp_path)
    bench.hub_says(online=True, boot=new_id(), now=MONDAY)
    bench.uplink.open()
    bench.run()
    bench.uplink.record([Draft(EVENT_BEFORE, bench.clock.monotonic())])
    bench.run(1.0)
    found = sorted(bench.events(), key=lambda event: event.sequence)
    bench.outbox.close()
    assert [(event.name, event.time, event.clock) for event in found] == [
        ("visit.started", MONDAY - timedelta(seconds=60), None),
        ("touchpoint.started", MONDAY, None),
        ("visit.started", MONDAY, None),
    ]


def test_time_that_nobody_tells_is_sent_as_such(tmp_path: Path) -> None:
    bench = timeless(tmp_path)
    bench.uplink.open()
    bench.run(1.0)
    before = bench.events()
    bench.run(5.0)
    found = sorted(bench.events(), key=lambda event: event.sequence)
    bench.outbox.close()
    assert before == []
    assert [(event.name, event.clock) for event in found] == [
        ("visit.started", "unsynced"),
        ("touchpoint.started", "unsynced"),
    ]


def test_hub_is_heard_live_once_it_answered_what_this_run_said_first(tmp_path: Path) -> None:
    bench, hub = Bench(tmp_path, ManualClock(believed=False)), new_id()
    bench.uplink.record([Draft(EVENT_BEFORE, bench.clock.monotonic())])
    bench.uplink.open()
    bench.run()
    bench.run(6.0)
    heard = list[HubTime | None]()
    # An event of before may have been answered before, and the answer kept for us by the broker.
    for event in sorted(bench.events(), key=lambda event: event.sequence):
        ack = Ack(outbox=bench.outbox.id, settled=(event.id,)).model_dump_json().encode()
        bench.say(ACK.name(store="lyon", touchpoint="cabin-3"), ack)
        bench.hub_says(online=True, boot=hub, now=MONDAY)
        heard.append(bench.time.hub_heard())
    bench.outbox.close()
    assert heard == [None, HubTime(hub, MONDAY)]
