"""Everything that can happen to a visit: reads, people, touches, the hub's news, time passing."""

from dataclasses import dataclass, field
from typing import Literal

from contract.advice import Advice
from contract.features import Feature
from contract.sold import Sold
from contract.states import (
    AppointmentState,
    RequestState,
    ReservationState,
    Slot,
    StockState,
)
from contract.tags import By, Garment
from touchpoint.shelf import Shelf
from touchpoint.touches import Touch


@dataclass(frozen=True, slots=True)
class Arrived:
    """A garment came to the reader; *at* is the monotonic time of the reader's line.

    A *momentary* one (a scanned code) never leaves. One that is not *sure* may as well hang next
    door: the shopper is asked. *reader* is the name of the one that it came to.
    """

    garment: Garment
    at: float
    momentary: bool = False
    sure: bool = True
    reader: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """The tag is gone after *seconds*."""

    tag: str
    seconds: float
    at: float


@dataclass(frozen=True, slots=True)
class UnknownRead:
    """A tag or code that names no garment; of a RAIN tag *why* says nothing that it holds."""

    by: By
    at: float
    why: str = ""


@dataclass(frozen=True, slots=True)
class CardRead:
    """A loyalty card was held up. Its *code* is asked about or forgotten, never written."""

    code: str = field(repr=False)
    at: float


@dataclass(frozen=True, slots=True)
class Near:
    """Somebody came before the screen or, when not *near*, went; nothing else is known of them."""

    near: bool
    at: float


@dataclass(frozen=True, slots=True)
class ReaderHealth:
    name: str
    state: Literal["ok", "silent", "missing"]


@dataclass(frozen=True, slots=True)
class Touched:
    touch: Touch


@dataclass(frozen=True, slots=True)
class StockKnown:
    stock: StockState


@dataclass(frozen=True, slots=True)
class RequestKnown:
    request: RequestState


@dataclass(frozen=True, slots=True)
class RequestSettled:
    """The hub has the event that made *request* safe."""

    request: str


@dataclass(frozen=True, slots=True)
class RequestRefused:
    """The hub will not take the event that made *request*: nobody will see it.

    A reservation or an appointment may be refused so too.
    """

    request: str


@dataclass(frozen=True, slots=True)
class ReservationKnown:
    reservation: ReservationState


@dataclass(frozen=True, slots=True)
class AppointmentKnown:
    appointment: AppointmentState


@dataclass(frozen=True, slots=True)
class SlotsKnown:
    """The times at which a styling session can still be booked."""

    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class CustomerKnown:
    """The answer to *ask*: whose card it is, or nothing for one that nobody knows.

    When those who know are *away*, neither was found out.
    """

    ask: str
    customer: str | None = field(repr=False)
    away: bool = False


@dataclass(frozen=True, slots=True)
class HubKnown:
    """Whether the hub can be reached: the link is up and its application says it lives."""

    online: bool


@dataclass(frozen=True, slots=True)
class NameContested:
    """Another device answers to this one's name, or does no longer."""

    contested: bool


@dataclass(frozen=True, slots=True)
class CatalogueKnown:
    shelf: Shelf


@dataclass(frozen=True, slots=True)
class SoldKnown:
    sold: Sold


@dataclass(frozen=True, slots=True)
class AdviceKnown:
    advice: Advice


@dataclass(frozen=True, slots=True)
class FeaturesKnown:
    """What this store's tier has at its screens today."""

    features: frozenset[Feature]


@dataclass(frozen=True, slots=True)
class EndVisit:
    """Staff ended the visit from their page."""


@dataclass(frozen=True, slots=True)
class Tick:
    """Time passes; nothing else happened."""


Input = (
    Arrived
    | Left
    | UnknownRead
    | CardRead
    | Near
    | ReaderHealth
    | Touched
    | StockKnown
    | RequestKnown
    | RequestSettled
    | RequestRefused
    | ReservationKnown
    | AppointmentKnown
    | SlotsKnown
    | CustomerKnown
    | HubKnown
    | NameContested
    | CatalogueKnown
    | SoldKnown
    | AdviceKnown
    | FeaturesKnown
    | EndVisit
    | Tick
)
