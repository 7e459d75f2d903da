"""Every word of the staff pages is in every language; no file holds what nobody says."""

import re
from datetime import UTC, datetime, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from contract.figures import READ_QUALITY
from hub.settings import Settings
from hub.web.speech import LOCALE, speech
from hub.web.words import StockWords, place_name
from tests.hub.web.shop import ROOT

#: Words of the pages that are made in Python, and titles of problems that people meet.
FROM_PYTHON = (
    "words.py", "callers.py", "door.py", "sessions.py", "api.py", "queue.py", "shelf.py",
    "problems.py", "ops.py", "../../contract/figures.py", "../../contract/phrases.py",
)  # fmt: skip


def marked() -> set[str]:
    """What the templates mark for translation."""
    options = {"trim_blocks": "true", "lstrip_blocks": "true"}
    return {
        str(message)
        for page in sorted((ROOT / "hub/web/templates").glob("*.html"))
        for _, message, _, _ in extract_from_file("jinja2", page, options=options)
    }


def catalogue(language: str) -> Catalog:
    with (LOCALE / language / "LC_MESSAGES/staff.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def written(language: str) -> set[str]:
    return {str(message.id) for message in catalogue(language) if message.id}


LANGUAGES = ("fr", "it", "de", "es")


def test_settings_offer_what_is_written() -> None:
    offered = get_args(Settings.model_fields["language"].annotation)
    assert sorted(offered) == sorted(["en", *(folder.name for folder in LOCALE.iterdir())])


@pytest.mark.parametrize("language", LANGUAGES)
def test_templates_are_all_translated(language: str) -> None:
    assert marked() - written(language) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_translation_is_whole_and_fills_in_the_same_names(language: str) -> None:
    wrong = [
        message.id
        for message in catalogue(language)
        if message.id
        and (message.fuzzy or not message.string or names(message.id) != names(message.string))
    ]
    assert wrong == [] == list(catalogue(language).obsolete)


def names(text: object) -> list[str]:
    return sorted(re.findall(r"%\(\w+\)s", str(text)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_translated_that_nobody_says(language: str) -> None:
    code = " ".join((ROOT / "hub/web" / name).read_text() for name in FROM_PYTHON)
    # Long texts are written over two lines.
    joined = re.sub(r'"\s+f?"', "", code)
    made = {word for word in written(language) - marked() if word not in joined}
    assert made <= {"counted %(moment)s", "reckoned from %(moment)s"}


def test_unknown_language_is_english() -> None:
    assert speech("xx").gettext("Sign out") == "Sign out"


@pytest.mark.parametrize(
    ("language", "place"),
    [
        ("en", "Cabin 3"),
        ("fr", "Cabine 3"),
        ("it", "Camerino 3"),
        ("de", "Kabine 3"),
        ("es", "Probador 3"),
    ],
)
def test_place_in_the_stores_language(language: str, place: str) -> None:
    assert place_name("cabin-3", language) == place


@pytest.mark.parametrize("language", LANGUAGES)
def test_figure_of_the_contract_is_translated(language: str) -> None:
    assert {READ_QUALITY.name, READ_QUALITY.definition} - written(language) == set()


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "8 Nov"), ("fr", "8 nov."), ("it", "8 nov"), ("de", "8. Nov."), ("es", "8 nov")],
)
def test_day_is_written_as_the_language_does(language: str, told: str) -> None:
    words = StockWords(ZoneInfo("Europe/Paris"), language)
    day = datetime(2026, 11, 8, 12, tzinfo=UTC)
    assert words.moment(day, day + timedelta(days=3)) == told
