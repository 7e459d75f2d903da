"""Each failure of docs/failures.md from the hub's side: what it keeps, and what it answers."""

import pytest

from contract.ids import new_id
from tests.hub.harness import CrashedError, Lyon


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


def test_request_from_a_place_that_is_not_its_own_is_rejected(lyon: Lyon) -> None:
    device, elsewhere, own = lyon.device("cabin-7"), new_id(), new_id()
    forged = device.ask(elsewhere)
    forged["data"]["place"] = "cabin-9"
    device.send(forged)
    device.send(device.ask(own))
    assert [reason for _, _, reason in device.rejected()] == ["forged_source"]
    assert [card.request for card in lyon.desk.open_requests()] == [own]


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
    device.send(device.event("outbox.dropped", dropped_run(first=2, count=40)))
    assert device.acks[-1].through == 41
    lyon.advance(200)
    assert lyon.desk.gaps() == ()


@pytest.mark.parametrize("first", [1, 2, 40, 900])
def test_renumbered_dropped_run_masks_no_gap_and_makes_none(lyon: Lyon, first: int) -> None:
    """Its `first` is where the run began in the outbox it was made in, and may be anything here."""
    device = lyon.device()
    device.send(device.wish())
    device.sequence = 10
    lost = device.wish()
    device.sequence = 40
    device.send(device.event("outbox.dropped", dropped_run(first=first, count=30)))
    assert device.acks[-1].through == 1
    lyon.advance(2)
    assert device.acks[-1].resend_from == 2
    for seconds in (30, 30, 30, 30, 30):
        lyon.advance(seconds)
    assert [(gap.first, gap.last) for gap in lyon.desk.gaps()] == [(2, 11)]
    device.send(lost)
    assert device.acks[-1].through == 41


def test_dropped_run_longer_than_its_outbox_counts_from_the_first(lyon: Lyon) -> None:
    device = lyon.device()
    device.sequence = 39
    device.send(device.event("outbox.dropped", dropped_run(first=1, count=41)))
    assert device.acks[-1].through == 40


def dropped_run(first: int, count: int) -> dict[str, object]:
    names = {"wish.added": count}
    return {"first": f"{first:012d}", "count": count, "names": names, "reason": "size"}


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


@pytest.mark.parametrize(("seconds", "names"), [(100, []), (300, ["request.expired"])])
def test_time_in_the_hubs_own_queue_makes_a_request_older(
    lyon: Lyon, seconds: int, names: list[str]
) -> None:
    device = lyon.device()
    device.publish(device.ask(new_id()), age=1000)
    lyon.broker.run()
    lyon.clock.advance(seconds)
    lyon.run()
    assert lyon.names() == ["request.made", *names]
    ages = [(lyon.clock.now() - r.made).total_seconds() for r in lyon.desk.open_requests()]
    assert ages == ([] if names else [seconds + 1.0])
