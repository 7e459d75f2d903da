"""The briefing as a manager reads it aloud and pins it up: sentences, days, paper, languages."""

import html
import re
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pypdfium2
import pytest

from contract.brand import Brand
from contract.settings import load
from hub.web.briefing import briefing
from hub.web.sheets import FONTS, sheet_of
from messaging.clock import ManualClock
from simulation.story import Story
from telling.paper import Sheet, ink_of
from telling.sections import Section
from tests.hub.kept import keep
from tests.hub.web.conftest import Callers
from tests.hub.web.morning import NOON, busy
from tests.hub.web.shop import ROOT, Shop, brand, shop

LANGUAGES = ("en", "fr", "it", "de", "es")


def told(page: str) -> dict[str, str]:
    """By section what it says."""
    found = re.findall(r'<section data-section="(\w+)".*?</h2>(.*?)</section>', page, re.DOTALL)
    return {key: _plain(body) for key, body in found}


def _plain(body: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def lead(page: str) -> str:
    return _plain(re.findall(r'<p class="lead">(.*?)</p>', page, re.DOTALL)[0])


def words(pdf: bytes) -> list[str]:
    """The text of each page."""
    document = pypdfium2.PdfDocument(pdf)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def test_busy_day_is_told_in_sentences(callers: Callers) -> None:
    busy(callers.shop)
    callers.shop.ask("cabin-1")
    page = callers.person("ines").get("/briefing").text
    assert lead(page) == "24 visits, 4 more than the 20 of a week earlier."
    assert told(page) == {
        "visits": "15 visits in the fitting rooms, 9 at the kiosks. "
        "Somebody touched the screen in 79% (n = 24). "
        "Half of the visits were longer than 5 minutes (n = 24).",
        "requests": "Shoppers asked 45 times: 40 brought, 3 not there, one withdrawn and one "
        "without an answer. Half were taken on within 30 seconds, nineteen in twenty within 49 "
        "seconds (n = 43). A week earlier it was 31 seconds (n = 12). Nobody took on 2% (n = 44). "
        "2 times somebody else had to be told.",
        "tried": "29 garments were tried on. Most of all: Wool coat (14) and Long scarf (1). "
        "Of what shoppers judged they left 33% (n = 12). Their reasons: too small (4). "
        "Most often left: Wool coat (4).",
        "missing": "Wool coat 40 (3).",
        "opinions": "4.5 of 5 (n = 12): 8 gave 5, 3 gave 4 and one gave 2.",
        "besides": "One lookbook opened, one film played, 6 wishes kept and one count of stock "
        "corrected.",
        "todo": "Still open: Cabin 1, since 10:00. Left alone yesterday: Cabin 4, 16:20 "
        "(Wool coat, Ink 36). Not heard: Cabin 3, since 20 Nov. Please see whether it is on. "
        "Does not tell its garments from next door’s: Cabin 2, 90% (n = 58). Please calibrate it. "
        "Tried much and nearly gone: Wool coat, Ivory 38, 1 left; Wool coat, Ink 40, 1 left.",
    }


def test_day_without_anything_says_so(callers: Callers) -> None:
    page = callers.person("ines").get("/briefing").text
    assert lead(page) == "Nothing is known of this day."
    assert told(page) == {
        "visits": "No visit was counted.",
        "requests": "Nobody asked for anything.",
        "todo": "Nothing is left open.",
    }


def test_few_make_no_share_and_no_middle(callers: Callers) -> None:
    story = Story()
    for number in range(4):
        story.visit(NOON, "cabin-1", touched=False)
        story.ask(NOON, end="done" if number else "expired", accepted=20 if number else None)
    keep(callers.shop.desk.db, story.events)
    page = callers.person("ines").get("/briefing").text
    assert "%" not in "".join(told(page).values())
    assert told(page)["visits"].endswith("in 0 of 4, too few for a share.")
    assert "Too few to say how long they waited (n = 3)." in told(page)["requests"]
    assert "Nobody took on 1 of 4, too few for a share." in told(page)["requests"]


def test_two_minutes_are_enough_to_read_it_aloud(callers: Callers) -> None:
    busy(callers.shop)
    page = callers.person("ines").get("/briefing").text
    # At 130 words a minute, slowly.
    assert len(" ".join([lead(page), *told(page).values()]).split()) < 260


def test_other_days_are_chosen_and_have_no_morning_of_their_own(callers: Callers) -> None:
    busy(callers.shop)
    client = callers.person("ines")
    page = client.get("/briefing?day=2026-11-13").text
    assert lead(page) == "20 visits; of the week before nothing is known."
    assert "todo" not in told(page)
    assert 'href="/briefing?day=2026-11-12"' in page
    assert 'href="/briefing?day=2026-11-14"' in page
    latest = client.get("/briefing?day=2026-11-20").text
    assert 'href="/briefing?day=2026-11-21"' not in latest


@pytest.mark.parametrize("day", ["2026-11-21", "2027-01-01", "2026-08-23", "0001-01-01"])
@pytest.mark.parametrize("path", ["/briefing", "/briefing.pdf"])
def test_day_that_is_not_known_is_refused(callers: Callers, path: str, day: str) -> None:
    answer = callers.person("ines").get(f"{path}?day={day}")
    assert answer.status_code == 404
    assert "A day from 2026-08-24 to 2026-11-20 is right" in answer.json()["detail"]


def test_day_that_is_none_is_refused(callers: Callers) -> None:
    answer = callers.person("ines").get("/briefing?day=yesterday")
    assert (answer.status_code, "day" in answer.json()["detail"]) == (422, True)


def test_sheet_says_what_the_page_says_on_one_page(callers: Callers) -> None:
    busy(callers.shop)
    client = callers.person("ines")
    answer = client.get("/briefing.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == (
        'attachment; filename="briefing-2026-11-20.pdf"'
    )
    (page,) = words(answer.content)
    for line in told(client.get("/briefing").text).values():
        assert line.split(". ")[0] in page
    assert "Friday, 20 November 2026" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_sheet_fits_one_page_in_every_language(tmp_path: Path, language: str) -> None:
    store = shop(tmp_path)
    parts = replace(store.app.state.parts, language=language, timezone=ZoneInfo("Europe/Paris"))
    busy(store)
    store.ask("cabin-1")
    found = briefing(parts, None)
    assert [section.key for section in found.sections] == [
        "visits", "requests", "tried", "missing", "opinions", "besides", "todo",
    ]  # fmt: skip
    sheet = sheet_of(parts, found.title)
    sheet.head(parts.brand.name, found.store, found.title, found.lead)
    sheet.sections(found.sections)
    sheet.foot(found.made)
    assert len(words(sheet.done())) == 1
    store.desk.db.close()


@pytest.mark.parametrize("file", ["brand.toml", "brands/nord.toml"])
def test_ink_is_dark_on_white_for_every_brand(file: str) -> None:
    path = ROOT / "config" / file
    ink = ink_of(load(path.read_text(), str(path), Brand))
    assert max(ink.ink) < 60
    assert max(ink.quiet) < 120
    assert max(ink.line) < 190


def test_more_than_a_page_goes_on_upon_the_next() -> None:
    sheet = Sheet(brand(), "en", "Long", ManualClock().now(), FONTS)
    sheet.head("Maison", "Lyon", "Long", "A day with much to tell.")
    lines = tuple(f"Sentence {number} of many, long enough to fill a line." for number in range(30))
    sheet.sections([Section(str(key), f"Part {key}", lines) for key in range(3)])
    pages = words(sheet.done())
    assert len(pages) > 1
    assert [f"Sentence {number} " in " ".join(pages) for number in (0, 29)] == [True, True]


def test_store_is_called_as_its_people_call_it(tmp_path: Path) -> None:
    store: Shop = shop(tmp_path)
    parts = store.app.state.parts
    assert briefing(parts, None).store == "Lyon"
    named = replace(parts, settings=lambda: {"name": "Lyon République"})
    assert briefing(named, None).store == "Lyon République"
    store.desk.db.close()
