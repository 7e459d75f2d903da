"""Figures, places and moments as a store's staff are told of them."""

from dataclasses import dataclass
from datetime import datetime

from hub.web.words import StockWords, place_name
from telling.saying import Saying


@dataclass(frozen=True, slots=True)
class Telling(Saying):
    """In the language and by the clock of *words*, at the moment *now*."""

    words: StockWords

    def moment(self, at: datetime) -> str:
        """The time when it is today, else the day."""
        return self.words.moment(at, self.now)

    def place(self, place: str) -> str:
        return place_name(place, self.language)
