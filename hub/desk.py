"""The hub's desk: the only door through which pages and the inbox change requests and stock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from contract.advice import Advice
from contract.envelope import Event, read_event
from contract.requests import RequestKind
from hub import aside, calling, quality, records
from hub.aside import Gap, RejectedEvent
from hub.calling import Told
from hub.commands import Answer, Command, Release, Request, Tick
from hub.floor import Behind, Floor, RoomView, behind, views
from hub.quality import RoomQuality
from hub.requests import due
from hub.stockroom import FeedAnswer, Stockroom
from hub.store import QUERIES
from hub.waits import Course
from hub.work import Changes

__all__ = ["Desk", "FeedAnswer"]


def _nobody(_associate: str) -> bool:
    return False


@dataclass(slots=True)
class Desk(Stockroom):
    """Requests and the floor, on top of what the store has."""

    #: Whether an associate has left the store for good.
    retired: Callable[[str], bool] = _nobody
    #: What goes with what, once it was found out in this run.
    advice: Advice | None = None
    #: Whether screens were told that nobody can answer just now.
    _nobody: bool = field(init=False, default=False)

    def act(self, request_id: str, command: Command) -> Answer:
        with self.work() as work:
            answer = work.command(request_id, command)
        self.tell(work.changes)
        return answer

    def request(self, request_id: str) -> Request | None:
        with self.db.read() as rx:
            return records.request(rx, request_id)

    def open_requests(self) -> tuple[Request, ...]:
        """Oldest first."""
        with self.db.read() as rx:
            return records.open_requests(rx)

    def requests_since(self, since: datetime) -> tuple[Request, ...]:
        """Open and final ones that changed since then, oldest first."""
        with self.db.read() as rx:
            return records.requests_updated_since(rx, since)

    def unread_ends(self, since: datetime) -> tuple[Request, ...]:
        """Cancelled while somebody had it, or unanswered, since then and not dismissed."""
        with self.db.read() as rx:
            return records.unread_ends(rx, since)

    def let_go(self, associate: str) -> None:
        """Give back all that *associate* has: they are not here to bring it."""
        held = [r for r in self.open_requests() if r.accepted and r.associate == associate]
        for request in held:
            self.act(request.request, Release(associate))

    def courses(self, kind: RequestKind) -> tuple[Course, ...]:
        """How the latest requests of *kind* went, for the honest wait."""
        with self.db.read() as rx:
            return records.courses(rx, kind, self.clock.now(), self.rules.hours)

    def tick(self, now: datetime) -> None:
        """Escalate and expire what is due at *now*, and notice what another process changed."""
        found = self.open_requests()
        for owner in {r.associate for r in found if r.associate and r.accepted}:
            if self.retired(owner):
                self.let_go(owner)
        rules = self.rules_with(self.roster())
        late = [r.request for r in found if (at := due(r, rules)) and at <= now]
        if late:
            with self.work(now) as work:
                for request_id in late:
                    work.command(request_id, Tick())
            self.tell(work.changes)
        self._call_again(now)
        self._say_whether_anybody_is_here(now)
        self.notice()
        self.present.look()

    def nobody(self, now: datetime) -> bool:
        """Whether nobody can answer: the store is shut, or everybody is away."""
        return self.roster().empty or not self.rules.hours.is_open(now)

    def told(self) -> Mapping[str, tuple[Told, ...]]:
        """Who was told of each open request since nobody has it."""
        with self.db.read() as rx:
            return calling.of_open(rx, records.open_requests(rx))

    def story(self, request_id: str) -> tuple[tuple[Told, ...], tuple[Event, ...]]:
        """Who was told of a request, and what was recorded of it; each in order."""
        with self.db.read() as rx:
            bodies = [row.body for row in QUERIES.story_of(rx, request=request_id)]
            return calling.story(rx, request_id), tuple(read_event(body) for body in bodies)

    def _call_again(self, now: datetime) -> None:
        if not self.rules.hours.is_open(now):
            return
        roster = self.roster()
        with self.db.read() as rx:
            found = records.open_requests(rx)
            told = calling.of_open(rx, found)
        lost = [
            request.request
            for request in found
            if calling.unheard(request, told.get(request.request, ()), roster)
        ]
        if lost:
            with self.work(now) as work:
                for request_id in lost:
                    work.call_again(request_id)
            self.tell(work.changes)

    def _say_whether_anybody_is_here(self, now: datetime) -> None:
        nobody = self.nobody(now)
        if nobody != self._nobody:
            self._nobody = nobody
            waiting = {r.request for r in self.open_requests() if r.waiting}
            self.tell(Changes(requests=waiting))

    def advise(self, advice: Advice) -> None:
        """Give *advice* from now on; the same version again changes nothing."""
        before, self.advice = self.advice, advice
        if before is None or before.version != advice.version:
            self.tell(Changes(advice=True))

    # ── the floor ───────────────────────────────────────────────────────────────────────────────
    def floor(self) -> Floor:
        return self.present.floor()

    def rooms(self) -> tuple[RoomView, ...]:
        """Every place with somebody, something or a request in it."""
        return views(self.floor(), self.open_requests())

    def behind(self) -> tuple[Behind, ...]:
        """What stayed in emptied rooms, the longest first."""
        return behind(self.floor(), self.clock.now())

    def put_away(self, place: str, tag: str) -> bool:
        """Somebody took it away; whether it was there to be taken."""
        left = next(
            (it.left for it in self.behind() if (it.place, it.left.tag) == (place, tag)), None
        )
        if left is None:
            return False
        with self.work() as work:
            work.put_away(place, left)
        self.tell(work.changes)
        return True

    def read_quality(self) -> tuple[RoomQuality, ...]:
        """Of each room with a RAIN reader, by name."""
        with self.db.read() as rx:
            return quality.by_room(rx, self.clock.now())

    # ── what was refused ────────────────────────────────────────────────────────────────────────
    def rejected(self, limit: int = 100) -> tuple[RejectedEvent, ...]:
        """Newest first."""
        with self.db.read() as rx:
            return aside.rejected(rx, limit)

    def gaps(self) -> tuple[Gap, ...]:
        """What never came, newest first."""
        with self.db.read() as rx:
            return aside.gaps(rx)
