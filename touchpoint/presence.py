"""Which tags are at a reader: repeats made into arrived and left; pure, time is handed in.

A tag is gone when the reader was heard for a while without it. A reader that says nothing proves
nothing: while it is silent, or being restarted, everything stays where it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from contract.tags import CODES, By, Garment, TagRead, UnknownTag, identify
from touchpoint.inputs import Arrived, Left, UnknownRead


@dataclass(frozen=True, slots=True)
class Here:
    """Monotonic seconds; without a *garment* it is a tag that nobody knows."""

    garment: Garment | None
    since: float
    last: float


@dataclass(frozen=True, slots=True)
class Presence:
    """What lies there by the value its tag was read as."""

    gone_after: float
    here: Mapping[str, Here] = field(default_factory=dict)


Found = tuple[Arrived | Left | UnknownRead, ...]


def seen(presence: Presence, read: TagRead, at: float) -> tuple[Presence, Found]:
    """*read* at *at*: something arrived, or is still here."""
    known = presence.here.get(read.value)
    if known is not None and not read.momentary:
        still = replace(known, last=max(known.last, at))
        return _with(presence, read.value, still), ()
    found = _found(read, at)
    if read.momentary:
        return presence, (found,)
    garment = found.garment if isinstance(found, Arrived) else None
    return _with(presence, read.value, Here(garment, at, at)), (found,)


def _found(read: TagRead, at: float) -> Arrived | UnknownRead:
    try:
        return Arrived(identify(read), at, read.momentary)
    except UnknownTag as error:
        return UnknownRead(read.by, at, _why(read, error))


def _why(read: TagRead, error: UnknownTag) -> str:
    """Why *read* names no garment, without a word that may be of the shopper."""
    # Nobody shows a RAIN tag on purpose: it may be what a shopper came in.
    if read.by is By.UHF:
        return error.kind
    # What is held up may be a card, a ticket or a letter.
    if read.by in CODES:
        return f"a code of {len(read.value)} characters that names no garment"
    return str(error)


def heard(presence: Presence, at: float) -> tuple[Presence, Found]:
    """The reader was heard at *at*; what it has not read for long enough has left."""
    gone = {v: h for v, h in presence.here.items() if at - h.last >= presence.gone_after}
    if not gone:
        return presence, ()
    here = {v: h for v, h in presence.here.items() if v not in gone}
    left = tuple(
        Left(h.garment.tag, h.last - h.since, at) for h in gone.values() if h.garment is not None
    )
    return replace(presence, here=here), left


def resumed(presence: Presence, at: float) -> Presence:
    """The reader works again from *at* on; what was here gets its time to be read once more."""
    here = {v: replace(h, last=max(h.last, at)) for v, h in presence.here.items()}
    return replace(presence, here=here)


def _with(presence: Presence, value: str, here: Here) -> Presence:
    return replace(presence, here={**presence.here, value: here})
