"""The staff app in a real browser: sign in, see a request come, answer it, lose a race."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from contract.requests import RequestKind, RequestStatus
from hub import commands
from messaging.clock import SystemClock
from tests.browser.staff import PHONE, TABLET, Opener, sign_in, small_targets
from tests.hub.web.shop import COAT, PIN, Served, served, shop

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


#: A little longer than what was done may be taken back.
UNDO = timedelta(seconds=11)


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Served]:
    with served(shop(tmp_path, SystemClock())) as running:
        yield running


def card(page: Page, request: str, state: str) -> None:
    # What calls nobody may be shown up to nineteen seconds later.
    found = page.locator(f'[data-request="{request}"]')
    expect(found).to_have_attribute("data-state", state, timeout=60_000)


def test_sign_in_with_the_pad(hub: Served, opened: Opener) -> None:
    page = opened(PHONE)
    page.goto(f"{hub.url}/device?secret={hub.shop.device}")
    page.get_by_role("link", name="Inès").click()
    for key in PIN:
        page.get_by_role("button", name=key, exact=True).click()
    page.get_by_role("button", name="Enter").click()
    expect(page.get_by_text("Nobody is waiting.")).to_be_visible()
    assert page.url == f"{hub.url}/"


def test_wrong_pin_says_so(hub: Served, opened: Opener) -> None:
    page = opened(PHONE)
    page.goto(f"{hub.url}/device?secret={hub.shop.device}")
    page.get_by_role("link", name="Inès").click()
    page.get_by_label("Your PIN").evaluate("field => { field.value = '9999'; }")
    page.get_by_role("button", name="Enter").click()
    expect(page.get_by_role("alert")).to_contain_text("That PIN is not right")


def test_new_request_appears_without_reload_and_counts_as_seen(hub: Served, opened: Opener) -> None:
    page = sign_in(opened(PHONE), hub, "ines")
    page.evaluate("() => { window.stillTheSamePage = true; }")
    request = hub.shop.ask()
    card(page, request, "seen")
    expect(page.get_by_role("heading", name="Cabin 3")).to_be_visible()
    expect(page.locator(".hero .detail")).to_have_text("Wool coat, Ivory")
    expect(page.locator(".hero .stock")).to_contain_text("2 here")
    assert page.evaluate("() => window.stillTheSamePage") is True


def test_accept_shows_it_as_mine_until_it_is_done(hub: Served, opened: Opener) -> None:
    page = sign_in(opened(PHONE), hub, "ines")
    request = hub.shop.ask()
    page.get_by_role("button", name="I will bring it").click()
    expect(page.locator(f'.mine [data-request="{request}"]')).to_have_attribute(
        "data-state", "accepted"
    )
    page.get_by_role("button", name="On my way").click()
    card(page, request, "on_the_way")
    page.get_by_role("button", name="Done").click()
    expect(page.locator("[data-request]:not([data-ending])")).to_have_count(0)
    hub.shop.desk.tick(hub.shop.clock.now() + UNDO)
    expect(page.get_by_text("Nobody is waiting.")).to_be_visible()
    found = hub.shop.desk.request(request)
    assert found is not None
    assert (found.state, found.associate) == (RequestStatus.DONE, "ines")


def test_not_found_offers_the_nearest_alternative(hub: Served, opened: Opener) -> None:
    request = hub.shop.ask()
    hub.shop.desk.act(request, commands.Accept("ines"))
    page = sign_in(opened(PHONE), hub, "ines")
    page.get_by_role("link", name="Not found").click()
    page.get_by_text("Damaged").click()
    page.get_by_text("Size 40, Ink").click()
    page.get_by_role("button", name="Tell the shopper").click()
    expect(page.locator("[data-request]:not([data-ending])")).to_have_count(0)
    hub.shop.desk.tick(hub.shop.clock.now() + UNDO)
    found = hub.shop.desk.request(request)
    assert found is not None
    assert (found.state, found.reason, found.alternative) == (
        RequestStatus.UNAVAILABLE,
        "damaged",
        COAT["Ink", "40"],
    )


def test_second_of_two_sees_who_has_it(hub: Served, opened: Opener) -> None:
    first = sign_in(opened(PHONE), hub, "ines")
    second = sign_in(opened(PHONE), hub, "malo")
    request = hub.shop.ask()
    take = second.get_by_role("button", name="I will bring it")
    card(second, request, "seen")
    # The second phone hears of nothing any more, as one in a pocket of bad reception.
    second.route("**/queue", lambda route: route.fulfill(status=204))
    first.get_by_role("button", name="I will bring it").click()
    expect(first.locator(".mine [data-request]")).to_have_count(1)
    take.click()
    expect(second.locator("#notice")).to_have_text("Inès is taking care of it.")
    expect(second.locator(f'.others [data-request="{request}"]')).to_contain_text("Inès has it")


def test_hand_over_gives_it_to_a_colleague(hub: Served, opened: Opener) -> None:
    request = hub.shop.ask()
    hub.shop.desk.act(request, commands.Accept("ines"))
    page = sign_in(opened(PHONE), hub, "ines")
    page.get_by_role("link", name="Hand over").click()
    page.get_by_role("button", name="Malo").click()
    expect(page.locator(f'.others [data-request="{request}"]')).to_contain_text("Malo has it")


def test_oldest_is_the_largest_on_phone_and_tablet(hub: Served, opened: Opener) -> None:
    hub.shop.ask("cabin-1", age=5)
    oldest = hub.shop.ask("cabin-2", age=45)
    hub.shop.ask("cabin-4", kind=RequestKind.HELP, gtin=None, wanted=None)
    for size in (PHONE, TABLET):
        page = sign_in(opened(size), hub, "ines")
        areas = page.locator("[data-request]").evaluate_all(
            "cards => cards.map(c => [c.getBoundingClientRect().height, c.dataset.request])"
        )
        assert max(areas)[1] == oldest


def test_pages_without_scripts_do_the_same(
    hub: Served, browser: Browser, chromium_page: Callable[..., Page]
) -> None:
    page = chromium_page(browser, PHONE, java_script_enabled=False)
    page.goto(f"{hub.url}/device?secret={hub.shop.device}")
    page.get_by_role("link", name="Inès").click()
    page.get_by_label("Your PIN").fill(PIN)
    page.get_by_role("button", name="Enter").click()
    request = hub.shop.ask()
    page.reload()
    page.get_by_role("button", name="I will bring it").click()
    expect(page.locator(f'.mine [data-request="{request}"]')).to_be_visible()


def test_wait_grows_and_turns_late_by_itself(hub: Served, opened: Opener) -> None:
    request = hub.shop.ask(age=58.5)
    page = sign_in(opened(PHONE), hub, "ines")
    waiting = page.locator(f'[data-request="{request}"]')
    expect(waiting).to_have_attribute("data-level", "late")
    expect(waiting.locator(".wait-time")).to_have_text(re.compile(r"1:0\d"))


def test_session_that_ended_leads_to_sign_in(hub: Served, opened: Opener) -> None:
    page = sign_in(opened(PHONE), hub, "ines")
    hub.shop.access.retire_associate("ines")
    hub.shop.ask()
    page.wait_for_url("**/sign-in")


def test_word_about_a_lost_race_goes_by_itself(hub: Served, opened: Opener) -> None:
    request = hub.shop.ask()
    page = opened(PHONE)
    page.clock.install()
    # From the start, or a look that is under way would still take the button out of the hand.
    page.route("**/queue", lambda route: route.fulfill(status=204))
    sign_in(page, hub, "malo")
    card(page, request, "made")
    hub.shop.desk.act(request, commands.Accept("ines"))
    page.get_by_role("button", name="I will bring it").click()
    expect(page.locator("#notice")).to_have_text("Inès is taking care of it.")
    for _ in range(10):
        # Second by second: a look that is under way is answered meanwhile, and not too late.
        page.clock.run_for(1_000)
    expect(page.locator("#notice")).to_have_text("")


def test_reservation_appears_without_reload_is_confirmed_and_collected_by_its_code(
    hub: Served, opened: Opener
) -> None:
    page = sign_in(opened(PHONE), hub, "ines")
    page.get_by_role("link", name="Counter").click()
    expect(page.get_by_text("Nothing is kept for anybody.")).to_be_visible()
    page.evaluate("() => { window.stillTheSamePage = true; }")
    name = hub.shop.reserve()
    kept = page.locator(f'[data-reservation="{name}"]')
    expect(kept).to_have_attribute("data-state", "placed")
    page.get_by_role("button", name="I have it: keep it").click()
    expect(kept).to_have_attribute("data-state", "confirmed")
    assert page.evaluate("() => window.stillTheSamePage") is True
    code = kept.locator(".mark-code").inner_text()
    page.get_by_label("The shopper’s code").fill(code.lower())
    page.keyboard.press("Enter")
    found = page.locator(f"#found-{name}")
    expect(found).to_have_attribute("data-state", "confirmed")
    assert small_targets(page) == []
    found.get_by_role("button", name="Collected").click()
    expect(page.locator("#kept-title")).to_have_count(0)
