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
from messaging.draft import Draft
from touchpoint import facts, inputs, touches
from touchpoint.known import Known
from touchpoint.moment import Moment
from touchpoint.sheet import Choice

#: Seconds: who turns away may turn back; what stands there for so long is a rail or a friend.
_LINGER, _LONGEST = 5.0, 120.0


@dataclass(frozen=True, slots=True)
class Rules:
    """Times in seconds; *languages* begins with the one at rest."""

    languages: tuple[str, ...]
    idle: float = 60.0
    still_here: float = 15.0


@dataclass(frozen=True, slots=True)
class Lying:
    """A garment on the reader; its events belong to the *visit* it arrived in."""

    garment: Garment
    visit: str
    since: float


@dataclass(frozen=True, slots=True)
class Visit:
    visit: str
    started_at: float
    language: str
    active_at: float
    choice: Choice | None = None
    #: gtin → the figure that was shown, so that each is counted once.
    shown: dict[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kiosk:
    """Everything the kiosk shows follows from this."""

    visit: Visit | None = None
    lying: tuple[Lying, ...] = ()
    known: Known = field(default_factory=Known)
    #: Until then the screen says that a tag is not known.
    unknown_until: float = 0.0
    #: Since when somebody stands before it, and until when; monotonic seconds.
    near_since: float | None = None
    near_until: float = math.inf


def step(
    kiosk: Kiosk, happened: inputs.Input, now: Moment, rules: Rules, new_id: NewId
) -> tuple[Kiosk, tuple[Draft, ...]]:
    """The kiosk after *happened*, and the events to be recorded with it. Every order is legal."""
    turn = _Turn(kiosk, now, rules, new_id)
    visit = kiosk.visit
    if visit and now.seconds - visit.active_at >= rules.idle:
        turn.end(visit, "idle")
    turn.take(happened)
    turn.watch_stock()
    turn.count_stock()
    return turn.kiosk, tuple(turn.drafts)


def garments_on_screen(kiosk: Kiosk) -> frozenset[str]:
    """The variants whose stock the kiosk wants to know: all sisters of what is shown."""
    choice = kiosk.visit.choice if kiosk.visit else None
    return facts.sisters(kiosk.known.shelf, [choice.gtin] if choice else [])


def welcomes(kiosk: Kiosk, now: Moment) -> bool:
    """Whether somebody is here whom the kiosk has nothing to show yet."""
    if kiosk.visit:
        return kiosk.visit.choice is None
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
        self.kiosk = replace(self.kiosk, visit=None)

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
                self.kiosk = replace(self.kiosk, known=known)

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
            if self.kiosk.visit:
                self.end(self.kiosk.visit, "done")
            return
        self.open("touch", self.now.seconds)
        choice = self.kiosk.visit.choice if self.kiosk.visit else None
        match touch:
            case touches.Begin():
                if choice is None and self.kiosk.lying:
                    self._show(self.kiosk.lying[-1].garment)
            case touches.ChooseLanguage(code):
                if code in self.rules.languages:
                    self.change(language=code)
            case _ if choice and isinstance(touch, touches.Leafing):
                self.change(choice=facts.chosen(choice, touch, self.kiosk.known.shelf))

    def watch_stock(self) -> None:
        known = self.kiosk.known.watching(garments_on_screen(self.kiosk), self.now)
        self.kiosk = replace(self.kiosk, known=known)

    def count_stock(self) -> None:
        if visit := self.kiosk.visit:
            events = facts.newly_shown(self.kiosk.known, visit.choice, visit.shown, self.now)
            self.change(shown={**visit.shown, **{e.gtin: e.available for e in events}})
            for event in events:
                self.say(event, visit.visit)
