"""One store's day in figures, made anew from its events each time it is asked for; pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from contract.envelope import Event
from contract.figures.days import Day, told
from contract.figures.requests import Asked, Life, asked, lives
from contract.figures.tastes import (
    Judged,
    Looked,
    Opinions,
    corrections,
    judged,
    looked,
    opinions,
)
from contract.figures.totals import Totals
from contract.figures.visits import Piece, Visits, pieces, visits


@dataclass(frozen=True, slots=True)
class StoreDay:
    """What happened on one day in one store."""

    day: Day
    visits: Visits
    #: Variants recognised anywhere, and those tried on in a fitting room; each once a visit.
    recognised: frozenset[Piece]
    tried: frozenset[Piece]
    lives: tuple[Life, ...]
    requests: Asked
    judged: Judged
    opinions: Opinions
    looked: Looked
    corrections: int

    @property
    def missing(self) -> frozenset[Piece]:
        """What was asked for and not there, by request and variant."""
        return frozenset(
            (life.request, life.gtin)
            for life in self.lives
            if life.gtin is not None and life.outcome == "unavailable"
        )

    @property
    def totals(self) -> Totals:
        return Totals(
            visits=self.visits,
            recognised=len(self.recognised),
            tried=len(self.tried),
            requests=self.requests,
            declined=self.judged.declined,
            reasons=self.judged.reasons,
            opinions=self.opinions,
            looked=self.looked,
            corrections=self.corrections,
        )

    @property
    def quiet(self) -> bool:
        """Whether nothing at all was told of it."""
        return self.totals.quiet


def store_day(events: Iterable[Event], day: Day) -> StoreDay:
    """The figures of *day* from one store's *events*, in any order, repeats and all.

    They must reach from its start to a day after its end: what became of a request, and how a
    visit ended, may be told later. What comes late changes what is answered the next time.
    """
    said = told(events)
    recognised, tried = pieces(said, day)
    found = lives(said, day)
    return StoreDay(
        day=day,
        visits=visits(said, day),
        recognised=recognised,
        tried=tried,
        lives=found,
        requests=asked(found),
        judged=judged(said, day),
        opinions=opinions(said, day),
        looked=looked(said, day),
        corrections=corrections(said, day),
    )
