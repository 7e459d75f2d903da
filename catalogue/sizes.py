"""The order in which sizes stand on a rail."""

from __future__ import annotations

import re

LETTERS = ("XXXS", "XXS", "XS", "S", "M", "L", "XL", "XXL", "XXXL", "4XL", "5XL")
ALIASES = {"2XS": "XXS", "3XS": "XXXS", "2XL": "XXL", "3XL": "XXXL", "XXXXL": "4XL"}
ONE_SIZE = frozenset({"one size", "os", "o/s", "onesize", "taille unique", "tu", "u"})
_NUMBER = re.compile(r"(?:[a-z]{1,3} ?)?(\d{1,3}(?:[.,]\d{1,2})?)(?: ?[/x-] ?(\d{1,3}))?", re.ASCII)

Rank = tuple[int, float, float, str]


def rank(size: str) -> Rank:
    """A sort key: letters by fit, numbers by value, then one size, then the unknown by name."""
    text = size.strip()
    letters = text.upper()
    letters = ALIASES.get(letters, letters)
    if letters in LETTERS:
        return (0, LETTERS.index(letters), 0, "")
    number = _NUMBER.fullmatch(text.lower())
    if number:
        return (1, float(number[1].replace(",", ".")), float(number[2] or 0), text)
    if text.lower() in ONE_SIZE:
        return (2, 0, 0, "")
    return (3, 0, 0, text.lower())
