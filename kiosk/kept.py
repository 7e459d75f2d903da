"""What the store was asked to keep in this visit, and what it said of it; gone with the visit."""

from dataclasses import dataclass

from contract.reservations import APPOINTMENT_OVER, RESERVATION_OVER
from contract.states import AppointmentState, ReservationState, Slot


@dataclass(frozen=True, slots=True)
class Wanted:
    """One of *gtin*; *state* is the hub's last word. *refused*: the hub will never look at it.

    *off*: the shopper called it off here.
    """

    gtin: str
    state: ReservationState | None = None
    refused: bool = False
    off: bool = False

    @property
    def open(self) -> bool:
        over = self.state is not None and self.state.state in RESERVATION_OVER
        return not (over or self.refused or self.off)


@dataclass(frozen=True, slots=True)
class Booked:
    """A styling session in *slot*; the rest as of what is `Wanted`."""

    slot: Slot
    state: AppointmentState | None = None
    refused: bool = False
    off: bool = False

    @property
    def open(self) -> bool:
        over = self.state is not None and self.state.state in APPOINTMENT_OVER
        return not (over or self.refused or self.off)
