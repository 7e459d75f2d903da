"""In which languages a text is looked for: the shopper's, the declared, the source's; pure."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import islice

from touchpoint.words import check_drawable


def looked_for(
    language: str, fallback: Iterable[str], there: Iterable[str] = ()
) -> tuple[str, ...]:
    """*language*, those of *fallback*, then the first of *there*, which is the source's.

    No other, though there be a text in it: nobody said that a shopper can read it. One that cannot
    be drawn is left out.
    """
    order = dict.fromkeys((language, *fallback, *islice(there, 1)))
    return tuple(code for code in order if _drawable(code))


def said_in(languages: Sequence[str], texts: Mapping[str, str]) -> str:
    """The text in the first of *languages* that has one, else nothing."""
    return next((text for code in languages if (text := texts.get(code, "").strip())), "")


@lru_cache(maxsize=64)
def _drawable(code: str) -> bool:
    try:
        check_drawable(code)
    except ValueError:
        return False
    return True
