"""What a request is, what may be said to it, and what it answers."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal

from contract.hours import ALWAYS, Hours
from contract.requests import FINAL, RequestKind, RequestStatus, UnavailableReason
from hub.counter_rules import CounterRules

_S = RequestStatus
#: Seconds.
_SAME: Final = 0.001


@dataclass(frozen=True, slots=True)
class Rules:
    """Seconds: how long a request is worth showing, may stay unaccepted, and may stand still.

    A step of staff can be taken back for *undo_seconds*. Waits pass in the opening *hours* only;
    the last to be told is the *till*, in a store that has a screen there.
    """

    patience_seconds: float = 120
    escalate_after_seconds: float = 60
    expire_after_seconds: float = 900
    stalled_after_seconds: float = 600
    undo_seconds: float = 10
    till: bool = False
    hours: Hours = ALWAYS
    #: Of what is kept at the counter.
    counter: CounterRules = field(default_factory=CounterRules)

    def waited(self, since: datetime, now: datetime) -> float:
        """Seconds between two moments in which somebody could have come."""
        return self.hours.seconds(since, now)

    def after(self, made: datetime, at: datetime) -> dict[str, float]:
        """What a step *at* that moment says of how long ago its request was *made*."""
        seconds, waited = (at - made).total_seconds(), self.waited(made, at)
        told = {"after_seconds": seconds}
        # Closed for a moment at least, and not only another sum of the same numbers.
        return told if seconds - waited < _SAME else {**told, "open_seconds": waited}


@dataclass(frozen=True, slots=True)
class Before:
    """What a request was before the step that *by* took *at* that moment."""

    step: Literal["accepted", "released", "handed_over", "on_the_way"]
    by: str
    at: datetime
    state: RequestStatus
    associate: str | None
    accepted: datetime | None
    seen_by: str | None
    waiting_since: datetime
    level: int


@dataclass(frozen=True, slots=True)
class Ending:
    """How *by* said *at* that moment that it ended: so it will, unless it is taken back."""

    state: Literal[RequestStatus.DONE, RequestStatus.UNAVAILABLE]
    by: str
    at: datetime
    reason: UnavailableReason | None = None
    alternative: str | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """One request as the store has it; every moment is by the hub's clock, in UTC."""

    request: str
    kind: RequestKind
    place: str
    made: datetime
    updated: datetime
    #: Since when nobody has it: made, or released.
    waiting_since: datetime
    state: RequestStatus = _S.MADE
    touchpoint: str | None = None
    visit: str | None = None
    gtin: str | None = None
    wanted_gtin: str | None = None
    phrase: str | None = None
    #: The opaque id of who has it, or had it when it ended.
    associate: str | None = None
    accepted: datetime | None = None
    #: Escalations ever made, and how many of them since nobody has it.
    escalations: int = 0
    level: int = 0
    reason: str | None = None
    alternative: str | None = None
    #: The event that made it.
    cause: str | None = None
    #: Who saw it first, since nobody has it.
    seen_by: str | None = None
    #: The last word about it was read, by whoever had to read it.
    dismissed: bool = False
    #: What the shopper reads.
    language: str | None = None
    #: The step that may be taken back, and the end that may.
    before: Before | None = None
    ending: Ending | None = None
    #: Who took back their last step, so that the same tap again is no mistake.
    undone_by: str | None = None

    @property
    def open(self) -> bool:
        return self.state not in FINAL

    @property
    def waiting(self) -> bool:
        return self.state in {_S.MADE, _S.SEEN}

    @property
    def taken(self) -> bool:
        """Whether somebody has it."""
        return bool(self.associate and self.accepted)


@dataclass(frozen=True, slots=True)
class Make:
    """A shopper asked *age_seconds* ago (None: nobody knows), and may have *withdrawn* it since."""

    kind: RequestKind
    place: str
    age_seconds: float | None = 0.0
    touchpoint: str | None = None
    visit: str | None = None
    gtin: str | None = None
    wanted_gtin: str | None = None
    phrase: str | None = None
    language: str | None = None
    cause: str | None = None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Cancel:
    """By an associate, else by the shopper; *told* when the touchpoint's own event says it."""

    associate: str | None = None
    told: bool = False


@dataclass(frozen=True, slots=True)
class See:
    associate: str


@dataclass(frozen=True, slots=True)
class Accept:
    associate: str


@dataclass(frozen=True, slots=True)
class Release:
    """By who has it, or by a manager for them."""

    associate: str
    manager: bool = False


@dataclass(frozen=True, slots=True)
class HandOver:
    """By who has it, or by a manager for them."""

    associate: str
    to: str
    manager: bool = False


@dataclass(frozen=True, slots=True)
class SetOut:
    associate: str


@dataclass(frozen=True, slots=True)
class Finish:
    """Final at once, unless it is *undoable*: then once nobody may take it back any more."""

    associate: str
    undoable: bool = False


@dataclass(frozen=True, slots=True)
class Fail:
    """As `Finish`."""

    associate: str
    reason: UnavailableReason
    alternative: str | None = None
    undoable: bool = False


@dataclass(frozen=True, slots=True)
class Undo:
    """By whoever took the last step, a moment ago."""

    associate: str


@dataclass(frozen=True, slots=True)
class Dismiss:
    """The last word about a request that is over was read: by its carrier, or by a manager."""

    associate: str
    manager: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """Time has passed."""


StaffCommand = See | Accept | Release | HandOver | SetOut | Finish | Fail
Command = Make | Cancel | StaffCommand | Undo | Dismiss | Tick


@dataclass(frozen=True, slots=True)
class Applied:
    """It happened."""


@dataclass(frozen=True, slots=True)
class Repeated:
    """It had happened already; nothing changed."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Somebody else has it."""

    by: str


@dataclass(frozen=True, slots=True)
class Closed:
    """It is over."""

    state: RequestStatus


@dataclass(frozen=True, slots=True)
class Unknown:
    """No such request."""


@dataclass(frozen=True, slots=True)
class NotAllowed:
    """It cannot follow on *state*; *allowed* can."""

    state: RequestStatus
    allowed: frozenset[RequestStatus]


@dataclass(frozen=True, slots=True)
class TooLate:
    """The step cannot be taken back any more: its time is over, or something came after it."""


Answer = Applied | Repeated | Taken | Closed | Unknown | NotAllowed | TooLate
