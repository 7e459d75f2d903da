"""Products in figures: left behind, missing, taken together, sold after a lookbook (pure)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, get_args

from contract.events.garments import JudgedFor
from contract.figures import FIGURES, Figure
from headoffice.figures import Ask, Share
from headoffice.journey_map import FEWEST, Asked
from headoffice.purchases import Bought
from headoffice.sales.join import DEFINITION
from headoffice.styles import Assortment

#: Why something was not wanted, in the order in which it is told.
REASONS: Final[tuple[str, ...]] = get_args(JudgedFor)
#: Pairs that are told, and the most styles of one visit of which pairs are made.
PAIRS: Final = 20
MOST_STYLES: Final = 12
_ASKED: Final = ("asked", "brought", "missing")
_UNJUDGED: Final[Mapping[str, Any]] = {"all_judged": 0, "all_declined": 0, "reasons": ()}

_SHARED: Final = {it.name: it for it in FIGURES}
BOUGHT: Final = Figure(
    "Bought",
    "Of the visits in whose fitting room a style was, those that a sold unit of that style is "
    f"joined to, each by the surest rule. {DEFINITION}",
    "share",
)
TOGETHER: Final = Figure(
    "Taken together",
    "Visits in whose fitting room both styles were; in how many of them both were taken, by the "
    "shopper’s own word or by a sale that is joined to the visit; and how many times as often they "
    "were tried together as they would have been by chance.",
    "visits",
)
BOOKS: Final = Figure(
    "From lookbook to sale",
    "Visits that opened a lookbook; of these, those in which a garment of one of its styles was "
    "recognised; of all, those that bought one of its styles, by the rules of the sales join.",
    "visits",
)
FILMS: Final = Figure(
    "With the film, and without",
    "Visits that had the style in their hands or on their screen, told apart by whether the film "
    "of the style was played in them; of each the share that bought the style.",
    "share",
)
STOCK: Final = Figure(
    "Shown as there",
    "Of the visits in which a screen told how many pieces of a size there were, the last time in "
    "each, the share in which there was at least one.",
    "share",
)
TRIED: Final = (_SHARED["Most tried"], BOUGHT, _SHARED["Left behind"])
MISSING: Final = (_SHARED["Asked for and missing"], STOCK)
#: What may be concluded from the two groups of visits.
NO_PROOF: Final = (
    "This is no proof that the film makes people buy: who watches it may be more interested anyway."
)


@dataclass(frozen=True, slots=True)
class Tried:
    """A style: *bought* of the visits that tried it, *estimated* of those that bought.

    *reasons* are how often each of REASONS was given for leaving it behind, the most first.
    """

    style: str
    tried: int
    bought: Share
    estimated: Share
    declined: Share
    reasons: tuple[tuple[str, int], ...]

    @property
    def left(self) -> int:
        """Visits that tried it and did not buy it."""
        return self.tried - self.bought.of


@dataclass(frozen=True, slots=True)
class Pair:
    """Two styles in one visit; *chance* is how many times as often as by chance."""

    one: str
    other: str
    visits: int
    both: Share
    chance: float | None


@dataclass(frozen=True, slots=True)
class Missed:
    """What was asked for of a style, or of one of its variants in one store."""

    name: str
    asked: int
    brought: Share
    missing: Share


@dataclass(frozen=True, slots=True)
class Book:
    """A lookbook: *tried* and *bought* of the visits that opened it, *estimated* of the bought."""

    name: str
    opened: int
    tried: Share
    bought: Share
    estimated: Share


@dataclass(frozen=True, slots=True)
class Tries:
    """Visits that tried anything, and how many of them bought some of it; every style, the one most
    often not bought first; the pairs that were tried most often.
    """

    bought: Bought
    styles: tuple[Tried, ...]
    pairs: tuple[Pair, ...]


def tries(ask: Ask, asked: Asked, known: Assortment) -> Tries:
    """Pairs of fewer than FEWEST visits are left out. Raises TooSlow, StoreError."""
    more = {"most": MOST_STYLES, "fewest": FEWEST, "limit": PAIRS}
    rows = ask("product_visits", params_of(asked, known, **more))
    rules = {row["other"] - 1: row["visits"] for row in rows if not row["one"]}
    of = {row["one"]: row["visits"] for row in rows if not row["other"]}
    visits = sum(rules.values())
    judged = _judged(ask, asked, known)
    styles = [
        tried_of(name, {**judged.get(name, _UNJUDGED), **row, "tried": row["visits"]})
        for row in rows
        if not row["other"]
        for name in (known.called(row["one"]),)
    ]
    pairs = [row for row in rows if row["one"] and row["other"]]
    won = [{"rule": rule, "visits": n} for rule, n in rules.items() if rule]
    return Tries(
        bought=Bought.of(visits, won),
        styles=tuple(sorted(styles, key=lambda it: (-it.left, it.style))),
        pairs=tuple(pair_of(row, known, of, visits) for row in pairs),
    )


def _judged(ask: Ask, asked: Asked, known: Assortment) -> Mapping[str, Mapping[str, Any]]:
    """What was judged, by style."""
    found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in ask("product_judged", asked.params(reasons=list(REASONS))):
        found[known.called(row["gtin"])].append(row)
    return {
        style: {
            "all_judged": sum(row["judged"] for row in rows),
            "all_declined": sum(row["declined"] for row in rows),
            "reasons": added(row["why"] for row in rows),
        }
        for style, rows in found.items()
    }


def added(counts: Iterable[Sequence[int]]) -> list[int]:
    """Lists of one length, added place by place."""
    return [sum(own) for own in zip(*counts, strict=True)]


def pair_of(row: Mapping[str, Any], known: Assortment, of: Mapping[int, int], visits: int) -> Pair:
    """*of* so many visits tried each style, among *visits*; without them chance is not told."""
    one, other = sorted((known.called(row["one"]), known.called(row["other"])))
    chance = _chance(row["visits"], of.get(row["one"], 0), of.get(row["other"], 0), visits)
    return Pair(one, other, row["visits"], Share(row["bought"], row["visits"]), chance)


def _chance(both: int, one: int, other: int, visits: int) -> float | None:
    return both * visits / (one * other) if one and other else None


def missed(ask: Ask, asked: Asked, known: Assortment) -> tuple[Missed, ...]:
    """Every style that was asked for, most often missing first."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(_ASKED, 0))
    for row in ask("product_asked", asked.params()):
        own = found[known.called(row["gtin"])]
        for key in _ASKED:
            own[key] += row[key]
    styles = (missed_of(style, own) for style, own in found.items())
    return tuple(sorted(styles, key=lambda it: (-it.missing.of, -it.asked, it.name)))


def books(ask: Ask, asked: Asked, known: Assortment) -> tuple[Book, ...]:
    """Every lookbook that was opened, the most first."""
    own = {
        "books": [it.book for it in known.books],
        "contents": [
            [gtin for name in it.styles for gtin in known.gtins(name)] for it in known.books
        ],
    }
    return tuple(
        Book(
            row["name"], row["opened"], Share(row["tried"], row["opened"]),
            Share(row["bought"], row["opened"]), Share(row["estimated"], row["bought"]),
        )
        for row in ask("product_books", asked.params(**own))
    )  # fmt: skip


def tried_of(style: str, row: Mapping[str, Any]) -> Tried:
    """A style of the row that adds up all of it."""
    given = zip(REASONS, row["reasons"], strict=False)
    return Tried(
        style=style,
        tried=row["tried"],
        bought=Share(row["bought"], row["tried"]),
        estimated=Share(row["estimated"], row["bought"]),
        declined=Share(row["all_declined"], row["all_judged"]),
        reasons=tuple(sorted((it for it in given if it[1]), key=lambda it: -it[1])),
    )


def missed_of(name: str, row: Mapping[str, Any]) -> Missed:
    """What was asked for, by how often of each of its ends."""
    n = row["asked"]
    return Missed(name, n, Share(row["brought"], n), Share(row["missing"], n))


def params_of(asked: Asked, known: Assortment, **more: Any) -> dict[str, Any]:
    """*asked*, by the styles of the catalogue that is *known*."""
    return asked.params(catalogue=known.number, **more)
