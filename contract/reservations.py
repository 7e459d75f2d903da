"""The names of what is kept for a shopper: states of reservations and appointments, and reasons."""

from enum import StrEnum


class ReservationStatus(StrEnum):
    #: Kept aside for a moment, and nobody has looked yet whether it is there.
    PLACED = "placed"
    CONFIRMED = "confirmed"
    COLLECTED = "collected"
    DECLINED = "declined"
    LAPSED = "lapsed"
    CANCELLED = "cancelled"


class AppointmentStatus(StrEnum):
    BOOKED = "booked"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    KEPT = "kept"
    MISSED = "missed"


class DeclineReason(StrEnum):
    """Why a piece is not kept; the first four are the hub's own answer, at once."""

    NONE_LEFT = "none_left"
    #: Nobody knows how many there are.
    UNCOUNTED = "uncounted"
    #: The wish is older than it would have been kept for.
    TOO_LATE = "too_late"
    #: It was asked of another store than this one.
    OTHER_STORE = "other_store"
    NOT_FOUND = "not_found"
    DAMAGED = "damaged"
    OTHER = "other"


class LapseReason(StrEnum):
    """Nobody looked for it in time, or nobody came for it."""

    UNCONFIRMED = "unconfirmed"
    UNCOLLECTED = "uncollected"


class SlotReason(StrEnum):
    """Why a session is not to be: the slot is gone, is none, came too late, or cannot be held."""

    TAKEN = "taken"
    NO_SLOT = "no_slot"
    TOO_LATE = "too_late"
    NOBODY_FREE = "nobody_free"


_R, _A = ReservationStatus, AppointmentStatus

#: Nothing follows these.
RESERVATION_OVER = frozenset({_R.COLLECTED, _R.DECLINED, _R.LAPSED, _R.CANCELLED})
APPOINTMENT_OVER = frozenset({_A.DECLINED, _A.CANCELLED, _A.KEPT, _A.MISSED})

#: Letters of a code that nobody mistakes for another one, however they are printed or said; without
#: vowels, so that no code is a word.
CODE_LETTERS = "CDFHJKLMNPRTVWXY3479"
CODE_LENGTH = 6
