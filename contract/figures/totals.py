"""A day in numbers alone, as it is told of one store and of several together; pure."""

from dataclasses import dataclass

from contract.events.garments import JudgedFor
from contract.figures.base import Rate
from contract.figures.requests import Asked
from contract.figures.tastes import Looked, Opinions
from contract.figures.visits import Visits


@dataclass(frozen=True, slots=True)
class Totals:
    """What happened on one day; of several stores each number is over all that happened there.

    *recognised* and *tried* count variants, each once a visit.
    """

    visits: Visits
    recognised: int
    tried: int
    requests: Asked
    declined: Rate
    #: Why, the most frequent first; one garment may have several reasons.
    reasons: tuple[tuple[JudgedFor, int], ...]
    opinions: Opinions
    looked: Looked
    corrections: int

    @property
    def quiet(self) -> bool:
        """Whether nothing at all was told of it."""
        return not (self.visits.n or self.requests.n or self.recognised)
