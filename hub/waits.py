"""The honest wait: what a shopper may expect, from how long the last fetches took."""

import math
from collections.abc import Sequence
from typing import Final

from contract.requests import RequestStatus

#: Before anybody has fetched anything, in seconds.
FIRST_GUESS: Final = (60, 180)
#: A range is told in steps of so many seconds.
STEP: Final = 30
#: Fewer fetches than these say little.
ENOUGH: Final = 5


def expected(state: RequestStatus, fetch_seconds: Sequence[float]) -> tuple[int, int] | None:
    """From and to in seconds for a request in *state*; nothing when no one has it or it is over."""
    if state not in {RequestStatus.ACCEPTED, RequestStatus.ON_THE_WAY}:
        return None
    if len(fetch_seconds) < ENOUGH:
        return FIRST_GUESS
    known = sorted(fetch_seconds)
    low = known[len(known) // 4]
    high = known[len(known) * 3 // 4]
    start = max(STEP, math.floor(low / STEP) * STEP)
    return start, max(start + STEP, math.ceil(high / STEP) * STEP)
