"""The briefing and its kin in a real browser: sound on phone and tablet, and on paper."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from messaging.clock import SystemClock
from tests.browser.staff import PHONE, TABLET, Opener, sign_in, small_targets
from tests.hub.web.morning import busy
from tests.hub.web.shop import Served, served, shop

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Served]:
    store = shop(tmp_path, SystemClock())
    yesterday = store.clock.now() - timedelta(days=1)
    busy(store, yesterday.replace(hour=12, minute=0, second=0, microsecond=0))
    with served(store) as running:
        yield running


#: A manager has one tab more, and the phone the least room for it.
@pytest.mark.parametrize(
    ("size", "who"), [(PHONE, "adele"), (TABLET, "ines")], ids=["phone", "tablet"]
)
def test_pages_are_sound_for_every_reader(
    hub: Served, opened: Opener, axe: Callable[[Page], list[str]], size: tuple[int, int], who: str
) -> None:
    page = sign_in(opened(size), hub, who)
    page.get_by_role("link", name="Today").click()
    expect(page.locator(".lead")).to_contain_text("24 visits")
    wrong = {}
    for path in ("/briefing", "/figures", "/paper"):
        page.goto(f"{hub.url}{path}")
        wide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
        cut = page.locator(".tabs a").evaluate_all(
            "tabs => tabs.filter(tab => tab.scrollWidth > tab.clientWidth).map(t => t.textContent)"
        )
        wrong[path] = (axe(page), small_targets(page), wide, cut)
    assert wrong == dict.fromkeys(wrong, ([], [], 0, []))


def test_another_day_is_chosen_without_a_script(hub: Served, opened: Opener) -> None:
    page = sign_in(opened(PHONE), hub, "ines")
    page.goto(f"{hub.url}/briefing")
    page.get_by_role("link", name="The day before").click()
    expect(page.locator(".lead")).to_contain_text("Nothing is known of this day.")
    page.get_by_role("link", name="The day after").click()
    expect(page.locator(".lead")).to_contain_text("24 visits")


def test_page_prints_on_one_sheet(hub: Served, opened: Opener) -> None:
    page = sign_in(opened(TABLET), hub, "ines")
    page.goto(f"{hub.url}/briefing")
    paper = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    assert len(paper) == 1
    assert "Sign out" not in paper[0].get_textpage().get_text_range()


def test_sheet_comes_as_a_file(hub: Served, opened: Opener) -> None:
    page = sign_in(opened(PHONE), hub, "ines")
    page.goto(f"{hub.url}/briefing")
    with page.expect_download() as coming:
        page.get_by_role("link", name="Print it (PDF)").click()
    assert coming.value.suggested_filename.startswith("briefing-")
