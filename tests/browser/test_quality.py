"""How the rooms read, in a real browser: sound on a phone and a tablet, and nothing cut."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from messaging.clock import SystemClock
from tests.browser.staff import PHONE, TABLET, Opener, sign_in, small_targets
from tests.hub.garments import tell_many
from tests.hub.web.shop import Served, served, shop

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Served]:
    with served(shop(tmp_path, SystemClock())) as running:
        yield running


@pytest.mark.parametrize("size", [PHONE, TABLET], ids=["phone", "tablet"])
def test_rooms_are_sound_for_every_reader(
    hub: Served, opened: Opener, axe: Callable[[Page], list[str]], size: tuple[int, int]
) -> None:
    desk = hub.shop.desk
    told = {"cabin-1": (212, 2), "cabin-2": (87, 9), "cabin-3": (4, 1), "cabin-12": (1040, 0)}
    for room, (garments, disowned) in told.items():
        tell_many(desk.db, desk.clock.now(), room, garments, disowned)
    page = sign_in(opened(size), hub, "adele")
    page.get_by_role("link", name="Today").click()
    page.get_by_role("link", name="Operations").click()
    low = page.locator('[data-room="cabin-2"]')
    expect(low.get_by_role("rowheader")).to_have_text("Cabin 2")
    expect(low.locator(".figure")).to_have_text("89%")
    expect(low).to_contain_text("Calibrate this room")
    expect(page.locator("[data-low]")).to_have_count(1)
    assert (axe(page), small_targets(page)) == ([], [])
    assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") == 0
