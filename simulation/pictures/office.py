"""Head office's pictures: months of a network, and today as its hubs would send it."""

import gzip
import json
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import requests
from playwright.sync_api import Browser, Page

from contract.envelope import BATCH_CONTENT_TYPE
from headoffice.web.speech import LANGUAGE_COOKIE
from simulation.day import Row, Store, day
from simulation.history.lives import store_day
from simulation.history.network import Shop
from simulation.pictures.camera import photograph, visitor
from simulation.pictures.months import Months, tell_months
from simulation.pictures.plates import OFFICE_SHEETS, OFFICE_TONGUES
from simulation.pictures.studio import Studio
from simulation.pictures.ways import Sheet
from simulation.plan import ACCOUNT, STORE
from simulation.processes import ProgramFailed
from simulation.pulses import pulses

#: The store whose pages are photographed, and a style that is wanted much.
_SHOWN: Final = "paris-marais"
_STYLE: Final = "wool-coat"
_BATCH, _SUNDAY = 1000, 6
#: Days of pulses that operations tell of.
_WEEK: Final = 7
_PATIENCE: Final = 60.0


def photograph_office(studio: Studio, browser: Browser) -> None:
    wanted = [s for s in OFFICE_SHEETS if studio.chosen.any("office", s.key)]
    if not wanted:
        return
    studio.told("  Head office, with months of a network and today")
    months = _months(studio)
    send_today(studio, months)
    for sheet in wanted:
        for language in OFFICE_TONGUES:
            _Desk(studio, months, sheet, language).photograph(browser)


def _months(studio: Studio) -> Months:
    """Told while head office rests: one process at a time has its store."""
    program, now = studio.run.programs["headoffice"], datetime.now(UTC)
    program.stop()
    today = now.astimezone(ZoneInfo(studio.zone)).date()
    months = tell_months(studio.plan.settings("headoffice"), today, now)
    program.start()
    program.await_ready()
    return months


def send_today(studio: Studio, months: Months) -> None:
    """Today until now in every store, and what their screens told of themselves in a week."""
    zone, now = ZoneInfo(studio.zone), datetime.now(UTC)
    today = now.astimezone(zone).date()
    own = {STORE: studio.run.credentials.hub_token}
    bearers = {**months.bearers, **own}
    url, seed = studio.plan.headoffice_url, studio.plan.seed
    for shop in months.shops:
        told = Store(shop.name, shop.busy, shop.slow)
        for back in reversed(range(_WEEK)):
            date = today - timedelta(days=back)
            _post(url, bearers[shop.name], pulses(told, date, zone, seed=seed, until=now))
        _post(url, bearers[shop.name], _strange(shop.name) if shop.name == _SHOWN else [])
    # What shoppers did comes last, as it would on an ordinary afternoon.
    for shop in reversed(months.shops):
        _post(url, bearers[shop.name], list(_lived(shop, today, zone, now, seed)))


def _lived(shop: Shop, today: date, zone: ZoneInfo, now: datetime, seed: int) -> Iterator[Row]:
    """The months' stores are shut on Sundays; a picture of nothing would show nothing."""
    if today.weekday() == _SUNDAY:
        yield from day(Store(shop.name, shop.busy, shop.slow), today, zone, seed=seed, until=now)
        return
    events, _ = store_day(shop, today, zone, seed)
    yield from (it for it in events if datetime.fromisoformat(it["recordedtime"]) <= now)


def _strange(store: str) -> list[Row]:
    """What head office refuses: something on the wire that is no event."""
    source = f"/stores/{store}/hub"
    return [{"id": "till-0412", "source": source, "type": "parcours.receipt.printed.v1"}]


def _post(url: str, bearer: str, events: list[Row]) -> None:
    headers = {
        "Authorization": f"Bearer {bearer}",
        "Content-Encoding": "gzip",
        "Content-Type": BATCH_CONTENT_TYPE,
    }
    for first in range(0, len(events), _BATCH):
        body = gzip.compress(json.dumps(events[first : first + _BATCH]).encode())
        answer = requests.post(f"{url}/v1/events", body, headers=headers, timeout=(3.0, 60.0))
        if not answer.ok:
            raise ProgramFailed(f"head office answered {answer.status_code}: {answer.text[:300]}")


class _Desk:
    """Head office's pages of one size in one language."""

    def __init__(self, studio: Studio, months: Months, sheet: Sheet, language: str) -> None:
        self._studio, self._months, self._sheet, self._language = studio, months, sheet, language
        self._url = studio.plan.headoffice_url

    def photograph(self, browser: Browser) -> None:
        cookies = {LANGUAGE_COOKIE: self._language}
        with visitor(browser, self._sheet.size, cookies, self._url) as page:
            self._doors(page)
            for name, path in self._paths().items():
                self._take(page, name, path)
            self._opened(page)

    def _paths(self) -> dict[str, str]:
        months = self._months
        pilot = urlencode({"since": months.since, "store": months.pilots}, doseq=True)
        return {
            # First what is true of this minute.
            "floor": f"/live/stores/{_SHOWN}",
            "live": "/live",
            "today": "/",
            "store": f"/?store={_SHOWN}",
            "journey": "/journey",
            "journey-spots": "/journey?by=spot",
            "ended": "/journey/visits?phase=consideration",
            "funnel": "/funnel?by=store",
            "products": "/products",
            "style": f"/products/{_STYLE}",
            "service": "/service",
            "stores": "/stores?days=7",
            "stores-year": f"/stores?days=7&against=year&store={_SHOWN}",
            "pilots": "/pilots",
            "pilot": f"/pilots?{pilot}",
            "briefing": f"/briefing?day={months.last_open}",
            "briefing-store": f"/briefing/{_SHOWN}?day={months.last_open}",
            "operations": "/operations",
            "device": f"/operations?store={_SHOWN}",
            "refused": "/rejected",
            "problem": "/stores?store=lyon-presquile",
        }

    def _doors(self, page: Page) -> None:
        self._take(page, "sign-in", "/sign-in")
        self._sign_in(page, "a password of yesterday")
        self._keep(page, "sign-in-wrong")
        self._sign_in(page, self._studio.run.credentials.account_password)

    def _sign_in(self, page: Page, password: str) -> None:
        page.goto(f"{self._url}/sign-in")
        page.locator("input[name=name]").fill(ACCOUNT)
        page.locator("input[name=password]").fill(password)
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_load_state()

    def _opened(self, page: Page) -> None:
        """What is seen only after a click."""
        if self._wants("definition"):
            page.goto(f"{self._url}/")
            page.locator("button.define:visible").nth(2).click()
            self._keep(page, "definition", whole=False)
        if self._wants("visit"):
            page.goto(f"{self._url}/journey/visits?phase=advocacy")
            page.locator("main a[href^='/visits/']").first.click()
            page.wait_for_load_state()
            self._keep(page, "visit")
        if self._wants("notes"):
            page.goto(f"{self._url}/stores?days=7")
            page.locator(".notes summary").click()
            self._keep(page, "notes", of=".notes")

    def _take(self, page: Page, name: str, path: str) -> None:
        if self._wants(name):
            page.goto(f"{self._url}{path}")
            if name in {"operations", "device"}:
                _await_visits(page)
            self._keep(page, name, whole=name not in {"sign-in", "live"})

    def _keep(self, page: Page, name: str, *, whole: bool = True, of: str = "") -> None:
        if not self._wants(name):
            return
        page.wait_for_timeout(400)
        png = page.locator(of).screenshot() if of else photograph(page, whole=whole)
        self._studio.keep(self._full(name), png)

    def _full(self, name: str) -> str:
        return f"office-{self._sheet.key}-{name}{OFFICE_TONGUES[self._language]}"

    def _wants(self, name: str) -> bool:
        return self._studio.wants(self._full(name))


def _await_visits(page: Page) -> None:
    """Visits are made of events a moment after these have come."""
    end = time.monotonic() + _PATIENCE
    while page.locator("main .empty").count() and time.monotonic() < end:
        page.wait_for_timeout(500)
        page.reload()
