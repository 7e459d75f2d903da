"""A page's live part in a real browser: the order of answers, and where the keyboard is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from messaging.clock import SystemClock
from tests.browser.staff import PHONE, Opener, sign_in
from tests.hub.web.shop import Served, served, shop

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

#: Counts the looks that are on their way, and keeps from the page what those answer that are held.
COUNT = """(() => {
  const real = window.fetch;
  window.flying = 0;
  window.fetch = async (url, way) => {
    const look = String(url).endsWith('/queue') && !way?.method;
    if (!look) return real(url, way);
    window.flying += 1;
    try {
      const answer = await real(url, way);
      if (window.held) await new Promise((go) => window.held.push(go));
      return answer;
    } finally {
      window.flying -= 1;
    }
  };
})()"""
#: From a moment on in which none is on its way: the page looks at once when it is opened.
HOLD = "() => !window.flying && Boolean(window.held = [])"
LET_GO = "() => { const held = window.held; window.held = null; held.forEach((go) => go()); }"
#: How few of one's own requests the page ever held from now on.
LEAST = """() => {
  const count = () => document.querySelectorAll('.mine [data-request]').length;
  window.least = count();
  new MutationObserver(() => { window.least = Math.min(window.least, count()); })
    .observe(document.getElementById('queue'), { childList: true, subtree: true });
}"""
FOCUSED = "() => document.activeElement.closest('[data-request]')?.dataset.request"


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Served]:
    with served(shop(tmp_path, SystemClock())) as running:
        yield running


def queue_with_one(hub: Served, opened: Opener) -> tuple[Page, str]:
    request = hub.shop.ask(age=20)
    page = opened(PHONE)
    page.add_init_script(COUNT)
    sign_in(page, hub, "ines")
    expect(page.locator(f'.waiting [data-request="{request}"]')).to_be_visible()
    return page, request


def test_look_that_was_asked_for_before_a_step_does_not_undo_it(
    hub: Served, opened: Opener
) -> None:
    page, request = queue_with_one(hub, opened)
    page.wait_for_function(HOLD)
    hub.shop.ask("cabin-5")
    page.wait_for_function("() => window.held.length === 1", timeout=60_000)
    page.get_by_role("button", name="I will bring it").click()
    mine = page.locator(f'.mine [data-request="{request}"]')
    expect(mine).to_be_visible()
    page.evaluate(LEAST)
    page.evaluate(LET_GO)
    # What it left out is looked for again.
    expect(page.locator(".waiting [data-request]")).to_have_count(1, timeout=60_000)
    expect(mine).to_be_visible()
    assert page.evaluate("() => window.least") == 1


def test_keyboard_stays_where_it_is_when_a_card_comes_in_front(hub: Served, opened: Opener) -> None:
    page, request = queue_with_one(hub, opened)
    page.get_by_role("button", name="I will bring it").focus()
    assert page.evaluate(FOCUSED) == request
    older = hub.shop.ask("cabin-5", age=60)
    first = page.locator(".waiting [data-request]").first
    expect(first).to_have_attribute("data-request", older, timeout=60_000)
    assert page.evaluate(FOCUSED) == request
