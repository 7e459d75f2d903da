"""Events a hub makes: what became of requests and reservations, of stock, and what was bought."""

from typing import Literal

from pydantic import Field

from contract.events.base import EventData, Maker
from contract.ids import Gtin, Uuid
from contract.model import Amount, Instant, Open
from contract.requests import UnavailableReason
from contract.reservations import DeclineReason, LapseReason, SlotReason

_HUB = (Maker.HUB,)


class RequestStep(EventData):
    """What every step of a request says."""

    request: Uuid
    #: Opaque staff id; names never leave the hub.
    associate: str | None = None
    #: Seconds since it was made, by the hub's clock.
    after_seconds: float
    #: Those of them in which the store was open; absent when it was open all the time.
    open_seconds: float | None = None

    @property
    def waited_seconds(self) -> float:
        """How long somebody could have come: what figures count."""
        return self.after_seconds if self.open_seconds is None else self.open_seconds


class RequestSeen(RequestStep, event="request.seen", by=_HUB):
    """An associate has it on the screen."""


class RequestAccepted(RequestStep, event="request.accepted", by=_HUB):
    """An associate took it on."""

    #: From and to in seconds: the wait its shopper was told when it was made.
    told_seconds: tuple[int, int] | None = None


class RequestReleased(RequestStep, event="request.released", by=_HUB):
    """The associate gave it back; it is open to all again."""


class RequestHandedOver(RequestStep, event="request.handed_over", by=_HUB):
    """The associate gave it to another one."""

    to: str


class RequestOnTheWay(RequestStep, event="request.on_the_way", by=_HUB):
    """The associate has it in hand."""


class RequestDone(RequestStep, event="request.done", by=_HUB):
    """It was brought."""


class RequestUnavailable(RequestStep, event="request.unavailable", by=_HUB):
    """It could not be brought."""

    reason: UnavailableReason
    alternative_gtin: Gtin | None = None


class RequestUndone(RequestStep, event="request.undone", by=_HUB):
    """The associate took back the step of a moment ago: it is as it was before."""

    step: Literal["accepted", "released", "handed_over", "on_the_way"]


class RequestEscalated(RequestStep, event="request.escalated", by=_HUB):
    """Nobody took it on in time, so somebody else was told."""

    #: First, second, … time.
    number: int
    to: Literal["present", "manager", "till"]


class RequestExpired(RequestStep, event="request.expired", by=_HUB):
    """It outlived its patience, or nobody took it on."""

    reason: Literal["patience", "unanswered"]


class ReservationStep(EventData):
    """What every step of a reservation says."""

    reservation: Uuid
    until: Instant | None = None


class ReservationConfirmed(ReservationStep, event="reservation.confirmed", by=_HUB):
    """The piece is held."""


class ReservationDeclined(ReservationStep, event="reservation.declined", by=_HUB):
    """It could not be held."""

    reason: DeclineReason | None = None


class ReservationExtended(ReservationStep, event="reservation.extended", by=_HUB):
    """It is held longer, once."""


class ReservationLapsed(ReservationStep, event="reservation.lapsed", by=_HUB):
    """Nobody looked for it in time, or nobody came for it."""

    reason: LapseReason | None = None


class ReservationCollected(ReservationStep, event="reservation.collected", by=_HUB):
    """It was collected."""


class StylingStep(EventData):
    """What every step of an appointment says."""

    appointment: Uuid
    #: When it begins, as the store's slots name it.
    slot: str


class StylingConfirmed(StylingStep, event="styling.confirmed", by=_HUB):
    """A stylist will be there."""


class StylingDeclined(StylingStep, event="styling.declined", by=_HUB):
    """It cannot be then."""

    reason: SlotReason


class StylingKept(StylingStep, event="styling.kept", by=_HUB):
    """The shopper came."""


class StylingMissed(StylingStep, event="styling.missed", by=_HUB):
    """Nobody came."""


class OrderPlaced(EventData, event="order.placed", by=_HUB):
    """The order stands."""

    order: Uuid


class OrderFailed(EventData, event="order.failed", by=_HUB):
    """The order could not be placed."""

    order: Uuid
    reason: str | None = None


class CollectionHandedOver(EventData, event="collection.handed_over", by=_HUB):
    """An order was handed over in store."""

    order: str


class ReturnReceived(EventData, event="return.received", by=_HUB):
    """A return was taken in."""

    order: str
    gtin: Gtin | None = None
    alternative_gtin: Gtin | None = None


class ReturnRefunded(EventData, event="return.refunded", by=_HUB):
    """A return was paid back."""

    order: str
    gtin: Gtin | None = None
    alternative_gtin: Gtin | None = None


class StockCorrected(EventData, event="stock.corrected", by=_HUB):
    """A figure was found to be wrong."""

    gtin: Gtin
    was: int | None = None
    now: int | None = Field(default=None, alias="is")


class GarmentPutAway(EventData, event="garment.put_away", by=_HUB):
    """An associate took away what had stayed behind in an emptied room."""

    gtin: Gtin
    serial: str | None = None
    #: The canonical link or EPC URI, as it arrived with.
    tag: str
    #: How long it hung there after the visit had ended.
    seconds: float


class NoticeSent(EventData, event="notice.sent", by=_HUB):
    """Somebody was told that it is back."""

    gtin: Gtin
    token: str


class TouchpointCommanded(EventData, event="touchpoint.commanded", by=_HUB):
    """A touchpoint was told to do something; the event's id is the command's."""

    verb: Literal["identify", "reload", "screenshot", "end_visit"]
    #: What `touchpoint.obeyed` said, or `not_taken` when nothing was said in time.
    result: str


class PurchaseLine(Open):
    """One line of a receipt; a negative quantity is a return."""

    gtin: Gtin
    serial: str | None = None
    quantity: int
    #: With tax, as decimal text.
    unit_price: Amount
    currency: str


class PurchaseCompleted(EventData, event="purchase.completed", by=_HUB):
    """A receipt."""

    basket: Uuid
    lines: tuple[PurchaseLine, ...]
    associate: str | None = None
    #: The code that ties it to a visit.
    visit_code: str | None = None


class SettingsApplied(EventData, event="settings.applied", by=_HUB):
    """What head office sent about this store's tier holds from now on."""

    #: The message of head office's inbox.
    message: Uuid
    tier: str
    #: Of what touchpoints fetch since.
    version: str


class SettingsRefused(EventData, event="settings.refused", by=_HUB):
    """What head office sent cannot be read here; what held before holds."""

    message: Uuid
    #: Which key, what was found, what would be right.
    detail: str


class CustomerErased(EventData, event="customer.erased", by=_HUB):
    """This store holds nothing of a customer any more whom head office said to erase.

    Nothing tells who that was, nor whether the store held anything.
    """

    #: The message of head office's inbox.
    message: Uuid
