"""The link that makes a browser a staff device: good for a while, and for one browser at a time."""

import pytest

from hub.access import LINK_SECONDS
from messaging.clock import ManualClock
from tests.hub.web.conftest import Callers, Client
from tests.hub.web.shop import PIN


def link(callers: Callers) -> str:
    return f"/device?secret=tablet-7.{callers.shop.access.enrol('device', 'tablet-7')}"


def opened(callers: Callers, path: str) -> Client:
    browser = callers.nobody()
    answer = browser.get(path, allow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    return browser


def asks(browser: Client) -> int:
    """Whether it is a device of this store: only those see who works here."""
    return browser.get("/sign-in").status_code


def test_what_the_link_says_is_worth_nothing_once_it_was_opened(callers: Callers) -> None:
    path = link(callers)
    browser = opened(callers, path)
    photographed = callers.nobody()
    photographed.cookies.set("parcours_device", path.partition("=")[2])
    assert (asks(browser), asks(photographed)) == (200, 401)


def test_of_two_browsers_the_last_one_is_the_device(callers: Callers) -> None:
    path = link(callers)
    first = opened(callers, path)
    first.post("/v1/session", json={"associate": "ines", "pin": PIN})
    last = opened(callers, path)
    assert (asks(first), asks(last)) == (401, 200)
    assert [person.associate for person in callers.shop.access.present()] == []


@pytest.mark.parametrize(("seconds", "status"), [(-1, 303), (0, 403)])
def test_link_opens_for_half_a_day(callers: Callers, seconds: float, status: int) -> None:
    path = link(callers)
    clock = callers.shop.clock
    assert isinstance(clock, ManualClock)
    clock.advance(LINK_SECONDS + seconds)
    assert callers.nobody().get(path, allow_redirects=False).status_code == status


def test_link_of_a_device_that_was_shut_out_opens_nothing(callers: Callers) -> None:
    path = link(callers)
    callers.shop.access.revoke("device", "tablet-7")
    assert callers.nobody().get(path, allow_redirects=False).status_code == 403
