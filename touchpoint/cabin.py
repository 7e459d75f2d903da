"""What a finger in a cabin can mean beside what it means everywhere."""

from dataclasses import dataclass
from typing import Literal

from contract.events.garments import JudgedFor
from contract.phrases import Phrase

#: What may lie over the room's page.
SheetName = Literal["help", "light", "privacy"]


@dataclass(frozen=True, slots=True)
class OpenSheet:
    sheet: SheetName


@dataclass(frozen=True, slots=True)
class CloseSheet:
    """What lay over the room's page has been read."""


@dataclass(frozen=True, slots=True)
class AskPerson:
    """Somebody is to come; *phrase* says what for."""

    phrase: Phrase


@dataclass(frozen=True, slots=True)
class AskTill:
    """Ready to pay."""


@dataclass(frozen=True, slots=True)
class Undisturb:
    """Nobody is to disturb, or whoever wants to may."""

    on: bool


@dataclass(frozen=True, slots=True)
class TurnOff:
    """The mirror shows nothing and takes no notice of what hangs here."""


@dataclass(frozen=True, slots=True)
class TurnOn:
    pass


@dataclass(frozen=True, slots=True)
class Light:
    """*scene* is a name of the settings."""

    scene: str


@dataclass(frozen=True, slots=True)
class Compare:
    """Two garments of the room side by side."""


@dataclass(frozen=True, slots=True)
class CompareOther:
    """Another garment of the room in place of the one on the left (0) or on the right (1)."""

    side: Literal[0, 1]


@dataclass(frozen=True, slots=True)
class CompleteLook:
    """What goes with the garment *gtin*, which hangs here."""

    gtin: str


@dataclass(frozen=True, slots=True)
class Judge:
    """The shopper takes the garment *gtin* along, or leaves it here for *reason*."""

    gtin: str
    reason: JudgedFor | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """How the visit was, from 1 to 5."""

    score: int


@dataclass(frozen=True, slots=True)
class SkipQuestion:
    """No answer to what is asked about the garment *gtin*; about the visit without one."""

    gtin: str | None = None


Cabin = (
    OpenSheet | CloseSheet | AskPerson | AskTill | Undisturb | TurnOff | TurnOn | Light | Compare
    | CompareOther | CompleteLook | Judge | Rate | SkipQuestion
)  # fmt: skip
