"""A day of the store as its manager would tell it, sentence by sentence."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from contract.events.garments import JudgedFor
from contract.figures import Piece, StoreDay, most
from contract.styles import Style
from hub.briefing import Morning
from hub.web.cards import title_of
from hub.web.telling import Telling
from hub.web.words import capital

#: So much of a list can be said in one breath.
MOST: Final = 4
_WHY: Final[Mapping[JudgedFor, str]] = {
    "too_small": "too small",
    "too_big": "too big",
    "colour": "the colour",
    "price": "the price",
    "fabric": "the fabric",
    "style": "the cut",
    "other": "something else",
}


@dataclass(frozen=True, slots=True)
class Section:
    """Sentences below a *title*; *todo* where each wants somebody to do something.

    *apart* they stand with a little air between them.
    """

    key: str
    title: str
    lines: tuple[str, ...]
    todo: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Speaker:
    """What the makers of sections work with."""

    morning: Morning
    telling: Telling
    style_of: Callable[[str], Style | None]

    def title(self, gtin: str) -> str | None:
        """The style's title; nothing for what the catalogue does not know."""
        style = self.style_of(gtin)
        return title_of(style, self.telling.language) if style else None

    def sized(self, gtin: str) -> str | None:
        """Title and size."""
        return self._with(gtin, lambda _colour, size: f" {size}")

    def garment(self, gtin: str) -> str | None:
        """Title, colour and size."""
        return self._with(gtin, lambda colour, size: f", {colour} {size}")

    def favourites(self, pieces: Iterable[Piece], name: Callable[[str], str | None]) -> str:
        """The first few by *name*, each with in how many visits; empty when there are none."""
        found = most(pieces, name)[:MOST]
        return self.telling.listed(f"{title} ({self.telling.number(n)})" for title, n in found)

    def _with(self, gtin: str, say: Callable[[str, str], str]) -> str | None:
        style = self.style_of(gtin)
        variant = next((v for v in style.variants if v.gtin == gtin), None) if style else None
        if style is None or variant is None:
            return None
        title = title_of(style, self.telling.language)
        return title + say(variant.colour, variant.size)


def visits(speaker: Speaker) -> Section:
    t, day = speaker.telling, speaker.morning.told
    found = day.visits
    lines = [_came(speaker)]
    if found.n:
        lines.append(
            t.say("Somebody touched the screen in %(share)s.", share=t.share(found.touched))
        )
    if found.dwell.enough and found.dwell.p50 is not None:
        lines.append(
            t.say(
                "Half of the visits were longer than %(span)s (n = %(n)s).",
                span=t.span(found.dwell.p50),
                n=t.number(found.dwell.n),
            )
        )
    return Section("visits", t.say("Visits"), tuple(lines))


def _came(speaker: Speaker) -> str:
    t, found = speaker.telling, speaker.morning.told.visits
    if not found.n:
        return t.say("No visit was counted.")
    return t.say(
        "%(rooms)s in the fitting rooms, %(kiosks)s at the kiosks.",
        rooms=t.count(found.rooms, "One visit", "%(n)s visits"),
        kiosks=t.number(found.kiosks),
    )


def lead(speaker: Speaker) -> str:
    """The one sentence that is told first, beside the same weekday a week earlier."""
    t, now, before = speaker.telling, speaker.morning.told, speaker.morning.before
    if now.quiet:
        return t.say("Nothing is known of this day.")
    came = t.count(now.visits.n, "One visit", "%(n)s visits")
    if before is None:
        return t.say("%(visits)s; of the week before nothing is known.", visits=came)
    more = now.visits.n - before.visits.n
    values = {"visits": came, "n": t.number(abs(more)), "before": t.number(before.visits.n)}
    if more == 0:
        return t.say("%(visits)s, as many as a week earlier.", **values)
    if more > 0:
        return t.say("%(visits)s, %(n)s more than the %(before)s of a week earlier.", **values)
    return t.say("%(visits)s, %(n)s fewer than the %(before)s of a week earlier.", **values)


def requests(speaker: Speaker) -> Section:
    t, found = speaker.telling, speaker.morning.told.requests
    if not found.n:
        return Section("requests", t.say("Requests"), (t.say("Nobody asked for anything."),))
    lines = [
        t.say(
            "%(asked)s: %(ends)s.",
            asked=t.count(found.n, "Shoppers asked once", "Shoppers asked %(n)s times"),
            ends=t.listed(_ends(t, speaker.morning.told)),
        ),
        *_waits(speaker),
    ]
    if found.unanswered.of:
        lines.append(t.say("Nobody took on %(share)s.", share=t.share(found.unanswered)))
    elif found.unanswered.n:
        n = t.number(found.unanswered.n)
        lines.append(t.say("Not one was left alone (n = %(n)s).", n=n))
    if found.escalations:
        lines.append(
            t.count(
                found.escalations,
                "Once somebody else had to be told.",
                "%(n)s times somebody else had to be told.",
            )
        )
    return Section("requests", t.say("Requests"), tuple(lines))


def _ends(t: Telling, day: StoreDay) -> list[str]:
    found = day.requests
    ends = (
        (found.done, "one brought", "%(n)s brought"),
        (found.unavailable, "one not there", "%(n)s not there"),
        (found.cancelled, "one withdrawn", "%(n)s withdrawn"),
        (found.expired, "one without an answer", "%(n)s without an answer"),
        (found.open, "one still open", "%(n)s still open"),
    )
    return [t.count(n, one, many) for n, one, many in ends if n]


def _waits(speaker: Speaker) -> list[str]:
    t, found, before = (
        speaker.telling,
        speaker.morning.told.requests.accepted,
        speaker.morning.before,
    )
    if found.p50 is None or found.p95 is None or not found.enough:
        n = t.number(found.n)
        return [t.say("Too few to say how long they waited (n = %(n)s).", n=n)] if found.n else []
    lines = [
        t.say(
            "Half were taken on within %(half)s, nineteen in twenty within %(most)s (n = %(n)s).",
            half=t.span(found.p50),
            most=t.span(found.p95),
            n=t.number(found.n),
        )
    ]
    then = before.requests.accepted if before else None
    if then and then.enough and then.p50 is not None:
        half, n = t.span(then.p50), t.number(then.n)
        lines.append(t.say("A week earlier it was %(half)s (n = %(n)s).", half=half, n=n))
    return lines


def tried(speaker: Speaker) -> Section:
    t, day = speaker.telling, speaker.morning.told
    lines = []
    if day.tried:
        lines.append(
            t.count(len(day.tried), "One garment was tried on.", "%(n)s garments were tried on.")
        )
    if favourites := speaker.favourites(day.tried, speaker.title):
        lines.append(t.say("Most of all: %(list)s.", list=favourites))
    if day.judged.declined.n:
        lines += _left(speaker)
    return Section("tried", t.say("Tried on"), tuple(lines))


def _left(speaker: Speaker) -> list[str]:
    t, found = speaker.telling, speaker.morning.told.judged
    lines = [t.say("Of what shoppers judged they left %(share)s.", share=t.share(found.declined))]
    if found.reasons:
        why = (f"{t.say(_WHY[reason])} ({t.number(n)})" for reason, n in found.reasons[:MOST])
        lines.append(t.say("Their reasons: %(list)s.", list=t.listed(why)))
    if left := speaker.favourites(found.left, speaker.title):
        lines.append(t.say("Most often left: %(list)s.", list=left))
    return lines


def missing(speaker: Speaker) -> Section:
    t = speaker.telling
    found = speaker.favourites(speaker.morning.told.missing, speaker.sized)
    return Section("missing", t.say("Asked for and missing"), (f"{found}.",) if found else ())


def opinions(speaker: Speaker) -> Section:
    t, found = speaker.telling, speaker.morning.told.opinions
    given = t.listed(
        t.count(found.counts[score], "one gave %(score)s", "%(n)s gave %(score)s", score=score)
        for score in range(5, 0, -1)
        if found.counts[score]
    )
    n = t.number(found.n)
    if not found.n:
        lines: tuple[str, ...] = ()
    elif found.mean is None:
        lines = (t.say("Too few for a mean (n = %(n)s): %(given)s.", n=n, given=given),)
    else:
        mean = t.score(found.mean)
        text = "%(mean)s of 5 (n = %(n)s): %(given)s."
        lines = (t.say(text, mean=mean, n=n, given=given),)
    return Section("opinions", t.say("What shoppers thought"), lines)


def besides(speaker: Speaker) -> Section:
    t, day = speaker.telling, speaker.morning.told
    looked = day.looked
    counted = (
        (looked.lookbooks, "one lookbook opened", "%(n)s lookbooks opened"),
        (looked.films.n, "one film played", "%(n)s films played"),
        (looked.wishes, "one wish kept", "%(n)s wishes kept"),
        (day.corrections, "one count of stock corrected", "%(n)s counts of stock corrected"),
    )
    said = [t.count(n, one, many) for n, one, many in counted if n]
    return Section("besides", t.say("Besides"), (f"{capital(t.listed(said))}.",) if said else ())
