"""What shoppers said and looked at: opinions, reasons, lookbooks, films, wishes; pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from contract.events import (
    GarmentJudged,
    LookbookOpened,
    OpinionGiven,
    StockCorrected,
    VideoPlayed,
    WishAdded,
)
from contract.events.garments import JudgedFor
from contract.figures.base import FEWEST, Rate
from contract.figures.days import Day, Told
from contract.figures.visits import Piece


@dataclass(frozen=True, slots=True)
class Judged:
    """Garments that shoppers judged, each once a visit, by their last word."""

    declined: Rate
    #: Why, the most frequent first; one garment may have several reasons.
    reasons: tuple[tuple[JudgedFor, int], ...]
    #: What was declined, by visit and variant.
    left: frozenset[Piece]


@dataclass(frozen=True, slots=True)
class Opinions:
    """How many gave each score from 1 to 5; the last word about one thing counts."""

    counts: Mapping[int, int]

    @property
    def n(self) -> int:
        return sum(self.counts.values())

    @property
    def mean(self) -> float | None:
        """Nothing when there are too few to say."""
        if self.n < FEWEST:
            return None
        return sum(score * times for score, times in self.counts.items()) / self.n


@dataclass(frozen=True, slots=True)
class Looked:
    """Lookbooks, films and wishes, each once a visit; of *films* so many were seen to their end."""

    lookbooks: int
    films: Rate
    wishes: int


def judged(said: Iterable[Told], day: Day) -> Judged:
    last: dict[Piece, GarmentJudged] = {}
    for it in said:
        if isinstance(it.event.data, GarmentJudged) and day.holds(it.at):
            last[it.event.visitid or it.event.id, it.event.data.gtin] = it.event.data
    left = {piece: data for piece, data in last.items() if data.verdict == "declined"}
    why = Counter(reason for data in left.values() for reason in set(data.reasons))
    ordered = sorted(why.items(), key=lambda it: (-it[1], it[0]))
    return Judged(Rate(len(left), len(last)), tuple(ordered), frozenset(left))


def opinions(said: Iterable[Told], day: Day) -> Opinions:
    last: dict[tuple[str, str | None], int] = {}
    for it in said:
        data = it.event.data
        if isinstance(data, OpinionGiven) and day.holds(it.at):
            last[it.event.visitid or it.event.id, data.request] = data.score
    given = Counter(last.values())
    return Opinions({score: given[score] for score in range(1, 6)})


def looked(said: Iterable[Told], day: Day) -> Looked:
    books, films, wishes = set[Piece](), dict[Piece, bool](), set[Piece]()
    for it in said:
        visit, data = it.event.visitid or it.event.id, it.event.data
        if not day.holds(it.at):
            continue
        match data:
            case LookbookOpened(lookbook=name):
                books.add((visit, name))
            case VideoPlayed(video=name, completed=completed):
                films[visit, name] = films.get((visit, name), False) or completed
            case WishAdded(gtin=name):
                wishes.add((visit, name))
            case _:
                pass
    return Looked(len(books), Rate(sum(films.values()), len(films)), len(wishes))


def corrections(said: Iterable[Told], day: Day) -> int:
    """How often somebody found another number of pieces than was known."""
    return sum(isinstance(it.event.data, StockCorrected) and day.holds(it.at) for it in said)
