"""What a visit knows of a loyalty card, from the question to the link; gone with the visit."""

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Asked:
    """The card was held up, and the shopper is asked whether it may be looked up."""

    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sent:
    """The shopper agreed to the text *consent*; the hub is asked as *ask*, since *at* seconds."""

    ask: str
    code: str = field(repr=False)
    consent: str
    at: float


@dataclass(frozen=True, slots=True)
class Linked:
    """The visit is *customer*'s; *again* while the card was held up once more."""

    customer: str = field(repr=False)
    again: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """How it ended without a link; until then the screen says so and reads no card."""

    what: Literal["declined", "unknown", "away", "unlinked"]
    until: float


Card = Asked | Sent | Linked | Told
