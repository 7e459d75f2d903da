"""The dashboard in a real browser: what is posted shows without a reload."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from contract.ids import new_id
from contract.model import instant
from headoffice.store import ClickHouseStore
from tests.browser.sound import OFFICE, Axe, faults, reaches_beyond, too_wide
from tests.headoffice.office import GTIN, Office, emptied, engine, event, served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
Opener = Callable[[tuple[int, int]], Page]
DESK = (1440, 900)


@pytest.fixture(scope="module")
def one_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClickHouseStore]:
    with engine(tmp_path_factory.mktemp("engine")) as opened:
        yield opened


@pytest.fixture
def office(one_engine: ClickHouseStore, tmp_path: Path) -> Iterator[Office]:
    with served(emptied(one_engine), tmp_path, now=None) as running:
        yield running


def sign_in(page: Page, office: Office) -> Page:
    page.goto(f"{office.url}/")
    page.get_by_label("Name").fill("claire")
    page.get_by_label("Password").fill(office.password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("status")).to_have_text("Live")
    return page


def visit(visit_id: str) -> list[dict[str, Any]]:
    """A visit that begins now and tries a garment."""
    now = {"time": instant(datetime.now(UTC)), "visitid": visit_id}
    return [
        event(1, "visit.started", id=new_id(), data={"how": "tag", "language": "fr"}, **now),
        event(
            2, "garment.arrived", id=new_id(), data={"gtin": GTIN, "tag": "t", "by": "uhf"}, **now
        ),
        event(3, id=new_id(), **now),
    ]


def headline(page: Page, name: str) -> Any:
    return page.locator(".headlines > div").filter(has_text=name).locator(".value")


def test_posted_event_appears_without_a_reload(office: Office, opened: Opener) -> None:
    page = sign_in(opened(DESK), office)
    page.evaluate("window.never_reloaded = true")
    expect(headline(page, "Visits")).to_have_text("0")
    office.post(*visit(new_id()))
    expect(page.locator("#lines li .said")).to_have_text(
        ["Product viewed", "Garment recognised", "Visit began"], use_inner_text=True
    )
    expect(headline(page, "Visits")).to_have_text("1")
    expect(page.locator("#funnel-table tbody td:nth-child(2)")).to_have_text(
        ["1", "1", "1", "0", "0"]
    )
    office.post(*visit(new_id()))
    expect(headline(page, "Visits")).to_have_text("2")
    expect(page.locator("#lines li")).to_have_count(6)
    assert page.evaluate("window.never_reloaded") is True


def test_repeated_batch_changes_nothing_on_the_page(office: Office, opened: Opener) -> None:
    page = sign_in(opened(DESK), office)
    batch = visit(new_id())
    for _ in range(3):
        office.post(*batch)
    office.post(*visit(new_id()))
    expect(headline(page, "Visits")).to_have_text("2")
    expect(page.locator("#lines li")).to_have_count(6)


def test_charts_are_drawn_beside_their_tables(office: Office, opened: Opener) -> None:
    office.post(*visit(new_id()))
    page = sign_in(opened(DESK), office)
    expect(page.locator("[data-chart] canvas")).to_have_count(3)
    for chart in page.locator("[data-chart]").all():
        assert page.locator(f"#{chart.get_attribute('data-table')}").count() == 1


def test_waits_stand_in_the_order_of_a_requests_life(office: Office, opened: Opener) -> None:
    office.post(*visit(new_id()))
    page = sign_in(opened(DESK), office)
    heads = page.locator("#waits-table thead th").evaluate_all(
        "heads => heads.map(head => head.firstChild.textContent.trim())"
    )
    assert heads == ["Store", "Seen", "Accepted", "Brought"]


def test_definition_is_one_click_away(office: Office, opened: Opener) -> None:
    page = sign_in(opened(DESK), office)
    section = page.locator("section").filter(has_text="From visit to garment in hand")
    section.get_by_role("button", name="Definition").click()
    expect(page.locator("#define-funnel")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#define-funnel")).to_be_hidden()


def test_one_store_is_chosen_by_its_name(office: Office, opened: Opener) -> None:
    paris = office.parts.accounts.enrol_store("paris-marais", office.parts.now())
    stranger = event(
        1, "visit.started", "paris-marais", time=instant(datetime.now(UTC)), visitid=new_id(),
        data={"how": "tag", "language": "fr"},
    )  # fmt: skip
    office.post(stranger, bearer=paris)
    office.post(*visit(new_id()))
    page = sign_in(opened(DESK), office)
    expect(headline(page, "Visits")).to_have_text("2")
    page.get_by_label("Stores").get_by_role("link", name="Paris Marais").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Paris Marais")
    expect(headline(page, "Visits")).to_have_text("1")
    expect(page.locator("tr.mine th a")).to_have_text("Paris Marais")
    expect(page.locator("#lines li")).to_have_count(1)


def test_refused_event_is_shown_with_its_reason(office: Office, opened: Opener) -> None:
    office.post({"id": "odd", "type": "parcours.receipt.printed.v1"})
    page = sign_in(opened(DESK), office)
    page.get_by_role("link", name="1 refused").click()
    row = page.get_by_role("row").filter(has_text="Lyon")
    expect(row).to_contain_text("no event has the type 'parcours.receipt.printed.v1'")
    row.get_by_text("no source · odd").click()
    expect(row.locator("pre")).to_contain_text('"id": "odd"')


def test_wrong_password_says_so(office: Office, opened: Opener) -> None:
    page = opened(DESK)
    page.goto(office.url)
    page.get_by_label("Name").fill("claire")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("do not fit together")


def test_server_that_goes_away_is_said(office: Office, opened: Opener) -> None:
    page = sign_in(opened(DESK), office)
    page.context.set_offline(True)
    office.parts.tail.close()
    expect(page.get_by_role("status")).to_contain_text("Not live since")


def test_page_fits_and_can_be_read_by_everybody(office: Office, opened: Opener, axe: Axe) -> None:
    office.post(*visit(new_id()))
    page = sign_in(opened(DESK), office)
    expect(page.locator("[data-chart] canvas").first).to_be_visible()
    assert faults(page, f"{office.url}/", OFFICE, (too_wide, reaches_beyond), axe, 0) == []
