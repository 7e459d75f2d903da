"""Search: which styles a shopper's words mean, in the order in which they are shown; pure."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from contract.styles import Variant
from kiosk.spelling import forgiven, slips, words_of
from touchpoint.shelf import Item, Shelf

#: Letters that are taken in, and words of them that are looked for.
MOST_LETTERS, _MOST_WORDS = 32, 8
#: What a word costs that stands there in part or with a slip, over one that stands there as it is.
#: Where it stands costs less: 0 in the title to 4 in the fabric.
_PART, _SLIP = 10, 1000


@dataclass(frozen=True, slots=True)
class Index:
    """The words of *shelf* in *language*: for each place, the most telling first, word → styles."""

    shelf: Shelf
    language: str
    places: tuple[Mapping[str, Sequence[str]], ...] = field(repr=False)
    #: All words from a to z, and by their length.
    ordered: Sequence[str] = field(repr=False)
    by_length: Mapping[int, Sequence[str]] = field(repr=False)
    #: The catalogue's order of styles.
    order: Mapping[str, int] = field(repr=False)


def index_of(shelf: Shelf, language: str) -> Index:
    titles, kinds, colours, brands, fabrics = texts = [
        defaultdict[str, list[str]](list) for _ in range(5)
    ]
    for name, item in shelf.styles.items():
        style, text = item.style, item.text(language)
        titles[text.title].append(name)
        for kind in style.category:
            kinds[kind].append(name)
        for colour in {variant.colour for variant in style.variants}:
            colours[colour].append(name)
        brands[style.brand].append(name)
        fabrics[text.fabric].append(name)
    places = tuple(map(_by_word, texts))
    ordered = sorted({word for place in places for word in place})
    by_length: dict[int, list[str]] = defaultdict(list)
    for word in ordered:
        by_length[len(word)].append(word)
    order = {style: number for number, style in enumerate(shelf.styles)}
    return Index(shelf, language, places, ordered, by_length, order)


def _by_word(texts: Mapping[str, Sequence[str]]) -> Mapping[str, Sequence[str]]:
    """Many styles share a colour, a fabric and a category: each such text is read once."""
    found: dict[str, list[str]] = defaultdict(list)
    for text, styles in texts.items():
        for word in words_of(text):
            found[word] += styles
    return found


def search(index: Index, query: str) -> tuple[str, ...]:
    """The styles that have every word of *query*, the best first.

    Words as they are and their beginnings come before words with a slip; then the title counts
    most; equals stand as in the catalogue.
    """
    wanted = tuple(dict.fromkeys(words_of(query[:MOST_LETTERS])))[:_MOST_WORDS]
    if not wanted:
        return ()
    first, *others = (_costs(index, word) for word in wanted)
    for costs in others:
        first = {style: cost + costs[style] for style, cost in first.items() if style in costs}
    return tuple(sorted(first, key=lambda style: (first[style], index.order[style])))


def _costs(index: Index, word: str) -> dict[str, int]:
    costs: dict[str, int] = {}
    for cost, found in _like(index, word):
        for place, words in enumerate(index.places):
            for style in words.get(found, ()):
                costs[style] = min(costs.get(style, cost + place), cost + place)
    return costs


def _like(index: Index, word: str) -> Iterator[tuple[int, str]]:
    """The catalogue's words that *word* may mean, each with what it costs to take it for that."""
    for found in index.ordered[bisect_left(index.ordered, word) :]:
        if not found.startswith(word):
            break
        yield (0 if found == word else _PART), found
    most, letters = forgiven(word), set(word)
    if not most:
        return
    for length in range(len(word) - most, len(word) + most + 1):
        for found in index.by_length.get(length, ()):
            # Comparing letters is quick, and leaves few words to be spelt out.
            if len(letters.symmetric_difference(found)) <= 2 * most:
                number = slips(word, found, most)
                if number:
                    yield _SLIP * number, found


def meant(item: Item, query: str) -> Variant:
    """The variant of *item* that *query* names by its colour, else its first one."""
    wanted = words_of(query)
    named = (
        variant
        for variant in item.style.variants
        if any(word.startswith(want) for word in words_of(variant.colour) for want in wanted)
    )
    return next(named, item.variant)
