"""A session that ended in mid-action: back to where one was, and what did not happen is offered."""

import pytest

from hub.web.ways import Way, way_of
from tests.hub.web.conftest import Callers, Client
from tests.hub.web.shop import PIN

HTML = {"Accept": "text/html"}


def touched(client: Client, path: str, shown: str) -> str:
    """Where a page that shows *shown* is sent after a touch that asks for *path*."""
    headers = {**HTML, "X-Parcours-Page": shown}
    return str(client.post(path, headers=headers).headers["x-parcours-go"])


def test_touch_without_a_session_is_offered_again_and_has_not_happened(callers: Callers) -> None:
    request = callers.shop.ask()
    device, step = callers.device(), f"/requests/{request}/accept"
    where = touched(device, step, "/floor")
    assert where == f"/sign-in?next=%2Ffloor&lost=%2Frequests%2F{request}%2Faccept"
    page = device.post(where.replace("sign-in?", "sign-in/ines?"), data={"pin": PIN})
    assert "It did not happen" in page.text
    assert f'<form method="post" action="{step}">' in page.text
    assert '<a class="button" href="/floor">' in page.text
    found = callers.shop.desk.request(request)
    assert found is not None
    assert found.associate is None
    device.post(step)
    found = callers.shop.desk.request(request)
    assert found is not None
    assert found.associate == "ines"


def test_step_that_needs_a_form_leads_to_it(callers: Callers) -> None:
    request = callers.shop.ask()
    device = callers.device()
    where = touched(device, f"/requests/{request}/unavailable", "/")
    page = device.post(where.replace("sign-in?", "sign-in/ines?"), data={"pin": PIN})
    assert f'href="/requests/{request}/not-found"' in page.text


def test_page_without_a_session_is_opened_after_signing_in(callers: Callers) -> None:
    device = callers.device()
    sent = device.get("/stock?q=coat", headers=HTML, allow_redirects=False).headers["location"]
    assert sent == "/sign-in?next=%2Fstock%3Fq%3Dcoat"
    people = device.get(sent).text
    assert 'href="/sign-in/ines?next=%2Fstock%3Fq%3Dcoat"' in people
    answer = device.post(
        sent.replace("sign-in?", "sign-in/ines?"), data={"pin": PIN}, allow_redirects=False
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/stock?q=coat")


def test_wrong_pin_does_not_lose_the_way(callers: Callers) -> None:
    page = callers.device().post("/sign-in/ines?next=%2Ffloor", data={"pin": "9999"})
    assert 'action="/sign-in/ines?next=%2Ffloor"' in page.text


@pytest.mark.parametrize(
    "onward", ["//evil.example", "https://evil.example", "/\\evil.example", "floor", "/a\nb", ""]
)
def test_nobody_is_sent_off_to_another_site(onward: str) -> None:
    assert way_of(onward) == Way("/")


@pytest.mark.parametrize("lost", ["/devices/tablet-1/shut-out", "/sign-out", "/requests/x/accept"])
def test_nothing_else_is_offered_at_one_touch(lost: str) -> None:
    way = way_of("/", lost)
    assert (way.lost, way.again, way.form) == (lost, "", "")
