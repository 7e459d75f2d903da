"""Events of garments that come to a touchpoint, leave it and are judged."""

from typing import Literal

from contract.events.base import EventData
from contract.ids import Gtin
from contract.tags import By


class GarmentArrived(EventData, event="garment.arrived"):
    """A garment was tapped, hung in the room or scanned."""

    gtin: Gtin
    #: The serial of this one piece, when the tag carries it.
    serial: str | None = None
    #: The canonical link or EPC URI.
    tag: str
    by: By
    #: Signal strength in dBm.
    rssi: float | None = None


class GarmentLeft(EventData, event="garment.left"):
    """A garment is gone from the reader or the room."""

    gtin: Gtin
    serial: str | None = None
    tag: str
    by: By
    #: How long it was here.
    seconds: float


class GarmentDisowned(EventData, event="garment.disowned"):
    """The shopper said "not mine", or no when the mirror asked: then it never arrived there."""

    gtin: Gtin
    serial: str | None = None
    tag: str
    by: By


JudgedFor = Literal["too_small", "too_big", "colour", "price", "fabric", "style", "other"]


class GarmentJudged(EventData, event="garment.judged"):
    """What the shopper decided, and why."""

    gtin: Gtin
    verdict: Literal["taken", "declined"]
    reasons: tuple[JudgedFor, ...] = ()
