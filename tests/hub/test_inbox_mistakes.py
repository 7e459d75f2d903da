"""A mistake of ours in one event: the others are kept, and a person sees what went wrong."""

import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from contract.ids import new_id
from contract.outcomes import Reason
from hub import aside, inbox
from hub.store import QUERIES
from tests.hub.harness import Lyon

MOSQUITTO = Path(__file__).parents[2] / "config/mosquitto/mosquitto.conf"


def test_event_without_effect_is_safe_and_seen(lyon: Lyon) -> None:
    device = lyon.device()
    asked, wish = device.ask(new_id()), device.wish()
    lyon.forbid("requests")
    device.publish(asked)
    device.publish(wish)
    lyon.run()
    assert device.settled() == [asked["id"], wish["id"]]
    assert device.rejected() == []
    assert [(row.id, row.direction, row.reason, row.detail) for row in lyon.desk.rejected()] == [
        (asked["id"], "in", "no_effect", "IntegrityError: forbidden")
    ]
    assert [row.topic for row in lyon.desk.rejected()] == [
        "parcours/v1/lyon/cabin-3/event/request.made"
    ]


def test_event_the_hub_breaks_on_is_rejected_and_kept_for_a_person(lyon: Lyon) -> None:
    device = lyon.device()
    known, broken = device.wish(), device.wish()
    device.send(known)
    lyon.forbid("events")
    device.publish(known)
    device.publish(broken)
    lyon.run()
    lyon.allow()
    assert device.settled() == [known["id"], known["id"]]
    assert device.rejected() == [(broken["id"], 2, "internal")]
    assert lyon.refused() == [(broken["id"], "internal")]
    assert device.acks[-1].through == 2


def test_gap_whose_record_failed_is_recorded_later(lyon: Lyon) -> None:
    device = lyon.device()
    device.send(device.wish())
    device.wish()
    device.send(device.wish())
    for seconds in (2, 30, 30, 30, 30):
        lyon.advance(seconds)
    lyon.forbid("gaps")
    with pytest.raises(sqlite3.IntegrityError):
        lyon.advance(30)
    lyon.allow()
    device.send(device.wish())
    lyon.advance(30)
    assert [(gap.first, gap.last) for gap in lyon.desk.gaps()] == [(2, 2)]


@pytest.mark.parametrize("letter", ["\U0001f9e5", '"', "a"])
def test_burst_of_rejections_is_answered_in_small_acks(lyon: Lyon, letter: str) -> None:
    device = lyon.device()
    good = [device.wish() for _ in range(600)]
    bad = [device.event(letter * 300, {}) for _ in range(500)]
    for event in (*good, *bad):
        device.publish({**event, "type": "parcours.wish.added.v1"}, body=_body(event))
    lyon.run()
    assert device.settled() == [event["id"] for event in good]
    assert [found for found, _, _ in device.rejected()] == [event["id"] for event in bad]
    assert {r.reason for ack in device.acks for r in ack.rejected} == {Reason.UNKNOWN_TYPE}
    assert letter * 100 in device.acks[-1].rejected[0].detail
    assert max(len(ack.rejected) for ack in device.acks) <= inbox.MAX_REJECTED
    assert max(len(ack.model_dump_json().encode()) for ack in device.acks) < 64 * 1024


def test_body_as_large_as_the_broker_takes_is_kept_whole(lyon: Lyon) -> None:
    limit = re.search(r"^message_size_limit (\d+)$", MOSQUITTO.read_text(), re.MULTILINE)
    assert limit
    device, body = lyon.device(), b"{" * int(limit[1])
    device.send(device.wish(), body=body)
    assert [(row.reason, row.body) for row in lyon.desk.rejected()] == [("too_large", body)]


def test_flood_of_refused_events_pushes_out_nothing_of_head_offices(lyon: Lyon) -> None:
    with lyon.hub.db.transaction() as tx:
        now = lyon.clock.now()
        aside.put(tx, now, "upstream", "/stores/lyon/hub", "", new_id(), "conflict", "", b"{}")
        for number in range(6):
            aside.put(tx, now, "in", "/x", "t", None, "unreadable", "", b"no %d" % number)
        aside.trim(tx, keep=3)
        found = [(row.direction, bytes(row.body)) for row in QUERIES.rejected(tx, limit=100)]
    assert found == [("in", b"no 5"), ("in", b"no 4"), ("in", b"no 3"), ("upstream", b"{}")]


def _body(event: dict[str, Any]) -> bytes:
    return json.dumps(event).encode()
