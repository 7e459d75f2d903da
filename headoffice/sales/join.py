"""Which visit each sold unit came from, by four rules in order of certainty (pure)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final, TypeVar

from headoffice.sales.facts import (
    Begun,
    Link,
    Moment,
    Piece,
    Receipt,
    Seen,
    Unit,
    pieces,
    units,
)
from headoffice.sales.returns import Return, match

#: How long before a sale a visit may lie: for the rules that know, and for the one that guesses.
CERTAIN: Final = timedelta(days=30)
NEAR: Final = timedelta(hours=3)
T = TypeVar("T")
K = TypeVar("K")


class Rule(StrEnum):
    """Why a unit is joined to a visit, the surest reason first."""

    SERIAL = "serial"
    CUSTOMER = "customer"
    CODE = "visit code"
    NEAR = "estimated"


DEFINITION: Final = (
    "A sold unit is joined to the visit that (1) had the same piece, by gtin and serial, else (2) "
    "is linked to the customer of the purchase, else (3) is named by the purchase, all within 30 "
    "days before the sale; else (4), estimated, had the same gtin in the same store within 3 hours "
    "before it. A rule joins only when exactly one visit qualifies; when several do, the next rule "
    "is tried, and after the last the unit is not joined. Each unit is joined at most once, and a "
    "garment of a visit is used up by one unit: rules 1 and 4 need a garment that is not used up, "
    "of several sales the earliest has it. A higher rule goes before a lower one for all units. "
    "By a clock that is wrong nothing is estimated. A return is matched with an earlier sale and "
    "is no sale."
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One sold unit and the visit it is joined to, if any, and by which rule."""

    unit: Unit
    visit: str = ""
    rule: Rule | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """Every sold unit once, and every return with the sale it takes back."""

    sales: tuple[Outcome, ...]
    returns: tuple[Return, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A visit that qualifies; without *pieces* under a rule that needs none."""

    visit: str
    pieces: tuple[Piece, ...]


#: The visits that qualify for a unit under one rule, given the garments that are not used up.
_Try = Callable[[Unit, set[Piece]], Iterable[_Candidate]]


def join(
    receipts: Iterable[Receipt],
    seen: Iterable[Seen] = (),
    links: Iterable[Link] = (),
    begun: Iterable[Begun] = (),
) -> Joined:
    """Each unit of *receipts* joined by `DEFINITION`; the order of the events plays no part."""
    found = units(receipts)
    sold = tuple(unit for unit in found if not unit.returned)
    won = _rounds(sold, _Visits(pieces(seen), links, begun))
    outcomes = tuple(won.get(place) or Outcome(unit) for place, unit in enumerate(sold))
    return Joined(outcomes, match(found))


class _Visits:
    """What is known of visits, found by what a unit says."""

    def __init__(
        self, known: Sequence[Piece], links: Iterable[Link], begun: Iterable[Begun]
    ) -> None:
        self.pieces = frozenset(known)
        self._by_serial = _grouped(known, lambda it: (it.gtin, it.serial))
        self._by_gtin = _grouped(known, lambda it: (it.store, it.gtin))
        self._of_visit = _grouped(known, lambda it: (it.visit, it.gtin))
        self._links = _grouped(links, lambda it: it.customer)
        self._begun = _grouped(begun, lambda it: it.visit)

    def by_serial(self, unit: Unit, free: set[Piece]) -> Iterable[_Candidate]:
        if not unit.serial:
            return ()
        same = self._by_serial.get((unit.gtin, unit.serial), ())
        fitting = [it for it in same if any(_certain(at, unit.moment) for at in it.moments)]
        return _by_visit(fitting, free, used_up_too=True)

    def by_customer(self, unit: Unit, free: set[Piece]) -> Iterable[_Candidate]:
        linked = self._links.get(unit.customer, ()) if unit.customer else ()
        visits = {it.visit for it in linked if _certain(it.moment, unit.moment)}
        return [self._whole(visit, unit, free) for visit in visits]

    def by_code(self, unit: Unit, free: set[Piece]) -> Iterable[_Candidate]:
        named = self._begun.get(unit.code, ()) if unit.code else ()
        visits = {it.visit for it in named if _certain(it.moment, unit.moment)}
        return [self._whole(visit, unit, free) for visit in visits]

    def near(self, unit: Unit, free: set[Piece]) -> Iterable[_Candidate]:
        same = self._by_gtin.get((unit.store, unit.gtin), ())
        fitting = [it for it in same if any(_near(at, unit.moment) for at in it.moments)]
        return _by_visit(fitting, free, used_up_too=False)

    def _whole(self, visit: str, unit: Unit, free: set[Piece]) -> _Candidate:
        """The visit with its garments of the unit's gtin, the very piece first."""
        own = [it for it in self._of_visit.get((visit, unit.gtin), ()) if it in free]
        return _Candidate(visit, tuple(sorted(own, key=lambda it: it.serial != unit.serial)))


def _rounds(sold: Sequence[Unit], visits: _Visits) -> dict[int, Outcome]:
    """What the units at these places of *sold* are joined to, one round a rule.

    Who qualifies is decided for all units before a round uses anything up.
    """
    rounds: tuple[tuple[Rule, _Try], ...] = (
        (Rule.SERIAL, visits.by_serial),
        (Rule.CUSTOMER, visits.by_customer),
        (Rule.CODE, visits.by_code),
        (Rule.NEAR, visits.near),
    )
    won: dict[int, Outcome] = {}
    free = set(visits.pieces)
    for rule, attempt in rounds:
        left = [(place, unit) for place, unit in enumerate(sold) if place not in won]
        claims = [(place, unit, tuple(attempt(unit, free))) for place, unit in left]
        for place, unit, candidates in claims:
            if len(candidates) == 1 and _take(candidates[0], free, rule):
                won[place] = Outcome(unit, candidates[0].visit, rule)
    return won


def _take(candidate: _Candidate, free: set[Piece], rule: Rule) -> bool:
    """Use up a garment of the visit; without one only the rules that need none join."""
    piece = next((it for it in candidate.pieces if it in free), None)
    if piece is not None:
        free.remove(piece)
    return piece is not None or rule in (Rule.CUSTOMER, Rule.CODE)


def _by_visit(
    fitting: Iterable[Piece], free: set[Piece], *, used_up_too: bool
) -> Iterable[_Candidate]:
    """The visits of these garments. Two visits that had one piece both qualify by its serial."""
    visits: dict[str, list[Piece]] = defaultdict(list)
    for piece in fitting:
        if used_up_too or piece in free:
            visits[piece.visit].append(piece)
    # What was seen longest ago goes first: it is the next that would be too old.
    return [
        _Candidate(visit, tuple(sorted(own, key=lambda it: (it.moments[-1], it.serial))))
        for visit, own in visits.items()
    ]


def _certain(seen: Moment, sold: Moment) -> bool:
    """At most 30 days before; with a clock that is wrong at most 30 days away."""
    away = sold.at - seen.at
    if not (seen.timed and sold.timed):
        away = abs(away)
    return timedelta(0) <= away <= CERTAIN


def _near(seen: Moment, sold: Moment) -> bool:
    return seen.timed and sold.timed and timedelta(0) <= sold.at - seen.at <= NEAR


def _grouped(them: Iterable[T], key: Callable[[T], K]) -> Mapping[K, Sequence[T]]:
    found: dict[K, list[T]] = defaultdict(list)
    for one in them:
        found[key(one)].append(one)
    return found
