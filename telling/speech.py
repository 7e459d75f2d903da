"""The words of a language, from what translators wrote."""

import gettext
import io
from typing import BinaryIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def words_in(source: BinaryIO, language: str) -> gettext.GNUTranslations:
    """Those of the .po file in *source*. Raises ValueError for a *language* that is none."""
    compiled = io.BytesIO()
    write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
