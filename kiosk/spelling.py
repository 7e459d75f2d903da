"""Words as a search compares them, and how many slips of a finger part two of them; pure."""

import re
import unicodedata

#: Letters that Unicode does not take apart, and how they are written without them.
_APART = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})
_WORD = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """*text* without accents and capitals: `Écru` and `ecru` are one."""
    lower = text.casefold()
    if lower.isascii():
        return lower
    parts = unicodedata.normalize("NFKD", lower.translate(_APART))
    return "".join(part for part in parts if not unicodedata.combining(part)).casefold()


def words_of(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(folded(text)))


def forgiven(word: str) -> int:
    """The slips that are forgiven in *word*: one from four letters on, two from eight on."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


def slips(one: str, other: str, most: int) -> int | None:
    """Letters left out, added, mistaken or swapped; nothing where there are more than *most*."""
    before, row = [0], list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        older, before, row = before, row, [place]
        for there, found in enumerate(other, 1):
            least = min(before[there] + 1, row[-1] + 1, before[there - 1] + (letter != found))
            swapped = place > 1 and there > 1 and one[place - 2] == found
            if swapped and letter == other[there - 2]:
                least = min(least, older[there - 2] + 1)
            row.append(least)
        if min(row) > most:
            return None
    return row[-1] if row[-1] <= most else None
