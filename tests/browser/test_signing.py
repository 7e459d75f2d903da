"""Sign-in through the house's identity provider, on another site than head office, in a browser."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.sound import OFFICE, Look, reaches_beyond, too_wide
from tests.headoffice.office import Office, engine, served
from tests.headoffice.oidc import a_port, house, known_to

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
Opener = Callable[[tuple[int, int]], Page]


@pytest.fixture
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    with engine(folder) as store, served(store, folder, now=None) as running:
        yield running


def sound(page: Page, axe: Look) -> list[str]:
    """What is wrong with the page as it stands, at every size."""
    found = []
    for name, (width, height) in OFFICE.items():
        page.set_viewport_size({"width": width, "height": height})
        wrong = [line for look in (axe, too_wide, reaches_beyond) for line in look(page)]
        found += [f"{name}: {line}" for line in wrong]
    return found


def test_walk_through_the_provider_and_back(office: Office, opened: Opener, axe: Look) -> None:
    # Another name of this machine is another site: its cookies do not travel with what leads here.
    here = f"http://localhost:{urlsplit(office.url).port}"
    port = a_port()
    known_to(office, f"http://127.0.0.1:{port}", here)
    page = opened((1280, 900))
    with house(port, here):
        page.goto(f"{here}/sign-in")
        expect(page.get_by_label("Password")).to_be_visible()
        assert sound(page, axe) == []
        page.get_by_role("link", name="Sign in with Maison").click()
        page.locator("input[name=login]").fill("s-1")
        page.locator("input[name=password]").fill("any")
        page.locator("button[type=submit]").click()
        page.locator("button[type=submit]").click()
        page.wait_for_url(f"{here}/")
        expect(page.locator(".who span")).to_have_text("Claire Petit (Maison)")
        assert sound(page, axe) == []
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url(f"http://127.0.0.1:{port}/**")
        page.locator("button[name=logout]").click()
        page.wait_for_url(f"{here}/sign-in*")
    page.goto(f"{here}/")
    expect(page).to_have_url(f"{here}/sign-in")
    page.context.add_cookies([{"name": "parcours_language", "value": "fr", "url": here}])
    known_to(office, f"http://127.0.0.1:{port}", here)
    page.get_by_role("link", name="Maison").click()
    expect(page.get_by_role("alert")).to_contain_text("Maison n’est pas joignable pour le moment.")
    assert sound(page, axe) == []
    page.locator("input[name=name]").fill("claire")
    page.locator("input[name=password]").fill(office.password)
    page.locator("form button").first.click()
    page.wait_for_url(f"{here}/")
