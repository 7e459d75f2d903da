"""The product and service pages in a real browser: from a style to its sizes, read by everybody."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from headoffice.marks import SqliteMarks
from headoffice.rolling import Maker, Roller, StoreDate
from headoffice.selling import ALL, SalesMaker, monday
from headoffice.shelf import put
from headoffice.store import ClickHouseStore
from simulation.history.lives import store_day
from simulation.history.network import Shop
from simulation.history.wardrobe import wardrobe
from tests.browser.office import Opener, sign_in
from tests.browser.sound import Axe, office_faults
from tests.headoffice.office import Office, emptied, engine, served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
DESK = (1280, 800)
SHOPS = (Shop("lyon", 1.6, 1.0, 0.3), Shop("milano", 1.2, 1.5, 0.3))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Two stores of four days, their sales joined, with a catalogue."""
    folder = tmp_path_factory.mktemp("office")
    with engine(folder) as store, served(emptied(store), folder, now=None) as running:
        _fill(running, store)
        yield running


def _fill(office: Office, store: ClickHouseStore) -> None:
    parts, zone = office.parts, office.parts.zone
    database, today = parts.messages._database, datetime.now(zone).date()
    put(database, wardrobe())
    visits, sales = SqliteMarks(database), SqliteMarks(database, sales=True)
    for shop in SHOPS:
        bearer = parts.accounts.enrol_store(shop.name, datetime.now(UTC))
        for back in range(1, 6):
            date = today - timedelta(days=back)
            events, _ = store_day(shop, date, zone, 7)
            if events:
                assert office.post(*events, bearer=bearer).json()["stored"] == len(events)
            visits.mark([StoreDate(shop.name, date)])
            sales.mark([StoreDate(ALL, monday(date))])
    for maker, marks in (
        (Maker(store, parts.phases, zone), visits),
        (SalesMaker(store, zone), sales),
    ):
        Roller(maker, marks, lambda: datetime.now(UTC)).make_all()


def test_from_all_products_to_the_sizes_of_one(office: Office, opened: Opener) -> None:
    page = sign_in(opened(DESK), office)
    page.goto(f"{office.url}/products?days=7")
    expect(page.locator("[data-chart=parts] canvas")).to_have_count(1)
    first = page.locator("#tried-table tbody th a").first
    name = first.inner_text()
    first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    sizes = page.locator("#sizes-table tbody th").all_inner_texts()
    assert sizes == ["34", "36", "38", "40", "42"]
    drawn = page.evaluate(
        "() => echarts.getInstanceByDom(document.querySelector('[data-chart=sizes]'))"
        ".getOption().series[0].data"
    )
    told = page.locator("#sizes-table tbody tr").evaluate_all(
        "rows => rows.map(row => Number(row.dataset.asked))"
    )
    assert drawn == told
    page.locator("section").filter(has_text="Tried and not bought").get_by_role(
        "button", name="Definition"
    ).click()
    expect(page.locator("#define-tried")).to_contain_text("A sold unit is joined to the visit")


def test_service_tells_hours_stores_waits_and_opinions(office: Office, opened: Opener) -> None:
    page = sign_in(opened(DESK), office)
    page.goto(f"{office.url}/service?days=7")
    expect(page.locator("[data-chart=service] canvas")).to_have_count(1)
    stores = page.locator("section").filter(has_text="the slowest to accept first")
    assert stores.locator("tbody th").all_inner_texts() == ["Milano", "Lyon"]
    told = page.locator("section").filter(has_text="Sooner than told").locator("tbody tr")
    assert told.locator("th").all_inner_texts() == ["All stores", "Milano", "Lyon"]
    assert told.nth(1).locator("td").nth(1).inner_text() == "90 s – 2.5 min"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_pages_fit_and_can_be_read_by_everybody(
    office: Office, opened: Opener, axe: Axe, language: str
) -> None:
    paths = ("/products?days=7", "/products/wool-coat?days=7", "/products/wool-dress?store=lyon",
             "/service?days=7", "/service?store=lyon&days=7", "/products?days=1")  # fmt: skip
    assert office_faults(opened(DESK), office, language, paths, axe) == []


def test_style_that_nobody_knows_is_answered_with_what_is_right(
    office: Office, opened: Opener
) -> None:
    page = sign_in(opened(DESK), office)
    page.goto(f"{office.url}/products/turnover")
    expect(page.locator("main")).to_contain_text("o style is called 'turnover' in the catalogue")
