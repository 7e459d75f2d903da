"""“Which goes together?”, for those who wait: rounds dealt from the catalogue alone; pure.

A photograph is shown with three others, of which a stylist put exactly one with it: in a look, or
beside it in the catalogue. Nobody counts, and who likes one of them is led on to its page.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from contract.parts import Look
from kiosk.stops import Partner, Round, Waiting
from touchpoint.shelf import Shelf

#: So many are chosen from; so many garments of a look belong together.
CHOICES, _MOST_WORN = 3, 12


@dataclass(frozen=True, slots=True)
class Pairs:
    """For each style that can be asked about, what goes with it; *shown* are all that have a
    photograph, each with its category.
    """

    partners: Mapping[str, tuple[Partner, ...]] = field(default_factory=dict, repr=False)
    shown: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)


def pairs_of(shelf: Shelf) -> Pairs:
    """What *shelf* has to play with; nothing where no round could be dealt."""
    shown = {
        name: item.style.category
        for name, item in shelf.styles.items()
        if any(photo.sizes for photo in item.style.photos)
    }
    found: dict[str, dict[str, Partner]] = defaultdict(dict)
    for book in shelf.catalogue.lookbooks:
        for look in book.looks:
            for one, other in _worn(look, shown):
                found[one].setdefault(other, Partner(other, _titles(look)))
    for name in shown:
        for other in shelf.styles[name].style.goes_with:
            if other in shown and other != name:
                found[name].setdefault(other, Partner(other))
                found[other].setdefault(name, Partner(name))
    # Enough must be left that do not go with it.
    partners = {
        name: tuple(others.values())
        for name, others in found.items()
        if len(shown) - 1 - len(others) >= CHOICES - 1
    }
    return Pairs(partners, shown)


def _worn(look: Look, shown: Mapping[str, object]) -> list[tuple[str, str]]:
    worn = list(dict.fromkeys(spot.style for spot in look.spots if spot.style in shown))
    worn = worn[:_MOST_WORN]
    return [(one, other) for one in worn for other in worn if one != other]


def _titles(look: Look) -> tuple[tuple[str, str], ...]:
    return tuple((code, text.title) for code, text in look.texts.items() if text.title)


def deal(pairs: Pairs, before: Waiting | None, random: Random) -> Waiting | None:
    """The round after *before*; nothing where there is none to deal.

    Nothing is asked about twice before everything was.
    """
    if not pairs.partners:
        return None
    asked = before.asked if before else frozenset[str]()
    open_styles = [name for name in pairs.partners if name not in asked]
    if not open_styles:
        last = before.round.style if before else ""
        open_styles = [name for name in pairs.partners if name != last] or list(pairs.partners)
        asked = frozenset()
    style = random.choice(open_styles)
    partner = random.choice(pairs.partners[style])
    choices = [partner.style, *_others(pairs, style, partner, random)]
    random.shuffle(choices)
    return Waiting(Round(style, partner, tuple(choices)), asked=asked | {style})


def _others(pairs: Pairs, style: str, partner: Partner, random: Random) -> Sequence[str]:
    """Such as could be worn in its place come first; two of one kind never go together anyway."""
    fitting = {style, *(one.style for one in pairs.partners[style])}
    left = [name for name in pairs.shown if name not in fitting]
    random.shuffle(left)
    kind, wanted = pairs.shown[style], pairs.shown[partner.style]

    def rank(name: str) -> int:
        return 0 if pairs.shown[name] == wanted else 2 if pairs.shown[name] == kind else 1

    return sorted(left, key=rank)[: CHOICES - 1]


def playable(pairs: Pairs, waiting: Waiting) -> bool:
    """Whether all that *waiting* shows is still there."""
    styles = {waiting.round.style, *waiting.round.choices}
    return styles <= pairs.shown.keys()
