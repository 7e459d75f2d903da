"""Events of a shopper who asks for something: requests, reservations, orders, wishes."""

from typing import Literal

from pydantic import Field

from contract.events.base import EventData, Maker
from contract.ids import Gtin, Name, Uuid
from contract.requests import RequestKind


class RequestMade(EventData, event="request.made"):
    """The shopper asked for something to be brought, or for a person."""

    request: Uuid
    kind: RequestKind
    #: The garment it is about.
    gtin: Gtin | None = None
    #: The variant that is wanted instead.
    wanted_gtin: Gtin | None = None
    #: A key of the translated phrases, never free text.
    phrase: str | None = None
    #: What the shopper reads, so that it may come to somebody who speaks it.
    language: str | None = None
    place: Name


class RequestCancelled(EventData, event="request.cancelled", by=(Maker.TOUCHPOINT, Maker.HUB)):
    """The shopper no longer wants it; the hub says so for staff or a visit's end."""

    request: Uuid


class ReservationPlaced(EventData, event="reservation.placed"):
    """The shopper asked a store to hold pieces."""

    reservation: Uuid
    gtin: Gtin
    store: Name
    quantity: int = Field(ge=1)
    #: Where the answer is shown; without it where the touchpoint was enrolled to stand.
    place: Name | None = None


class ReservationCancelled(
    EventData, event="reservation.cancelled", by=(Maker.TOUCHPOINT, Maker.HUB)
):
    """The shopper no longer wants them held; the hub says so for staff."""

    reservation: Uuid


class OrderStarted(EventData, event="order.started"):
    """An order was begun at the touchpoint."""

    order: Uuid
    lines: tuple[Gtin, ...]
    channel: Literal["endless_aisle", "showroom"]
    #: Opaque staff id, for the credit.
    associate: str | None = None


class CollectionAnnounced(EventData, event="collection.announced"):
    """A shopper is here to collect an order."""

    order: str
    gtin: Gtin | None = None
    reason: str | None = None


class ReturnAnnounced(EventData, event="return.announced"):
    """A shopper is here to give something back."""

    order: str
    gtin: Gtin | None = None
    reason: str | None = None


class WishAdded(EventData, event="wish.added"):
    """A garment was put on the wish list."""

    gtin: Gtin


class WishRemoved(EventData, event="wish.removed"):
    """A garment was taken off the wish list."""

    gtin: Gtin


class WishCarried(EventData, event="wish.carried"):
    """The wish list went to the shopper's phone."""

    gtins: tuple[Gtin, ...]
    to: Literal["qr"]


class SharedCarried(EventData, event="shared.carried"):
    """A page went to the shopper's phone."""

    gtins: tuple[Gtin, ...]
    to: Literal["qr"]


class NoticeAsked(EventData, event="notice.asked"):
    """The shopper wants to be told of it; the brand's own form holds the contact.

    Its code was shown; whether the form was sent is what the brand knows by the token.
    """

    gtin: Gtin
    #: The same as in the address of the form.
    token: str
    #: When it is back, or first of all when a piece like it comes.
    kind: Literal["notice", "collectors"] = "notice"


class StylingBooked(EventData, event="styling.booked"):
    """A styling session was asked for."""

    #: When it begins, as the store's slots name it.
    slot: str
    #: The same as in the address of the brand's own form.
    token: str | None = None
    #: Without it the event's own id names the appointment.
    appointment: Uuid | None = None
    #: Where the answer is shown; without it where the touchpoint was enrolled to stand.
    place: Name | None = None


class StylingCancelled(EventData, event="styling.cancelled", by=(Maker.TOUCHPOINT, Maker.HUB)):
    """A styling session was called off; the hub says so for staff."""

    slot: str
    #: Without it whichever of the touchpoint's own is at that time.
    appointment: Uuid | None = None


class OpinionGiven(EventData, event="opinion.given"):
    """How it was, in one tap."""

    score: int = Field(ge=1, le=5)
    about: Literal["visit", "request"]
    request: Uuid | None = None
