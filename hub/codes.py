"""The codes that shoppers show at the counter."""

import hashlib
from collections.abc import Container

from contract.ids import NewId
from contract.reservations import CODE_LENGTH, CODE_LETTERS


def new_code(new_id: NewId, taken: Container[str]) -> str:
    """One that is not *taken*, out of the randomness of *new_id*."""
    while True:
        code = _code_of(new_id())
        if code not in taken:
            return code


def typed(text: str) -> str:
    """The code in what a person typed or a scanner read."""
    return "".join(letter for letter in text.upper() if letter.isalnum())[:CODE_LENGTH]


def _code_of(seed: str) -> str:
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8])
    letters = []
    for _ in range(CODE_LENGTH):
        number, place = divmod(number, len(CODE_LETTERS))
        letters.append(CODE_LETTERS[place])
    return "".join(letters)
