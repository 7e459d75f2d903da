"""What the pages show from which something is taken along: frozen view models with final texts."""

from dataclasses import dataclass, field

from kiosk.pages import Card, Turner
from touchpoint.touches import Keep, OpenWaiting, ShowGarment
from touchpoint.views import Action, Fact, Picture


@dataclass(frozen=True, slots=True)
class Code:
    """*payload* is what the square code holds; nothing is shown where it is empty.

    *sentence* says what it is for, *privacy* what this screen learns by it.
    """

    payload: str = field(repr=False)
    sentence: str
    privacy: str


@dataclass(frozen=True, slots=True)
class WishRow:
    """A kept garment; targets `wish.<gtin>`, to its page, and `unkeep.<gtin>`.

    It is *marked* when the code shown is its own.
    """

    gtin: str
    title: str
    detail: str
    picture: Picture | None
    marked: bool
    off: str
    touch: ShowGarment
    unkeep: Keep


@dataclass(frozen=True, slots=True)
class WishView:
    """The wish list with its code; *note* stands where nothing is kept.

    *turner* leads through the codes, where each garment has its own.
    """

    heading: str
    rows: tuple[WishRow, ...]
    qr: Code
    note: str
    turner: Turner


@dataclass(frozen=True, slots=True)
class CodeView:
    """One code: of a form for the garment *title*, or of the guest network with its *facts*.

    Of what the store keeps, *mark* is the code as a person reads it out; *actions* is what can be
    done.
    """

    heading: str
    title: str
    detail: str
    picture: Picture | None
    facts: tuple[Fact, ...] = field(repr=False)
    qr: Code
    mark: str = field(default="", repr=False)
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class StylingView:
    """When a styling session can be booked: *days*, and of the chosen one its *times*.

    *note* says what it is, or why there is nothing.
    """

    heading: str
    note: str
    days: tuple[Action, ...]
    times: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One to choose from, target `style.<style>`; *missed* when it was tried in vain.

    *right* is true once the round is solved, of the one that goes with it.
    """

    card: Card
    missed: bool
    right: bool


@dataclass(frozen=True, slots=True)
class WaitingView:
    """A round of “Which goes together?”; *said* answers the last touch.

    *shown* is the garment asked about; *another* leads to the next round, target `waiting.another`.
    """

    heading: str
    question: str
    shown: Card
    candidates: tuple[Candidate, ...]
    said: str
    solved: bool
    another: str
    touch: OpenWaiting


Carrying = WishView | CodeView | WaitingView | StylingView
