"""The screens' page in a real browser: pressed without scripts and with them, sound on a phone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from contract.events import TouchpointObeyed
from messaging.clock import SystemClock
from tests.browser.staff import PHONE, TABLET, Opener, sign_in, small_targets
from tests.hub.web.shop import Served, served, shop
from tests.hub.web.test_fleet import picture, tell, well

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Served]:
    with served(shop(tmp_path, SystemClock())) as running:
        store = running.shop
        store.desk.floor()
        for name in ("cabin-1", "cabin-2", "kiosk-1"):
            store.access.enrol("touchpoint", name)
            tell(store, well(), name)
        tell(store, well(readers={"uhf": "silent"}, version="0.9"), "cabin-2")
        store.screenshots.put("cabin-1", picture())
        yield running


@pytest.mark.parametrize("size", [PHONE, TABLET], ids=["phone", "tablet"])
def test_screens_are_sound_for_every_reader(
    hub: Served, opened: Opener, axe: Callable[[Page], list[str]], size: tuple[int, int]
) -> None:
    page = sign_in(opened(size), hub, "adele")
    page.get_by_role("link", name="Today").click()
    page.get_by_role("link", name="Screens").click()
    expect(page.locator("[data-trouble]")).to_have_count(2)
    expect(page.locator('[data-touchpoint="cabin-2"]')).to_contain_text("Does not read: uhf")
    page.get_by_role("button", name="Show its name").first.click()
    expect(page.locator(".said li")).to_contain_text("on its way")
    assert (axe(page), small_targets(page)) == ([], [])
    assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") == 0
    page.get_by_role("link", name="Start it again").first.click()
    expect(page.get_by_role("button", name="Start it again")).to_be_visible()
    assert (axe(page), small_targets(page)) == ([], [])


def test_what_became_of_a_command_appears_without_a_reload(hub: Served, opened: Opener) -> None:
    page = sign_in(opened(PHONE), hub, "adele")
    page.goto(f"{hub.url}/fleet")
    page.evaluate("() => { window.stillTheSamePage = true; }")
    cabin = page.locator('[data-touchpoint="cabin-1"]')
    cabin.get_by_role("button", name="Photograph it").click()
    expect(cabin.locator(".said li")).to_contain_text("Photograph it: on its way")
    (told,) = hub.shop.commanding.told()
    data = TouchpointObeyed(command=told.command, verb=told.verb, result="busy")
    tell(hub.shop, data, "cabin-1")
    expect(cabin.locator(".said li")).to_contain_text("not now, somebody is there")
    assert page.evaluate("() => window.stillTheSamePage") is True


def test_every_button_works_without_scripts(
    hub: Served, browser: Browser, chromium_page: Callable[..., Page]
) -> None:
    page = sign_in(chromium_page(browser, PHONE, java_script_enabled=False), hub, "adele")
    page.goto(f"{hub.url}/fleet")
    cabin = page.locator('[data-touchpoint="cabin-1"]')
    cabin.get_by_role("button", name="Show its name").click()
    expect(cabin.locator(".said li")).to_have_count(1)
    cabin.get_by_role("link", name="Start it again").click()
    page.get_by_role("button", name="Start it again").click()
    expect(cabin.locator(".said li")).to_have_count(2)
    assert [(t.touchpoint, t.verb) for t in hub.shop.commanding.told()] == [
        ("cabin-1", "reload"),
        ("cabin-1", "identify"),
    ]
