"""What became of the requests that a store's shoppers made, and how long they waited; pure."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from contract.events import (
    EventData,
    RequestAccepted,
    RequestCancelled,
    RequestDone,
    RequestEscalated,
    RequestExpired,
    RequestMade,
    RequestSeen,
    RequestStep,
    RequestUnavailable,
)
from contract.figures.base import Rate, Spread, finite, spread
from contract.figures.days import AFTERMATH, Day, Told
from contract.requests import RequestKind

Outcome = Literal["done", "unavailable", "expired", "cancelled", "open"]
#: Where more than one is told, the first of these is what became of it.
_ENDS: Mapping[type[EventData], Outcome] = {
    RequestDone: "done",
    RequestUnavailable: "unavailable",
    RequestExpired: "expired",
    RequestCancelled: "cancelled",
}


@dataclass(frozen=True, slots=True)
class Life:
    """One request: who has what after how many seconds, each the first time."""

    request: str
    made: datetime
    kind: RequestKind
    place: str
    #: What was to be brought.
    gtin: str | None
    seen: float | None
    accepted: float | None
    brought: float | None
    outcome: Outcome
    #: It came after its shopper's patience, so that nobody was shown it.
    too_late: bool
    escalations: int

    @property
    def answered(self) -> bool:
        """Whether anybody took it on."""
        return self.accepted is not None or self.outcome in {"done", "unavailable"}

    @property
    def left_alone(self) -> bool:
        """Whether it ended with nobody having taken it on."""
        return self.outcome == "expired" and not self.answered and not self.too_late

    @property
    def due(self) -> bool:
        """Whether somebody should have taken it on: not withdrawn before, not open, but seen."""
        return self.answered or self.left_alone


@dataclass(frozen=True, slots=True)
class Asked:
    """The requests of some stretch of time together; waits in seconds."""

    n: int
    done: int
    unavailable: int
    expired: int
    cancelled: int
    open: int
    #: Accepted, brought or found missing, of all that were made.
    answered: Rate
    unanswered: Rate
    seen: Spread
    accepted: Spread
    finished: Spread
    escalations: int


@dataclass(slots=True)
class _Course:
    made: Told | None = None
    steps: list[EventData] = field(default_factory=list)

    def first(self, kind: type[RequestStep]) -> float | None:
        after = [finite(it.waited_seconds) for it in self.steps if isinstance(it, kind)]
        return min(after, default=None)

    @property
    def too_late(self) -> bool:
        ends = (it.reason for it in self.steps if isinstance(it, RequestExpired))
        return "patience" in ends

    @property
    def outcome(self) -> Outcome:
        kinds = {type(it) for it in self.steps}
        return next((end for kind, end in _ENDS.items() if kind in kinds), "open")


def lives(said: Iterable[Told], day: Day) -> tuple[Life, ...]:
    """Every request made on *day*, in the order of their making; steps count up to a day later."""
    return lives_between(said, day.start, day.end)


def lives_between(said: Iterable[Told], start: datetime, end: datetime) -> tuple[Life, ...]:
    """Every request made from *start* to just before *end*."""
    courses: dict[str, _Course] = {}
    for it in said:
        data = it.event.data
        request: str | None = getattr(data, "request", None)
        if request is None or not data.name.startswith("request."):
            continue
        if not start <= it.at < end + AFTERMATH:
            continue
        course = courses.setdefault(request, _Course())
        if isinstance(data, RequestMade):
            course.made = course.made or it
        else:
            course.steps.append(data)
    found = (_life(course, course.made) for course in courses.values() if course.made)
    return tuple(sorted((it for it in found if it.made < end), key=lambda it: it.made))


def _life(course: _Course, made: Told) -> Life:
    data = made.event.data
    assert isinstance(data, RequestMade)  # noqa: S101 - only these are kept as made
    return Life(
        request=data.request,
        made=made.at,
        kind=data.kind,
        place=data.place,
        gtin=data.wanted_gtin or data.gtin,
        seen=course.first(RequestSeen),
        accepted=course.first(RequestAccepted),
        brought=course.first(RequestDone),
        outcome=course.outcome,
        too_late=course.too_late,
        escalations=sum(isinstance(step, RequestEscalated) for step in course.steps),
    )


def asked(found: Collection[Life]) -> Asked:
    """*found* together."""
    ends = Counter(life.outcome for life in found)
    due = sum(life.due for life in found)
    return Asked(
        n=len(found),
        done=ends["done"],
        unavailable=ends["unavailable"],
        expired=ends["expired"],
        cancelled=ends["cancelled"],
        open=ends["open"],
        answered=Rate(sum(life.answered for life in found), len(found)),
        unanswered=Rate(sum(life.left_alone for life in found), due),
        seen=_waits(found, lambda life: life.seen),
        accepted=_waits(found, lambda life: life.accepted),
        finished=_waits(found, lambda life: life.brought),
        escalations=sum(life.escalations for life in found),
    )


def _waits(found: Iterable[Life], wait: Callable[[Life], float | None]) -> Spread:
    return spread(seconds for life in found if (seconds := wait(life)) is not None)


def by_hour(found: Iterable[Life], day: Day) -> Mapping[int, Asked]:
    """The requests of each hour of the day (0 to 23 in *day*'s zone) in which any was made."""
    hours: dict[int, list[Life]] = {}
    for life in found:
        hours.setdefault(day.hour(life.made), []).append(life)
    return {hour: asked(hours[hour]) for hour in sorted(hours)}
