"""A funnel somebody made by choosing steps: how far visits came through them, in their order."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from headoffice.figures import Ask, Share
from headoffice.journey_map import FEWEST, Asked
from headoffice.purchases import Bought
from headoffice.styles import Assortment

#: The most steps of a funnel.
MOST_STEPS: Final = 8
#: Milliseconds from the first step to the last: the most that is asked for.
WHOLE_VISIT: Final = 24 * 3600 * 1000
#: Steps that tell of a shopper, as a visit may go; what tells of a device or of the staff is none.
STEPS: Final = (
    "visit.started", "lookbook.opened", "look.viewed", "video.played", "garment.arrived",
    "product.viewed", "stock.shown", "garment.judged", "garment.disowned", "wish.added",
    "request.made", "request.seen", "request.accepted", "request.on_the_way", "request.done",
    "request.unavailable", "request.expired", "request.cancelled", "reservation.placed",
    "reservation.confirmed", "reservation.collected", "styling.booked", "notice.asked",
    "order.started", "order.placed", "purchase.completed", "visit.linked", "visit.continued",
    "wish.carried", "shared.carried", "opinion.given", "visit.ended",
)  # fmt: skip

#: The step that the sales join knows of: it is the last one, and no clock holds it to a time.
BOUGHT: Final = "purchase.completed"
#: Styles that are told apart; the others stand together.
STYLES: Final = 12
#: What the others are called, and those of whom it is not known.
OTHERS, UNKNOWN = "…", ""

SplitBy = Literal["", "store", "tier", "device", "language", "style"]


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """Visits that did this step after all before it, of all that began and of the step before."""

    name: str
    of_all: Share
    of_before: Share


@dataclass(frozen=True, slots=True)
class Funnel:
    """*split* is one of what it is told apart by; empty for all together, or where not known.

    *bought*: how surely the last step is known, when that is a purchase.
    """

    split: str
    steps: tuple[FunnelStep, ...]
    bought: Bought = field(default_factory=Bought)

    @property
    def n(self) -> int:
        return self.steps[0].of_all.of if self.steps else 0


class NoFunnel(ValueError):
    """Steps that make no funnel: says what was found and what would be right."""


def checked(steps: Sequence[str]) -> tuple[str, ...]:
    """*steps*, if they make a funnel. Raises NoFunnel."""
    unknown = [step for step in steps if step not in STEPS]
    if unknown:
        raise NoFunnel(f"no step is called {unknown[0][:80]!r}; there are: {', '.join(STEPS)}")
    if len(steps) > MOST_STEPS:
        raise NoFunnel(f"{len(steps)} steps were chosen; at most {MOST_STEPS} are right")
    if twice := [step for step in dict.fromkeys(steps) if steps.count(step) > 1]:
        raise NoFunnel(f"{twice[0]!r} was chosen twice; each step once is right")
    # Of a purchase is known that it was later, and not when beside the rest of the visit.
    return (*(it for it in steps if it != BOUGHT), *(it for it in steps if it == BOUGHT))


@dataclass(frozen=True, slots=True)
class Apart:
    """By what visits are told apart: *tiers* by store, and the *known* styles, where asked for."""

    by: SplitBy = ""
    tiers: Mapping[str, str] = field(default_factory=dict)
    known: Assortment = field(default_factory=Assortment)


TOGETHER: Final = Apart()
_Levels = dict[str, Counter[tuple[int, int]]]


def funnels(
    ask: Ask,
    asked: Asked,
    steps: Sequence[str],
    *,
    within: int = WHOLE_VISIT,
    apart: Apart = TOGETHER,
) -> tuple[Funnel, ...]:
    """All visits first, then each part, the largest first.

    *within* is in milliseconds, from a visit's first step to its last one before a purchase. A
    store's tier is the one it has now. Of styles the STYLES that most visits had are parts, and a
    visit stands in each that it had. Other parts of fewer than FEWEST visits are told together, as
    OTHERS, with the smallest larger one where they are too few even so. Raises NoFunnel, TooSlow,
    StoreError.
    """
    chosen = checked(steps)
    if not chosen:
        return ()
    whole: _Levels = {"": Counter()}
    parts: _Levels = defaultdict(Counter)
    styles = _styles(ask, asked, apart)
    for row in ask("funnel_made", _params(asked, chosen, within, apart, styles)):
        key = _called(row["split"], apart, styles)
        levels = parts[key] if row["part"] else whole[""]
        levels[row["level"], row["rule"]] += row["visits"]
    told = [_funnel("", chosen, whole[""])]
    if apart.by == "style":
        told += _sorted(_funnel(key, chosen, own) for key, own in parts.items())
    elif apart.by:
        told += _enough(chosen, parts)
    return tuple(told)


def _styles(ask: Ask, asked: Asked, apart: Apart) -> tuple[str, ...]:
    """Those that stand apart, the one that most visits had first."""
    if apart.by != "style":
        return ()
    more = {"catalogue": apart.known.number, "fewest": FEWEST, "limit": STYLES}
    return tuple(apart.known.called(it["number"]) for it in ask("styles_met", asked.params(**more)))


def _params(
    asked: Asked, steps: Sequence[str], within: int, apart: Apart, styles: Sequence[str]
) -> dict[str, Any]:
    places = [
        (gtin, place)
        for place, name in enumerate(styles, start=1)
        for gtin in apart.known.gtins(name) or [int(name)]
    ]
    return {
        **asked.params(),
        **asked.moments(),
        "steps": [f"parcours.{name}.v1" for name in steps if name != BOUGHT],
        "within": within,
        "by": "store" if apart.by == "tier" else apart.by,
        "gtins": [gtin for gtin, _ in places],
        "places": [place for _, place in places],
        "others": STYLES + 1,
        "bought": BOUGHT in steps,
    }


def _called(split: str, apart: Apart, styles: Sequence[str]) -> str:
    """What a part is called that rows name by a store or by a style's place."""
    match apart.by:
        case "tier":
            return apart.tiers.get(split, UNKNOWN)
        case "style" if split:
            return styles[int(split) - 1] if int(split) <= len(styles) else OTHERS
        case _:
            return split


def _enough(steps: Sequence[str], levels: _Levels) -> list[Funnel]:
    large = {key: own for key, own in levels.items() if own.total() >= FEWEST}
    few = sum(levels[key].total() for key in levels.keys() - large.keys())
    if large and 0 < few < FEWEST:
        # A part of a few could be had by taking all others from the whole.
        del large[min(large, key=lambda key: (large[key].total(), key))]
    rest = sum((levels[key] for key in levels.keys() - large.keys()), Counter[tuple[int, int]]())
    parts = _sorted(_funnel(key, steps, own) for key, own in large.items())
    return parts + ([_funnel(OTHERS, steps, rest)] if rest.total() >= FEWEST else [])


def _sorted(parts: Iterable[Funnel]) -> list[Funnel]:
    """The largest first; what stands together, and what is not known, last."""
    return sorted(parts, key=lambda it: (it.split in (OTHERS, UNKNOWN), -it.n, it.split))


def _funnel(split: str, steps: Sequence[str], levels: Counter[tuple[int, int]]) -> Funnel:
    all_visits = levels.total()
    timed = len(steps) - (BOUGHT in steps)
    came = [sum(n for (level, _), n in levels.items() if level > i) for i in range(timed)]
    last = [
        {"rule": rule, "visits": n}
        for (level, rule), n in levels.items()
        if rule and level == timed
    ]
    bought = Bought.of(came[-1] if came else all_visits, last)
    if BOUGHT in steps:
        came.append(bought.share.of)
    befores = [all_visits, *came]
    return Funnel(
        split,
        tuple(
            FunnelStep(name, Share(n, all_visits), Share(n, before))
            for name, n, before in zip(steps, came, befores, strict=False)
        ),
        bought,
    )
