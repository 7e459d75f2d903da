"""What a garment's page offers besides: of what the hub advises, only what is here; pure.

Only stock that is followed is known. So the variants that suit are asked about one after the other,
`MOST_FOLLOWED` at a time; each answer makes room for the next question.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from contract.advice import Advised, Reason, StyleAdvice
from contract.events import ProductViewed
from contract.features import Feature
from contract.styles import Variant
from touchpoint.answers import MOST_FOLLOWED, answered
from touchpoint.fitting import Worn, fitting
from touchpoint.known import Known
from touchpoint.sheet import Choice
from touchpoint.shelf import Item
from touchpoint.touches import ShowOffer

Which = Literal["with", "similar"]
FEATURES: Final[dict[Which, Feature]] = {"with": "goes_with", "similar": "similar"}
#: Cards on a sheet, and pages that Back leads through.
MOST_CARDS, _LONGEST_TRAIL = 6, 12


@dataclass(frozen=True, slots=True)
class Found:
    """A variant that is here, why it is offered, and whether it is so in the shopper's size."""

    item: Item
    reason: Reason
    sized: bool


@dataclass(frozen=True, slots=True)
class Besides:
    """*found* has what is here up to the first that is still asked about, so that none moves.

    Of *count* that suit, *still* so many are asked about and of *unknown* ones nobody knows.
    *follow* has the variants whose stock is to be followed while this is read.
    """

    found: tuple[Found, ...] = ()
    count: int = 0
    still: int = 0
    unknown: int = 0
    follow: frozenset[str] = frozenset()


def besides(
    known: Known, choice: Choice, which: Which, asked: Mapping[str, float], seconds: float
) -> Besides:
    """What the page of *choice* offers; *asked* has since when each variant was followed for it."""
    found, own, waiting, count, still, unknown = list[Found](), list[str](), list[str](), 0, 0, 0
    for item, variants, reason, sized in _suiting(known, choice, which):
        count += 1
        if len(own) == MOST_CARDS:
            continue
        there, hoped, silent = answered(known, (v.gtin for v in variants), asked, seconds)
        if there:
            own.append(there)
            variant = next(v for v in variants if v.gtin == there)
            if not still:
                found.append(Found(replace(item, variant=variant), reason, sized))
        elif hoped:
            waiting += hoped
            still += 1
        else:
            unknown += silent
    follow = frozenset([*own, *waiting][:MOST_FOLLOWED])
    return Besides(tuple(found), count, still, unknown, follow)


def followed(
    known: Known, choice: Choice | None, asked: Mapping[str, float], seconds: float
) -> frozenset[str]:
    """The variants whose stock the open part of *choice* needs."""
    if choice is None or (which := _opened(choice)) is None:
        return frozenset()
    return besides(known, choice, which, asked, seconds).follow


def shown(known: Known, choice: Choice, touch: ShowOffer) -> Choice | None:
    """The page of what was touched, from which Back leads here; nothing when it is gone."""
    item = known.shelf.find(touch.gtin)
    if item is None:
        return None
    suiting = _suiting(known, choice, touch.part)
    sized = any(s for i, _, _, s in suiting if i.style.style == item.style.style)
    colour = next(s for s, name in item.colours().items() if name == item.variant.colour)
    trail = (*choice.trail, replace(choice, trail=()))[-_LONGEST_TRAIL:]
    wanted = item.variant.gtin if sized else None
    return Choice(item.variant.gtin, colour, wanted, held=False, trail=trail)


def viewed(touch: ShowOffer) -> ProductViewed:
    source: Literal["recommended", "similar"] = (
        "similar" if touch.part == "similar" else "recommended"
    )
    return ProductViewed(gtin=touch.gtin, source=source)


def behind(choice: Choice) -> Choice | None:
    """The page that *choice* was found on, as it was left."""
    return replace(choice.trail[-1], trail=choice.trail[:-1]) if choice.trail else None


def _opened(choice: Choice) -> Which | None:
    return choice.part if choice.part in FEATURES else None


def _suiting(
    known: Known, choice: Choice, which: Which
) -> Iterator[tuple[Item, tuple[Variant, ...], Reason, bool]]:
    """What is advised and comes in the shopper's size, the best first."""
    own = known.shelf.find(choice.gtin)
    if own is None or known.advice is None or FEATURES[which] not in known.features:
        return
    charts = {chart.chart: chart for chart in known.shelf.catalogue.charts}
    worn = tuple(_worn(known, choice))
    for name, reason in _said(known.advice.styles.get(own.style.style), which):
        item = known.shelf.styles.get(name)
        if item is None or name == own.style.style:
            continue
        variants, sized = fitting(item.style, worn, charts)
        if variants:
            yield item, variants, reason, sized


def _said(advice: StyleAdvice | None, which: Which) -> tuple[Advised, ...]:
    if advice is None:
        return ()
    return advice.similar if which == "similar" else advice.goes_with


def _worn(known: Known, choice: Choice) -> Iterator[Worn]:
    """The sizes that the shopper holds or chose, on this page and on those before it."""
    for page in (choice, *reversed(choice.trail)):
        item = known.shelf.find(page.gtin)
        wanted = item and next((v for v in item.style.variants if v.gtin == page.wanted), None)
        if item and (wanted or page.held):
            yield Worn(item.style, (wanted or item.variant).size)
