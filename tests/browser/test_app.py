"""The installed app without a line: the last page it had, and nothing of a person who left."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from messaging.clock import ManualClock, SystemClock
from tests.browser.staff import PHONE, Opener, sign_in
from tests.hub.web.shop import Served, served, shop

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
#: All that the worker keeps, by cache; the shell's name has a version.
KEPT = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    const keys = await (await caches.open(name)).keys();
    found[name.split("-")[0]] = keys.map(key => new URL(key.url).pathname);
  }
  return found;
}"""
Cut = Callable[[], None]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[tuple[Served, Cut]]:
    """A hub, and how to take it away in the middle of a test."""
    with ExitStack() as stack:
        hub = stack.enter_context(served(shop(tmp_path, SystemClock())))
        yield hub, stack.close


def until(page: Page, question: str, *, about: str = "") -> None:
    """Ask the page until it says yes; Playwright's own waiting takes a promise for a yes."""
    late = time.monotonic() + 90
    while not page.evaluate(question, about):
        assert time.monotonic() < late, question
        page.wait_for_timeout(50)


def kept_by_worker(page: Page) -> Page:
    """*page* on the queue, once the worker holds it and has kept it."""
    until(page, "() => Boolean(navigator.serviceWorker.controller)")
    until(page, "async () => Boolean(await (await caches.open('pages')).match('/'))")
    return page


def test_without_a_line_the_app_shows_the_last_queue_and_says_of_when(
    store: tuple[Served, Cut], opened: Opener
) -> None:
    hub, cut = store
    page = kept_by_worker(sign_in(opened(PHONE), hub, "ines"))
    request = hub.shop.ask(age=50)
    page.get_by_role("button", name="I will bring it").click()
    expect(page.locator(f'.mine [data-request="{request}"]')).to_be_visible()
    # What was touched last is kept too, a moment after it was shown.
    until(
        page,
        "async (it) => (await (await (await caches.open('pages')).match('/')).text()).includes(it)",
        about=f'data-request="{request}" data-state="accepted"',
    )
    cut()
    again = page.context.new_page()
    again.goto(hub.url)
    expect(again.locator("[data-link]")).to_contain_text("No line to the hub; what you see is from")
    expect(again.locator(f'.mine [data-request="{request}"]')).to_be_visible()
    photo = again.locator(".mine img")
    expect(photo).to_have_js_property("complete", value=True)
    assert photo.evaluate("image => image.naturalWidth") > 0


def test_what_is_kept_is_of_when_by_the_stores_clock_and_not_the_phones(
    tmp_path: Path, browser: Browser, chromium_page: Callable[..., Page]
) -> None:
    phone = chromium_page(browser, PHONE, timezone_id="Asia/Tokyo")
    with served(shop(tmp_path, ManualClock())) as hub:
        page = kept_by_worker(sign_in(phone, hub, "ines"))
    again = page.context.new_page()
    again.goto(hub.url)
    line = again.locator("[data-link]")
    expect(line).to_have_text("No line to the hub; what you see is from 10:00.")


def test_next_person_sees_nothing_of_the_last_one(
    store: tuple[Served, Cut], opened: Opener
) -> None:
    hub, cut = store
    hub.shop.ask()
    page = kept_by_worker(sign_in(opened(PHONE), hub, "ines"))
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Who are you?")).to_be_visible()
    assert page.evaluate(KEPT).get("pages", []) == []
    cut()
    page.goto(hub.url)
    expect(page.get_by_role("heading", name="No line to the hub")).to_be_visible()
    assert page.locator("[data-request]").count() == 0


def test_device_that_was_shut_out_keeps_nothing(store: tuple[Served, Cut], opened: Opener) -> None:
    hub, _ = store
    page = kept_by_worker(sign_in(opened(PHONE), hub, "ines"))
    hub.shop.access.revoke("device", "phone-ines")
    hub.shop.ask()
    expect(page.get_by_role("heading", name="This device is no longer known here")).to_be_visible()
    until(page, "async () => !(await caches.has('pages'))")


def test_nothing_is_kept_of_programs_and_doors(store: tuple[Served, Cut], opened: Opener) -> None:
    hub, _ = store
    page = kept_by_worker(sign_in(opened(PHONE), hub, "adele"))
    hub.shop.ask()
    expect(page.locator(".hero img")).to_be_visible()
    for path in ("/rejected", "/devices", "/stock?q=coat", "/v1/requests", "/floor", "/"):
        page.goto(f"{hub.url}{path}")
    found = page.evaluate(KEPT)
    assert sorted(found["pages"]) == ["/", "/floor"]
    assert all(path.startswith("/media/") for path in found["pictures"])
    allowed = ("/static/", "/icons/", "/offline", "/brand.css")
    assert [path for path in found["shell"] if not path.startswith(allowed)] == []
