"""The mirror as its window runs it: the pure parts with what they need at hand."""

from dataclasses import dataclass
from typing import Any

from contract.ids import NewId
from fittingroom.keeping import Gauge, keep
from fittingroom.state import Mirror, Rules
from fittingroom.telling import spoken
from fittingroom.view import MirrorView, view
from fittingroom.visit import garments_on_screen
from fittingroom.waking import Waking, step, wake
from messaging.draft import Draft
from messaging.storetime import StoreTime
from touchpoint.aloud import Told
from touchpoint.cards import CardAsk
from touchpoint.inputs import Input
from touchpoint.moment import Moment
from touchpoint.words import Words


@dataclass(frozen=True, slots=True)
class MirrorPlace:
    """*width* of the window in pixels; *clock* tells what was kept from what is too old."""

    rules: Rules
    words: Words
    width: int
    clock: StoreTime
    new_id: NewId

    def wake(self, kept: bytes | None, now: Moment) -> tuple[Mirror, tuple[Draft, ...]]:
        return wake(kept, now, self._heard())

    def step(self, state: Mirror, happened: Input, now: Moment) -> tuple[Mirror, tuple[Draft, ...]]:
        return step(state, happened, now, self.rules, self.new_id, self._heard())

    def view(self, state: Mirror, now: Moment) -> MirrorView:
        return view(state, now, self.rules, self.words, self.width)

    def keep(self, state: Mirror, now: Moment) -> bytes:
        if isinstance(state, Waking):
            # It goes down again before it was judged; its age is that of what was kept first.
            return state.kept
        clock = self.clock
        # An old word of the hub makes what is kept seem older, which is the safe mistake.
        return keep(state, now, Gauge(clock.boot, clock.vouched(), clock.hub()))

    def garments(self, state: Mirror) -> frozenset[str]:
        return garments_on_screen(state)

    def question(self, state: Mirror) -> CardAsk | None:  # noqa: ARG002 - no card is read here
        return None

    def heedless(self, state: Mirror) -> bool:
        return state.off

    def landmark(self, state: Mirror) -> object:
        """Who has finished is not shown their room again, nor another light."""
        visit = state.visit
        return (visit.parted, visit.parting is None, visit.scene) if visit else None

    def visiting(self, state: Mirror) -> bool:
        return state.visit is not None

    def spoken(self, view: MirrorView) -> Told | None:
        return spoken(view)

    def scene(self, state: Mirror, view: MirrorView) -> dict[str, Any]:
        sheet = [view.sheet.gtin] if view.sheet else []
        gtins = dict.fromkeys(sheet + [g.gtin for g in view.room])
        requests = state.visit.requests if state.visit else ()
        return {
            "screen": view.screen,
            "language": view.language,
            "gtins": list(gtins),
            "away": bool(view.away),
            "notice": bool(view.notice),
            "undisturbed": bool(state.visit and state.visit.undisturbed),
            "visit": state.visit.visit if state.visit else None,
            "requests": [
                {"request": a.request, "state": a.phase.value, "wanted": a.wanted, "by": a.by}
                for a in requests
            ],
        }

    def _heard(self) -> Gauge:
        """Only what was said since it woke, for an old word would make last night seem now."""
        return Gauge(self.clock.boot, self.clock.vouched(), self.clock.hub_heard())
