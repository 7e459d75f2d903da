"""One request as the mirror sees it, from the touch to its end; pure.

What the hub says is adopted as it comes. Until it says anything the mirror promises nothing, and
when its patience is over it tells the shopper so.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from contract.requests import RequestKind, RequestStatus
from contract.states import RequestState


class Phase(StrEnum):
    """The states of the contract, one before them, and the truth when nobody answered."""

    SENDING = "sending"
    SENT = "sent"
    SEEN = "seen"
    ACCEPTED = "accepted"
    ON_THE_WAY = "on_the_way"
    DONE = "done"
    UNAVAILABLE = "unavailable"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    TOLD = "told"


#: Nothing the hub says changes these; a cancel is final for the mirror unless it came too late.
SETTLED = frozenset({Phase.DONE, Phase.UNAVAILABLE, Phase.EXPIRED})
#: Nobody has it yet; that somebody saw it begins no new wait.
UNANSWERED = frozenset({Phase.SENT, Phase.SEEN})
#: What the shopper need not wait for any longer.
OVER = SETTLED | {Phase.CANCELLED, Phase.TOLD}

_PHASES = {
    RequestStatus.MADE: Phase.SENT,
    RequestStatus.SEEN: Phase.SEEN,
    RequestStatus.ACCEPTED: Phase.ACCEPTED,
    RequestStatus.ON_THE_WAY: Phase.ON_THE_WAY,
    RequestStatus.DONE: Phase.DONE,
    RequestStatus.UNAVAILABLE: Phase.UNAVAILABLE,
    RequestStatus.CANCELLED: Phase.CANCELLED,
    RequestStatus.EXPIRED: Phase.EXPIRED,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """*made_at* and *changed_at* in monotonic seconds; *updated* is the hub's own time.

    *wait_seconds* count from *changed_at*. Who calls a person wants no garment: *phrase* is what
    for. *escalated* is how often somebody else was told, *nobody* that nobody is here to answer.
    """

    request: str
    kind: RequestKind
    gtin: str | None
    wanted: str | None
    made_at: float
    changed_at: float
    phase: Phase = Phase.SENDING
    by: str | None = None
    wait_seconds: tuple[int, int] | None = None
    alternative: str | None = None
    updated: datetime | None = None
    dismissed: bool = False
    phrase: str | None = None
    escalated: int = 0
    nobody: bool = False

    @property
    def open(self) -> bool:
        return self.phase not in OVER

    def settled(self, now: float) -> "Asked":
        """The hub has it safe."""
        return self._to(Phase.SENT, now) if self.phase is Phase.SENDING else self

    def refused(self, now: float) -> "Asked":
        """The hub will never act on it; a repeat of what it acts on already changes nothing."""
        return self._to(Phase.TOLD, now) if self.phase is Phase.SENDING else self

    def heard(self, news: RequestState, now: float) -> "Asked":
        """What the hub says of it; older news, and anything after the end, changes nothing."""
        phase = _PHASES[news.state]
        stale = self.updated is not None and news.updated < self.updated
        if stale or self.phase in SETTLED:
            return self
        if self.phase is Phase.CANCELLED and phase not in {Phase.DONE, Phase.UNAVAILABLE}:
            return self
        if self.phase is Phase.TOLD and phase is Phase.EXPIRED:
            return self
        goes_on = phase is self.phase or {phase, self.phase} == UNANSWERED
        return replace(
            self,
            phase=phase,
            by=news.by,
            wait_seconds=news.wait_seconds,
            alternative=news.alternative,
            escalated=news.escalated,
            nobody=news.nobody,
            updated=news.updated,
            changed_at=self.changed_at if goes_on else now,
            dismissed=self.dismissed and phase is self.phase,
        )

    def cancelled(self, now: float) -> "Asked":
        return self._to(Phase.CANCELLED, now) if self.open else self

    def dismiss(self) -> "Asked":
        """The shopper has read how it ended."""
        return self if self.open else replace(self, dismissed=True)

    def waited(self, now: float, patience: float, away_since: float | None) -> "Asked":
        """Told the truth when nobody can have heard it, or when those who did are out of reach."""
        unheard = self.phase is Phase.SENDING and now - self.made_at >= patience
        since = max(away_since or 0.0, self.changed_at)
        lost = self.open and away_since is not None and now - since >= patience
        return self._to(Phase.TOLD, now) if unheard or lost else self

    def _to(self, phase: Phase, now: float) -> "Asked":
        return replace(self, phase=phase, changed_at=now)
