"""Hands and phones as they are: doubled taps, old pages, ended sessions, wrong clocks."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from contract.requests import RequestKind
from hub import commands
from hub.store import QUERIES
from messaging.clock import SystemClock
from tests.browser.staff import PHONE, Opener, sign_in
from tests.hub.web.shop import PIN, Served, served, shop

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Served]:
    with served(shop(tmp_path, SystemClock())) as running:
        yield running


def unheard(page: Page) -> Page:
    """*page* as one in a pocket of bad reception: it hears of nothing.

    From the start, or a look that is under way would still take the button out of the hand.
    """
    page.route("**/queue", lambda route: route.fulfill(status=204))
    return page


def owner(hub: Served, request: str) -> str | None:
    found = hub.shop.desk.request(request)
    assert found is not None
    return found.associate


def test_two_taps_at_once_take_it_once(hub: Served, opened: Opener) -> None:
    page = sign_in(opened(PHONE), hub, "ines")
    request = hub.shop.ask()
    button = page.get_by_role("button", name="I will bring it")
    button.evaluate("button => { button.click(); button.click(); }")
    expect(page.locator(f'.mine [data-request="{request}"]')).to_be_visible()
    page.get_by_role("button", name="On my way").wait_for()
    expect(page.locator("#notice")).to_have_text("")
    with hub.shop.desk.db.read() as rx:
        names = [row.name for row in QUERIES.recent_events(rx, limit=100)]
    assert names.count("request.accepted") == 1


def test_old_page_that_acts_on_what_is_over_is_told_how_it_ended(
    hub: Served, opened: Opener
) -> None:
    request = hub.shop.ask()
    page = sign_in(unheard(opened(PHONE)), hub, "ines")
    button = page.get_by_role("button", name="I will bring it")
    button.wait_for()
    hub.shop.desk.act(request, commands.Cancel())
    button.click()
    expect(page.locator("#notice")).to_have_text("The shopper no longer wants it.")
    expect(page.locator(f'[data-request="{request}"]')).to_have_count(0)


def test_session_that_ended_in_mid_action_loses_nothing(hub: Served, opened: Opener) -> None:
    request = hub.shop.ask()
    page = sign_in(unheard(opened(PHONE)), hub, "ines")
    button = page.get_by_role("button", name="I will bring it")
    button.wait_for()
    hub.shop.access.step_aside("phone-ines")
    button.click()
    expect(page.get_by_role("status")).to_contain_text("did not happen")
    assert owner(hub, request) is None
    page.get_by_role("link", name="Inès").click()
    for key in PIN:
        page.get_by_role("button", name=key, exact=True).click()
    page.get_by_role("button", name="Enter").click()
    expect(page.get_by_role("heading", name="It did not happen")).to_be_visible()
    page.get_by_role("button", name="Do it now").click()
    expect(page.locator(f'.mine [data-request="{request}"]')).to_be_visible()
    assert owner(hub, request) == "ines"


def test_device_shut_out_in_use_leads_to_a_clear_word(hub: Served, opened: Opener) -> None:
    page = sign_in(opened(PHONE), hub, "ines")
    expect(page.locator("[data-link]")).to_be_hidden()
    hub.shop.access.revoke("device", "phone-ines")
    hub.shop.ask()
    expect(page.get_by_role("heading", name="This device is no longer known here")).to_be_visible()
    assert page.locator("[data-request]").count() == 0


def test_switch_leads_to_the_people_and_keeps_what_was_taken_on(
    hub: Served, opened: Opener
) -> None:
    request = hub.shop.ask()
    hub.shop.desk.act(request, commands.Accept("ines"))
    page = sign_in(opened(PHONE), hub, "ines")
    page.get_by_role("button", name="Switch").click()
    expect(page.get_by_role("status")).to_contain_text("What Inès took on stays theirs")
    assert owner(hub, request) == "ines"
    assert page.get_by_role("link", name="Malo").is_visible()


def test_phone_with_a_wrong_clock_counts_right_and_stays_signed_in(
    hub: Served, opened: Opener
) -> None:
    page = opened(PHONE)
    page.clock.install(time=datetime(2001, 1, 1, 12, 0))  # noqa: DTZ001 - a phone's wall clock
    request = hub.shop.ask(age=50)
    sign_in(page, hub, "ines")
    wait = page.locator(f'[data-request="{request}"] .wait-time')
    expect(wait).to_have_text(re.compile(r"0:5\d"))
    page.get_by_role("button", name="I will bring it").click()
    expect(page.locator(f'.mine [data-request="{request}"]')).to_be_visible()
    page.reload()
    expect(page.locator(f'.mine [data-request="{request}"]')).to_be_visible()


def test_two_hundred_open_requests_come_fast_and_scroll(hub: Served, opened: Opener) -> None:
    for n in range(199):
        hub.shop.ask(f"cabin-{n % 30}", age=n / 10)
    hub.shop.ask("cabin-31", kind=RequestKind.HELP, gtin=None, wanted=None)
    page = sign_in(opened(PHONE), hub, "ines")
    cards = page.locator(".waiting [data-request]")
    expect(cards).to_have_count(200)
    timing = "() => performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
    shown = page.evaluate(timing)
    last = page.get_by_role("heading", name="Cabin 31")
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport()
    # A look that a nudge asks for: from the touch to the page as it is afterwards.
    began = page.evaluate("performance.now()")
    cards.nth(199).get_by_role("button").click()
    expect(page.locator(".mine [data-request]")).to_have_count(1)
    taken = page.evaluate("performance.now()") - began
    assert (shown < 3_000, taken < 3_000) == (True, True), (shown, taken)
