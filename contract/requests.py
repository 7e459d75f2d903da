"""The names of a request's life: its kinds, its states and which may follow which."""

from enum import StrEnum


class RequestKind(StrEnum):
    SIZE = "size"
    COLOUR = "colour"
    ITEM = "item"
    HELP = "help"
    CHECKOUT = "checkout"
    COLLECT = "collect"
    RETURN = "return"
    STYLING = "styling"


class RequestStatus(StrEnum):
    MADE = "made"
    SEEN = "seen"
    ACCEPTED = "accepted"
    ON_THE_WAY = "on_the_way"
    DONE = "done"
    UNAVAILABLE = "unavailable"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class UnavailableReason(StrEnum):
    NOT_FOUND = "not_found"
    SOLD = "sold"
    DAMAGED = "damaged"
    OTHER = "other"


_S = RequestStatus

#: Nothing follows these.
FINAL = frozenset({_S.DONE, _S.UNAVAILABLE, _S.CANCELLED, _S.EXPIRED})

#: Open state → the states that may follow it.
#: Back to made is a release, to accepted a hand-over.
ALLOWED: dict[RequestStatus, frozenset[RequestStatus]] = {
    _S.MADE: frozenset({_S.SEEN, _S.ACCEPTED, _S.CANCELLED, _S.EXPIRED}),
    _S.SEEN: frozenset({_S.ACCEPTED, _S.CANCELLED, _S.EXPIRED}),
    _S.ACCEPTED: frozenset(
        {_S.MADE, _S.ACCEPTED, _S.ON_THE_WAY, _S.DONE, _S.UNAVAILABLE, _S.CANCELLED, _S.EXPIRED}
    ),
    _S.ON_THE_WAY: frozenset(
        {_S.MADE, _S.ACCEPTED, _S.DONE, _S.UNAVAILABLE, _S.CANCELLED, _S.EXPIRED}
    ),
}
