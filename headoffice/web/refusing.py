"""What a page refuses, in words that can be said in another language."""

from collections.abc import Iterable
from typing import Final

from fastapi import HTTPException

NO_STORE: Final = "no store is called %(found)s; there are: %(known)s"
NO_PHASE: Final = "no phase is called %(found)s; there are: %(known)s"
NO_TIER: Final = "no store has a tier called %(found)s; there are: %(known)s"
NO_STYLE: Final = "no style is called %(found)s in the catalogue; /products lists those there are"
NO_VISIT: Final = "nothing is kept of a visit %(visit)s in %(store)s"
NO_DAY: Final = (
    "%(found)s was found; a day that is over and still known, from %(first)s to %(last)s, is right"
)
NO_DATE: Final = "%(found)s is no date; 2026-11-21 would be one"
NOT_BEGUN: Final = "%(found)s was found; a day before today is right"
#: What a person is told in place of words for programs.
NOT_HERE: Final = "nothing is at %(found)s"
NOT_YOURS: Final = "this account reads: %(known)s"
UNFIT: Final = "what was asked for does not fit: %(found)s"
TOO_SLOW: Final = "the question took longer than it may; ask for fewer days"
AWAY: Final = "the journey store does not answer just now; please try again in a minute"
REFUSALS: Final = (
    NO_STORE, NO_PHASE, NO_TIER, NO_STYLE, NO_VISIT, NO_DAY, NO_DATE, NOT_BEGUN,
    NOT_HERE, NOT_YOURS, UNFIT, TOO_SLOW, AWAY,
)  # fmt: skip


class Refused(HTTPException):
    """*said* is one of REFUSALS, which *values* fill in; a program reads it in English."""

    def __init__(self, status: int, said: str, **values: object) -> None:
        super().__init__(status, said % values)
        self.said, self.values = said, values


def no_such(said: str, found: str, known: Iterable[str], none: str = "none") -> Refused:
    """404: of what there is, *found* is none; *none* is said where there is nothing at all."""
    return Refused(404, said, found=repr(found), known=", ".join(known) or none)
