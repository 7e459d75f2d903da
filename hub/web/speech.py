"""The staff pages' languages: English as it stands in the templates, others from .po files."""

import gettext
from functools import cache
from pathlib import Path

from telling.speech import words_in

LOCALE = Path(__file__).parent / "locale"


@cache
def speech(language: str) -> gettext.NullTranslations:
    """The words in *language*; English where nobody wrote them yet."""
    file = LOCALE / language / "LC_MESSAGES" / "staff.po"
    if not file.is_file():
        return gettext.NullTranslations()
    with file.open("rb") as source:
        return words_in(source, language)
