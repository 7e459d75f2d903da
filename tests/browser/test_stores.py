"""Stores side by side, notes and the morning briefing in a real browser, read by everybody."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pypdfium2
import pytest
from playwright.sync_api import expect

from headoffice.marks import SqliteMarks
from headoffice.rolling import Maker, Roller, StoreDate
from headoffice.store import ClickHouseStore
from simulation.day import Store, day
from tests.browser.office import Opener, sign_in
from tests.browser.sound import Axe, office_faults
from tests.headoffice.office import Office, emptied, engine, served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
DESK = (1280, 900)
STORES = (Store("lyon", 0.5, 1.0), Store("paris-marais", 0.8, 0.8), Store("lille", 0.3, 1.0))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Three stores of which one opened yesterday; two weeks of one hour each."""
    folder = tmp_path_factory.mktemp("office")
    with engine(folder) as store, served(emptied(store), folder, now=None) as running:
        fill(running, store)
        yield running


def fill(office: Office, store: ClickHouseStore) -> None:
    parts, zone = office.parts, office.parts.zone
    today = datetime.now(zone).date()
    marks = SqliteMarks(parts.messages._database)
    tiers = {"default": "flagship", "tiers": {"flagship": [], "essentials": []}}
    tiers["stores"] = {"lille": {"tier": "essentials"}}
    parts.messages.put("settings", tiers, datetime.now(UTC), lambda: "settings-1")
    for it in STORES:
        bearer = parts.accounts.enrol_store(it.name, datetime.now(UTC))
        for back in range(1, 2 if it.name == "lille" else 9):
            date = today - timedelta(days=back)
            events = day(it, date, zone, seed=back)
            assert office.post(*events, bearer=bearer).json()["stored"] == len(events)
            marks.mark([StoreDate(it.name, date)])
    Roller(Maker(store, parts.phases, zone), marks, lambda: datetime.now(UTC)).make_all()


def test_stores_are_compared_and_a_note_stands_in_the_drawing(
    office: Office, opened: Opener
) -> None:
    page = sign_in(opened(DESK), office)
    page.goto(f"{office.url}/stores?days=4")
    names = page.locator("#stores-table tbody th a").all_inner_texts()
    assert names == ["Paris Marais", "Lyon"]
    expect(page.locator("section", has_text="Not compared").locator("tbody tr")).to_contain_text(
        ["Lille"]
    )
    page.get_by_role("link", name="Store", exact=True).click()
    assert page.locator("#stores-table tbody th a").all_inner_texts() == ["Lyon", "Paris Marais"]
    expect(page.locator(".chart.changes canvas")).to_have_count(1)

    page.get_by_text("Write a note").click()
    page.get_by_label("What happened").fill("Window changed")
    page.get_by_role("button", name="Keep").click()
    expect(page.locator(".noted .words")).to_have_text("Window changed")
    expect(page.locator(".noted .by")).to_contain_text("claire")
    drawn = page.evaluate(
        "() => echarts.getInstanceByDom(document.querySelector('.chart.days'))"
        ".getOption().series[1].markLine.data.map((it) => it.name)"
    )
    assert drawn == ["Window changed"]

    page.goto(f"{office.url}/briefing")
    expect(page.locator(".noted .words")).to_have_text("Window changed")
    page.get_by_role("button", name="Remove Window changed").click()
    expect(page.locator(".noted")).to_have_count(0)


def test_briefing_leads_from_the_network_to_a_store_and_onto_paper(
    office: Office, opened: Opener
) -> None:
    page = sign_in(opened(DESK), office)
    page.goto(f"{office.url}/briefing")
    expect(page.locator(".asof").first).to_have_text("All 3 stores sent data.")
    page.get_by_role("link", name="Paris Marais").click()
    expect(page.locator(".kind")).to_have_text("Morning briefing · Paris Marais")
    lead = page.locator(".verdict").inner_text()
    with page.expect_download() as loading:
        page.get_by_role("link", name="Print it (PDF)").click()
    (sheet,) = pypdfium2.PdfDocument(loading.value.path())
    assert lead in " ".join(sheet.get_textpage().get_text_range().split())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_pages_fit_and_can_be_read_by_everybody(
    office: Office, opened: Opener, axe: Axe, language: str
) -> None:
    paths = ("/stores?days=4", "/stores?days=4&against=year", "/briefing", "/briefing/lyon")
    assert office_faults(opened(DESK), office, language, paths, axe) == []
