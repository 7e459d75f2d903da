"""One step of a kiosk being made: the state so far, and the events it owes; pure."""

from dataclasses import dataclass, field, replace
from typing import Any, Literal

from contract.events import EventData, VisitEnded, VisitStarted
from contract.ids import NewId
from kiosk.films import played
from kiosk.finding import Index, index_of
from kiosk.offer import standing
from kiosk.state import Kiosk, Rules, Visit
from kiosk.walk import refreshed
from messaging.draft import Draft
from touchpoint.moment import Moment
from touchpoint.using import aids_of


@dataclass
class Turn:
    """Lives for one step only; what it ends with is the answer."""

    kiosk: Kiosk
    now: Moment
    rules: Rules
    new_id: NewId
    drafts: list[Draft] = field(default_factory=list)

    def say(
        self, data: EventData, visit: str, at: float | None = None, customer: str | None = None
    ) -> None:
        """Owe an event of *visit*, made at *at* monotonic seconds or now."""
        made_at = self.now.seconds if at is None else at
        self.drafts.append(Draft(data, made_at, visit=visit, customer=customer))

    def ask(self, data: EventData, visit: Visit) -> None:
        """Owe an event that somebody waits for an answer to: it may overtake the others."""
        self.drafts.append(Draft(data, self.now.seconds, visit=visit.visit, urgent=True))

    def put(self, **parts: Any) -> None:
        """Change the kiosk."""
        self.kiosk = replace(self.kiosk, **parts)

    def change(self, **parts: Any) -> None:
        """Change the open visit, if there is one."""
        if self.kiosk.visit is not None:
            self.put(visit=replace(self.kiosk.visit, **parts))

    def open(self, how: Literal["touch", "tag", "code"], at: float) -> Visit:
        """The open visit, begun now when there is none."""
        if self.kiosk.visit is None:
            language = self.rules.languages[0]
            visit = Visit(self.new_id(), at, language, self.now.seconds)
            self.put(visit=visit)
            self.say(VisitStarted(how=how, language=language), visit.visit, at)
            return visit
        self.change(active_at=self.now.seconds)
        return self.kiosk.visit

    def end(self, visit: Visit, why: Literal["idle", "done", "staff"]) -> None:
        """Wipe the glass: nothing of *visit* is left, be it the language it was held in."""
        seconds = round(max(0.0, self.now.seconds - visit.started_at), 3)
        for event in played(visit.film):
            self.say(event, visit.visit)
        for used in aids_of(visit, named=visit.named):
            self.say(used, visit.visit)
        self.say(VisitEnded(why=why, seconds=seconds), visit.visit)
        index = self.kiosk.index
        at_rest = index if index and index.language == self.rules.languages[0] else None
        self.put(visit=None, walk=(), index=at_rest, asked={})

    def index(self) -> Index:
        """The words of the shelf in the shopper's language."""
        visit, known = self.kiosk.visit, self.kiosk.known
        language = visit.language if visit else self.rules.languages[0]
        index = self.kiosk.index
        if index is None or index.shelf is not known.shelf or index.language != language:
            index = index_of(known.shelf, language)
            self.put(index=index)
        return index

    def refresh(self) -> None:
        """Have the pages one went by follow the shelf, the language and the store's tier."""
        if self.kiosk.walk:
            walk = refreshed(self.kiosk.walk, self.index())
            self.put(walk=standing(walk, self.kiosk.known))
