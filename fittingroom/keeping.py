"""A mirror's visit as bytes, so that it outlives a restart of the program or machine; pure."""

from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import TypeAdapter, ValidationError

from contract.events import VisitEnded
from fittingroom.asking import Asked
from fittingroom.state import Hanging, Mirror, Visit
from messaging.draft import Draft
from touchpoint import facts
from touchpoint.moment import Moment

#: A visit that was interrupted for longer is over.
RESUMED_WITHIN = 120.0


@dataclass(frozen=True, slots=True)
class Kept:
    """*seconds* compare only within the same *boot* of the machine, *at* where it is *trusted*."""

    at: datetime
    seconds: float
    boot: str
    visit: Visit | None
    room: tuple[Hanging, ...]
    off_since: float | None = None
    trusted: bool = False

    def away(self, now: Moment, boot: str, *, trusted: bool) -> float | None:
        """For how many seconds nobody was here to keep it; nothing when that cannot be known."""
        if self.boot == boot:
            seconds = now.seconds - self.seconds
        elif self.trusted and trusted:
            seconds = (now.wall - self.at).total_seconds()
        else:
            return None
        return seconds if seconds >= 0 else None


_KEPT: TypeAdapter[Kept] = TypeAdapter(Kept)


def keep(mirror: Mirror, now: Moment, boot: str, *, trusted: bool = False) -> bytes:
    """*trusted* says whether the wall clock of *now* can be believed."""
    kept = Kept(now.wall, now.seconds, boot, mirror.visit, mirror.room, mirror.off_since, trusted)
    return _KEPT.dump_json(kept)


def resume(
    kept: bytes | None, now: Moment, boot: str, *, trusted: bool = False
) -> tuple[Mirror, tuple[Draft, ...]]:
    """The mirror as it was left, or a fresh one and the events that close what was left open.

    One that was off stays so: where nobody knows for how long it was, from now on anew.
    """
    if kept is None:
        return Mirror(), ()
    try:
        left = _KEPT.validate_json(kept)
    except ValidationError:
        return Mirror(), ()
    away = left.away(now, boot, trusted=trusted)
    if away is None:
        off = None if left.off_since is None else now.seconds
        return Mirror(off_since=off), _closing(left, now)
    # Another boot counts its seconds anew.
    by = 0.0 if left.boot == boot else now.seconds - away - left.seconds
    off = None if left.off_since is None else left.off_since + by
    if away > RESUMED_WITHIN:
        return Mirror(off_since=off), _closing(left, now)
    room = tuple(replace(h, since=h.since + by, unconfirmed=not h.momentary) for h in left.room)
    return Mirror(_moved(left.visit, by) if left.visit else None, room, off_since=off), ()


def _moved(visit: Visit, by: float) -> Visit:
    """*visit* as if the clock had always been ahead by so many seconds."""
    if by == 0:
        return visit
    parting, empty_since = visit.parting, visit.empty_since
    return replace(
        visit,
        started_at=visit.started_at + by,
        active_at=visit.active_at + by,
        empty_since=None if empty_since is None else empty_since + by,
        requests=tuple(_asked(a, by) for a in visit.requests),
        parting=replace(parting, until=parting.until + by) if parting else None,
    )


def _asked(asked: Asked, by: float) -> Asked:
    return replace(asked, made_at=asked.made_at + by, changed_at=asked.changed_at + by)


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
