"""The kiosk's visit as bytes, so that one cut short by a restart is still ended; pure."""

from dataclasses import dataclass, replace

from pydantic import TypeAdapter, ValidationError

from contract.events import VisitEnded
from kiosk.films import played
from kiosk.state import Kiosk, Lying, Visit
from kiosk.taken import Taken
from messaging.draft import Draft
from touchpoint import facts
from touchpoint.moment import Moment


@dataclass(frozen=True, slots=True)
class Kept:
    """*seconds* is the monotonic time of keeping."""

    seconds: float
    visit: Visit | None
    lying: tuple[Lying, ...]


_KEPT: TypeAdapter[Kept] = TypeAdapter(Kept)


def keep(kiosk: Kiosk, now: Moment) -> bytes:
    # A restart ends the visit: nothing of a card or of what is taken along is ever on the disk.
    visit = replace(kiosk.visit, card=None, taken=Taken()) if kiosk.visit else None
    return _KEPT.dump_json(Kept(now.seconds, visit, kiosk.lying))


def resume(kept: bytes | None, now: Moment) -> tuple[Kiosk, tuple[Draft, ...]]:
    """A kiosk at rest, and the events that close what was left open.

    Nobody stands at a dark screen until it is bright again; a garment that still lies there is
    read anew and begins a new visit.
    """
    if kept is None:
        return Kiosk(), ()
    try:
        left = _KEPT.validate_json(kept)
    except ValidationError:
        return Kiosk(), ()
    drafts = [
        Draft(facts.left(x.garment, left.seconds - x.since), now.seconds, visit=x.visit)
        for x in left.lying
    ]
    if left.visit is not None:
        drafts += [Draft(e, now.seconds, visit=left.visit.visit) for e in played(left.visit.film)]
        seconds = round(max(0.0, left.seconds - left.visit.started_at), 3)
        ended = VisitEnded(why="idle", seconds=seconds)
        drafts.append(Draft(ended, now.seconds, visit=left.visit.visit))
    return Kiosk(), tuple(drafts)
