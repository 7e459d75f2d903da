"""The page of the store's screens: each in words, what a manager tells it, what became of that."""

import html
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image

from contract.envelope import Event, fingerprint, touchpoint_source, write_event
from contract.events import EventData, TouchpointHealth, TouchpointObeyed, type_of
from contract.http import MAX_SCREENSHOT
from contract.ids import new_id
from hub.fleet import Verb
from hub.store import QUERIES
from messaging.clock import ManualClock
from tests.hub.web.conftest import Callers
from tests.hub.web.shop import Shop

OUTBOX, BOOT = new_id(), new_id()
#: What a manager reads in any browser.
PAGE = {"Accept": "text/html"}


def tell(shop: Shop, data: EventData, touchpoint: str = "cabin-3", age: float = 0.0) -> None:
    event = Event(
        id=new_id(),
        source=touchpoint_source("lyon", touchpoint),
        type=type_of(data.name),
        time=shop.clock.now() - timedelta(seconds=age),
        outbox=OUTBOX,
        sequence=1,
        storeid="lyon",
        touchpointid=touchpoint,
        data=data,
    )
    body = write_event(event)
    with shop.desk.work() as work:
        work.take(event, body, fingerprint(body), age)
    shop.desk.tell(work.changes)


def well(**changes: Any) -> TouchpointHealth:
    said = {
        "boot": BOOT,
        "version": "1.0",
        "readers": {"uhf": "ok"},
        "temperature": 51.4,
        "disk_free": 12_340_000_000,
        "usable_seconds": 3540,
        "open_seconds": 3600,
    }
    return TouchpointHealth.model_validate(said | changes)


def picture(kind: str = "JPEG", colour: str = "navy") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (36, 64), colour).save(file, kind)
    return file.getvalue()


def device(page: str, touchpoint: str = "cabin-3") -> str:
    """What the page says of one touchpoint, without its tags and in one line."""
    found = re.search(rf'data-touchpoint="{touchpoint}".*?\n  </li>', page, re.DOTALL)
    assert found, page
    return html.unescape(" ".join(re.sub(r"<[^>]*>", " ", found[0].partition(">")[2]).split()))


def advance(shop: Shop, seconds: float) -> None:
    assert isinstance(shop.clock, ManualClock)
    shop.clock.advance(seconds)


def test_healthy_screen_in_words_and_figures(callers: Callers) -> None:
    callers.shop.desk.floor()
    tell(callers.shop, well())
    page = callers.person("ines").get("/fleet").text
    assert device(page) == (
        "Cabin 3 cabin-3 Live Usable today 98% of 60 min In seven days 98% of 60 min "
        "Last heard 10:00 Version 1.0 Readers uhf reads Temperature 51 °C Free disk 12.3 GB"
    )
    assert "data-trouble" not in page


def test_screen_that_was_never_heard_is_there(callers: Callers) -> None:
    page = callers.person("adele").get("/fleet/now").text
    assert device(page) == "Cabin 3 cabin-3 Not heard of yet"
    assert page.count("data-trouble") == 1


@pytest.mark.parametrize(
    ("changes", "age", "later", "said"),
    [
        ({}, 0, 181, "Not heard since 10:00"),
        ({"readers": {"uhf": "silent", "nfc": "ok"}}, 0, 0, "Does not read: uhf"),
        ({"version": "0.9"}, 0, 0, "Runs version 0.9, the hub 1.0"),
        ({}, 1800, 0, "Catching up: tells of 09:30"),
    ],
)
def test_trouble_is_said(
    callers: Callers, changes: dict[str, Any], age: float, later: float, said: str
) -> None:
    callers.shop.desk.floor()
    tell(callers.shop, well(**changes), age=age)
    advance(callers.shop, later)
    page = callers.person("ines").get("/fleet").text
    assert device(page).startswith(f"Cabin 3 cabin-3 {said} Usable today")


def test_what_never_came_is_counted_for_a_week(callers: Callers) -> None:
    lost = {"2026-11-20T10:00:00.000Z": (1, 2), "2026-11-01T10:00:00.000Z": (9, 9)}
    with callers.shop.desk.db.transaction() as tx:
        for noticed, (first, last) in lost.items():
            source = touchpoint_source("lyon", "cabin-3")
            QUERIES.add_gap(
                tx, source=source, outbox=OUTBOX, first=first, last=last, noticed=noticed
            )
    assert "Never came 2 events" in device(callers.person("ines").get("/fleet").text)


def test_staff_look_and_managers_act(callers: Callers) -> None:
    tell(callers.shop, well())
    callers.shop.screenshots.put("cabin-3", picture())
    staff, manager = (callers.person(who).get("/fleet").text for who in ("ines", "adele"))
    assert ("<form" in staff.partition("<main")[2], "glimpse" in staff) == (False, False)
    assert (manager.count('action="/fleet/cabin-3/'), "glimpse" in manager) == (2, True)


def test_manager_is_asked_before_what_disturbs_a_shopper(callers: Callers) -> None:
    tell(callers.shop, well())
    manager = callers.person("adele")
    page = manager.get("/fleet").text
    for verb in ("reload", "end_visit"):
        assert f'href="/fleet/cabin-3/{verb}"' in page
        asked = manager.get(f"/fleet/cabin-3/{verb}").text
        assert f'<form method="post" action="/fleet/cabin-3/{verb}">' in asked
    assert manager.get("/fleet/cabin-3/identify").status_code == 422
    assert callers.shop.commanding.told() == ()


@pytest.mark.parametrize("verb", ["identify", "screenshot", "reload", "end_visit"])
def test_plain_form_sends_it_once_and_leads_back(callers: Callers, verb: Verb) -> None:
    manager = callers.person("adele")
    for _ in range(2):
        answer = manager.post(f"/fleet/cabin-3/{verb}", allow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/fleet")
    assert [(t.touchpoint, t.verb) for t in callers.shop.commanding.told()] == [("cabin-3", verb)]


def test_page_says_what_became_of_each_command(callers: Callers) -> None:
    shop, manager = callers.shop, callers.person("adele")
    headers = {"X-Parcours-Page": "/fleet"}
    tell(shop, well())
    assert "10:00, Show its name: on its way" in device(
        manager.post("/fleet/cabin-3/identify", headers=headers).text
    )
    said = {"identify": "done", "screenshot": "busy", "reload": "failed", "end_visit": "unable"}
    for verb in ("screenshot", "reload", "end_visit"):
        manager.post(f"/fleet/cabin-3/{verb}", headers=headers)
    for told in shop.commanding.told():
        answer = {"command": told.command, "verb": told.verb, "result": said[told.verb]}
        tell(shop, TouchpointObeyed.model_validate(answer))
    now = device(manager.get("/fleet/now").text)
    for words in (
        "10:00, Show its name: done",
        "10:00, Photograph it: not now, somebody is there",
        "10:00, Start it again: it did not work",
        "10:00, End the visit: it cannot do that",
    ):
        assert words in now
    manager.post("/fleet/cabin-3/identify", headers=headers)
    advance(shop, 76)
    shop.commanding.beat()
    assert "10:00, Show its name: not taken" in device(manager.get("/fleet/now").text)


def test_nobody_is_told_whom_the_store_does_not_have(callers: Callers) -> None:
    manager = callers.person("adele")
    for path in ("/fleet/cabin-99/identify", "/fleet/stock/reload", "/fleet/Cabin 3/reload"):
        assert manager.post(path).status_code in {404, 422}
    assert manager.get("/fleet/cabin-99/reload", headers=PAGE).status_code == 404
    assert manager.post("/fleet/cabin-3/dance").status_code == 422
    assert callers.shop.commanding.told() == ()


def test_picture_of_a_resting_screen_is_a_managers_to_see(callers: Callers) -> None:
    shop, screen, manager = callers.shop, callers.touchpoint(), callers.person("adele")
    shop.commanding.send("cabin-3", "screenshot")
    answer = screen.put("/v1/screenshots/cabin-3", data=picture())
    assert (answer.status_code, answer.content) == (204, b"")
    page = manager.get("/fleet").text
    src = re.search(r'<img src="(/fleet/cabin-3/screenshot\?taken=\d+)"', page)
    assert src
    shown = manager.get(src[1])
    assert (shown.content, shown.headers["content-type"]) == (picture(), "image/jpeg")
    assert shown.headers["cache-control"] == "no-store"
    assert callers.person("ines").get(src[1]).status_code == 403
    advance(shop, 86_400)
    # Nobody stays signed in for a day.
    manager = callers.person("adele")
    assert manager.get(src[1]).status_code == 404
    assert "glimpse" not in manager.get("/fleet").text


def test_picture_is_taken_of_oneself_alone_and_when_it_was_asked_for(callers: Callers) -> None:
    shop, screen = callers.shop, callers.touchpoint()
    unasked = screen.put("/v1/screenshots/cabin-3", data=picture())
    for name in ("cabin-3", "kiosk-1"):
        shop.commanding.send(name, "screenshot")
    foreign = screen.put("/v1/screenshots/kiosk-1", data=picture())
    assert (unasked.status_code, foreign.status_code) == (409, 403)
    assert shop.screenshots.taken() == {}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422),
        (b"GIF89a", 422),
        (b"\xff\xd8\xff", 422),
        (b"\xff\xd8\xff" + b"\0" * MAX_SCREENSHOT, 413),
    ],
)
def test_what_is_no_picture_is_refused_with_a_reason(
    callers: Callers, body: bytes, status: int
) -> None:
    callers.shop.commanding.send("cabin-3", "screenshot")
    answer = callers.touchpoint().put("/v1/screenshots/cabin-3", data=body)
    assert (answer.status_code, callers.shop.screenshots.taken()) == (status, {})
    assert answer.json()["detail"] != ""


def test_age_of_each_is_measured(callers: Callers) -> None:
    callers.nobody().get("/metrics")
    tell(callers.shop, well())
    advance(callers.shop, 42)
    metrics = callers.nobody().get("/metrics").text
    assert 'parcours_touchpoint_heard_seconds{touchpoint="cabin-3"} 42.0\n' in metrics


def test_day_begins_at_the_stores_midnight(callers: Callers) -> None:
    shop = callers.shop
    tell(shop, well(), age=11 * 3600)
    page = device(callers.person("ines").get("/fleet").text)
    assert "Usable today too few: 0 min In seven days 98% of 60 min" in page
