"""The staff pages' languages: English as it stands in the templates, others from .po files."""

import gettext
import io
from functools import cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).parent / "locale"


@cache
def speech(language: str) -> gettext.NullTranslations:
    """The words in *language*; English where nobody wrote them yet."""
    file = LOCALE / language / "LC_MESSAGES" / "staff.po"
    if not file.is_file():
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    with file.open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
