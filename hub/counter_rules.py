"""How long the counter keeps what was asked for, and when stylists are there."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from contract.hours import ALWAYS, Hours
from hub.slots import Plan

#: Open seconds for which what would end in a shut store is kept when it opens again.
MORNING: Final = 3600.0


@dataclass(frozen=True, slots=True)
class CounterRules:
    """Seconds: within which a reservation is confirmed or let go; for which it then is held, and
    once more when it is extended; after its end in which a session may still be said to have been.

    Nothing that is kept ends outside the opening *hours*.
    """

    confirm_seconds: float = 900
    hold_seconds: float = 86_400
    settle_seconds: float = 43_200
    plan: Plan = field(default_factory=Plan)
    hours: Hours = ALWAYS

    def ends(self, at: datetime) -> datetime:
        """When what should end *at* that moment does: in a shut store, once it was open again."""
        return at if self.hours.is_open(at) else self.hours.after(at, MORNING)
