"""What a mirror makes of its zone's messages: what came to its own room, and what left it; pure.

Only the reader's own time counts, beat by beat, and never ours: mirrors that heard the same come to
the same answers, however late each of them heard. What was missed moves nothing.
"""

from dataclasses import dataclass, field, replace
from math import floor

from contract.tags import By, Garment, TagRead, UnknownTag, identify
from touchpoint.inputs import Arrived, Left
from touchpoint.rooms import Change, Gone, Placed, Sighting, Zone, claimed, resumed, step

#: Seconds from one judgement to the next.
BEAT = 0.1
#: Seconds by our clock without a word after which the reader is silent.
SILENCE = 2.0
#: Seconds by the reader's clock for which its device may say nothing; longer proves nothing.
LULL = 2.5


@dataclass(frozen=True, slots=True)
class Word:
    """One message: all that was read up to *at* (reader's seconds); *number* counts in a *boot*."""

    sightings: tuple[Sighting, ...] = ()
    at: float | None = None
    boot: str = ""
    number: int | None = None

    @property
    def end(self) -> float | None:
        return max((s.at for s in self.sightings), default=self.at) if self.at is None else self.at


@dataclass(frozen=True, slots=True)
class Hung:
    """A garment in our room *since* (reader's seconds)."""

    tag: str
    since: float


@dataclass(frozen=True, slots=True)
class Listening:
    """*room* in its *zone*, judged up to the reader's beat *judged*; *last* was heard at *word_at*.

    *silent* until it speaks, and again when no word came for a while by our own clock.
    """

    room: str
    zone: Zone
    judged: int = 0
    last: Word | None = None
    word_at: float = 0.0
    silent: bool = True
    pending: tuple[Sighting, ...] = ()
    here: dict[str, Hung] = field(default_factory=dict)


Told = tuple[Arrived | Left, ...]


def heard(listening: Listening, word: Word, now: float) -> tuple[Listening, Told]:
    """*word* came at *now* by our clock."""
    after = replace(listening, word_at=now, silent=False)
    end = word.end
    if end is None:
        return after, ()
    # A reader whose clock leaps within one message has read the rest at no time that we know.
    found = tuple(s for s in word.sightings if end - LULL <= s.at <= end)
    first = min((s.at for s in found), default=end)
    if _missed(listening, word, first, end):
        after = _joined(after, first)
    elif not (after.zone.tags or after.pending):
        after = replace(after, judged=floor(first / BEAT))
    after = replace(after, last=replace(word, sightings=(), at=end))
    after = replace(after, pending=(*after.pending, *found))
    told: list[Arrived | Left] = []
    for beat in range(after.judged + 1, floor(end / BEAT) + 1):
        after, news = _judged(after, beat)
        told += news
    return after, tuple(told)


def passed(listening: Listening, now: float) -> Listening:
    """No word came until *now*: for a shopper to be told, and for nothing else."""
    silent = listening.silent or now - listening.word_at >= SILENCE
    return replace(listening, silent=silent) if silent != listening.silent else listening


def told_of(listening: Listening, tag: str, room: str, *, here: bool) -> tuple[Listening, Told]:
    """Somebody in *room* knows whether the garment *tag* hangs *here*."""
    epc = next((epc for epc in listening.zone.tags if _tag_of(epc) == tag), None)
    if epc is None:
        return listening, ()
    now = listening.judged * BEAT
    zone, changes = claimed(listening.zone, epc, room, now, here=here)
    return _told(replace(listening, zone=zone, here=dict(listening.here)), changes, now)


def hanging(listening: Listening) -> tuple[Garment, ...]:
    """What was told to hang in our room, and has not left."""
    found = (_garment(epc, listening.zone) for epc in listening.here if epc in listening.zone.tags)
    return tuple(garment for garment in found if garment)


def recovered(listening: Listening) -> Listening:
    """*listening* without what was heard, for that cannot be judged; all stays where it is."""
    now = listening.judged * BEAT
    tags = {
        epc: replace(tag, sightings=(Sighting(epc, 0, _UNKNOWN, now),), rival=None)
        for epc, tag in listening.zone.tags.items()
    }
    return replace(listening, zone=replace(listening.zone, tags=tags), pending=())


#: dBm of a sighting that stands for all that is forgotten.
_UNKNOWN = -60.0


def _missed(listening: Listening, word: Word, first: float, end: float) -> bool:
    """Whether we were not told what happened between the last word and this one."""
    last = listening.last
    if last is None or last.at is None or word.boot != last.boot:
        return True
    if word.number is not None and last.number is not None and word.number != last.number + 1:
        return True
    return first - last.at > LULL or end < last.at - LULL


def _joined(listening: Listening, first: float) -> Listening:
    """Silence proves nothing, so every tag is as it was, and hangs on from *first*."""
    away = first - listening.judged * BEAT
    here = {epc: replace(hung, since=hung.since + away) for epc, hung in listening.here.items()}
    zone = resumed(listening.zone, first, away)
    return replace(listening, zone=zone, judged=floor(first / BEAT), pending=(), here=here)


def _judged(listening: Listening, beat: int) -> tuple[Listening, Told]:
    now = beat * BEAT
    due = tuple(s for s in listening.pending if s.at < now)
    rest = tuple(s for s in listening.pending if s.at >= now)
    zone, changes = step(listening.zone, due, now)
    after = replace(listening, zone=zone, judged=beat, pending=rest, here=dict(listening.here))
    return _told(after, changes, now)


def _told(listening: Listening, changes: tuple[Change, ...], now: float) -> tuple[Listening, Told]:
    """*changes* of our own room as we tell them; *listening* takes note of who is here."""
    told = [_news(change, listening, now) for change in changes if change.room == listening.room]
    return listening, tuple(news for news in told if news)


def _news(change: Change, listening: Listening, now: float) -> Arrived | Left | None:
    last = listening.last.at if listening.last and listening.last.at is not None else now
    at = listening.word_at - max(0.0, last - now)
    match change:
        case Placed(epc, _, sure):
            garment = _garment(epc, listening.zone)
            if garment is None:
                return None
            listening.here.setdefault(epc, Hung(garment.tag, now))
            return Arrived(garment, at, sure=sure)
        case Gone(epc, _, seen) if hung := listening.here.pop(epc, None):
            return Left(hung.tag, max(0.0, seen - hung.since), at)
    return None


def _garment(epc: str, zone: Zone) -> Garment | None:
    loudest = max((s.rssi for s in zone.tags[epc].sightings), default=None)
    try:
        return identify(TagRead(By.UHF, epc, loudest))
    except UnknownTag:
        return None


def _tag_of(epc: str) -> str | None:
    try:
        return identify(TagRead(By.UHF, epc)).tag
    except UnknownTag:
        return None
