"""Head office's pictures: a believable day of three stores, sent as their hubs would send it."""

import gzip
import json
import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import requests
from playwright.sync_api import Browser, Page

from simulation.day import Store, day
from simulation.pictures.camera import photograph, visitor
from simulation.pictures.plates import OFFICE_SHEETS
from simulation.pictures.studio import Studio
from simulation.plan import ACCOUNT, STORE
from simulation.processes import ProgramFailed

#: How many come to each, and how long staff need beside the others.
STORES = (Store("paris-marais", 1.25, 1.0), Store(STORE, 0.8, 0.72), Store("milano", 0.55, 1.5))
_BATCH = 1000


def photograph_office(studio: Studio, browser: Browser) -> None:
    wanted = [s for s in OFFICE_SHEETS if studio.chosen.any("office", s.key)]
    if not wanted:
        return
    studio.told("  Head office, with a day of three stores")
    send_days(studio)
    for sheet in wanted:
        _sheet(studio, browser, sheet.key, sheet.size)


def send_days(studio: Studio) -> None:
    """Today until now and the same weekday a week ago, for every store."""
    now = datetime.now(ZoneInfo(studio.zone))
    for store in STORES:
        bearer = _bearer(studio, store.name)
        for back in (7, 0):
            date = (now - timedelta(days=back)).date()
            events = day(store, date, now.tzinfo, seed=studio.plan.seed + back, until=now)
            if back == 0:
                events += _strange(store.name)
            for first in range(0, len(events), _BATCH):
                _post(studio.plan.headoffice_url, bearer, events[first : first + _BATCH])


def _strange(store: str) -> list[dict[str, Any]]:
    """What head office refuses: something on the wire that is no event."""
    source = f"/stores/{store}/hub"
    return [{"id": "till-0412", "source": source, "type": "parcours.receipt.printed.v1"}]


def _bearer(studio: Studio, store: str) -> str:
    if store == STORE:
        return studio.run.credentials.hub_token
    config = str(studio.plan.settings("headoffice"))
    printed = studio.command("headoffice", "enrol", "store", store, "--config", config)
    found: list[str] = re.findall(r"[A-Za-z0-9_\-.]{20,}", printed)
    return max(found, key=len)


def _post(url: str, bearer: str, events: list[dict[str, Any]]) -> None:
    answer = requests.post(
        f"{url}/v1/events",
        gzip.compress(json.dumps(events).encode()),
        headers={
            "Authorization": f"Bearer {bearer}",
            "Content-Encoding": "gzip",
            "Content-Type": "application/cloudevents-batch+json",
        },
        timeout=(3.0, 60.0),
    )
    if not answer.ok:
        raise ProgramFailed(f"head office answered {answer.status_code}: {answer.text[:300]}")


def _sheet(studio: Studio, browser: Browser, key: str, size: tuple[int, int]) -> None:
    url = studio.plan.headoffice_url

    def take(name: str, page: Page, path: str, *, whole: bool = True) -> None:
        full = f"office-{key}-{name}"
        if studio.wants(full):
            page.goto(f"{url}{path}")
            if name == "definition":
                page.locator("button.define:visible").nth(2).click()
            page.wait_for_timeout(400)
            studio.keep(full, photograph(page, whole=whole))

    with visitor(browser, size, {}, url) as page:
        take("sign-in", page, "/sign-in", whole=False)
        page.goto(f"{url}/sign-in")
        page.locator("input[type=password]").fill(studio.run.credentials.account_password)
        page.locator("input:not([type=password]):not([type=hidden])").first.fill(ACCOUNT)
        page.locator("main button, form button").last.click()
        page.wait_for_load_state()
        take("today", page, "/")
        take("store", page, f"/?store={STORES[0].name}")
        take("definition", page, "/", whole=False)
        take("refused", page, "/rejected")
