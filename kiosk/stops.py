"""Where a shopper has got to beside looking around: a list, a code, the corner for who waits."""

from dataclasses import dataclass, field

from touchpoint.sheet import Choice
from touchpoint.touches import FormKind


@dataclass(frozen=True, slots=True)
class Wishes:
    """The wish list; *page* is the garment whose code is shown, where each has its own.

    *over* is the garment's page it was opened from, which Back leads to.
    """

    over: Choice | None = None
    page: int = 0


@dataclass(frozen=True, slots=True)
class Form:
    """The brand's own form for *gtin*; *token* is what its event and its address share."""

    kind: FormKind
    gtin: str
    token: str = field(repr=False)
    over: Choice | None = None


@dataclass(frozen=True, slots=True)
class Wifi:
    """The code of the guest network."""


@dataclass(frozen=True, slots=True)
class Partner:
    """*style* goes with another one, as the *look* titled so by language shows."""

    style: str
    look: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Round:
    """What goes with *style*: *partner*, who is among *choices*."""

    style: str
    partner: Partner
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A round of “Which goes together?”: what was touched so far, and what was asked before it."""

    round: Round
    touched: tuple[str, ...] = ()
    asked: frozenset[str] = frozenset()

    @property
    def solved(self) -> bool:
        return self.round.partner.style in self.touched


@dataclass(frozen=True, slots=True)
class Reserving:
    """What became of having one of *gtin* kept; without a *reservation* nothing could be asked."""

    gtin: str
    reservation: str = ""
    over: Choice | None = None


@dataclass(frozen=True, slots=True)
class Styling:
    """The times of styling sessions, open at *day*; at the first one when it is empty."""

    day: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """What became of a styling session; without an *appointment* nothing could be asked."""

    appointment: str = ""


Aside = Wishes | Form | Wifi | Waiting | Reserving | Styling | Session


def beneath(stop: object) -> Choice | None:
    """The garment's page that Back leads to from *stop*."""
    return stop.over if isinstance(stop, Wishes | Form | Reserving) else None
