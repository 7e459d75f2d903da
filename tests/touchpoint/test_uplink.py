"""The uplink between a visit and the hub: a broker in memory, a real outbox, a manual clock."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from contract.events import RequestMade, TouchpointFailed, VisitStarted
from contract.ids import new_id
from contract.outcomes import Reason
from contract.states import Ack, Pointer, RejectedEvent, RequestState
from contract.topics import ACK, CATALOGUE, COMMAND, HUB_STATE, REQUEST, SETTINGS, SOLD, STOCK
from messaging.clock import ManualClock
from messaging.draft import Draft
from messaging.port import Outgoing
from tests.touchpoint.bench import Bench
from tests.touchpoint.sample import NAVY_38, NAVY_40, stock
from touchpoint.hearing import Command, SettingsPointer, SoldPointer
from touchpoint.inputs import (
    HubKnown,
    ReaderHealth,
    RequestKnown,
    RequestRefused,
    RequestSettled,
    StockKnown,
)

EVENT_BEFORE = VisitStarted(how="touch", language="fr")


@pytest.fixture
def bench(tmp_path: Path, clock: ManualClock) -> Iterator[Bench]:
    made = Bench(tmp_path, clock)
    made.uplink.open()
    made.run()
    yield made
    made.outbox.close()


def request_made(request: str) -> RequestMade:
    return RequestMade(
        request=request, kind="size", gtin=NAVY_38, wanted_gtin=NAVY_40, place="cabin-3"
    )


def test_start_is_said(bench: Bench) -> None:
    assert ([e.name for e in bench.events()], bench.states()) == (["touchpoint.started"], [True])


def test_who_waits_for_it_hears_when_a_request_is_on_its_way(bench: Bench) -> None:
    left = bench.uplink.record([Draft(request_made(new_id()), bench.clock.monotonic())])
    assert (left.is_set(), [e.name for e in bench.events()]) == (False, ["touchpoint.started"])
    bench.run()
    assert (left.is_set(), bench.events()[-1].name) == (True, "request.made")


def test_draft_that_cannot_be_written_takes_no_other_along(bench: Bench) -> None:
    now, request = bench.clock.monotonic(), new_id()
    unwritable = RequestMade.model_construct(
        request=new_id(), place="cabin-3", wanted_gtin="\udc80"
    )
    drafts = [Draft(EVENT_BEFORE, now), Draft(unwritable, now), Draft(request_made(request), now)]
    bench.uplink.record(drafts, {"visit": b"after"})
    bench.run()
    _, *events = bench.events()
    assert sorted(e.name for e in events) == ["request.made", "touchpoint.failed", "visit.started"]
    (failed,) = [e.data for e in events if isinstance(e.data, TouchpointFailed)]
    assert (failed.what, failed.why.partition(":")[0]) == ("outbox", "request.made")
    assert bench.outbox.state("visit") == b"after"
    bench.uplink.record([Draft(EVENT_BEFORE, now)])
    bench.run()
    assert len(bench.events()) == 5


def test_drafts_and_state_are_kept_together(bench: Bench) -> None:
    request = new_id()
    bench.uplink.record([Draft(request_made(request), bench.clock.monotonic())], {"visit": b"x"})
    bench.run()
    assert (bench.events()[-1].subject, bench.outbox.state("visit")) == (request, b"x")


def test_settled_request_is_told(bench: Bench) -> None:
    request = new_id()
    bench.uplink.record([Draft(request_made(request), bench.clock.monotonic())])
    bench.run()
    event = bench.events()[-1]
    ack = Ack(outbox=event.outbox, settled=(event.id,), through=event.sequence)
    bench.say(ACK.name(store="lyon", touchpoint="cabin-3"), ack.model_dump_json().encode())
    assert (bench.told, bench.outbox.count()) == ([RequestSettled(request)], 1)


def test_rejected_request_is_told_with_the_hub_s_own_words(bench: Bench) -> None:
    request, detail = new_id(), "place is 'cabin-3'; 'cabin-9' is what cabin-3 was enrolled for"
    bench.uplink.record([Draft(request_made(request), bench.clock.monotonic())])
    bench.run()
    event = bench.events()[-1]
    refused = RejectedEvent(
        id=event.id, sequence=event.sequence, reason=Reason.FORGED_SOURCE, detail=detail
    )
    ack = Ack(outbox=event.outbox, rejected=(refused,), through=event.sequence)
    with capture_logs() as lines:
        bench.say(ACK.name(store="lyon", touchpoint="cabin-3"), ack.model_dump_json().encode())
    bench.say(ACK.name(store="lyon", touchpoint="cabin-3"), ack.model_dump_json().encode())
    assert bench.told == [RequestRefused(request)]
    assert [line["detail"] for line in lines if line["event"] == "event.rejected"] == [detail]


def test_answer_for_another_outbox_is_passed_over(bench: Bench) -> None:
    bench.uplink.record([Draft(request_made(new_id()), bench.clock.monotonic())])
    bench.run()
    ack = Ack(outbox=new_id(), settled=(bench.events()[-1].id,))
    bench.say(ACK.name(store="lyon", touchpoint="cabin-3"), ack.model_dump_json().encode())
    assert (bench.told, bench.outbox.count()) == ([], 2)


def test_hub_states_become_inputs(bench: Bench) -> None:
    boot = new_id()
    bench.hub_says(online=True, boot=boot)
    bench.hub_says(online=False, boot=boot)
    assert bench.told == [HubKnown(online=True), HubKnown(online=False)]


def test_late_will_of_an_older_hub_is_passed_over(bench: Bench) -> None:
    bench.hub_says(online=True, boot=new_id())
    bench.hub_says(online=False, boot=new_id())
    assert bench.told == [HubKnown(online=True)]


def test_hub_that_never_speaks_is_away(bench: Bench) -> None:
    bench.run(5.1)
    assert bench.told == [HubKnown(online=False)]


def test_short_break_of_the_link_is_not_shown(bench: Bench) -> None:
    bench.hub_says(online=True, boot=new_id())
    bench.bus.cut()
    bench.run(2.0)
    bench.bus.mend()
    bench.run(1.0)
    bench.run(10.0)
    assert bench.told == [HubKnown(online=True)]


def test_long_break_of_the_link_is_shown_and_mended(bench: Bench) -> None:
    bench.hub_says(online=True, boot=new_id())
    bench.bus.cut()
    bench.run()
    bench.run(3.1)
    bench.bus.mend()
    bench.run(1.0)
    assert bench.told == [HubKnown(online=True), HubKnown(online=False), HubKnown(online=True)]


def test_stock_is_followed_while_it_is_on_the_screen(bench: Bench) -> None:
    topic = STOCK.name(store="lyon", gtin=NAVY_38)
    bench.say(topic, stock(NAVY_38, 2).model_dump_json().encode(), retain=True)
    bench.uplink.watch_stock(frozenset({NAVY_38}))
    bench.run()
    bench.say(topic, stock(NAVY_38, 1).model_dump_json().encode(), retain=True)
    bench.uplink.watch_stock(frozenset())
    bench.run()
    bench.say(topic, stock(NAVY_38, 0).model_dump_json().encode(), retain=True)
    assert bench.told == [StockKnown(stock(NAVY_38, 2)), StockKnown(stock(NAVY_38, 1))]


def test_request_command_and_pointers_are_passed_on(bench: Bench) -> None:
    request = new_id()
    state = RequestState(
        request=request, kind="size", state="seen", by="Inès", updated=bench.clock.now()
    )
    topic = REQUEST.name(store="lyon", place="cabin-3", request=request)
    bench.say(topic, state.model_dump_json().encode(), retain=True)
    command = COMMAND.name(store="lyon", touchpoint="cabin-3", verb="end_visit")
    bench.say(command, b"")
    bench.hub.publish(Outgoing(command, b"", properties={"id": request}))
    bench.hub.publish(Outgoing(command, b"", properties={"id": "no id"}))
    bench.run()
    bench.say(CATALOGUE.name(store="lyon"), b'{"version": "7", "url": "/v1/catalogue"}')
    bench.say(SOLD.name(store="lyon"), b'{"version": "8", "url": "/v1/sold"}')
    bench.say(SETTINGS.name(store="lyon"), b'{"version": "9", "url": "/v1/settings"}')
    assert bench.orders == [Command(verb="end_visit"), Command(verb="end_visit", id=request)]
    assert (bench.told, bench.pointers) == (
        [RequestKnown(state)],
        [
            Pointer(version="7", url="/v1/catalogue"),
            SoldPointer(version="8", url="/v1/sold"),
            SettingsPointer(version="9", url="/v1/settings"),
        ],
    )


@pytest.mark.parametrize("payload", [b"", b"{", b"[]", b'{"gtin": "1"}', b"\xff"])
def test_nonsense_on_the_bus_is_passed_over(bench: Bench, payload: bytes) -> None:
    bench.uplink.watch_stock(frozenset({NAVY_38}))
    bench.run()
    bench.say(STOCK.name(store="lyon", gtin=NAVY_38), payload)
    bench.say(ACK.name(store="lyon", touchpoint="cabin-3"), payload)
    bench.say(HUB_STATE.name(store="lyon"), payload)
    assert (bench.told, len(bench.events())) == ([], 1)


def test_stock_on_another_gtin_s_topic_is_refused(bench: Bench) -> None:
    bench.uplink.watch_stock(frozenset({NAVY_38}))
    bench.run()
    wrong = stock(NAVY_40, 2).model_dump_json().encode()
    bench.say(STOCK.name(store="lyon", gtin=NAVY_38), wrong)
    assert bench.told == []


def test_health_is_said_every_minute(bench: Bench) -> None:
    bench.health.reader(ReaderHealth("tag", "silent"))
    bench.health.unread("tag")
    for _ in range(60):
        bench.clock.advance(1.0)
        bench.health.beat()
    bench.run(0.5)
    said = bench.events()[-1].data.model_dump()
    keys = ("readers", "unread", "usable_seconds", "open_seconds")
    assert {key: said[key] for key in keys} == {
        "readers": {"tag": "silent"},
        "unread": {"tag": 1},
        "usable_seconds": 59.0,
        "open_seconds": 60.5,
    }
    bench.run(60.0)
    assert bench.events()[-1].data.model_dump()["unread"] == {}


def test_health_counts_how_often_a_reader_stopped_though_it_reads_again(bench: Bench) -> None:
    for state in ("missing", "ok", "missing", "silent", "ok", "silent", "ok"):
        bench.health.reader(ReaderHealth("tag", state))
    first, second = bench.health.report(), bench.health.report()
    assert (first.readers, first.faults, second.faults) == ({"tag": "ok"}, {"tag": 2}, {})
