"""Every page in every language, at every width: sound for axe-core, nothing cut, nothing small."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import get_args

import pytest

from hub.authority import Authority
from hub.settings import Settings
from messaging.clock import SystemClock
from tests.browser.pages import AT_THE_DOOR, SIGNED_IN, fill, furnish
from tests.browser.sound import STAFF, Axe, faults, too_wide
from tests.browser.staff import PHONE, Opener, sign_in, small_targets
from tests.hub.web.shop import PIN, ROOT, Served, served, shop

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(480)]
NORD = ROOT / "config/brands/nord.toml"
LANGUAGES = get_args(Settings.model_fields["language"].annotation)


@pytest.fixture(scope="module", params=LANGUAGES)
def hub(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp(request.param)
    ca = folder / "ca.crt"
    ca.write_bytes(Authority.make("Parcours", datetime.now(UTC)).pem().certificate)
    store = shop(folder, SystemClock(), language=request.param, ca=ca)
    fill(store)
    with served(store) as running:
        yield running


def test_every_page_is_sound(hub: Served, opened: Opener, axe: Axe) -> None:
    held = furnish(hub.shop).held
    looks, found = (small_targets, too_wide), []
    page = sign_in(opened(PHONE), hub, "adele")
    turns = count(LANGUAGES.index(hub.shop.app.state.parts.language))
    for path, turn in zip(SIGNED_IN, turns, strict=False):
        found += faults(page, hub.url + path.format(held=held), STAFF, looks, axe, turn)
    door = opened(PHONE)
    door.goto(f"{hub.url}/device?secret={hub.shop.device}")
    # What is shown without a line goes on by itself as soon as there is one.
    door.route("**/health", lambda route: route.abort())
    for path, turn in zip(AT_THE_DOOR, turns, strict=False):
        found += faults(door, hub.url + path, STAFF, looks, axe, turn)
    for _ in range(5):
        door.request.post(f"{hub.url}/v1/session", data={"associate": "malo", "pin": "9999"})
    found += faults(opened(PHONE), f"{hub.url}/", STAFF, looks, axe, next(turns))
    assert found == []


def test_every_page_is_sound_in_another_house(tmp_path: Path, opened: Opener, axe: Axe) -> None:
    """Its colours and its type are its own."""
    store = shop(tmp_path, SystemClock(), house=NORD)
    fill(store)
    held = furnish(store).held
    looks, found = (small_targets, too_wide), []
    with served(store) as hub:
        page = sign_in(opened(PHONE), hub, "adele")
        for turn, path in enumerate(SIGNED_IN):
            found += faults(page, hub.url + path.format(held=held), STAFF, looks, axe, turn)
    assert found == []


def test_word_before_one_goes_on_is_sound(hub: Served, opened: Opener, axe: Axe) -> None:
    page = opened(STAFF["320"])
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
    assert (axe(page), small_targets(page), too_wide(page)) == ([], [], [])
