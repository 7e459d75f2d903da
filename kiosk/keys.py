"""The keyboard of each language, as its people know it; pure."""

_QWERTY = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_ROWS = {
    "en": _QWERTY,
    "fr": ("1234567890", "azertyuiop", "qsdfghjklm", "wxcvbn", "éèêàâçùîôœ"),
    "it": (*_QWERTY, "àèéìíòóùú"),
    "de": ("1234567890", "qwertzuiop", "asdfghjkl", "yxcvbnm", "äöüß"),
    "es": ("1234567890", "qwertyuiop", "asdfghjklñ", "zxcvbnm", "áéíóúü"),
}


def rows(language: str) -> tuple[str, ...]:
    """Its letters, row by row from above; as in English where nobody laid them out."""
    return _ROWS.get(language.partition("-")[0], _QWERTY)
