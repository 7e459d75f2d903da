"""Every word of head office's pages is in French too; the file holds nothing that nobody says."""

import re

import pytest
import requests
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from contract.features import FEATURES
from contract.figures import READ_QUALITY, USABLE_MINUTES
from contract.settings import load
from headoffice import products, waits
from headoffice.figures import FIGURES
from headoffice.journeys import Phases
from headoffice.pilots import CAUTION, SENTENCES
from headoffice.purchases import WITH_PURCHASE
from headoffice.web.features import FEATURE_WORDS
from headoffice.web.refusing import REFUSALS
from headoffice.web.said import EVERY_WORD
from headoffice.web.speech import LANGUAGES, LOCALE, speech
from headoffice.web.words import Words
from tests.headoffice.office import ROOT, Office

#: One worker, one engine.
pytestmark = pytest.mark.xdist_group("engine")
#: Words that are made in Python.
FROM_PYTHON = (
    "board.py", "said.py", "words.py", "errors.py", "refusing.py", "telling.py", "briefing.py",
    "features.py", "../figures.py",
    "../../telling/morning.py", "../../telling/reasons.py", "../../telling/saying.py",
)  # fmt: skip
SENTENCE_TEXTS = {*SENTENCES.values(), CAUTION}
#: What figures mean, here and at the hub alike.
MEANT = (
    *waits.LIVES, waits.OPINIONS, waits.TOLD, *products.TRIED, *products.MISSING,
    products.TOGETHER, products.BOOKS, products.FILMS, READ_QUALITY, USABLE_MINUTES, WITH_PURCHASE,
)  # fmt: skip
MEANT_TEXTS = {text for it in MEANT for text in (it.name, it.definition)} | {products.NO_PROOF}
FIGURE_TEXTS = MEANT_TEXTS | {text for it in FIGURES.values() for text in (it.title, it.definition)}


def marked() -> set[str]:
    """What the templates mark for translation."""
    options = {"trim_blocks": "true", "lstrip_blocks": "true"}
    return {
        message if isinstance(message, str) else message[0]
        for page in sorted((ROOT / "headoffice/web/templates").glob("*.html"))
        for _, message, _, _ in extract_from_file("jinja2", page, options=options)
    }


def catalogue() -> Catalog:
    with (LOCALE / "fr/LC_MESSAGES/office.po").open("rb") as file:
        return read_po(file, locale="fr", abort_invalid=True)


def written() -> set[str]:
    ids = [message.id for message in catalogue() if message.id]
    return {one if isinstance(one, str) else one[0] for one in ids}


def titles() -> set[str]:
    """What the samples that are shipped call the phases."""
    files = [ROOT / "config/journey.toml", ROOT / "config/journeys/engagement.toml"]
    samples = [load(file.read_text(), file.name, Phases) for file in files]
    return {phase.title for phases in samples for phase in phases.phase}


def test_everything_is_translated() -> None:
    said = (
        marked()
        | SENTENCE_TEXTS
        | FIGURE_TEXTS
        | titles()
        | {*EVERY_WORD, *REFUSALS, *FEATURE_WORDS.values()}
    )
    assert said - written() == set()


def test_translation_is_whole_and_fills_in_the_same_names() -> None:
    wrong = [
        message.id
        for message in catalogue()
        if message.id
        and (message.fuzzy or not message.string or names(message.id) != names(message.string))
    ]
    assert wrong == [] == list(catalogue().obsolete)


def names(text: object) -> list[str]:
    return sorted(re.findall(r"%\(\w+\)s", str(text)))


def test_nothing_is_translated_that_nobody_says() -> None:
    code = " ".join((ROOT / "headoffice/web" / name).read_text() for name in FROM_PYTHON)
    # Long texts are written over two lines.
    joined = re.sub(r'"\s+f?"', "", code)
    made = written() - marked() - titles() - FIGURE_TEXTS - SENTENCE_TEXTS
    assert {word for word in made if word not in joined} == set()


@pytest.mark.parametrize("file", ["telling/morning", "telling/saying", "headoffice/web/telling"])
def test_sentences_made_in_python_are_translated(file: str) -> None:
    code = re.sub(r'"\s+"', "", (ROOT / f"{file}.py").read_text())
    said = {text for text in re.findall(r'"([^"]*)"', code) if "%(" in text}
    assert said
    assert said - written() == set()


def test_every_feature_has_its_words() -> None:
    assert set(FEATURE_WORDS) == FEATURES


def test_unknown_language_is_english() -> None:
    assert speech("xx").gettext("Sign out") == "Sign out"


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("fr-CH, fr;q=0.9, en;q=0.8", "fr"),
        ("de-DE,de;q=0.9,en;q=0.5", "en"),
        ("en-US", "en"),
        ("*", "en"),
        ("", "en"),
        ("x" * 5000, "en"),
    ],
)
def test_page_speaks_a_language_of_the_browser(office: Office, asked: str, language: str) -> None:
    answer = office.get("/sign-in", headers={"Accept-Language": asked})
    assert f'<html lang="{language}">' in answer.text


def test_language_that_was_chosen_stays(office: Office) -> None:
    person = requests.Session()
    for language in LANGUAGES:
        person.post(
            f"{office.url}/language", {"language": language, "back": "/sign-in"}, timeout=20
        )
        page = person.get(f"{office.url}/sign-in", headers={"Accept-Language": "en"}, timeout=60)
        assert f'<html lang="{language}">' in page.text


@pytest.mark.parametrize("back", ["//elsewhere.example", "https://elsewhere.example", "/\\else"])
def test_language_leads_nowhere_else(office: Office, back: str) -> None:
    answer = requests.post(
        f"{office.url}/language", {"language": "fr", "back": back}, timeout=60,
        allow_redirects=False,
    )  # fmt: skip
    assert answer.headers["Location"] == "/"


def test_french_words_are_french() -> None:
    said = Words("fr")
    assert said.number(24507) == "24\u202f507"
    assert said.wait(258) == "4,3 min"
    assert said.sentence("parcours.request.done.v1", "", 30) == "Demande apportée après 30 s"
