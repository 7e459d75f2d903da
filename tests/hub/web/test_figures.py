"""Fair figures: by hour with their n, and one's own for nobody's eyes but one's own."""

import html
import re
from datetime import timedelta

import pytest
from fastapi.routing import APIRoute

from contract.figures import FIGURES
from hub.web.charts import ROW, Bar, Reach, bars, reaches
from hub.web.figures import router
from simulation.story import Story
from tests.hub.kept import keep
from tests.hub.web.conftest import Callers
from tests.hub.web.morning import NOON, busy

HOUR = timedelta(hours=1)


def plain(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def yours(page: str) -> str:
    (body,) = re.findall(r"<section[^>]* data-yours .*?</h2>(.*?)</section>", page, re.DOTALL)
    return plain(body.split('<p class="aside">')[0])


def hours(page: str) -> dict[str, list[str]]:
    rows = re.findall(r'<tr data-hour="([^"]+)">(.*?)</tr>', page)
    return {
        hour: [plain(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row)]
        for hour, row in rows
    }


def tell_hours(callers: Callers) -> None:
    story = Story()
    for number in range(12):
        story.ask(NOON, accepted=20.0 + number, done=100)
    for _ in range(2):
        story.ask(NOON + HOUR, accepted=None, done=900, end="expired")
    story.ask(NOON + 3 * HOUR, who="malo", accepted=50, done=80)
    keep(callers.shop.desk.db, story.events)


def test_hours_stand_in_a_row_with_their_n(callers: Callers) -> None:
    tell_hours(callers)
    page = callers.person("ines").get("/figures").text
    assert hours(page) == {
        "12:00": ["12", "26 sec", "12", "0%", "12"],
        "13:00": ["2", "too few", "0", "too few", "2"],
        "14:00": ["0", "too few", "0", "too few", "0"],
        "15:00": ["1", "too few", "1", "too few", "1"],
    }
    assert page.count('<rect class="all"') == 4
    assert page.count('<rect class="alone"') == 1
    assert page.count('<circle class="middle"') == 1
    assert "26 sec · 30 sec" in page


def test_drawing_needs_no_style_of_its_own(callers: Callers) -> None:
    busy(callers.shop)
    page = callers.person("ines").get("/figures").text
    assert "<svg" in page
    assert re.findall(r"<style|\sstyle=|<script(?! src)", page) == []


def test_store_without_requests_says_so(callers: Callers) -> None:
    page = callers.person("ines").get("/figures").text
    assert ("Nobody asked for anything." in page, "<svg" in page) == (True, False)
    assert yours(page) == "Nothing yet in these days."


def test_everybody_sees_their_own_figures_alone(callers: Callers) -> None:
    busy(callers.shop)
    pages = {who: callers.person(who).get("/figures").text for who in ("ines", "malo", "adele")}
    assert {who: yours(page) for who, page in pages.items()} == {
        "ines": "You took on 45 and brought 42; for 3 there was nothing to bring. Half were taken "
        "on within 31 seconds (n = 45). Half were there within 1 minute and 42 seconds (n = 42).",
        "malo": "You took on 10 and brought 10; for 0 there was nothing to bring. Half were taken "
        "on within 30 seconds (n = 10). Half were there within 1 minute and 48 seconds (n = 10).",
        "adele": "Nothing yet in these days.",
    }


@pytest.mark.parametrize("more", ["associate=ines", "who=ines", "person=ines&name=In%C3%A8s"])
def test_no_parameter_asks_for_somebody_else(callers: Callers, more: str) -> None:
    busy(callers.shop)
    manager = callers.person("adele")
    assert manager.get(f"/figures?{more}").text == manager.get("/figures").text
    assert "Inès" not in manager.get(f"/figures?{more}").text


def test_route_has_no_parameter_for_a_person() -> None:
    (dependant,) = [route.dependant for route in router.routes if isinstance(route, APIRoute)]
    assert [field.name for field in dependant.query_params] == ["days"]
    assert [*dependant.path_params, *dependant.header_params, *dependant.cookie_params] == []


def test_nobodys_id_or_name_stands_on_the_page_but_ones_own(callers: Callers) -> None:
    busy(callers.shop)
    for path in ("/figures", "/briefing", "/paper"):
        page = callers.person("malo").get(path).text
        assert [name for name in ("Inès", "ines", "Adèle", "adele") if name in page] == [], path


@pytest.mark.parametrize("days", ["0", "29", "-1", "many"])
def test_days_that_are_not_known_are_refused(callers: Callers, days: str) -> None:
    assert callers.person("ines").get(f"/figures?days={days}").status_code == 422


def test_every_figure_is_defined_there(callers: Callers) -> None:
    page = html.unescape(callers.person("ines").get("/figures").text)
    assert [figure.name for figure in FIGURES if figure.definition not in page] == []


def test_longest_bar_ends_at_the_edge_and_none_is_longer() -> None:
    drawing = bars([("9:00", "4", 4, 1), ("10:00", "0", 0, 0), ("11:00", "8", 8, 8)])
    rows = [row for row in drawing.rows if isinstance(row, Bar)]
    assert [row.width for row in rows] == [117.0, 0.0, 234.0]
    assert [row.alone for row in rows] == [29.2, 0.0, 234.0]
    assert (drawing.height, [row.y for row in rows]) == (3 * ROW, [15.0, 45.0, 75.0])


def test_bars_of_nothing_have_no_length() -> None:
    assert [row.width for row in bars([("9:00", "0", 0, 0)]).rows if isinstance(row, Bar)] == [0.0]
    assert bars([]).height == 0


def test_too_few_are_not_drawn() -> None:
    drawing = reaches([("9:00", "too few", None), ("10:00", "30 sec", (30.0, 60.0))])
    rows = [row for row in drawing.rows if isinstance(row, Reach)]
    assert [(row.middle, row.far) for row in rows] == [(None, None), (147.0, 236.0)]
