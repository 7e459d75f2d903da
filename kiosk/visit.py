"""One shopper at the kiosk: what each input makes of the glass, and which events it owes; pure.

A tap is deliberate, so the garment's page is there at once. The page outlives the tap; the visit
ends when nobody touches or taps for a while. Somebody who only stands there is no visit: the
resting screen invites them, and nothing of it is kept or told.
"""

import math
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from contract.events import (
    EventData,
    VisitEnded,
    VisitStarted,
)
from contract.ids import NewId
from contract.tags import Garment
from kiosk.around import Sight, seen, viewed
from kiosk.finding import Index, index_of
from kiosk.state import Kiosk, Lying, Rules, Visit
from kiosk.walk import Walk, moved, refreshed, turned
from messaging.draft import Draft
from touchpoint import facts, inputs, touches
from touchpoint.moment import Moment
from touchpoint.sheet import Choice

#: Seconds: who turns away may turn back; what stands there for so long is a rail or a friend.
_LINGER, _LONGEST = 5.0, 120.0


def step(
    kiosk: Kiosk, happened: inputs.Input, now: Moment, rules: Rules, new_id: NewId
) -> tuple[Kiosk, tuple[Draft, ...]]:
    """The kiosk after *happened*, and the events to be recorded with it. Every order is legal."""
    turn = _Turn(kiosk, now, rules, new_id)
    visit = kiosk.visit
    if visit and now.seconds - visit.active_at >= rules.idle:
        turn.end(visit, "idle")
    turn.take(happened)
    # Answers come many at a time: the next questions are asked when none is open.
    if not (isinstance(happened, inputs.StockKnown) and turn.awaits_stock()):
        turn.watch_stock()
    turn.count_stock()
    return turn.kiosk, tuple(turn.drafts)


def garments_on_screen(kiosk: Kiosk) -> frozenset[str]:
    """The variants whose stock the kiosk wants to know."""
    return kiosk.known.watched


def sight(kiosk: Kiosk, now: Moment) -> Sight:
    return Sight(kiosk.known, kiosk.asked, now.seconds)


def welcomes(kiosk: Kiosk, now: Moment) -> bool:
    """Whether somebody is here whom the kiosk has nothing to show yet."""
    if kiosk.visit:
        return kiosk.visit.choice is None and not kiosk.walk
    since, seconds = kiosk.near_since, now.seconds
    return since is not None and seconds < min(kiosk.near_until + _LINGER, since + _LONGEST)


@dataclass
class _Turn:
    """One step being made; what it ends with is the answer."""

    kiosk: Kiosk
    now: Moment
    rules: Rules
    new_id: NewId
    drafts: list[Draft] = field(default_factory=list)

    def say(self, data: EventData, visit: str, at: float | None = None) -> None:
        self.drafts.append(Draft(data, self.now.seconds if at is None else at, visit=visit))

    def change(self, **parts: Any) -> None:
        if self.kiosk.visit is not None:
            self.kiosk = replace(self.kiosk, visit=replace(self.kiosk.visit, **parts))

    def open(self, how: Literal["touch", "tag", "code"], at: float) -> Visit:
        """The open visit, begun now when there is none."""
        if self.kiosk.visit is None:
            language = self.rules.languages[0]
            visit = Visit(self.new_id(), at, language, self.now.seconds)
            self.kiosk = replace(self.kiosk, visit=visit)
            self.say(VisitStarted(how=how, language=language), visit.visit, at)
            return visit
        self.change(active_at=self.now.seconds)
        return self.kiosk.visit

    def end(self, visit: Visit, why: Literal["idle", "done", "staff"]) -> None:
        seconds = round(max(0.0, self.now.seconds - visit.started_at), 3)
        self.say(VisitEnded(why=why, seconds=seconds), visit.visit)
        # Nothing of it is left, be it the language it was held in.
        index = self.kiosk.index
        at_rest = index if index and index.language == self.rules.languages[0] else None
        self.kiosk = replace(self.kiosk, visit=None, walk=(), index=at_rest, asked={})

    def take(self, happened: inputs.Input) -> None:
        match happened:
            case inputs.Arrived():
                self._arrive(happened)
            case inputs.Left():
                self._leave(happened)
            case inputs.UnknownRead():
                until = self.now.seconds + facts.UNKNOWN_SHOWN
                self.kiosk = replace(self.kiosk, unknown_until=until)
            case inputs.Near(near, at):
                self._stir(near, at)
            case inputs.Touched(touch):
                self._touch(touch)
            case inputs.EndVisit():
                if self.kiosk.visit:
                    self.end(self.kiosk.visit, "staff")
            case _:
                known = self.kiosk.known.learn(happened, self.now)
                # Whoever is back may answer what was asked in vain.
                asked = {} if isinstance(happened, inputs.HubKnown) else self.kiosk.asked
                self.kiosk = replace(self.kiosk, known=known, asked=asked)
                if isinstance(happened, inputs.CatalogueKnown):
                    # Now, and not while the first shopper waits.
                    self._index()
                    self._refresh()

    def _arrive(self, arrived: inputs.Arrived) -> None:
        garment = arrived.garment
        if any(x.garment.tag == garment.tag for x in self.kiosk.lying):
            return
        visit = self.open(facts.begun_by(garment), arrived.at).visit
        if not arrived.momentary:
            self.kiosk = replace(
                self.kiosk, lying=(*self.kiosk.lying, Lying(garment, visit, arrived.at))
            )
        self.say(facts.arrived(garment), visit, arrived.at)
        self._show(garment)
        self.kiosk = replace(self.kiosk, unknown_until=0.0)

    def _show(self, garment: Garment) -> None:
        if visit := self.kiosk.visit:
            self.change(choice=Choice(garment.gtin))
            self.say(facts.viewed(garment), visit.visit)

    def _leave(self, left: inputs.Left) -> None:
        found = next((x for x in self.kiosk.lying if x.garment.tag == left.tag), None)
        if found is not None:
            rest = tuple(x for x in self.kiosk.lying if x is not found)
            self.kiosk = replace(self.kiosk, lying=rest)
            self.say(facts.left(found.garment, left.seconds), found.visit, left.at)

    def _stir(self, near: bool, at: float) -> None:  # noqa: FBT001
        here = self.kiosk.near_since is not None and self.kiosk.near_until == math.inf
        if near and not here:
            self.kiosk = replace(self.kiosk, near_since=at, near_until=math.inf)
        elif here and not near:
            self.kiosk = replace(self.kiosk, near_until=at)

    def _touch(self, touch: touches.Touch) -> None:
        if isinstance(touch, touches.Done | touches.Back):
            self._leave_page(touch)
            return
        visit = self.open("touch", self.now.seconds)
        match touch:
            case touches.Begin():
                if visit.choice is None and self.kiosk.lying and not self.kiosk.walk:
                    self._show(self.kiosk.lying[-1].garment)
            case touches.ChooseLanguage(code):
                if code in self.rules.languages:
                    self.change(language=code)
                    self._refresh()
            case _ if visit.choice and isinstance(touch, touches.Leafing):
                self.change(choice=facts.chosen(visit.choice, touch, self.kiosk.known.shelf))
            case _ if isinstance(touch, touches.Wandering):
                self._wander(touch, visit)

    def _leave_page(self, touch: touches.Done | touches.Back) -> None:
        """One page back, where one lies behind; else the visit is over."""
        visit, walk = self.kiosk.visit, self.kiosk.walk
        if visit is None:
            return
        if isinstance(touch, touches.Done) or not walk:
            self.end(visit, "done")
            return
        self.change(active_at=self.now.seconds, choice=None)
        if visit.choice is None:
            self.kiosk = replace(self.kiosk, walk=walk[:-1])

    def _wander(self, touch: touches.Wandering, visit: Visit) -> None:
        before = self.kiosk.walk
        match touch:
            case touches.ShowStyle(style):
                self._show_style(style, visit)
                return
            case touches.TurnPage(by):
                walk = self._turned(by)
            case _:
                walk = moved(before, touch, self._index())
        if walk == before and visit.choice is None:
            return
        self.kiosk = replace(self.kiosk, walk=walk)
        self.change(choice=None)
        for event in seen(before, walk, self.kiosk.known):
            self.say(event, visit.visit)

    def _show_style(self, style: str, visit: Visit) -> None:
        stop = self.kiosk.walk[-1] if self.kiosk.walk else None
        choice = sight(self.kiosk, self.now).choice(stop, style) if stop else None
        if stop and choice:
            self.change(choice=choice)
            self.say(viewed(stop, choice), visit.visit)

    def _turned(self, by: int) -> Walk:
        walk = self.kiosk.walk
        if not walk:
            return walk
        pages = sight(self.kiosk, self.now).pages(walk[-1])
        page = max(0, min(walk[-1].at + by, pages - 1))
        return (*walk[:-1], turned(walk[-1], page))

    def _index(self) -> Index:
        """The words of the shelf in the shopper's language."""
        visit, known = self.kiosk.visit, self.kiosk.known
        language = visit.language if visit else self.rules.languages[0]
        index = self.kiosk.index
        if index is None or index.shelf is not known.shelf or index.language != language:
            index = index_of(known.shelf, language)
            self.kiosk = replace(self.kiosk, index=index)
        return index

    def _refresh(self) -> None:
        if self.kiosk.walk:
            self.kiosk = replace(self.kiosk, walk=refreshed(self.kiosk.walk, self._index()))

    def awaits_stock(self) -> bool:
        known = self.kiosk.known
        return any(gtin not in known.stock for gtin in known.watched)

    def watch_stock(self) -> None:
        """Follow all sisters of what is shown; of a list, what it needs."""
        choice = self.kiosk.visit.choice if self.kiosk.visit else None
        if choice:
            follow = facts.sisters(self.kiosk.known.shelf, [choice.gtin])
        else:
            follow = sight(self.kiosk, self.now).follow(self.kiosk.walk)
            seconds = dict.fromkeys(follow, self.now.seconds)
            self.kiosk = replace(self.kiosk, asked={**seconds, **self.kiosk.asked})
        known = self.kiosk.known.watching(follow, self.now)
        self.kiosk = replace(self.kiosk, known=known)

    def count_stock(self) -> None:
        if visit := self.kiosk.visit:
            events = facts.newly_shown(self.kiosk.known, visit.choice, visit.shown, self.now)
            self.change(shown={**visit.shown, **{e.gtin: e.available for e in events}})
            for event in events:
                self.say(event, visit.visit)
