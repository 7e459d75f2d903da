"""What the kiosk knows of its visit; everything it shows follows from this."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from contract.access import PLAIN, Access
from contract.features import Used
from contract.tags import By, Garment
from kiosk.card import Card
from kiosk.finding import Index
from kiosk.takeaway import Offers
from kiosk.taken import Taken
from kiosk.waiting import Pairs
from kiosk.walk import Walk
from touchpoint.aids import idle_for
from touchpoint.known import Known
from touchpoint.moment import Moment
from touchpoint.sheet import Choice


@dataclass(frozen=True, slots=True)
class Rules:
    """Times in seconds; *languages* begins with the one at rest.

    *consent* is the version of the text by which a visit is linked to a loyalty card; without one
    there are no cards here. It may read aloud if it *speaks*. *store* and *place* are told with
    what is to be kept here.
    """

    languages: tuple[str, ...]
    idle: float = 60.0
    still_here: float = 20.0
    consent: str = ""
    #: GS1 company prefixes of the house, beside those of the catalogue.
    prefixes: tuple[str, ...] = ()
    offers: Offers = field(default_factory=Offers)
    speaks: bool = False
    store: str = "store"
    place: str = "kiosk"


@dataclass(frozen=True, slots=True)
class Lying:
    """A garment on the reader; its events belong to the *visit* it arrived in."""

    garment: Garment
    visit: str
    since: float


@dataclass(frozen=True, slots=True)
class Screening:
    """The showing number *play* of a visit, of which *seconds* were seen: nothing before its first
    picture. Once it is *over* it has been told.
    """

    film: str
    play: int
    seconds: float | None = None
    over: bool = False


@dataclass(frozen=True, slots=True)
class Visit:
    visit: str
    started_at: float
    language: str
    active_at: float
    choice: Choice | None = None
    #: gtin → the figure that was shown, so that each is counted once.
    shown: dict[str, int | None] = field(default_factory=dict)
    access: Access = PLAIN
    card: Card | None = None
    #: Whether it was ever linked to a customer.
    named: bool = False
    taken: Taken = field(default_factory=Taken)
    #: The film that lies over the page, and how many were called for.
    film: Screening | None = None
    plays: int = 0
    #: What was used so far, so that each is told once.
    used: frozenset[Used] = frozenset()
    #: Whether the ways to make the screen easier lie over the page.
    choosing: bool = False

    def ends_at(self, rules: Rules) -> float:
        """When it ends unless somebody stirs."""
        return self.active_at + idle_for(rules.idle, self.access)


@dataclass(frozen=True, slots=True)
class Kiosk:
    """Everything the kiosk shows follows from this."""

    visit: Visit | None = None
    lying: tuple[Lying, ...] = ()
    known: Known = field(default_factory=Known)
    #: Until then the screen says that a tag is not known.
    unknown_until: float = 0.0
    #: How it was read.
    unknown_by: By | None = None
    #: Since when somebody stands before it, and until when; monotonic seconds.
    near_since: float | None = None
    near_until: float = math.inf
    #: Where a shopper who looks around has got to; over it lies the garment they chose.
    walk: Walk = ()
    #: The words of the shelf, for searches.
    index: Index | None = None
    #: What the shelf has to play with, for those who wait.
    pairs: Pairs = field(default_factory=Pairs)
    #: gtin → since when its stock is followed for a list.
    asked: Mapping[str, float] = field(default_factory=dict)

    def unknown(self, now: Moment) -> By | None:
        """How something was just read that names no garment."""
        return self.unknown_by if now.seconds < self.unknown_until else None
