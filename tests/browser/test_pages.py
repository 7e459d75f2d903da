"""Every page in every language, at every width: sound for axe-core, nothing cut, nothing small."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import get_args

import pytest
from playwright.sync_api import Page

from hub.authority import Authority
from hub.settings import Settings
from messaging.clock import SystemClock
from tests.browser.pages import AT_THE_DOOR, SIGNED_IN, furnish
from tests.browser.staff import Opener, sign_in, small_targets
from tests.hub.web.shop import PIN, Served, served, shop

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(120)]
LANGUAGES = get_args(Settings.model_fields["language"].annotation)
#: A small phone, a tablet, and the same tablet whose reader has doubled everything.
SIZES = {"320": (320, 640), "768": (768, 1024), "768 at 200 %": (384, 512)}


@pytest.fixture(scope="module", params=LANGUAGES)
def hub(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp(request.param)
    ca = folder / "ca.crt"
    ca.write_bytes(Authority.make("Parcours", datetime.now(UTC)).pem().certificate)
    with served(shop(folder, SystemClock(), language=request.param, ca=ca)) as running:
        yield running


def faults(page: Page, url: str, axe: Callable[[Page], list[str]]) -> list[str]:
    page.goto(url)
    wide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
    cut = [f"{wide} px too wide"] if wide else []
    return [f"{url}: {fault}" for fault in (*axe(page), *small_targets(page), *cut)]


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_every_page_is_sound(
    hub: Served, opened: Opener, axe: Callable[[Page], list[str]], size: tuple[int, int]
) -> None:
    held = furnish(hub.shop).held
    page = sign_in(opened(size), hub, "adele")
    found = []
    for path in SIGNED_IN:
        found += faults(page, hub.url + path.format(held=held), axe)
    door = opened(size)
    door.goto(f"{hub.url}/device?secret={hub.shop.device}")
    for path in AT_THE_DOOR:
        found += faults(door, hub.url + path, axe)
    for _ in range(5):
        door.request.post(f"{hub.url}/v1/session", data={"associate": "malo", "pin": "9999"})
    found += faults(opened(size), f"{hub.url}/", axe)
    assert found == []


def test_word_before_one_goes_on_is_sound(
    hub: Served, opened: Opener, axe: Callable[[Page], list[str]]
) -> None:
    page = opened((320, 640))
    for n in range(6):
        device = hub.shop.access.enrol("device", f"tried-{n}")
        headers = {"X-Parcours-Device": f"tried-{n}.{device}"}
        wrong = {"associate": "ines", "pin": "9999"}
        page.request.post(f"{hub.url}/v1/session", data=wrong, headers=headers)
    page.goto(f"{hub.url}/device?secret={hub.shop.device}")
    lost = "/requests/0192f0c1-0000-7000-8000-000000000001/accept"
    page.goto(f"{hub.url}/sign-in/ines?lost={lost}")
    page.locator("#pin").evaluate("(field, pin) => { field.value = pin; }", PIN)
    page.locator("button.primary").click()
    assert page.locator(".told").count() == 2
    wide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
    assert (axe(page), small_targets(page), wide) == ([], [], 0)
