"""One step of a mirror being made: the state so far, and the events it owes; pure."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from contract.events import (
    EventData,
    RequestCancelled,
    RequestMade,
    VisitEnded,
    VisitStarted,
)
from contract.ids import NewId
from fittingroom.asking import Asked
from fittingroom.state import Hanging, Mirror, Rules, Visit
from messaging.draft import Draft
from touchpoint import facts
from touchpoint.moment import Moment
from touchpoint.sheet import Choice
from touchpoint.using import aids_of


@dataclass
class Turn:
    """Lives for one step only; what it ends with is the answer."""

    mirror: Mirror
    now: Moment
    rules: Rules
    new_id: NewId
    drafts: list[Draft] = field(default_factory=list)

    def say(
        self,
        data: EventData,
        visit: str | None,
        at: float | None = None,
        causation: str | None = None,
    ) -> None:
        """Owe an event of *visit*, made at *at* monotonic seconds or now."""
        self.drafts.append(
            Draft(
                data,
                self.now.seconds if at is None else at,
                visit=visit,
                causation=causation,
                urgent=isinstance(data, RequestMade | RequestCancelled),
            )
        )

    def change(self, **parts: Any) -> None:
        """Change the open visit, if there is one."""
        if self.mirror.visit is not None:
            self.mirror = replace(self.mirror, visit=replace(self.mirror.visit, **parts))

    def requests(self, update: Callable[[Asked], Asked]) -> None:
        if self.mirror.visit is not None:
            self.change(requests=tuple(update(a) for a in self.mirror.visit.requests))

    def open(self, how: Literal["touch", "tag", "code"], at: float) -> Visit:
        """The open visit, begun now when there is none."""
        if self.mirror.visit is not None:
            return self.mirror.visit
        language = self.rules.languages[0]
        empty_since = None if self.mirror.owned else self.now.seconds
        visit = Visit(self.new_id(), at, language, self.now.seconds, empty_since)
        self.mirror = replace(self.mirror, visit=visit)
        self.say(VisitStarted(how=how, language=language), visit.visit, at)
        return visit

    def end(self, visit: Visit, why: Literal["idle", "left", "done", "staff"]) -> None:
        """Wipe the glass; what hangs here still hangs here, what was only scanned is forgotten."""
        seconds = round(max(0.0, self.now.seconds - visit.started_at), 3)
        for used in aids_of(visit, named=False):
            self.say(used, visit.visit)
        self.say(VisitEnded(why=why, seconds=seconds), visit.visit)
        room = tuple(self._outlasting(h) for h in self.mirror.room if not h.momentary)
        self.mirror = replace(self.mirror, visit=None, room=room, asked={})

    def _outlasting(self, hanging: Hanging) -> Hanging:
        """A doubtful one may begin the next visit, which must not begin before this one ends."""
        since = max(hanging.since, self.now.seconds) if hanging.doubtful else hanging.since
        return replace(hanging, since=since)

    def focus(self, gtin: str) -> None:
        """Show the page of *gtin*, which hangs here."""
        visit = self.mirror.visit
        if visit is None:
            return
        again = visit.choice is not None and visit.choice.gtin == gtin
        self.change(choice=Choice(gtin), sheet=None)
        if not again:
            garment = next(h.garment for h in self.mirror.owned if h.garment.gtin == gtin)
            self.say(facts.viewed(garment), visit.visit)

    def note_emptiness(self) -> None:
        visit = self.mirror.visit
        if visit and not self.mirror.owned and visit.empty_since is None:
            self.change(empty_since=self.now.seconds)
