"""The journey and the funnel in a real browser: drawn, chosen by clicking, read by everybody."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

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
DESK = (1440, 900)
STORES = ("lyon", "paris-marais")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Two stores of three days, one of which was silent on the last."""
    folder = tmp_path_factory.mktemp("office")
    with engine(folder) as store, served(emptied(store), folder, now=None) as running:
        _fill(running, store)
        yield running


def _fill(office: Office, store: ClickHouseStore) -> None:
    parts, zone = office.parts, office.parts.zone
    today = datetime.now(zone).date()
    database = parts.messages._database
    marks = SqliteMarks(database)
    for name in STORES:
        bearer = parts.accounts.enrol_store(name, datetime.now(UTC))
        for back in range(1 if name == "lyon" else 2, 4):
            date = today - timedelta(days=back)
            events = day(Store(name, 1.0, 1.0), date, zone, seed=back)
            assert office.post(*events, bearer=bearer).json()["stored"] == len(events)
            marks.mark([StoreDate(name, date)])
    Roller(Maker(store, parts.phases, zone), marks, lambda: datetime.now(UTC)).make_all()


def test_map_is_drawn_as_its_table_says(office: Office, opened: Opener) -> None:
    page = sign_in(opened(DESK), office)
    page.goto(f"{office.url}/journey?days=7")
    expect(page.locator("#flows canvas")).to_have_count(1)
    nodes = page.evaluate(
        "() => echarts.getInstanceByDom(document.getElementById('flows'))"
        ".getOption().series[0].data.map((it) => [it.title, it.value])"
    )
    reached = page.locator("table.steps tbody tr td:nth-child(2)").all_inner_texts()
    assert nodes[0] == ["Awareness", int(reached[0].replace(",", ""))]
    assert [title for title, _ in nodes] == ["Awareness", "Consideration", "Purchase"]


def test_drop_off_leads_to_visits_and_to_one_of_them(office: Office, opened: Opener) -> None:
    page = sign_in(opened(DESK), office)
    page.goto(f"{office.url}/journey?days=7")
    page.get_by_role("link", name="Examples Consideration").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ended at: Consideration")
    page.get_by_role("link", name="Open").first.click()
    expect(page.locator("table.story tbody tr td").first).to_have_text("Visit began")


def test_funnel_is_made_by_clicking(office: Office, opened: Opener) -> None:
    page = sign_in(opened(DESK), office)
    page.goto(f"{office.url}/funnel?days=7")
    page.get_by_role("link", name="Take away Request brought").click()
    page.get_by_text("Add a step").click()
    page.get_by_role("link", name="Request seen").click()
    page.get_by_role("link", name="by store").click()
    steps = page.locator("table.steps tbody th").all_inner_texts()
    assert steps == [
        "1. Visit began",
        "2. Garment recognised",
        "3. Request made",
        "4. Request seen",
    ]
    parts = page.locator("section").last.locator("tbody th").all_inner_texts()
    assert sorted(parts) == ["Lyon", "Paris Marais"]


def test_funnel_without_a_step_and_without_data_says_so(office: Office, opened: Opener) -> None:
    page = sign_in(opened(DESK), office)
    page.goto(f"{office.url}/funnel?step=")
    expect(page.locator(".empty")).to_have_text("Choose the first step.")
    page.goto(f"{office.url}/funnel?step=opinion.given&days=7&store=lyon")
    expect(page.locator("table.steps tbody td").first).to_have_text("0")


def test_store_that_was_silent_is_named(office: Office, opened: Opener) -> None:
    page = sign_in(opened(DESK), office)
    page.goto(f"{office.url}/journey?days=2")
    page.get_by_role("button", name="1 of 2 stores have days without data").click()
    expect(page.locator("#define-complete tbody tr")).to_contain_text(["Paris Marais"])


def test_language_is_chosen_on_the_page_that_is_read(office: Office, opened: Opener) -> None:
    page = sign_in(opened(DESK), office)
    page.goto(f"{office.url}/funnel?days=7&by=store")
    page.get_by_role("button", name="Français").click()
    expect(page).to_have_url(f"{office.url}/funnel?days=7&by=store")
    expect(page.get_by_role("heading", level=1)).to_have_text("Entonnoir")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_pages_fit_and_can_be_read_by_everybody(
    office: Office, opened: Opener, axe: Axe, language: str
) -> None:
    since = datetime.now(office.parts.zone).date() - timedelta(days=2)
    paths = ("/journey?days=7", "/journey?days=2&by=spot", "/funnel?days=7&by=language",
             "/funnel?days=7&by=style&step=visit.started&step=purchase.completed",
             "/journey/visits?phase=consideration&days=7", "/rejected", "/", "/pilots",
             f"/pilots?store=lyon&since={since}",
             f"/pilots?store=lyon&since={since}&phase=purchase")  # fmt: skip
    assert office_faults(opened(DESK), office, language, paths, axe) == []


def test_pilot_with_too_few_stores_says_so(office: Office, opened: Opener) -> None:
    page = sign_in(opened(DESK), office)
    page.goto(f"{office.url}/pilots")
    page.get_by_label("Lyon").check()
    since = datetime.now(office.parts.zone).date() - timedelta(days=2)
    page.get_by_label("First day").fill(since.isoformat())
    page.get_by_role("button", name="Compare").click()
    expect(page.locator(".verdict")).to_contain_text("Too few stores to say anything")
    expect(page.locator("#pilot-table tr.mine th")).to_have_text("Lyon")
