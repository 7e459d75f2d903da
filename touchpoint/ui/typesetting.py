"""Where lines end: no word alone at a paragraph's end, headlines of lines alike in length; pure."""

import re
from collections.abc import Callable

#: Between two words that stay together.
HELD = "\u00a0"
#: Of four words and more the last two stay together, unless they are a line of their own.
_FEW, _SHORT = 4, 20


def held_together(text: str) -> str:
    """*text* whose paragraphs never end with one word alone on its line."""
    return "\n".join(_held(paragraph) for paragraph in text.split("\n"))


def _held(paragraph: str) -> str:
    words = paragraph.split(" ")
    if len(words) < _FEW or len(words[-1]) + len(words[-2]) > _SHORT:
        return paragraph
    return " ".join([*words[:-2], words[-2] + HELD + words[-1]])


def unbreakable(text: str) -> list[str]:
    """What a line's end never cuts in two."""
    return re.split(r"[ \n]+", text)


#: What may begin a line: a consonant and a vowel; some consonants are not parted in any language.
_ONSET = re.compile(
    r"(?:sch[lmnrw]?|[cpt]h|ck|[bcfgkp][lr]|[dt]r|[b-df-hj-np-tv-zßçñ])(?=[aeiouyäöüàâáéèêëíìîïóòôúùûœæ])"
)
#: So many letters stay on either side of a hyphen.
_LEFT = 3


def hyphenated(text: str, width: float, extent: Callable[[str], float]) -> str:
    """*text* in which each word that is wider than *width* is cut where a syllable begins.

    *extent* is how wide a line would be. A word without such a place is left as it is.
    """
    return re.sub(r"[^ \n]+", lambda word: _cut(word[0], width, extent), text)


def _cut(word: str, width: float, extent: Callable[[str], float]) -> str:
    if extent(word) <= width:
        return word
    starts = [found.start() for found in _ONSET.finditer(word.lower())]
    places = [place for place in starts if _LEFT <= place <= len(word) - _LEFT]
    heads = [word[:place] + "-" for place in places if extent(word[:place] + "-") <= width]
    if not heads:
        return word
    head = heads[-1]
    return f"{head}\n{_cut(word[len(head) - 1 :], width, extent)}"


def balanced(text: str, width: float, extent: Callable[[str], float]) -> str:
    """*text* in as few lines as fit into *width*, broken so that the longest is shortest.

    *extent* is how wide a line would be, in the unit of *width*.
    """
    words = text.split(" ")
    fewest = len(_lines(words, width, extent))
    spans = (words[a:b] for a in range(len(words)) for b in range(a + 1, len(words) + 1))
    for narrow in sorted({extent(" ".join(span)) for span in spans}):
        lines = _lines(words, narrow, extent)
        if len(lines) <= fewest and max(map(extent, lines)) <= narrow:
            return "\n".join(lines)
    return text


def _lines(words: list[str], width: float, extent: Callable[[str], float]) -> list[str]:
    lines = [words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        if extent(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
