"""Which room a garment hangs in, by what several antennas heard of its tag; pure.

Every mirror of a zone runs this over the same sightings and comes, within a beat, to the same
answer. A room is told from its neighbours by how often and how loudly each antenna hears a tag that
hangs in it (touchpoint.beams); the likelier room wins, and keeps the tag until another has been
likelier for a while.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from touchpoint.beams import Beams


@dataclass(frozen=True, slots=True)
class Sighting:
    """One antenna heard a tag, *rssi* in dBm, *at* monotonic seconds."""

    epc: str
    antenna: int
    rssi: float
    at: float


@dataclass(frozen=True, slots=True)
class Rules:
    """Seconds and probabilities; the shipped ones were chosen on the tuning halls alone."""

    #: Sightings older than this say nothing of where a tag is now.
    window: float = 2.0
    #: A tag is not placed before it was heard for so long …
    settle: float = 0.6
    #: … and after so long also when nobody is sure.
    ask_after: float = 1.5
    #: How likely a room must be to be sure of it.
    sure: float = 0.9
    #: A tag moves when another room has been that likely for so long.
    hold: float = 1.6
    #: A tag that nobody hears for so long has left.
    gone_after: float = 3.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A tag came into *room*; not *sure*: the mirror asks whether it is theirs."""

    epc: str
    room: str
    sure: bool
    at: float


@dataclass(frozen=True, slots=True)
class Gone:
    """A tag is no longer in *room*: last heard *at*, or by then likelier to be in another."""

    epc: str
    room: str
    at: float


Change = Placed | Gone


@dataclass(frozen=True, slots=True)
class Tag:
    """What is known of one tag."""

    since: float
    sightings: tuple[Sighting, ...] = ()
    room: str | None = None
    sure: bool = False
    #: The room that may take over, and since when it has been likelier.
    rival: str | None = None
    rival_since: float = 0.0
    #: Rooms in which it surely does not hang, for a shopper there said so.
    denied: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Zone:
    """The rooms that share a reader, and every tag heard in them."""

    beams: Beams
    rules: Rules = Rules()
    tags: Mapping[str, Tag] = field(default_factory=dict)
    #: Since when all that the reader says is heard here; what others heard before, we did not.
    since: float = -math.inf

    def __post_init__(self) -> None:
        if not self.beams:
            raise ValueError("a zone of no rooms was found; one room at least is right")


def step(zone: Zone, sightings: Iterable[Sighting], now: float) -> tuple[Zone, tuple[Change, ...]]:
    """*zone* at *now*, after *sightings* in any order, and what changed by them."""
    tags = dict(zone.tags)
    for sighting in sightings:
        tag = tags.get(sighting.epc) or Tag(since=sighting.at)
        since = min(tag.since, sighting.at)
        tags[sighting.epc] = replace(tag, since=since, sightings=(*tag.sightings, sighting))
    changes: list[Change] = []
    for epc in sorted(tags):
        after, happened = _judged(zone, epc, tags[epc], now)
        changes += happened
        if after is None:
            del tags[epc]
        else:
            tags[epc] = after
    return replace(zone, tags=tags), tuple(changes)


def resumed(zone: Zone, now: float, away: float) -> Zone:
    """*zone* heard again from *now* on, after it was told nothing for *away* seconds.

    Silence proves nothing, so every tag is as it was. *away* is below 0 when the reader's clock
    began anew.
    """
    return replace(zone, tags={e: _later(tag, away) for e, tag in zone.tags.items()}, since=now)


def claimed(
    zone: Zone, epc: str, room: str, now: float, *, here: bool
) -> tuple[Zone, tuple[Change, ...]]:
    """Who is in *room* knows whether *epc* hangs *here*; of a tag that nobody hears it is no news.

    It is certain then, and may still move as any other.
    """
    tag = zone.tags.get(epc)
    if tag is None:
        return zone, ()
    left = (Gone(epc, tag.room, now),) if tag.room and here == (tag.room != room) else ()
    if here:
        after = replace(tag, room=room, sure=True, rival=None, denied=tag.denied - {room})
        came = () if (tag.room, tag.sure) == (room, True) else (Placed(epc, room, True, now),)
    else:
        after = replace(tag, denied=tag.denied | {room})
        came = ()
        if tag.room == room:
            after = replace(after, room=None, sure=False, rival=None)
    return replace(zone, tags={**zone.tags, epc: after}), (*left, *came)


def _later(tag: Tag, seconds: float) -> Tag:
    moved = tuple(replace(s, at=s.at + seconds) for s in tag.sightings)
    since, rival = tag.since + seconds, tag.rival_since + seconds
    return replace(tag, since=since, sightings=moved, rival_since=rival)


def likelihoods(beams: Beams, sightings: Iterable[Sighting], seconds: float) -> Mapping[str, float]:
    """How likely each room is, adding up to 1, by what was heard within *seconds*."""
    heard: dict[int, list[float]] = {}
    for sighting in sightings:
        heard.setdefault(sighting.antenna, []).append(sighting.rssi)
    scores = {
        room: sum(beam.score(heard.get(antenna, ()), seconds) for antenna, beam in seen.items())
        for room, seen in beams.items()
    }
    best = max(scores.values(), default=0.0)
    weights = {room: math.exp(score - best) for room, score in scores.items()}
    total = sum(weights.values())
    return {room: weight / total for room, weight in weights.items()}


def _judged(zone: Zone, epc: str, tag: Tag, now: float) -> tuple[Tag | None, tuple[Change, ...]]:
    rules = zone.rules
    last = max(tag.sightings, key=lambda sighting: sighting.at)
    if now - last.at >= rules.gone_after:
        return None, (Gone(epc, tag.room, last.at),) if tag.room else ()
    fresh = tuple(s for s in tag.sightings if now - s.at <= rules.window)
    if not fresh:
        # Its last word is kept: it says when it was here.
        return replace(tag, sightings=(last,)), ()
    seconds = min(rules.window, max(now - tag.since, 0.05))
    possible = {room: beams for room, beams in zone.beams.items() if room not in tag.denied}
    seen = replace(tag, sightings=fresh)
    if not possible:
        return seen, ()
    likely = likelihoods(possible, fresh, seconds)
    room = max(likely, key=lambda name: (likely[name], name))
    sure = likely[room] >= rules.sure
    if tag.room is None:
        return _first(epc, seen, room, zone, now, sure=sure)
    if room == tag.room:
        return _confirmed(epc, seen, room, sure=sure, now=now)
    if not sure:
        return replace(seen, rival=None), ()
    return _contested(epc, seen, tag.room, room, rules, now)


def _first(
    epc: str, tag: Tag, room: str, zone: Zone, now: float, *, sure: bool
) -> tuple[Tag, tuple[Change, ...]]:
    rules = zone.rules
    if tag.since - zone.since < rules.window:
        return _inherited(epc, tag, room, zone, now, sure=sure)
    if now - tag.since < (rules.settle if sure else rules.ask_after):
        return tag, ()
    return _placed(epc, tag, room, now, sure=sure)


def _inherited(
    epc: str, tag: Tag, room: str, zone: Zone, now: float, *, sure: bool
) -> tuple[Tag, tuple[Change, ...]]:
    """A tag that was there before we listened: others may hold it by more than we heard.

    So it is placed only by what would make them let it go.
    """
    rules = zone.rules
    if now - zone.since < rules.window:
        return tag, ()
    if sure and tag.rival != room:
        return replace(tag, rival=room, rival_since=now), ()
    if sure and now - tag.rival_since >= rules.hold:
        return _placed(epc, tag, room, now, sure=True)
    if not sure and now - zone.since >= rules.window + rules.hold + rules.ask_after:
        return _placed(epc, tag, room, now, sure=False)
    return (tag if sure else replace(tag, rival=None)), ()


def _placed(
    epc: str, tag: Tag, room: str, now: float, *, sure: bool
) -> tuple[Tag, tuple[Change, ...]]:
    return replace(tag, room=room, sure=sure, rival=None), (Placed(epc, room, sure=sure, at=now),)


def _confirmed(
    epc: str, tag: Tag, room: str, *, sure: bool, now: float
) -> tuple[Tag, tuple[Change, ...]]:
    kept = replace(tag, rival=None)
    if tag.sure or not sure:
        return kept, ()
    return replace(kept, sure=True), (Placed(epc, room, sure=True, at=now),)


def _contested(
    epc: str, tag: Tag, home: str, room: str, rules: Rules, now: float
) -> tuple[Tag, tuple[Change, ...]]:
    """*room* takes over from *home* when it stays the likelier, and at once from an unsure one."""
    if tag.rival != room:
        tag = replace(tag, rival=room, rival_since=now)
    if tag.sure and now - tag.rival_since < rules.hold:
        return tag, ()
    moved = replace(tag, room=room, sure=True, rival=None)
    return moved, (Gone(epc, home, now), Placed(epc, room, sure=True, at=now))
