"""Head office over HTTP: what a hub, a reader and a stranger are answered."""

import gzip
import html
import json
import re
from typing import Any
from uuid import UUID

import pytest

from tests.headoffice.office import GTIN, Office, event, problem

#: One worker, one engine.
pytestmark = pytest.mark.xdist_group("engine")


def test_batch_in_gzip_is_answered_after_its_commit(office: Office) -> None:
    body = gzip.compress(json.dumps([event(1), event(2)]).encode())
    answer = office.post(data=body, headers={"Content-Encoding": "gzip"})
    assert answer.json() == {"stored": 2, "duplicates": 0, "conflicts": 0, "rejected": []}
    again = office.post(event(2), event(1))
    assert again.json() == {"stored": 0, "duplicates": 2, "conflicts": 0, "rejected": []}


def test_every_event_of_a_batch_ends_in_one_outcome(office: Office) -> None:
    office.post(event(1))
    answer = office.post(
        event(1),
        event(1, data={"from": "look"}),
        event(2),
        event(3, store="paris"),
        event(4, source="/channels/web"),
        event(5, storeid="paris"),
        event(6, time="0001-01-01T00:00:00+14:00"),
        event(7, sequence=10**30),
        event(8, type="parcours.nothing.v1"),
        7,
    ).json()
    assert (answer["stored"], answer["duplicates"], answer["conflicts"]) == (1, 1, 1)
    assert [it["source"] for it in answer["rejected"]] == [
        "/stores/paris/touchpoints/cabin-3",
        "/channels/web",
        *["/stores/lyon/touchpoints/cabin-3"] * 4,
        "",
        "/stores/lyon/touchpoints/cabin-3",
    ]
    assert [it["reason"] for it in answer["rejected"]] == [
        "wrong_store",
        "wrong_store",
        "wrong_store",
        "invalid_envelope",
        "invalid_envelope",
        "unknown_type",
        "unreadable",
        "conflict",
    ]


def test_enrolling_a_store_again_ends_its_bearer(office: Office) -> None:
    fresh = office.parts.accounts.enrol_store("lyon", office.parts.now())
    assert office.post(event(1)).status_code == 403
    assert office.post(event(1), bearer=fresh).status_code == 200


def read(office: Office, **query: Any) -> tuple[list[int], str]:
    answer = office.get(
        "/v1/events", params=query, headers={"Authorization": f"Bearer {office.bearer}"}
    )
    assert answer.status_code == 200, answer.text
    found = [int(json.loads(line)["sequence"]) for line in answer.text.splitlines()]
    return found, answer.headers["Parcours-Cursor"]


def test_events_are_read_back_by_cursor_each_once(office: Office) -> None:
    office.post(*(event(n) for n in (3, 1, 2)))
    office.post(event(4))
    first, cursor = read(office, limit=2)
    rest, end = read(office, after=cursor)
    assert (first, rest) == ([1, 2], [3, 4])
    assert read(office, after=end) == ([], end)
    office.post(event(5))
    assert read(office, after=end)[0] == [5]


def test_events_are_read_back_as_they_were_sent(office: Office) -> None:
    sent = event(1, data={"new_key": {"é": [1, 2.5]}}, extension="kept")
    office.post(sent)
    bearer = {"Authorization": f"Bearer {office.bearer}"}
    assert json.loads(office.get("/v1/events", headers=bearer).text) == sent


def test_person_reads_events_without_who_did_it(office: Office) -> None:
    step = {"request": str(UUID(int=11)), "associate": "staff-17", "after_seconds": 1.5}
    hub = "/stores/lyon/hub"
    taken = event(1, "request.accepted", source=hub, data=step)
    nested = {"lines": [{"associate": "staff-19"}]}
    given = event(2, "request.handed_over", source=hub, data={**step, "to": "staff-18", **nested})
    office.post(taken, given)
    bearer = {"Authorization": f"Bearer {office.bearer}"}
    as_sent = office.get("/v1/events", headers=bearer).text.splitlines()
    assert [json.loads(line) for line in as_sent] == [taken, given]
    person = office.person().get(f"{office.url}/v1/events", timeout=60).text.splitlines()
    rest = {"request": step["request"], "after_seconds": 1.5}
    assert [json.loads(line) for line in person] == [
        {**taken, "data": rest},
        {**given, "data": {**rest, "lines": [{}]}},
    ]


def test_person_reads_whom_an_order_is_to_be_credited_to(office: Office) -> None:
    order = {"order": str(UUID(int=12)), "lines": [GTIN], "channel": "endless_aisle"}
    credit = event(1, "order.started", data={**order, "associate": "staff-17"})
    nobody = event(2, "order.started", data={**order, "associate": None})
    step = {"request": str(UUID(int=11)), "associate": "staff-18", "after_seconds": 1.5}
    done = event(3, "request.done", source="/stores/lyon/hub", data=step)
    assert office.post(credit, nobody, done).json()["stored"] == 3
    lines = office.person().get(f"{office.url}/v1/events", timeout=60).text.splitlines()
    found = {it["sequence"]: it["data"].get("associate") for it in map(json.loads, lines)}
    assert found == {f"{1:012d}": "staff-17", f"{2:012d}": None, f"{3:012d}": None}


def test_person_reads_where_a_wish_and_an_escalation_went(office: Office) -> None:
    carried = event(1, "wish.carried", data={"gtins": [GTIN], "to": "qr"})
    step = {"request": str(UUID(int=11)), "after_seconds": 60.0, "number": 1, "to": "present"}
    passed_up = event(2, "request.escalated", source="/stores/lyon/hub", data=step)
    assert office.post(carried, passed_up).json()["stored"] == 2
    person = office.person().get(f"{office.url}/v1/events", timeout=60).text.splitlines()
    assert [json.loads(line) for line in person] == [carried, passed_up]


def test_refused_events_are_shown_without_who_did_it(office: Office) -> None:
    hub = "/stores/lyon/hub"
    step = {"request": "none", "associate": "staff-17", "to": "staff-18", "after_seconds": 1.5}
    wrong = event(1, "request.handed_over", source=hub, data=step)
    unknown = event(2, "request.thanked", source=hub, data={"to": "staff-19", "stars": 5})
    rest = {"request": "none", "after_seconds": 1.5}
    nameless = {**event(3, data={"to": "staff-22", "n": 1}), "type": ["?"]}
    office.post(wrong, unknown, nameless, "staff-20", [{"associate": "staff-21"}])
    page = html.unescape(office.person().get(f"{office.url}/rejected", timeout=60).text)
    shown = [json.loads(body)["data"] for body in re.findall(r"<pre>(.*?)</pre>", page)]
    assert shown == [{"gtin": GTIN, "from": "tag", "n": 1}, {"stars": 5}, rest]
    assert re.findall(r"Not shown: \d+ bytes", page) == [
        "Not shown: 26 bytes",
        "Not shown: 10 bytes",
    ]
    assert re.findall(r"staff-\d+", page) == []


def test_events_can_be_chosen_by_touchpoint_and_type(office: Office) -> None:
    other = event(2, touchpointid="kiosk-1", source="/stores/lyon/touchpoints/kiosk-1")
    office.post(event(1), other, event(3, "wish.added", data={"gtin": "00614141100019"}))
    assert read(office, touchpoint="kiosk-1")[0] == [2]
    assert read(office, type="parcours.wish.added.v1")[0] == [3]


def test_store_reads_only_its_own_events(office: Office) -> None:
    paris = office.parts.accounts.enrol_store("paris", office.parts.now())
    office.post(event(1))
    bearer = {"Authorization": f"Bearer {paris}"}
    assert office.get("/v1/events", headers=bearer).text == ""
    assert problem(office.get("/v1/events?store=lyon", headers=bearer))[0] == 403


def test_figure_carries_its_definition(office: Office) -> None:
    office.post(event(1, "visit.started", data={"how": "touch", "language": "fr"}))
    answer = office.person().get(f"{office.url}/v1/figures/funnel", timeout=60).json()
    assert answer["definition"].startswith("Visits of the day that did a step")
    assert answer["value"][0] == {
        "name": "Visit",
        "n": 1,
        "of_all": {"of": 1, "n": 1, "rate": 1.0},
        "of_before": {"of": 1, "n": 1, "rate": 1.0},
    }


def test_metrics_count_outcomes(office: Office) -> None:
    office.post(event(1), event(1), 3)
    lines = office.get("/metrics").text.splitlines()
    assert [line for line in lines if line.startswith("parcours_headoffice_events_total")] == [
        'parcours_headoffice_events_total{outcome="stored"} 1.0',
        'parcours_headoffice_events_total{outcome="duplicate"} 1.0',
        'parcours_headoffice_events_total{outcome="rejected"} 1.0',
    ]


def test_live_tells_each_commit(office: Office) -> None:
    with office.person().get(f"{office.url}/v1/live", stream=True, timeout=60) as answer:
        office.post(event(1))
        lines = (line for line in answer.iter_lines() if line.startswith(b"data: "))
        said = json.loads(next(lines).removeprefix(b"data: "))
    assert (said["stored"], said["stores"]) == (1, ["lyon"])


def test_session_ends_with_sign_out(office: Office) -> None:
    person = office.person()
    assert person.get(office.url, timeout=60).url == f"{office.url}/"
    person.post(f"{office.url}/sign-out", timeout=60)
    assert person.get(office.url, timeout=60).url == f"{office.url}/sign-in"
