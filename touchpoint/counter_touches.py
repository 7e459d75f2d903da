"""What a finger can mean of what the store keeps for a shopper: a piece, or a stylist's time."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reserve:
    """Have one of the variant *gtin* kept here; again, it shows what became of that."""

    gtin: str


@dataclass(frozen=True, slots=True)
class CallOffReservation:
    reservation: str


@dataclass(frozen=True, slots=True)
class OpenStyling:
    """The days and times of styling sessions."""


@dataclass(frozen=True, slots=True)
class ShowDay:
    """*day* as in `2026-11-21`."""

    day: str


@dataclass(frozen=True, slots=True)
class BookSlot:
    """*slot* is the name of a `Slot`."""

    slot: str


@dataclass(frozen=True, slots=True)
class CallOffSession:
    appointment: str


#: Which of these lead to another page, or change the one that is open.
AtCounter = Reserve | CallOffReservation | OpenStyling | ShowDay | BookSlot | CallOffSession
