"""The live and the operations pages in a real browser: what comes shows, paused it is counted."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from contract.ids import new_id
from contract.model import instant
from headoffice.rolling import Maker
from headoffice.store import ClickHouseStore
from simulation.day import Store, day
from simulation.pulses import pulses
from tests.browser.office import Opener, sign_in
from tests.browser.sound import Axe, office_faults
from tests.headoffice.office import GTIN, Office, emptied, engine, event, served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
DESK = (1280, 900)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Lyon with two days, one of which is over; Paris from which nothing came."""
    folder = tmp_path_factory.mktemp("office")
    with engine(folder) as store, served(emptied(store), folder, now=None) as running:
        _fill(running, store)
        yield running


def _fill(office: Office, store: ClickHouseStore) -> None:
    parts, zone, shop = office.parts, office.parts.zone, Store("lyon", 0.3, 1.0)
    parts.accounts.enrol_store("paris", datetime.now(UTC))
    date = datetime.now(zone).date() - timedelta(days=1)
    events = day(shop, date, zone, seed=1) + pulses(shop, date, zone, seed=1, every=900)
    strange = {"id": "x", "source": "/stores/lyon/hub", "type": "parcours.no.v1"}
    assert office.post(*events, strange).json()["stored"] == len(events)
    Maker(store, parts.phases, zone).make(date, ["lyon"], 1)


def now(name: str, n: int, visit: str, **data: Any) -> dict[str, Any]:
    moment = instant(datetime.now(UTC))
    # Newer than what a made-up day had.
    outbox = "ffffffff-ffff-7fff-8fff-ffffffffffff"
    return event(n, name, id=new_id(), time=moment, recordedtime=moment, visitid=visit,
        outbox=outbox, data=data)  # fmt: skip


def test_what_came_while_paused_is_counted_and_shown_afterwards(
    office: Office, opened: Opener
) -> None:
    page, visit = sign_in(opened(DESK), office), new_id()
    page.goto(f"{office.url}/live?store=lyon&spot=cabin")
    expect(page.locator("#state")).to_have_text("Live")
    first = page.locator("#stream li .said").first
    office.post(now("visit.started", 1, visit, how="tag", language="fr"))
    expect(first).to_have_text("Visit began")
    page.get_by_role("button", name="Pause").click()
    expect(page.locator("#meanwhile")).to_have_text("came meanwhile: 0")
    office.post(now("garment.arrived", 2, visit, gtin=GTIN, tag="t", by="uhf"))
    office.post(now("product.viewed", 3, visit))
    # What does not fit is not counted.
    hub = {"source": "/stores/lyon/hub"}
    office.post(now("stock.corrected", 4, visit, gtin=GTIN, was=1, **{"is": 2}) | hub)
    expect(page.locator("#meanwhile")).to_have_text("came meanwhile: 2")
    expect(first).to_have_text("Visit began")
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("#stream li .said").nth(1)).to_have_text("Garment recognised")
    expect(first).to_have_text("Product viewed")
    expect(page.locator("#meanwhile")).to_have_text("")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    office.post(now("opinion.given", 5, visit, score=5, about="visit"))
    expect(first).to_have_text("Opinion given")


def test_floor_changes_as_its_store_does(office: Office, opened: Opener) -> None:
    page, visit, request = sign_in(opened(DESK), office), new_id(), new_id()
    page.goto(f"{office.url}/live/stores/lyon")
    office.post(
        now("visit.started", 11, visit, how="tag", language="fr"),
        now("garment.arrived", 12, visit, gtin=GTIN, tag="t", by="uhf"),
        now("request.made", 13, visit, request=request, kind="size", place="cabin-3"),
    )
    asking = page.locator(".asking tbody tr")
    expect(asking).to_contain_text(["Another size asked for"])
    expect(page.locator("section[aria-labelledby=places-title] tbody tr")).to_contain_text(
        ["Fitting room 3"]
    )
    expect(page.locator(".asof").last).to_contain_text("Newest event")
    office.post(now("request.cancelled", 14, visit, request=request))
    expect(page.locator("#floor .empty").first).to_have_text("Nobody waits for anything.")


def test_operations_are_drawn_beside_their_tables(office: Office, opened: Opener) -> None:
    page = sign_in(opened(DESK), office)
    page.goto(f"{office.url}/operations")
    expect(page.locator("[data-chart] canvas")).to_have_count(3)
    lost = page.evaluate(
        "() => echarts.getInstanceByDom(document.querySelector('[data-table=glass-table]'))"
        ".getOption().series[0].data.map((it) => it.value)"
    )
    said = page.locator("#glass-table tbody tr").evaluate_all(
        "rows => rows.map((row) => Number(row.dataset.value))"
    )
    assert lost == said
    page.locator("#glass-table").get_by_role("link", name="Lyon").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lyon")
    expect(page.locator("#glass-table tbody tr")).to_have_count(6)
    expect(page.locator("#reasons-table tbody th")).to_have_text(["Unknown type"])


@pytest.mark.parametrize("language", ["en", "fr"])
def test_pages_fit_and_can_be_read_by_everybody(
    office: Office, opened: Opener, axe: Axe, language: str
) -> None:
    paths = ("/live", "/live/stores/lyon", "/live/stores/paris", "/operations",
             "/operations?store=lyon", "/operations?store=paris")  # fmt: skip
    assert office_faults(opened(DESK), office, language, paths, axe) == []
