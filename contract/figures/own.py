"""What one associate did, for nobody's eyes but theirs: no rank and no other person; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from contract.events import RequestAccepted, RequestDone, RequestStep, RequestUnavailable
from contract.figures.base import Spread, finite, spread
from contract.figures.days import Told


@dataclass(frozen=True, slots=True)
class Own:
    """Requests, each once; waits in seconds since the shopper asked."""

    accepted: int
    done: int
    unavailable: int
    to_accept: Spread
    to_bring: Spread


def own(said: Iterable[Told], associate: str, start: datetime, end: datetime) -> Own:
    """What *associate* (an opaque id) took on and brought from *start* to just before *end*."""
    steps = [
        it.event.data
        for it in said
        if start <= it.at < end
        and isinstance(it.event.data, RequestStep)
        and it.event.data.associate == associate
    ]
    accepted, done, missing = (
        _first(steps, kind) for kind in (RequestAccepted, RequestDone, RequestUnavailable)
    )
    return Own(
        accepted=len(accepted),
        done=len(done),
        unavailable=len(missing),
        to_accept=spread(accepted.values()),
        to_bring=spread(done.values()),
    )


def _first(steps: Iterable[RequestStep], kind: type[RequestStep]) -> dict[str, float]:
    """By request, the seconds after which it came to that the first time."""
    found: dict[str, float] = {}
    for step in steps:
        if isinstance(step, kind):
            found.setdefault(step.request, finite(step.waited_seconds))
    return found
