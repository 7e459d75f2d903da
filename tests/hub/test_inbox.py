"""The inbox: what it keeps and answers, what follows, and that any message has one outcome."""

import json
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contract.ids import new_id
from contract.requests import RequestStatus
from hub.commands import Accept, Finish
from hub.store import QUERIES
from tests.hub.harness import CrashedError, Lyon

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
KEYS = [
    "specversion", "id", "source", "type", "time", "subject", "datacontenttype", "outbox",
    "sequence", "storeid", "touchpointid", "visitid", "customerid", "clock", "data", "other",
]  # fmt: skip


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


def test_rejected_event_sent_again_is_kept_once(lyon: Lyon) -> None:
    device = lyon.device()
    broken = device.wish()
    for _ in range(3):
        device.send(broken, body=b"no")
    assert len(device.rejected()) == 3
    assert lyon.refused() == [(broken["id"], "unreadable")]


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


def test_end_of_the_visit_that_overtakes_a_request_cancels_it_with_an_event(lyon: Lyon) -> None:
    device = lyon.device()
    visit, request = new_id(), new_id()
    asked = device.ask(request, visitid=visit)
    device.send(device.event("visit.ended", {"why": "left", "seconds": 60}, visitid=visit))
    device.send(asked)
    assert lyon.desk.open_requests() == ()
    assert lyon.names() == ["visit.ended", "request.made", "request.cancelled"]


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


@pytest.mark.parametrize("seed", range(6))
def test_hub_killed_again_and_again_between_commit_and_ack_loses_and_doubles_nothing(
    lyon: Lyon, seed: int
) -> None:
    random = Random(seed)
    device = lyon.device()
    asked: list[str] = []
    sent: list[dict[str, Any]] = []
    for _ in range(40):
        request = new_id()
        wanted = random.random() < 0.3
        asked += [request] if wanted else []
        sent.append(device.ask(request) if wanted else device.wish())
        for event in [event for event in sent if event["id"] not in device.settled()]:
            lyon.hub.crash_after_commit = random.random() < 0.15
            try:
                device.send(event)
            except CrashedError:
                lyon.kill()
                lyon.restart()
    lyon.hub.crash_after_commit = False
    for event in [event for event in sent if event["id"] not in device.settled()]:
        device.send(event)
    assert set(device.settled()) == {event["id"] for event in sent}
    assert sorted(lyon.kept()) == sorted((device.source, event["id"]) for event in sent)
    assert sorted(found.request for found in lyon.desk.open_requests()) == sorted(asked)
    assert sorted(lyon.owed()) == sorted(event["id"] for event in sent)
