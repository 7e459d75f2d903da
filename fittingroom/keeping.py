"""A mirror's visit as bytes, so that it outlives a restart of the program; pure."""

from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import TypeAdapter, ValidationError

from contract.events import VisitEnded
from fittingroom.state import Hanging, Mirror, Visit
from messaging.draft import Draft
from touchpoint import facts
from touchpoint.moment import Moment

#: A visit that was interrupted for longer is over.
RESUMED_WITHIN = 120.0


@dataclass(frozen=True, slots=True)
class Kept:
    """*seconds* compare only within the same *boot* of the machine."""

    at: datetime
    seconds: float
    boot: str
    visit: Visit | None
    room: tuple[Hanging, ...]


_KEPT: TypeAdapter[Kept] = TypeAdapter(Kept)


def keep(mirror: Mirror, now: Moment, boot: str) -> bytes:
    return _KEPT.dump_json(Kept(now.wall, now.seconds, boot, mirror.visit, mirror.room))


def resume(kept: bytes | None, now: Moment, boot: str) -> tuple[Mirror, tuple[Draft, ...]]:
    """The mirror as it was left, or a fresh one and the events that close what was left open."""
    if kept is None:
        return Mirror(), ()
    try:
        left = _KEPT.validate_json(kept)
    except ValidationError:
        return Mirror(), ()
    if left.boot == boot and 0 <= now.seconds - left.seconds <= RESUMED_WITHIN:
        room = tuple(replace(h, unconfirmed=not h.momentary) for h in left.room)
        return Mirror(left.visit, room), ()
    return Mirror(), _closing(left, now)


def _closing(left: Kept, now: Moment) -> tuple[Draft, ...]:
    drafts = [
        Draft(facts.left(h.garment, left.seconds - h.since), now.seconds, visit=h.visit)
        for h in left.room
        if not (h.disowned or h.doubtful or h.momentary)
    ]
    if left.visit is not None:
        seconds = round(max(0.0, left.seconds - left.visit.started_at), 3)
        ended = VisitEnded(why="idle", seconds=seconds)
        drafts.append(Draft(ended, now.seconds, visit=left.visit.visit))
    return tuple(drafts)
