"""Paper for the day the hub is dead: whole with no data at all, and with a store's own places."""

import html
import re
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from hub.web import paper as module
from hub.web.callers import Caller, Who
from hub.web.paper import ROWS, paper, sheet
from tests.hub.web.conftest import Callers
from tests.hub.web.shop import shop

LANGUAGES = ("en", "fr", "it", "de", "es")


def words(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def test_page_says_what_the_store_does(callers: Callers) -> None:
    callers.shop.access.enrol("touchpoint", "kiosk-1")
    callers.shop.access.put_place("kiosk-1", "floor")
    page = html.unescape(callers.person("ines").get("/paper").text)
    assert "Sell at the till as always; it needs no hub." in page
    assert "Floor, Cabin 3" in page
    assert page.count("<tr><td></td>") == ROWS
    assert page.count('<p class="blank whole-line"></p>') == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_sheet_is_two_pages_in_every_language(tmp_path: Path, language: str) -> None:
    store = shop(tmp_path)
    parts = replace(store.app.state.parts, language=language)
    answer = sheet(Who(Caller.STAFF), parts)
    found, (first, second) = paper(parts), words(bytes(answer.body))
    assert [line for line in found.steps.lines if " ".join(line.split()) not in first] == []
    assert all(column in page for column in found.columns for page in (first, second))
    assert found.more in second
    store.desk.db.close()


def test_sheet_needs_no_data(callers: Callers) -> None:
    callers.shop.access.revoke("touchpoint", "cabin-3")
    answer = callers.person("ines").get("/paper.pdf")
    first, _ = words(answer.content)
    assert "Fitting rooms and shop floor" in first


def test_what_is_kept_for_somebody_takes_its_place(
    callers: Callers, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = "A1B2C3, Wool coat, until 18:00"
    monkeypatch.setattr(module, "DUE", (lambda _here: (kept,),))
    client = callers.person("ines")
    (section,) = re.findall(
        r"<section[^>]* data-due .*?</section>", client.get("/paper").text, re.DOTALL
    )
    assert (kept in section, "blank" in section.split("</h2>")[1]) == (True, False)
    assert kept in words(client.get("/paper.pdf").content)[0]
