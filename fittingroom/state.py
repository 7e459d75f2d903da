"""What a mirror can be in: the room as it hangs, and at most one visit; frozen."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from contract.access import PLAIN, Access
from contract.features import Used
from contract.tags import By, Garment
from fittingroom.asking import Asked
from touchpoint.aids import idle_for
from touchpoint.cabin import SheetName
from touchpoint.known import Known
from touchpoint.moment import Moment
from touchpoint.sheet import Choice
from touchpoint.worn import worn


@dataclass(frozen=True, slots=True)
class Rules:
    """Times in seconds. *place* is named in requests; *languages* begins with the one at rest.

    It may read aloud if it *speaks*.
    """

    place: str
    languages: tuple[str, ...]
    idle: float = 300.0
    still_here: float = 20.0
    empty: float = 30.0
    patience: float = 120.0
    ended_shown: float = 60.0
    rejoin: float = 15.0
    speaks: bool = False
    #: GS1 company prefixes of the house, beside those of the catalogue.
    prefixes: tuple[str, ...] = ()
    #: Who leaves is asked for so long, and thanked for so long.
    farewell: float = 20.0
    thanks: float = 4.0
    #: A mirror that nobody turns on again is on after so long.
    off: float = 3600.0
    #: What the light can be, the one at rest first; none where it cannot be changed.
    scenes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parting:
    """Who leaves is asked about *gtins*, one after the other, then about the visit.

    It ends at *until* unless there is an answer before. *rated*: nothing is left to be asked.
    """

    gtins: tuple[str, ...]
    until: float
    rated: bool = False


@dataclass(frozen=True, slots=True)
class Hanging:
    """A garment that is here since *since*; its events belong to the *visit* it arrived in.

    *reader* is the one that read it last. An *unconfirmed* one was here before a restart and has
    not been read since. A *doubtful* one may
    as well hang next door: it is in no event before the shopper or the reader says that it is here.
    """

    garment: Garment
    since: float
    visit: str | None
    momentary: bool = False
    disowned: bool = False
    unconfirmed: bool = False
    doubtful: bool = False
    reader: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """*active_at* is the last sign of life; *empty_since* when the last garment left."""

    visit: str
    started_at: float
    language: str
    active_at: float
    empty_since: float | None
    touched: bool = False
    choice: Choice | None = None
    requests: tuple[Asked, ...] = ()
    #: gtin → the figure that was shown, so that each is counted once.
    shown: dict[str, int | None] = field(default_factory=dict)
    access: Access = PLAIN
    #: What was used so far, so that each is told once.
    used: frozenset[Used] = frozenset()
    #: Whether the ways to make the screen easier lie over the page.
    choosing: bool = False
    #: What else lies over the room's page.
    sheet: SheetName | None = None
    undisturbed: bool = False
    #: The light that was chosen.
    scene: str | None = None
    #: Two garments side by side.
    comparing: tuple[str, str] | None = None
    #: While who leaves is asked; nobody is *parted* from twice.
    parting: Parting | None = None
    parted: bool = False

    @property
    def waiting(self) -> bool:
        return any(a.open for a in self.requests)

    def idle_at(self, rules: Rules) -> float:
        """When it ends unless somebody stirs; an answered request counts as a stir."""
        stirred = max([self.active_at, *(a.changed_at for a in self.requests)])
        return stirred + idle_for(rules.idle, self.access)

    def left_at(self, rules: Rules) -> float:
        """When it ends unless something is hung here or touched, given that the room is empty.

        Whoever called a person may have brought nothing: they wait, and read how it ended.
        """
        calls = [a for a in self.requests if a.wanted is None]
        if any(a.open for a in calls):
            return self.idle_at(rules)
        since = max([self.empty_since or 0.0, self.active_at, *(a.changed_at for a in calls)])
        return since + idle_for(rules.empty, self.access)


@dataclass(frozen=True, slots=True)
class Mirror:
    """Everything the mirror shows follows from this."""

    visit: Visit | None = None
    room: tuple[Hanging, ...] = ()
    known: Known = field(default_factory=Known)
    #: Until then the screen says that a tag is not known.
    unknown_until: float = 0.0
    #: How it was read.
    unknown_by: By | None = None
    #: Since when each reader works without a break: it may confirm what it read before a restart.
    reading_since: Mapping[str, float] = field(default_factory=dict)
    #: gtin → since when its stock is followed for what a page offers.
    asked: Mapping[str, float] = field(default_factory=dict)
    #: Since when it takes no notice of the room.
    off_since: float | None = None

    @property
    def off(self) -> bool:
        return self.off_since is not None

    def unknown(self, now: Moment) -> By | None:
        """How something was just read that names no garment."""
        return self.unknown_by if now.seconds < self.unknown_until else None

    @property
    def owned(self) -> tuple[Hanging, ...]:
        return tuple(h for h in self.room if not (h.disowned or h.doubtful))

    @property
    def doubtful(self) -> tuple[Hanging, ...]:
        """What the shopper is to be asked about, oldest first; never what is worn."""
        known = self.known
        asked = (h for h in self.room if h.doubtful and not h.disowned)
        return tuple(h for h in asked if not worn(h.garment, known.shelf, known.sold))
