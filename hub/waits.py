"""The honest wait: what a shopper may expect, from how long the last ones like them waited."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from contract.requests import RequestStatus

#: Before enough is known, in seconds.
FIRST_GUESS: Final = (60, 180)
#: A range is told in steps of so many seconds.
STEP: Final = 30
#: Fewer than these say little.
ENOUGH: Final = 5
#: It is learnt from the latest so many of a kind, and from none that is older.
LATEST: Final = 20
RECENT: Final = timedelta(days=14)

_UNANSWERED = {RequestStatus.MADE, RequestStatus.SEEN}
_CARRIED = {RequestStatus.ACCEPTED, RequestStatus.ON_THE_WAY}


@dataclass(frozen=True, slots=True)
class Course:
    """Seconds from a request to its end, and from its acceptance if anybody ever had it.

    One that nobody answered counts until it was given up: who asks next may fare like that.
    """

    whole: float
    carried: float | None


def expected(state: RequestStatus, latest: Sequence[Course]) -> tuple[int, int] | None:
    """From and to in seconds for a request in *state*, by the *latest* of its kind.

    Nothing once it is over.
    """
    if state in _UNANSWERED:
        known = sorted(course.whole for course in latest)
    elif state in _CARRIED:
        known = sorted(course.carried for course in latest if course.carried is not None)
    else:
        return None
    if len(known) < ENOUGH:
        return FIRST_GUESS
    low = known[len(known) // 4]
    high = known[len(known) * 3 // 4]
    start = max(STEP, math.floor(low / STEP) * STEP)
    return start, max(start + STEP, math.ceil(high / STEP) * STEP)
