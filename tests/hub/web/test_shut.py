"""Waits as they are shown in a store that was shut in between: only its open time counts."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from contract.hours import Hours
from hub.appointments import Agree
from messaging.clock import ManualClock
from tests.hub.web.conftest import Callers
from tests.hub.web.shop import Shop, served, shop

#: From 10 to 19 o'clock.
HOURS = Hours(ZoneInfo("Europe/Paris"), (((600, 1140),),) * 7)
SHUTS = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
OPENS = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def until(clock: ManualClock, moment: datetime) -> None:
    clock.advance((moment - clock.now()).total_seconds())


def waits(page: str) -> list[str]:
    return re.findall(r'data-waited="(\d+)"', page)


def shut(store: Shop, hours: Hours) -> None:
    object.__setattr__(store.app.state.parts, "rules", replace(store.desk.rules, hours=hours))


def shown(callers: Callers) -> tuple[list[list[str]], list[float], bool]:
    """The waits on the pages, at the interface, and whether the metrics say the same."""
    ines = callers.person("ines")
    pages = [(ines, "/queue"), (callers.device(), "/till"), (ines, "/closing"), (ines, "/floor")]
    found = [waits(who.get(page).text) for who, page in [*pages, (ines, "/counter")]]
    told = [one["waited_seconds"] for one in ines.get("/v1/requests").json()["requests"]]
    metrics = callers.nobody().get("/metrics").text
    return found, told, "parcours_oldest_wait_seconds 20.0\n" in metrics


def test_wait_goes_on_in_the_morning_where_it_was_in_the_evening(tmp_path: Path) -> None:
    clock = ManualClock()
    store = shop(tmp_path, clock)
    store.desk.rules = replace(store.desk.rules, hours=HOURS)
    shut(store, HOURS)
    with served(store) as hub:
        callers = Callers(hub.shop, hub.url)
        until(clock, SHUTS)
        store.ask(age=20)
        store.reserve()
        found = [shown(callers)]
        until(clock, OPENS)
        assert [*found, shown(callers)] == [([["20"]] * 4 + [["0"]], [20], True)] * 2


def test_store_that_closes_at_midnight_says_the_time(tmp_path: Path) -> None:
    clock = ManualClock(datetime(2026, 11, 21, 23, 45, tzinfo=UTC))
    store = shop(tmp_path, clock)
    shut(store, Hours(ZoneInfo("UTC"), (((600, 1440),),) * 7))
    with served(store) as hub:
        page = Callers(hub.shop, hub.url).person("ines").get("/queue").text
    assert "The store closes at 00:00." in page


def test_session_that_nobody_confirmed_stands_on_the_page_of_the_closing(callers: Callers) -> None:
    store, ines = callers.shop, callers.person("ines")
    minutes = store.clock.now().astimezone(HOURS.zone)
    shut(store, Hours(HOURS.zone, (((0, minutes.hour * 60 + minutes.minute + 9),),) * 7))
    empty = ines.get("/closing").text
    first = store.book()
    one = ines.get("/closing").text
    store.book("2026-11-21T15:00Z")
    both = [ines.get(page).text for page in ("/closing", "/queue")]
    with store.desk.work() as work:
        work.counter.appoint(first, Agree())
    words = "1 styling session is to be confirmed."
    assert [words in page for page in (empty, one, ines.get("/closing").text)] == [
        False, True, True,
    ]  # fmt: skip
    assert ["Nothing is open." in page for page in (empty, one)] == [True, False]
    assert "2 styling sessions are to be confirmed." in both[0]
    assert "2 things are still open." in both[1]
    assert 'href="/counter"' in one
