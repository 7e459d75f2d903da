"""Each failure of docs/failures.md from the hub's side: what it keeps, and what it answers."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contract.ids import new_id
from contract.requests import RequestStatus
from hub.commands import Accept, Finish
from hub.store import QUERIES
from messaging.clock import ManualClock
from tests.hub.harness import CrashedError, Lyon


@pytest.fixture
def lyon(tmp_path: Path, clock: ManualClock) -> Iterator[Lyon]:
    store = Lyon(tmp_path, clock)
    yield store
    store.hub.db.close()


def test_event_is_kept_owed_and_settled_by_id(lyon: Lyon) -> None:
    device = lyon.device()
    wish = device.wish()
    device.send(wish)
    assert lyon.kept() == [(device.source, wish["id"])]
    assert lyon.owed() == [wish["id"]]
    assert device.acks[0].model_dump(mode="json") == {
        "outbox": device.outbox,
        "settled": [wish["id"]],
        "rejected": [],
        "through": "000000000001",
        "resend_from": None,
        "renumber": False,
    }


@pytest.mark.parametrize("claimed", [{}, {"recordedtime": "2001-01-01T00:00:00.000Z"}])
def test_event_is_kept_as_it_was_said_with_the_time_of_its_keeping(
    lyon: Lyon, claimed: dict[str, str]
) -> None:
    device = lyon.device()
    wish = device.wish(later_addition={"ä": [1.50, None]}, **claimed)
    device.send(wish)
    with lyon.hub.db.read() as rx:
        body = next(iter(QUERIES.owed(rx, limit=1))).body
    assert json.loads(body) == {**wish, "recordedtime": "2026-11-21T10:00:00.000Z"}


def test_lost_ack_is_answered_again_and_changes_nothing(lyon: Lyon) -> None:
    device = lyon.device()
    request = new_id()
    asked = device.ask(request)
    device.send(asked)
    device.acks.clear()
    device.send(asked, age=5000)
    assert device.settled() == [asked["id"]]
    assert lyon.kept() == [(device.source, asked["id"])]
    assert [found.request for found in lyon.desk.open_requests()] == [request]


def test_repeated_id_under_another_outbox_is_settled_there(lyon: Lyon) -> None:
    device = lyon.device()
    wish = device.wish()
    device.send(wish)
    moved = {**wish, "outbox": new_id(), "sequence": "000000000009"}
    device.send(moved)
    assert device.settled() == [wish["id"], wish["id"]]
    assert device.acks[-1].outbox == moved["outbox"]
    assert lyon.owed() == [wish["id"]]


def test_conflict_is_rejected_and_kept_where_a_person_sees_it(lyon: Lyon) -> None:
    device = lyon.device()
    wish = device.wish()
    device.send(wish)
    device.send({**wish, "data": {"gtin": "00614141100026"}})
    assert device.rejected() == [(wish["id"], 1, "conflict")]
    assert lyon.refused() == [(wish["id"], "conflict")]
    assert lyon.owed() == [wish["id"]]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"\xff\xfe", "unreadable"),
        (b"[]", "unreadable"),
        (b"{" * 100_000, "too_large"),
        (b'{"subject": "\\ud800"}', "unreadable"),
        (b'{"subject": "\xed\xa0\x80"}', "unreadable"),
        (b'{"type": "parcours.nothing.known.v1"}', "unknown_type"),
        (b'{"type": "parcours.wish.added.v1", "data": {"gtin": "7"}}', "invalid_data"),
        (
            b'{"type": "parcours.wish.added.v1", "data": {"gtin": "00614141100019"}}',
            "invalid_envelope",
        ),
    ],
)
def test_unreadable_body_is_answered_by_the_names_outside_it(
    lyon: Lyon, body: bytes, reason: str
) -> None:
    device = lyon.device()
    broken, good = device.wish(), device.wish()
    device.send(broken, body=body)
    device.send(good)
    assert device.rejected() == [(broken["id"], 1, reason)]
    assert device.settled() == [good["id"]]
    assert device.acks[-1].through == 2
    assert lyon.refused() == [(broken["id"], reason)]


def test_rejected_event_sent_again_is_kept_once(lyon: Lyon) -> None:
    device = lyon.device()
    broken = device.wish()
    for _ in range(3):
        device.send(broken, body=b"no")
    assert len(device.rejected()) == 3
    assert lyon.refused() == [(broken["id"], "unreadable")]


def test_forged_source_is_rejected_and_counts_for_who_sent_it(lyon: Lyon) -> None:
    device = lyon.device()
    forged = device.wish(source="/stores/lyon/touchpoints/cabin-9")
    device.send(forged)
    device.send(device.wish(touchpointid="cabin-9"))
    device.send(device.wish(storeid="paris-marais"))
    device.send(device.event("request.done", {"request": new_id(), "after_seconds": 1}))
    assert [reason for _, _, reason in device.rejected()] == [
        "forged_source",
        "forged_source",
        "wrong_store",
        "wrong_maker",
    ]
    assert device.acks[-1].through == 4
    assert lyon.kept() == []


def test_event_on_the_topic_of_another_is_rejected(lyon: Lyon) -> None:
    device = lyon.device()
    wish = device.wish()
    device.send({**wish, "type": "parcours.wish.removed.v1"}, body=None)
    assert lyon.names() == ["wish.removed"]
    other = device.wish()
    body = str({**other, "type": "parcours.wish.removed.v1"}).replace("'", '"').encode()
    device.send(other, body=body)
    assert device.rejected() == [(other["id"], 2, "wrong_topic")]


def test_names_that_differ_from_the_body_are_rejected(lyon: Lyon) -> None:
    device = lyon.device()
    wish, other = device.wish(), device.wish()
    device.send(other, body=str(wish).replace("'", '"').encode())
    assert device.rejected() == [(other["id"], 2, "invalid_envelope")]


def test_gap_is_applied_over_then_asked_for_then_given_up(lyon: Lyon) -> None:
    device = lyon.device()
    first, lost, third = device.wish(), device.wish(), device.wish()
    device.send(first)
    device.send(third)
    assert device.settled() == [first["id"], third["id"]]
    assert lyon.kept()[-1] == (device.source, third["id"])
    assert device.acks[-1].through == 1
    for seconds in (2, 30, 30, 30, 30):
        lyon.advance(seconds)
    assert [ack.resend_from for ack in device.acks] == [None, None, 2, 2, 2, 2, 2]
    assert lyon.desk.gaps() == ()
    lyon.advance(30)
    assert [(gap.first, gap.last) for gap in lyon.desk.gaps()] == [(2, 2)]
    device.send(lost)
    assert device.settled()[-1] == lost["id"]
    assert device.acks[-1].through == 3


def test_gap_that_is_filled_is_never_asked_for(lyon: Lyon) -> None:
    device = lyon.device()
    first, second = device.wish(), device.wish()
    device.send(second)
    device.send(first)
    lyon.advance(120)
    assert [ack.resend_from for ack in device.acks] == [None, None]
    assert lyon.desk.gaps() == ()


def test_dropped_run_counts_as_received(lyon: Lyon) -> None:
    device = lyon.device()
    device.send(device.wish())
    device.sequence = 40
    dropped = {
        "first": "000000000002",
        "count": 40,
        "names": {"wish.added": 40},
        "reason": "size",
    }
    device.send(device.event("outbox.dropped", dropped))
    assert device.acks[-1].through == 41
    lyon.advance(200)
    assert lyon.desk.gaps() == ()


def test_reimaged_device_begins_anew_and_nothing_is_lost(lyon: Lyon) -> None:
    device = lyon.device()
    before = [device.wish() for _ in range(3)]
    for wish in before:
        device.send(wish)
    device.outbox, device.sequence = new_id(), 0
    after = [device.wish() for _ in range(2)]
    for wish in after:
        device.send(wish)
    assert device.settled() == [wish["id"] for wish in (*before, *after)]
    assert [ack.renumber for ack in device.acks] == [False] * 5
    assert device.acks[-1].through == 2


def test_restored_outbox_is_kept_and_told_to_renumber(lyon: Lyon) -> None:
    device = lyon.device()
    old = device.outbox
    for _ in range(3):
        device.send(device.wish())
    device.sequence = 1
    fresh = device.wish()
    device.send(fresh)
    assert device.acks[-1].settled == (fresh["id"],)
    assert (device.acks[-1].outbox, device.acks[-1].renumber) == (old, True)
    assert len(lyon.kept()) == 4
    lyon.advance(200)
    assert lyon.desk.gaps() == ()


def test_hub_restarted_between_commit_and_ack_answers_the_repeat(lyon: Lyon) -> None:
    device = lyon.device()
    request = new_id()
    asked = device.ask(request)
    lyon.hub.crash_after_commit = True
    with pytest.raises(CrashedError):
        device.send(asked)
    assert device.acks == []
    lyon.kill()
    lyon.restart()
    assert device.settled() == [asked["id"]]
    assert lyon.kept() == [(device.source, asked["id"])]
    assert [found.request for found in lyon.desk.open_requests()] == [request]


def test_hub_restarted_goes_on_counting_each_outbox(lyon: Lyon) -> None:
    device = lyon.device()
    first, _lost, third = device.wish(), device.wish(), device.wish()
    device.send(first)
    device.send(third)
    lyon.kill()
    lyon.restart()
    lyon.advance(2)
    assert device.acks[-1].resend_from == 2


@pytest.mark.parametrize("age", [120_001, 3_600_000, None])
def test_stale_request_is_a_fact_and_shown_to_nobody(lyon: Lyon, age: int | None) -> None:
    device = lyon.device()
    request = new_id()
    asked = device.ask(request)
    device.send(asked, age=age)
    assert device.settled() == [asked["id"]]
    assert lyon.desk.open_requests() == ()
    assert lyon.names() == ["request.made", "request.expired"]


def test_request_that_waited_in_the_broker_is_not_believed_to_be_young(lyon: Lyon) -> None:
    device = lyon.device()
    request = new_id()
    asked, wish = device.ask(request), device.wish()
    lyon.hub.bus.cut()
    device.send(asked)
    device.send(wish)
    lyon.clock.advance(600)
    lyon.hub.bus.mend()
    lyon.run()
    assert device.settled() == [wish["id"]]
    assert lyon.desk.request(request) is None
    device.send(asked, age=600_000)
    assert device.settled() == [wish["id"], asked["id"]]
    assert lyon.desk.open_requests() == ()


def test_request_said_again_after_the_hub_came_back_is_work(lyon: Lyon) -> None:
    device = lyon.device()
    request = new_id()
    asked = device.ask(request)
    lyon.kill()
    device.send(asked)
    lyon.clock.advance(30)
    lyon.restart()
    assert device.acks == []
    device.send(asked, age=31_000)
    assert [found.request for found in lyon.desk.open_requests()] == [request]


def test_request_waits_since_it_was_made_by_the_hubs_clock(lyon: Lyon) -> None:
    device = lyon.device()
    device.send(device.ask(new_id(), time="1970-01-01T00:00:09.000Z", clock="unsynced"), age=30_000)
    found = lyon.desk.open_requests()
    assert [(lyon.clock.now() - request.made).total_seconds() for request in found] == [30.0]


def test_cancellation_ahead_of_its_request_is_honoured(lyon: Lyon) -> None:
    device = lyon.device()
    request = new_id()
    asked = device.ask(request)
    device.send(device.event("request.cancelled", {"request": request}, subject=request))
    device.send(asked)
    found = lyon.desk.request(request)
    assert found is not None
    assert found.state is RequestStatus.CANCELLED


def test_end_of_the_visit_cancels_what_is_open_for_it(lyon: Lyon) -> None:
    device = lyon.device()
    visit, request = new_id(), new_id()
    device.send(device.ask(request, visitid=visit))
    device.send(device.event("visit.ended", {"why": "left", "seconds": 60}, visitid=visit))
    assert lyon.desk.open_requests() == ()
    assert lyon.names() == ["request.made", "visit.ended", "request.cancelled"]


def test_late_cancellation_is_a_fact_and_changes_no_final_state(lyon: Lyon) -> None:
    device = lyon.device()
    request = new_id()
    device.send(device.ask(request))
    lyon.desk.act(request, Accept("a-1"))
    lyon.desk.act(request, Finish("a-1"))
    late = device.event("request.cancelled", {"request": request}, subject=request)
    device.send(late)
    assert device.settled()[-1] == late["id"]
    found = lyon.desk.request(request)
    assert found is not None
    assert found.state is RequestStatus.DONE


def test_cancellation_by_another_touchpoint_is_only_a_fact(lyon: Lyon) -> None:
    device, stranger = lyon.device(), lyon.device("cabin-4")
    request = new_id()
    device.send(device.ask(request))
    stranger.send(stranger.event("request.cancelled", {"request": request}, subject=request))
    assert [found.request for found in lyon.desk.open_requests()] == [request]


def test_thousand_events_at_once_are_named_in_answers_of_500(lyon: Lyon) -> None:
    device = lyon.device()
    lyon.hub.bus.cut()
    wishes = [device.wish() for _ in range(1000)]
    for wish in wishes:
        device.send(wish)
    lyon.hub.bus.mend()
    lyon.run()
    assert device.settled() == [wish["id"] for wish in wishes]
    assert max(len(ack.settled) for ack in device.acks) == 500


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
KEYS = [
    "specversion", "id", "source", "type", "time", "subject", "datacontenttype", "outbox",
    "sequence", "storeid", "touchpointid", "visitid", "customerid", "clock", "data", "other",
]  # fmt: skip


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(key=st.sampled_from(KEYS), value=JSON | st.just("\ud800"))
def test_whatever_an_event_says_it_has_exactly_one_outcome(
    lyon: Lyon, key: str, value: object
) -> None:
    device = lyon.device("cabin-7")
    wish = device.wish()
    device.send(wish, body=json.dumps({**wish, key: value}).encode())
    outcomes = [*device.settled(), *(found for found, _, _ in device.rejected())]
    assert outcomes == [wish["id"]]


def test_floor_is_the_same_after_a_restart(lyon: Lyon) -> None:
    device = lyon.device()
    visit = new_id()
    tag = "https://id.gs1.org/01/00614141100019/21/A1"
    garment = {"gtin": "00614141100019", "serial": "A1", "tag": tag, "by": "uhf"}
    empty = lyon.desk.rooms()
    device.send(device.event("visit.started", {"how": "tag", "language": "fr"}, visitid=visit))
    device.send(device.event("garment.arrived", garment, visitid=visit))
    device.send(device.ask(new_id(), visitid=visit))
    before = lyon.desk.rooms()
    lyon.kill()
    lyon.restart()
    assert (empty, lyon.desk.rooms()) == ((), before)
    assert [(v.room.visit, len(v.room.garments), len(v.requests)) for v in before] == [
        (visit, 1, 1)
    ]
