"""How long the counter keeps what was asked for, and when stylists are there."""

from dataclasses import dataclass, field

from hub.slots import Plan


@dataclass(frozen=True, slots=True)
class CounterRules:
    """Seconds: within which a reservation is confirmed or let go; for which it then is held, and
    once more when it is extended; after its end in which a session may still be said to have been.
    """

    confirm_seconds: float = 900
    hold_seconds: float = 86_400
    settle_seconds: float = 43_200
    plan: Plan = field(default_factory=Plan)
