"""A mirror's visit as bytes, so that it outlives a restart of the program or machine; pure."""

from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import TypeAdapter, ValidationError

from contract.events import VisitEnded
from fittingroom.asking import Asked
from fittingroom.state import Hanging, Mirror, Visit
from messaging.draft import Draft
from messaging.storetime import HubTime
from touchpoint import facts
from touchpoint.moment import Moment

#: A visit that was interrupted for longer is over.
RESUMED_WITHIN = 120.0


@dataclass(frozen=True, slots=True)
class Gauge:
    """By what time is measured: seconds within a *boot* of the machine, the wall where its kernel
    vouches for it (*trusted*), and the *hub*'s clock within one run of the hub.
    """

    boot: str
    trusted: bool = False
    hub: HubTime | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """*seconds*, *at* and *hub* are of one moment, each with what a `Gauge` says of it."""

    at: datetime
    seconds: float
    boot: str
    visit: Visit | None
    room: tuple[Hanging, ...]
    off_since: float | None = None
    trusted: bool = False
    hub: HubTime | None = None

    def away(self, now: Moment, gauge: Gauge) -> float | None:
        """For how many seconds nobody was here to keep it; nothing when that cannot be known."""
        seconds = self._since(now, gauge)
        return seconds if seconds is not None and seconds >= 0 else None

    def may_wait(self, now: Moment, gauge: Gauge) -> bool:
        """Whether something was left that a clock may still tell the age of."""
        something = self.visit is not None or self.room or self.off_since is not None
        # A hub that was heard and runs anew will not tell it any more.
        measured = self.trusted or (self.hub is not None and gauge.hub is None)
        return bool(something and measured and self._since(now, gauge) is None)

    def _since(self, now: Moment, gauge: Gauge) -> float | None:
        if self.boot == gauge.boot:
            return now.seconds - self.seconds
        if self.hub and gauge.hub and self.hub.boot == gauge.hub.boot:
            return (gauge.hub.now - self.hub.now).total_seconds()
        if self.trusted and gauge.trusted:
            return (now.wall - self.at).total_seconds()
        return None


_KEPT: TypeAdapter[Kept] = TypeAdapter(Kept)


def keep(mirror: Mirror, now: Moment, gauge: Gauge) -> bytes:
    """*gauge* is what time can be measured by at *now*."""
    left = mirror.visit, mirror.room, mirror.off_since
    kept = Kept(now.wall, now.seconds, gauge.boot, *left, gauge.trusted, gauge.hub)
    return _KEPT.dump_json(kept)


def read(kept: bytes | None) -> Kept | None:
    """What was *kept*, if anything was that can be read."""
    if kept is None:
        return None
    try:
        return _KEPT.validate_json(kept)
    except ValidationError:
        return None


def resume(left: Kept, now: Moment, gauge: Gauge, woke: float) -> tuple[Mirror, tuple[Draft, ...]]:
    """The mirror as it was *left*, or a fresh one and the events that close what was left open.

    It *woke* then (seconds): what was left open had ended by that time. A mirror that was off
    stays so: where nobody knows for how long it was, anew since it woke.
    """
    away = left.away(now, gauge)
    if away is None:
        off = None if left.off_since is None else woke
        return Mirror(off_since=off), _closing(left, woke)
    # Another boot counts its seconds anew.
    by = 0.0 if left.boot == gauge.boot else now.seconds - away - left.seconds
    off = None if left.off_since is None else left.off_since + by
    if away > RESUMED_WITHIN:
        return Mirror(off_since=off), _closing(left, woke)
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


def _closing(left: Kept, at: float) -> tuple[Draft, ...]:
    drafts = [
        Draft(facts.left(h.garment, left.seconds - h.since), at, visit=h.visit)
        for h in left.room
        if not (h.disowned or h.doubtful or h.momentary)
    ]
    if left.visit is not None:
        seconds = round(max(0.0, left.seconds - left.visit.started_at), 3)
        ended = VisitEnded(why="idle", seconds=seconds)
        drafts.append(Draft(ended, at, visit=left.visit.visit))
    return tuple(drafts)
