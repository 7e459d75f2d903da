"""A shift in a real browser: it rings once for what is new, stays awake, tabs share a line."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from hub.counter_desk import CounterDesk
from hub.web.till import LAST_RESORT
from messaging.clock import ManualClock, SystemClock
from tests.browser.staff import PHONE, TABLET, Opener, sign_in
from tests.hub.web.shop import Served, served, shop

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
RECORD = "navigator.vibrate = (pattern) => { (window.felt ??= []).push(pattern); return true; };"
#: Keeps each line to the hub within reach; a page has its own where no worker serves them all.
LINE = """delete window.SharedWorker;
window.lines = [];
window.EventSource = class extends EventSource {
  constructor(url) { super(url); lines.push(this); }
};"""
#: Whether the page says so.
BREAK = """() => {
  lines.at(-1).dispatchEvent(new Event("error"));
  return document.querySelector("[data-link]").checkVisibility();
}"""
AWAKE = """navigator.wakeLock.request = async (kind) => {
  window.asked = (window.asked ?? 0) + 1;
  return { kind, released: false, release: async () => { window.let = true; } };
};"""


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Served]:
    with served(shop(tmp_path, SystemClock())) as running:
        yield running


def escalate(hub: Served, request: str) -> None:
    with hub.shop.desk.db.transaction() as tx:
        tx.execute("update requests set level = level + 1 where request = ?", (request,))
    hub.shop.desk.nudges.publish("requests")


def rang(page: Page, times: int) -> None:
    expect(page.locator("[data-shift]")).to_have_attribute("data-rang", str(times))


def on_shift(page: Page) -> Page:
    page.add_init_script(RECORD)
    page.reload()
    page.get_by_role("button", name="Start of shift").click()
    expect(page.locator("[data-shift]")).to_have_attribute("data-shift", "on")
    return page


def test_new_request_rings_once_and_an_escalated_one_again(hub: Served, opened: Opener) -> None:
    page = on_shift(sign_in(opened(PHONE), hub, "ines"))
    request = hub.shop.ask()
    rang(page, 1)
    for _ in range(3):
        hub.shop.desk.nudges.publish("requests")
    page.wait_for_timeout(500)
    rang(page, 1)
    escalate(hub, request)
    rang(page, 2)
    assert page.evaluate("window.felt.length") == 2


def test_what_rang_does_not_ring_again_on_the_next_page(hub: Served, opened: Opener) -> None:
    page = on_shift(sign_in(opened(PHONE), hub, "ines"))
    hub.shop.ask()
    rang(page, 1)
    page.reload()
    expect(page.locator(".waiting [data-request]")).to_have_count(1)
    assert page.locator("[data-shift]").get_attribute("data-rang") is None
    page.get_by_role("link", name="Floor").click()
    page.wait_for_timeout(500)
    hub.shop.ask("cabin-7")
    rang(page, 1)


def heard(page: Page, times: int) -> None:
    """A tone was made so often, from its beginning to its end."""
    expect(page.locator("[data-shift]")).to_have_attribute("data-sounded", str(times))


def test_next_page_of_a_shift_rings_and_stays_awake_with_no_new_touch(
    hub: Served, opened: Opener
) -> None:
    page = opened(PHONE)
    page.add_init_script(AWAKE)
    on_shift(sign_in(page, hub, "ines"))
    hub.shop.ask()
    heard(page, 1)
    page.get_by_role("link", name="Floor").click()
    shift = page.locator("[data-shift]")
    expect(shift).to_have_attribute("data-shift", "on")
    expect(shift).to_have_attribute("data-awake", "yes")
    expect(page.get_by_role("button", name="Start of shift")).to_be_hidden()
    hub.shop.ask("cabin-7")
    heard(page, 1)


def test_page_that_may_not_ring_yet_says_so_until_any_touch(hub: Served, opened: Opener) -> None:
    page = opened(PHONE)
    page.add_init_script(AWAKE)
    on_shift(sign_in(page, hub, "ines"))
    # Opened from outside, as after a notification or by its address: nobody has touched it.
    page.goto(hub.url)
    begin = page.get_by_role("button", name="Start of shift")
    expect(begin).to_be_visible()
    expect(page.locator("[data-shift]")).to_have_attribute("data-awake", "yes")
    hub.shop.ask()
    rang(page, 1)
    page.locator("main").tap(position={"x": 5, "y": 5})
    expect(begin).to_be_hidden()
    assert page.locator("[data-shift]").get_attribute("data-sounded") is None
    hub.shop.ask("cabin-7")
    heard(page, 1)


def test_what_the_counter_has_to_answer_rings_once_on_whatever_page_is_open(
    hub: Served, opened: Opener
) -> None:
    page = on_shift(sign_in(opened(PHONE), hub, "ines"))
    hub.shop.reserve()
    rang(page, 1)
    expect(page.get_by_role("link", name="Counter 1 waits for an answer")).to_be_visible()
    line = page.get_by_role("link", name="1 shopper waits for an answer from the counter.")
    expect(line).to_have_attribute("href", "/counter")
    hub.shop.desk.nudges.publish("counter")
    page.get_by_role("link", name="Floor").click()
    tab = page.get_by_role("navigation", name="Pages")
    expect(tab).to_contain_text("1 waits for an answer")
    slot = CounterDesk(hub.shop.desk).slots()[0].slot
    hub.shop.book(slot)
    rang(page, 1)
    expect(tab).to_contain_text("2 wait for an answer")
    tab.get_by_role("link", name="Counter").click()
    page.get_by_role("button", name="I have it: keep it").click()
    expect(tab).to_contain_text("1 waits for an answer")
    assert page.locator("[data-shift]").get_attribute("data-rang") is None


def test_screen_stays_awake_from_the_start_of_the_shift(hub: Served, opened: Opener) -> None:
    page = opened(PHONE)
    page.add_init_script(AWAKE)
    sign_in(page, hub, "ines")
    assert page.evaluate("window.asked ?? 0") == 0
    on_shift(page)
    expect(page.locator("[data-shift]")).to_have_attribute("data-awake", "yes")
    page.get_by_text("Sound and screen").click()
    page.get_by_label("Keep the screen awake").uncheck()
    page.wait_for_function("window.let === true")


def test_what_one_chose_is_remembered_on_this_device(hub: Served, opened: Opener) -> None:
    page = on_shift(sign_in(opened(PHONE), hub, "ines"))
    page.get_by_text("Sound and screen").click()
    page.get_by_label("Vibrate").uncheck()
    page.reload()
    page.get_by_text("Sound and screen").click()
    boxes = [page.get_by_label(name) for name in ("Ring for what is new", "Vibrate")]
    assert [box.is_checked() for box in boxes] == [True, False]
    hub.shop.ask()
    rang(page, 1)
    assert page.evaluate("window.felt ?? []") == []


def test_till_rings_for_nothing_but_what_was_left_lying(hub: Served, opened: Opener) -> None:
    page = opened(TABLET)
    page.goto(f"{hub.url}/device?secret={hub.shop.device}")
    page.goto(f"{hub.url}/till")
    request = hub.shop.ask("cabin-3")
    expect(page.get_by_role("heading", name="Cabin 3")).to_be_visible()
    assert page.locator("[data-shift]").get_attribute("data-rang") is None
    for _ in range(LAST_RESORT):
        assert page.locator("[data-shift]").get_attribute("data-rang") is None
        escalate(hub, request)
    rang(page, 1)
    assert page.locator("form").count() == 0


def test_page_says_that_somebody_looks_at_it(hub: Served, opened: Opener) -> None:
    page = opened(PHONE)
    said: list[object] = []

    def hear(route: object) -> None:
        said.append(route.request.post_data_json)  # type: ignore[attr-defined]
        route.fulfill(status=204)  # type: ignore[attr-defined]

    page.clock.install()
    page.route("**/v1/presence", hear)
    sign_in(page, hub, "ines")
    expect(page.get_by_text("Nobody is waiting.")).to_be_visible()
    for _ in range(41):
        # Little by little: a look that is under way is answered meanwhile, and not too late.
        page.clock.run_for(500)
    expect(page.locator("[data-shift]")).to_be_visible()
    assert said == [{"visible": True}] * 3


@pytest.mark.parametrize("without", ["", "delete window.SharedWorker;"], ids=["worker", "leader"])
def test_all_tabs_of_a_device_share_one_line(hub: Served, opened: Opener, without: str) -> None:
    first = opened(PHONE)
    first.context.add_init_script(without)
    sign_in(first, hub, "ines")
    second = first.context.new_page()
    second.goto(hub.url)
    request = hub.shop.ask()
    for page in (first, second):
        expect(page.locator(f'[data-request="{request}"]')).to_be_visible()
    assert len(hub.shop.desk.nudges._listeners) == 1
    first.close()
    another = hub.shop.ask("cabin-5")
    expect(second.locator(f'[data-request="{another}"]')).to_be_visible()


def test_phone_that_slept_says_how_long_by_the_hubs_clock_and_not_its_own(
    tmp_path: Path, browser: Browser, chromium_page: Callable[..., Page]
) -> None:
    clock = ManualClock()
    with served(shop(tmp_path, clock)) as hub:
        # A phone of another hour, whose clocks stood still while it slept.
        page = chromium_page(browser, PHONE, timezone_id="Asia/Tokyo")
        page.add_init_script(LINE)
        sign_in(page, hub, "ines")
        away = page.locator("[data-away]")
        for seconds, said in ((5, None), (600, "Away 10:00–10:10, now up to date.")):
            clock.advance(seconds)
            request = hub.shop.ask()
            # A page takes up its line only once it is loaded.
            page.wait_for_function("lines.length > 0")
            assert page.evaluate(BREAK) is True
            expect(page.locator("[data-link]")).to_be_hidden()
            expect(page.locator(f'[data-request="{request}"]')).to_be_visible()
            if said:
                expect(away).to_contain_text(said)
            else:
                expect(away).to_be_hidden()
