"""Every word of the staff pages is in every language; no file holds what nobody says."""

import re
from datetime import UTC, datetime, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from contract.figures import FIGURES
from hub.settings import Settings
from hub.web.fleet_lines import READERS, RESULTS, VERBS
from hub.web.speech import LOCALE, speech
from hub.web.words import StockWords, place_name
from tests.hub.web.shop import ROOT

#: Words of the pages that are made in Python, and titles of problems that people meet.
FROM_PYTHON = (
    "words.py", "callers.py", "door.py", "sessions.py", "api.py", "queue.py", "shelf.py",
    "cards.py", "story.py", "past.py", "problems.py", "ops.py", "devices.py", "fleet.py",
    "fleet_lines.py", "trust.py", "counter_cards.py", "counter_steps.py", "counter_api.py",
    "todo.py", "briefing.py", "figures.py", "paper.py",
    "../../telling/saying.py", "../../telling/morning.py", "../../telling/reasons.py",
    "../../contract/figures/names.py", "../../contract/figures/quality.py",
    "../../contract/phrases.py",
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_many_are_counted_in_the_same_language_as_one(language: str) -> None:
    forms = [message.id for message in catalogue(language) if isinstance(message.id, tuple)]
    assert forms
    english = [
        (n, many)
        for one, many in forms
        for n in (0, 1, 2, 5, 1_000_000)
        if speech(language).ngettext(one, many, n) in {one, many}
    ]
    assert english == []


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
def test_figures_of_the_contract_are_translated(language: str) -> None:
    said = {text for figure in FIGURES for text in (figure.name, figure.definition)}
    assert said - written(language) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_screen_is_told_and_says_is_translated(language: str) -> None:
    words = {*VERBS.values(), *RESULTS.values(), *READERS.values()}
    said = set(re.findall(r'say\(\s*"([^"]+)"', (ROOT / "hub/web/fleet_lines.py").read_text()))
    assert len(said) > 10
    assert (words | said) - written(language) == set()


#: What is handed to `say` and `count` as it stands in the code; long texts stand over two lines.
_SAID = re.compile(r'(?:\bsay|\bcount|_listed)\(((?:[^()"]|"[^"]*")*)')
_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "name",
    [
        "hub/web/todo", "hub/web/briefing", "hub/web/figures", "hub/web/paper",
        "hub/web/counter_api", "telling/morning", "telling/saying",
    ],
)  # fmt: skip
def test_sentences_made_in_python_are_translated(language: str, name: str) -> None:
    code = re.sub(r'"\s+"', "", (ROOT / f"{name}.py").read_text())
    said = {text for call in _SAID.findall(code) for text in _TEXT.findall(call)}
    said -= {"", "0.0", "second", "minute", "long", "short"}
    assert said
    assert said - written(language) == set()


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "8 Nov"), ("fr", "8 nov."), ("it", "8 nov"), ("de", "8. Nov."), ("es", "8 nov")],
)
def test_day_is_written_as_the_language_does(language: str, told: str) -> None:
    words = StockWords(ZoneInfo("Europe/Paris"), language)
    day = datetime(2026, 11, 8, 12, tzinfo=UTC)
    assert words.moment(day, day + timedelta(days=3)) == told
