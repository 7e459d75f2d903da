"""The languages of head office's pages: English as it stands in them, French from a .po file."""

import gettext
from functools import cache
from pathlib import Path
from typing import Final

from babel.core import negotiate_locale
from fastapi import Request

from telling.speech import words_in

LOCALE: Final = Path(__file__).parent / "locale"
#: By what each calls itself.
LANGUAGES: Final = {"en": "English", "fr": "Français"}
LANGUAGE_COOKIE: Final = "parcours_language"


@cache
def speech(language: str) -> gettext.NullTranslations:
    """The words in *language*; English where nobody wrote them."""
    file = LOCALE / language / "LC_MESSAGES" / "office.po"
    if not file.is_file():
        return gettext.NullTranslations()
    with file.open("rb") as source:
        return words_in(source, language)


def language_of(request: Request) -> str:
    """What the person chose, else the first of their browser's languages that there is."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    if chosen in LANGUAGES:
        return chosen
    asked = request.headers.get("accept-language", "")[:200].split(",")
    wanted = [one.partition(";")[0].strip() for one in asked]
    return negotiate_locale(wanted, list(LANGUAGES), sep="-") or "en"
