"""Answers about words that are said thousands of times, found once."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Final, TypeVar

T = TypeVar("T")
#: Words that are remembered at once, and the characters of the longest: nobody who sends long ones
#: is to fill the memory.
_MOST: Final = 4096
_LONGEST: Final = 100


def remembered(answer: Callable[[str], T]) -> Callable[[str], T]:
    """*answer*, which depends on nothing but its word, and remembers what it said of short ones."""
    kept = lru_cache(_MOST)(answer)

    @wraps(answer)
    def of(text: str) -> T:
        return kept(text) if len(text) <= _LONGEST else answer(text)

    return of
