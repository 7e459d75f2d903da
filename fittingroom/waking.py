"""A mirror that woke before a clock tells the age of what it kept: it rests and waits; pure."""

from dataclasses import dataclass, replace

from contract.ids import NewId
from fittingroom import visit
from fittingroom.keeping import Gauge, Kept, read, resume
from fittingroom.state import Mirror, Rules
from messaging.draft import Draft
from touchpoint.inputs import (
    Arrived,
    EndVisit,
    Input,
    Left,
    ReaderHealth,
    RequestKnown,
    RequestRefused,
    RequestSettled,
    Touched,
    UnknownRead,
)
from touchpoint.moment import Moment

#: Seconds for which it waits: for a network that is slower than the machine, and the hub's word.
#: Who comes meanwhile has only to touch it.
PATIENCE = 30.0

#: What means another thing once it is known whose visit it is.
_WAITS = (
    Arrived,
    Left,
    UnknownRead,
    ReaderHealth,
    RequestKnown,
    RequestSettled,
    RequestRefused,
)
#: Whoever is here now has waited long enough; what was left is closed.
_ENDS = (Touched, EndVisit)


@dataclass(frozen=True, slots=True)
class Waking(Mirror):
    """At rest, or off, though something was *left*, *kept* as these bytes; it *woke* then.

    So whatever looks at a mirror sees nothing of it. *gathered* is what is to be taken afterwards.
    """

    kept: bytes = b""
    left: Kept | None = None
    woke: float = 0.0
    gathered: tuple[Input, ...] = ()


def wake(kept: bytes | None, now: Moment, gauge: Gauge) -> tuple[Mirror, tuple[Draft, ...]]:
    """The mirror that begins with what was *kept*, and the events that it owes."""
    left = read(kept)
    if kept is None or left is None:
        return Mirror(), ()
    if left.may_wait(now, gauge):
        off = None if left.off_since is None else now.seconds
        return Waking(off_since=off, kept=kept, left=left, woke=now.seconds), ()
    return resume(left, now, gauge, now.seconds)


def step(
    mirror: Mirror, happened: Input, now: Moment, rules: Rules, new_id: NewId, gauge: Gauge
) -> tuple[Mirror, tuple[Draft, ...]]:
    """As `visit.step`, once what was left is judged: goes on, or is closed."""
    if not isinstance(mirror, Waking):
        return visit.step(mirror, happened, now, rules, new_id)
    judged = _judged(mirror, happened, now, gauge)
    if judged is None:
        return _hold(mirror, happened, now, rules, new_id)
    after, owed = judged
    for one in (*mirror.gathered, happened):
        after, more = visit.step(after, one, now, rules, new_id)
        owed += more
    return after, owed


def _judged(
    waking: Waking, happened: Input, now: Moment, gauge: Gauge
) -> tuple[Mirror, tuple[Draft, ...]] | None:
    left = waking.left
    late = now.seconds - waking.woke >= PATIENCE or isinstance(happened, _ENDS)
    if left is None or (left.may_wait(now, gauge) and not late):
        return None
    mirror, owed = resume(left, now, gauge, waking.woke)
    return replace(mirror, known=waking.known, reading_since=waking.reading_since), owed


def _hold(
    waking: Waking, happened: Input, now: Moment, rules: Rules, new_id: NewId
) -> tuple[Mirror, tuple[Draft, ...]]:
    # One that is off keeps nothing of what is read, not even for a moment.
    if isinstance(happened, _WAITS) and not waking.off:
        return replace(waking, gathered=(*waking.gathered, happened)), ()
    return visit.step(waking, happened, now, rules, new_id)
