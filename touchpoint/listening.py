"""What a mirror makes of its zone's batches: what came to its own room, and what left it; pure.

Everything is judged at the reader's own time, beat by beat: mirrors that heard the same batches
come to the same answers, however late each of them heard.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from math import floor

from contract.tags import By, Garment, TagRead, UnknownTag, identify
from touchpoint.inputs import Arrived, Left
from touchpoint.rooms import Change, Gone, Placed, Sighting, Zone, resumed, step

#: Seconds: from one judgement to the next, and without a word after which the reader is silent.
BEAT, SILENCE = 0.1, 2.0
#: A word without sightings has no time of its own; what is on its way to us is not yet judged.
_UNDER_WAY = 0.2
#: Seconds by which a reader's clock may be off what it should be, before it began anew.
_TOLERATED = 5.0


@dataclass(frozen=True, slots=True)
class Hung:
    """A garment in our room *since*, in our own seconds."""

    tag: str
    since: float


@dataclass(frozen=True, slots=True)
class Listening:
    """*room* in its *zone*. Own times are monotonic seconds; *judged* counts the reader's beats.

    At *heard_at* by our clock it was *reader_at* by the reader's; no time before a first sighting.
    It is *silent* until it speaks, and again when no word came since *word_at*.
    """

    room: str
    zone: Zone
    judged: int = 0
    heard_at: float | None = None
    reader_at: float = 0.0
    word_at: float = 0.0
    silent: bool = True
    pending: tuple[Sighting, ...] = ()
    here: dict[str, Hung] = field(default_factory=dict)


Told = tuple[Arrived | Left, ...]


def heard(listening: Listening, batch: Iterable[Sighting], now: float) -> tuple[Listening, Told]:
    """*batch* came at *now*; an empty one says that nothing was read."""
    found = tuple(batch)
    word = replace(listening, word_at=now, silent=False, pending=(*listening.pending, *found))
    expected = _expected(listening, now)
    if found:
        first, last = min(s.at for s in found), max(s.at for s in found)
        word = replace(word, heard_at=now, reader_at=last)
    elif expected is None:
        return word, ()
    else:
        first = last = expected - _UNDER_WAY
    if listening.silent or expected is None or abs(last - expected) > _TOLERATED:
        word = _joined(word, first, found)
    elif not (listening.zone.tags or listening.pending):
        word = replace(word, judged=floor(first / BEAT))
    told: list[Arrived | Left] = []
    for beat in range(word.judged + 1, floor(last / BEAT) + 1):
        word, news = _judged(word, beat)
        told += news
    return word, tuple(told)


def _expected(listening: Listening, now: float) -> float | None:
    """What the reader's clock should show."""
    at = listening.heard_at
    return None if at is None else listening.reader_at + now - at


def _joined(listening: Listening, first: float, found: tuple[Sighting, ...]) -> Listening:
    """*listening* to a reader that was not heard before *first*, or whose clock began anew."""
    zone = resumed(listening.zone, first, first - listening.judged * BEAT)
    return replace(listening, zone=zone, judged=floor(first / BEAT), pending=found)


def passed(listening: Listening, now: float) -> Listening:
    """Nothing was heard until *now*. A silent reader proves nothing: all stays where it is."""
    silent = listening.silent or now - listening.word_at >= SILENCE
    return replace(listening, silent=silent) if silent != listening.silent else listening


def _judged(listening: Listening, beat: int) -> tuple[Listening, Told]:
    now = beat * BEAT
    due = tuple(s for s in listening.pending if s.at < now)
    rest = tuple(s for s in listening.pending if s.at >= now)
    zone, changes = step(listening.zone, due, now)
    after = replace(listening, zone=zone, judged=beat, pending=rest, here=dict(listening.here))
    told = [_news(change, after, now) for change in changes if change.room == listening.room]
    return after, tuple(news for news in told if news)


def _news(change: Change, listening: Listening, now: float) -> Arrived | Left | None:
    """*change* as it is told by our own clock; *listening* takes note of who is here."""
    ahead = (listening.heard_at or 0.0) - listening.reader_at
    match change:
        case Placed(epc, _, sure):
            garment = _garment(epc, listening.zone)
            if garment is None:
                return None
            listening.here.setdefault(epc, Hung(garment.tag, now + ahead))
            return Arrived(garment, now + ahead, sure=sure)
        case Gone(epc, _, last) if hung := listening.here.pop(epc, None):
            return Left(hung.tag, max(0.0, last + ahead - hung.since), now + ahead)
    return None


def _garment(epc: str, zone: Zone) -> Garment | None:
    loudest = max((s.rssi for s in zone.tags[epc].sightings), default=None)
    try:
        return identify(TagRead(By.UHF, epc, loudest))
    except UnknownTag:
        return None
