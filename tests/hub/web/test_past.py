"""Past requests by day: a manager finds the one that was complained of, and its story."""

import re
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from contract.requests import RequestKind
from hub import commands
from messaging.clock import ManualClock
from tests.hub.web.conftest import Callers

HTML = {"Accept": "text/html"}


@pytest.fixture
def paris(callers: Callers) -> Callers:
    app = callers.shop.app
    app.state.parts = replace(app.state.parts, timezone=ZoneInfo("Europe/Paris"))
    return callers


def lines(page: str) -> list[tuple[str, ...]]:
    """Of each request its id, its state, the id its link leads to, and all of its words."""
    found = re.findall(
        r'<li data-request="([\w-]+)" data-state="(\w+)">\s*'
        r'<a href="/requests/([\w-]+)/story">(.*?)</li>',
        page,
        re.DOTALL,
    )
    return [(*ids, " ".join(re.sub(r"<[^>]+>", " ", text).split())) for *ids, text in found]


def test_manager_finds_a_request_of_another_day_and_its_story(paris: Callers) -> None:
    shop, clock = paris.shop, paris.shop.clock
    assert isinstance(clock, ManualClock)
    brought = shop.ask("cabin-2")
    shop.desk.act(brought, commands.Accept("ines"))
    shop.desk.act(brought, commands.Finish("ines"))
    clock.advance(13.5 * 3600)
    waits = shop.ask("cabin-4", RequestKind.HELP, gtin=None, wanted=None)
    boss = paris.person("adele")
    pages = [boss.get(f"/requests{day}", headers=HTML).text for day in ("", "?day=2026-11-21")]
    assert [lines(page) for page in pages] == [
        [(waits, "made", waits, "00:30 Cabin 4 Some help, please Nobody has it yet")],
        [
            (
                brought,
                "done",
                brought,
                "11:00 Cabin 2 Size 40 Wool coat, Ivory · Inès brought it",
            )
        ],
    ]
    story = boss.get(f"/requests/{brought}/story", headers=HTML).text
    assert ("Inès took it on" in story, 'href="/requests?day=2026-11-21"' in story) == (True, True)


@pytest.mark.parametrize(
    ("day", "status"), [("2026-08-24", 200), ("2026-08-23", 404), ("2026-11-22", 404)]
)
def test_day_that_the_store_cannot_know_is_said_to_be_so(
    one_hub: Callers, day: str, status: int
) -> None:
    answer = one_hub.person("adele").get(f"/requests?day={day}", headers=HTML)
    assert answer.status_code == status
    assert ("A day from 2026-08-24 to 2026-11-21 is right" in answer.text) == (status == 404)


def test_it_is_linked_where_a_manager_looks_and_nowhere_else(one_hub: Callers) -> None:
    linked = {
        name: [
            'href="/requests"' in one_hub.person(name).get(path, headers=HTML).text
            for path in ("/", "/closing", "/briefing")
        ]
        for name in ("adele", "ines")
    }
    assert linked == {"adele": [True] * 3, "ines": [False] * 3}
    assert one_hub.person("ines").get("/requests", headers=HTML).status_code == 403
