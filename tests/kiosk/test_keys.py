"""Each language has the letters it is written in, on keys that fit a row."""

import pytest

from kiosk.keys import rows
from kiosk.spelling import words_of

ALPHABETS = {
    "en": "",
    "fr": "éèêàâçùîôœ",
    "it": "àèéìíòóùú",
    "de": "äöüß",
    "es": "áéíóúüñ",
}


@pytest.mark.parametrize("language", ALPHABETS)
def test_keyboard_has_every_letter_once(language: str) -> None:
    keys = "".join(rows(language))
    assert sorted(keys) == sorted("1234567890abcdefghijklmnopqrstuvwxyz" + ALPHABETS[language])


@pytest.mark.parametrize("language", ALPHABETS)
def test_keyboard_fits_five_rows_of_ten(language: str) -> None:
    assert (len(rows(language)) <= 5, max(map(len, rows(language)))) == (True, 10)


def test_language_without_a_keyboard_has_the_english_one() -> None:
    assert (rows("pt"), rows("fr-CA")) == (rows("en"), rows("fr"))


@pytest.mark.parametrize("language", ALPHABETS)
def test_every_key_is_a_letter_that_a_search_understands(language: str) -> None:
    assert all(words_of(key) for row in rows(language) for key in row)
