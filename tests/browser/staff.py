"""A person at the staff app: how a browser is opened, signed in and looked at."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.hub.web.shop import PIN, Served

PHONE, TABLET = (390, 844), (820, 1180)
Opener = Callable[[tuple[int, int]], Page]

#: What a finger may press and is smaller than it wants; a hidden radio lies under its label.
_SMALL = """() => [...document.querySelectorAll('a, button, input, summary')]
  .filter(e => e.checkVisibility())
  .map(e => [e.textContent.trim() || e.name, e.getBoundingClientRect()])
  .filter(([, box]) => box.width > 0 && (box.height < 48 || box.width < 44))
  .map(([name, box]) => `${name}: ${Math.round(box.width)} x ${Math.round(box.height)}`)"""


def sign_in(page: Page, hub: Served, associate: str) -> Page:
    """*page* on the queue, as *associate* sees it on a phone of their own."""
    secret = hub.shop.access.enrol("device", f"phone-{associate}")
    page.goto(f"{hub.url}/device?secret=phone-{associate}.{secret}")
    answer = page.request.post(f"{hub.url}/v1/session", data={"associate": associate, "pin": PIN})
    assert answer.ok, answer.text()
    page.goto(hub.url)
    return page


def small_targets(page: Page) -> list[str]:
    found: list[str] = page.evaluate(_SMALL)
    return found
