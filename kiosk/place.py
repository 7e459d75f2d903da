"""The kiosk as its window runs it: the pure parts with what they need at hand."""

from dataclasses import dataclass
from typing import Any

from contract.ids import NewId
from kiosk.keeping import keep
from kiosk.loyalty import question
from kiosk.state import Kiosk, Rules
from kiosk.telling import spoken
from kiosk.view import KioskView, view
from kiosk.visit import garments_on_screen, step
from messaging.draft import Draft
from touchpoint.aloud import Told
from touchpoint.cards import CardAsk
from touchpoint.inputs import Input
from touchpoint.moment import Moment
from touchpoint.words import Words


@dataclass(frozen=True, slots=True)
class KioskPlace:
    """*width* of the window in pixels."""

    rules: Rules
    words: Words
    width: int
    new_id: NewId

    def step(self, state: Kiosk, happened: Input, now: Moment) -> tuple[Kiosk, tuple[Draft, ...]]:
        return step(state, happened, now, self.rules, self.new_id)

    def view(self, state: Kiosk, now: Moment) -> KioskView:
        return view(state, now, self.rules, self.words, self.width)

    def keep(self, state: Kiosk, now: Moment) -> bytes:
        return keep(state, now)

    def garments(self, state: Kiosk) -> frozenset[str]:
        return garments_on_screen(state)

    def question(self, state: Kiosk) -> CardAsk | None:
        return question(state)

    def heedless(self, state: Kiosk) -> bool:  # noqa: ARG002 - it is never off
        return False

    def landmark(self, state: Kiosk) -> object:  # noqa: ARG002 - a restart ends its visit
        return None

    def visiting(self, state: Kiosk) -> bool:
        return state.visit is not None

    def spoken(self, view: KioskView) -> Told | None:
        return spoken(view)

    def scene(self, state: Kiosk, view: KioskView) -> dict[str, Any]:
        return {
            "screen": view.screen,
            "welcoming": view.welcoming,
            "language": view.language,
            "gtins": [view.sheet.gtin] if view.sheet else [],
            "away": bool(view.away),
            "notice": bool(view.notice),
            "watched": _watched(state),
            "visit": state.visit.visit if state.visit else None,
            "requests": [],
        }


def _watched(state: Kiosk) -> dict[str, Any] | None:
    """The film on the glass, and how many seconds of it were seen."""
    film = state.visit.film if state.visit else None
    return {"film": film.film, "seconds": film.seconds, "over": film.over} if film else None
