"""Each step at the counter, as it stands in an address, and why it may be refused."""

from collections.abc import Callable
from typing import Literal

from pydantic import Field

from contract.model import Open
from contract.reservations import DeclineReason
from hub import appointments, reservations
from hub.commands import Applied, Repeated, Unknown
from hub.reservations import Answer, Refused, Withdraw
from hub.web.problems import ProblemError

#: What an associate may give as a reason; the others are the hub's own.
Reason = Literal["not_found", "damaged", "other"]


class Why(Open):
    """Why a piece is not kept, for `decline`."""

    reason: Reason = Field(default="not_found")


ReservationStep = Literal["confirm", "decline", "extend", "collect", "cancel"]
SessionStep = Literal["confirm", "decline", "keep", "miss", "cancel"]
Asked = reservations.StaffCommand | Withdraw
Booked = appointments.StaffCommand | Withdraw

RESERVATION_STEPS: dict[ReservationStep, Callable[[Reason], Asked]] = {
    "confirm": lambda _: reservations.Confirm(),
    "decline": lambda reason: reservations.Decline(DeclineReason(reason)),
    "extend": lambda _: reservations.Extend(),
    "collect": lambda _: reservations.Collect(),
    "cancel": lambda _: Withdraw(),
}
SESSION_STEPS: dict[SessionStep, Callable[[], Booked]] = {
    "confirm": appointments.Agree,
    "decline": appointments.TurnDown,
    "keep": appointments.Keep,
    "miss": appointments.Miss,
    "cancel": Withdraw,
}


def refusal(name: str, step: str, answer: Answer) -> ProblemError | None:
    """Why the counter said no, if it did."""
    match answer:
        case Applied() | Repeated():
            return None
        case Refused(state=state):
            return ProblemError(
                409,
                "Not any more",
                f"{step} cannot follow on {state}.",
                more={"state": state},
                said="It has moved on meanwhile. Please look at it again.",
            )
        case Unknown():
            return ProblemError(
                404,
                "Nothing is kept here by this name",
                f"No reservation or session is called {name}.",
                said="The store no longer knows of it.",
            )
