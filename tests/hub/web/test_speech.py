"""Every word of the staff pages has its French, and nothing stands in the file that nobody says."""

import re

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from contract.figures import READ_QUALITY
from hub.web.speech import LOCALE, speech
from hub.web.words import place_name
from tests.hub.web.shop import ROOT

#: Words of the pages that are made in Python, and titles of problems that people meet.
FROM_PYTHON = (
    "words.py", "callers.py", "door.py", "sessions.py", "api.py", "queue.py", "shelf.py",
    "problems.py", "ops.py", "../../contract/figures.py",
)  # fmt: skip


def marked() -> set[str]:
    """What the templates mark for translation."""
    options = {"trim_blocks": "true", "lstrip_blocks": "true"}
    return {
        str(message)
        for page in sorted((ROOT / "hub/web/templates").glob("*.html"))
        for _, message, _, _ in extract_from_file("jinja2", page, options=options)
    }


def written() -> set[str]:
    with (LOCALE / "fr/LC_MESSAGES/staff.po").open("rb") as file:
        return {str(message.id) for message in read_po(file, locale="fr") if message.id}


def test_templates_are_all_in_french() -> None:
    assert marked() - written() == set()


def test_nothing_is_translated_that_nobody_says() -> None:
    code = " ".join((ROOT / "hub/web" / name).read_text() for name in FROM_PYTHON)
    # Long texts are written over two lines.
    joined = re.sub(r'"\s+f?"', "", code)
    made = {word for word in written() - marked() if word not in joined}
    assert made <= {"counted %(moment)s", "reckoned from %(moment)s"}


def test_unknown_language_is_english() -> None:
    assert speech("xx").gettext("Sign out") == "Sign out"


@pytest.mark.parametrize(("language", "place"), [("en", "Cabin 3"), ("fr", "Cabine 3")])
def test_place_in_the_stores_language(language: str, place: str) -> None:
    assert place_name("cabin-3", language) == place


def test_figure_of_the_contract_is_in_french() -> None:
    assert {READ_QUALITY.name, READ_QUALITY.definition} - written() == set()
