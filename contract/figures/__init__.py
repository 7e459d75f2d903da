"""Figures that several places show: each has one name, one meaning and one sum here; pure."""

from contract.figures.base import FEWEST, Figure, Rate, Spread, Unit, quantile, spread
from contract.figures.day import StoreDay, store_day
from contract.figures.days import AFTERMATH, TOLERATED_AHEAD, Day, Told, made_at, told
from contract.figures.names import FIGURES, REQUESTS, TO_ACCEPTED, UNANSWERED
from contract.figures.own import Own, own
from contract.figures.quality import (
    READ_QUALITY,
    USABLE_MINUTES,
    RateOver,
    read_quality,
    usable_share,
)
from contract.figures.requests import Asked, Life, asked, by_hour, lives, lives_between
from contract.figures.tastes import Judged, Looked, Opinions
from contract.figures.totals import Totals
from contract.figures.visits import Piece, Visits, is_room, most

__all__ = [
    "AFTERMATH",
    "FEWEST",
    "FIGURES",
    "READ_QUALITY",
    "REQUESTS",
    "TOLERATED_AHEAD",
    "TO_ACCEPTED",
    "UNANSWERED",
    "USABLE_MINUTES",
    "Asked",
    "Day",
    "Figure",
    "Judged",
    "Life",
    "Looked",
    "Opinions",
    "Own",
    "Piece",
    "Rate",
    "RateOver",
    "Spread",
    "StoreDay",
    "Told",
    "Totals",
    "Unit",
    "Visits",
    "asked",
    "by_hour",
    "is_room",
    "lives",
    "lives_between",
    "made_at",
    "most",
    "own",
    "quantile",
    "read_quality",
    "spread",
    "store_day",
    "told",
    "usable_share",
]
