"""What only the mirror shows: a request's life, and how another one is asked for; final texts."""

from dataclasses import dataclass
from typing import Literal

from touchpoint.touches import AskOther
from touchpoint.views import Picture


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
