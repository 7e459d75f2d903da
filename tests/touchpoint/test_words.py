"""Every text has its French, and waits and moments are said as people say them."""

from collections.abc import Iterator
from string import Formatter
from zoneinfo import ZoneInfo

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from tests.touchpoint.sample import NOON
from touchpoint.words import LOCALE, load_words

ROOT = LOCALE.parent.parent
MARKED = {"say": None, "many": (1, 2)}


def said() -> Iterator[str | tuple[str, ...]]:
    """Every text that the programs say."""
    for place in ("touchpoint", "kiosk", "fittingroom"):
        for file in sorted((ROOT / place).rglob("*.py")):
            for _, message, _, _ in extract_from_file("python", file, keywords=MARKED):
                if message:
                    yield message if isinstance(message, str) else tuple(message)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_catalogue_holds_what_is_said_and_nothing_else(language: str) -> None:
    with (LOCALE / language / "LC_MESSAGES" / "parcours.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    assert {message.id for message in catalogue if message.id} == set(said())


def test_french_is_complete() -> None:
    with (LOCALE / "fr" / "LC_MESSAGES" / "parcours.po").open("rb") as file:
        catalogue = read_po(file, locale="fr")
    missing = [m.id for m in catalogue if m.id and (m.fuzzy or not all(_texts(m.string)))]
    assert missing == []


def test_french_fills_in_the_same_names() -> None:
    with (LOCALE / "fr" / "LC_MESSAGES" / "parcours.po").open("rb") as file:
        catalogue = read_po(file, locale="fr")
    wrong = [
        message.id
        for message in catalogue
        if message.id
        and {_names(t) for t in _texts(message.string)} != {_names(_texts(message.id)[0])}
    ]
    assert wrong == []


def _texts(found: object) -> tuple[str, ...]:
    return (found,) if isinstance(found, str) else tuple(found)  # type: ignore[arg-type]


def _names(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name)


@pytest.mark.parametrize(
    ("low", "high", "english", "french"),
    [
        (10, 50, "about a minute", "environ une minute"),
        (60, 180, "1–3 minutes", "1 à 3 minutes"),
        (130, 170, "2–3 minutes", "2 à 3 minutes"),
        (180, 180, "about 3 minutes", "environ 3 minutes"),
    ],
)
def test_wait_is_a_range(low: float, high: float, english: str, french: str) -> None:
    words = load_words(["en", "fr"])
    assert [words.speech(c).wait(low, high) for c in ("en", "fr")] == [english, french]


def test_language_calls_itself_by_its_name() -> None:
    words = load_words(["en", "fr"])
    assert [words.speech(c).own_name for c in words.languages] == ["English", "Français"]


def test_language_nobody_translated_names_those_there_are() -> None:
    with pytest.raises(ValueError, match="there are: en, fr"):
        load_words(["de"])


def test_time_is_the_store_s_own() -> None:
    speech = load_words(["fr"], ZoneInfo("Europe/Paris")).speech("fr")
    assert speech.time(NOON) == "13:00"
