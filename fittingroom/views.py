"""What only the mirror shows: a request's life, sheets over its room, a farewell; final texts."""

from dataclasses import dataclass
from typing import Literal

from touchpoint.cabin import SheetName
from touchpoint.touches import AskOther, ShowGarment
from touchpoint.views import Action, Fact, Picture, RoomGarment


@dataclass(frozen=True, slots=True)
class RequestStepView:
    label: str
    state: Literal["done", "now", "next"]


@dataclass(frozen=True, slots=True)
class Alternative:
    """What can be asked for instead."""

    label: str
    touch: AskOther


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request's life in words. *tone*: open while it lives, good when brought, sorry when not.

    *steps* is empty when it did not end well. With *can_cancel* the target is `request.cancel`;
    a final one is taken away by `DismissRequest`.
    """

    request: str
    what: str
    headline: str
    detail: str
    steps: tuple[RequestStepView, ...]
    tone: Literal["open", "good", "sorry"]
    can_cancel: bool
    final: bool
    picture: Picture | None
    alternative: Alternative | None


@dataclass(frozen=True, slots=True)
class Ask:
    """The primary action when another size or colour was chosen; *target* is its touch target."""

    target: Literal["ask.size", "ask.colour"]
    label: str
    note: str
    enabled: bool
    touch: AskOther


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A row of what lies over the room's page; one that is *on* or off says so in a word."""

    action: Action
    on: bool | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class RoomSheet:
    """What lies over the room's page: few rows, each one touch."""

    name: SheetName
    title: str
    lead: str
    lines: tuple[SheetLine, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """One of two garments side by side, with the *facts* in which they differ.

    *touch* leads to its page, *other* shows another garment in its place.
    """

    garment: RoomGarment
    price: str
    facts: tuple[Fact, ...]
    touch: ShowGarment
    other: Action | None = None


@dataclass(frozen=True, slots=True)
class Farewell:
    """One question to who leaves: about a *garment*, else about the visit; thanks without *skip*.

    *take* is for who takes it, *reasons* below *why* are for who does not; *scores* are 1 to 5,
    from *worst* to *best*.
    """

    question: str
    detail: str
    garment: RoomGarment | None = None
    take: Action | None = None
    why: str = ""
    reasons: tuple[Action, ...] = ()
    scores: tuple[Action, ...] = ()
    worst: str = ""
    best: str = ""
    skip: Action | None = None
