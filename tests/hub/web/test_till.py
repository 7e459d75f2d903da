"""The till's screen: what waits, for a device on which nobody is signed in, and no more of it."""

import re

from hub import commands
from tests.hub.web.conftest import Callers


def calls(page: str) -> list[str]:
    return [text.strip() for text in re.findall(r"<h2>(.*?)</h2>", page)]


def test_it_shows_place_and_kind_to_a_device_and_nothing_to_touch(callers: Callers) -> None:
    callers.shop.ask("cabin-2", age=70)
    callers.shop.ask("cabin-3", age=10)
    page = callers.device().get("/till").text
    assert calls(page) == ["Cabin 2", "Cabin 3"]
    assert page.count("Another size") == 2
    assert ("Wool coat" in page, "<form" in page) == (False, False)


def test_what_somebody_has_is_gone_from_it(callers: Callers) -> None:
    request = callers.shop.ask()
    callers.shop.desk.act(request, commands.Accept("ines"))
    now = callers.device().get("/till/now").text
    assert calls(now) == []
    assert "Nobody is waiting." in now


def test_escalated_ones_stand_first_and_say_so(callers: Callers) -> None:
    callers.shop.ask("cabin-1", age=50)
    late = callers.shop.ask("cabin-2", age=45)
    with callers.shop.desk.db.transaction() as tx:
        tx.execute("update requests set level = 1 where request = ?", (late,))
    page = callers.device().get("/till").text
    assert calls(page) == ["Cabin 2", "Cabin 1"]
    assert re.findall(r'data-rings="(\d)"', page) == ["1", "0"]


def test_somebody_who_signs_in_on_it_changes_nothing_of_when_it_rings(callers: Callers) -> None:
    pages = [who.get("/till").text for who in (callers.device(), callers.person("ines"))]
    assert [re.findall(r'data-least="(\d)"', page) for page in pages] == [["3"], ["3"]]
