"""A day as a manager would tell it, of one store or of all together; pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from contract.events.garments import JudgedFor
from contract.figures import Rate, Totals
from telling.saying import Saying
from telling.sections import Section

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
#: Names, each with how often; the most first.
Counted = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Speaker:
    """What the makers of sections work with: a day, and the same weekday a week *before*.

    *tried*, *left* and *missing* are garments by name. What is told apart of fewer than *least*
    is left out.
    """

    telling: Saying
    told: Totals
    before: Totals | None = None
    tried: Counted = ()
    left: Counted = ()
    missing: Counted = ()
    least: int = 0

    def named(self, found: Counted) -> str:
        """The first few of *found*; empty when there are none."""
        t = self.telling
        many = [it for it in found if it[1] >= self.least][:MOST]
        return t.listed(f"{name} ({t.number(n)})" for name, n in many)

    def may(self, rate: Rate) -> bool:
        """Whether *rate* tells of enough."""
        return rate.n >= self.least and not 0 < rate.of < self.least


def visits(speaker: Speaker) -> Section:
    t, day = speaker.telling, speaker.told
    found = day.visits
    lines = [_came(speaker)]
    if found.n and speaker.may(found.touched):
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
    t, found = speaker.telling, speaker.told.visits
    if not found.n:
        return t.say("No visit was counted.")
    return t.say(
        "%(rooms)s in the fitting rooms, %(kiosks)s at the kiosks.",
        rooms=t.count(found.rooms, "One visit", "%(n)s visits"),
        kiosks=t.number(found.kiosks),
    )


def lead(speaker: Speaker) -> str:
    """The one sentence that is told first, beside the same weekday a week earlier."""
    t, now, before = speaker.telling, speaker.told, speaker.before
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
    t, found = speaker.telling, speaker.told.requests
    if not found.n:
        return Section("requests", t.say("Requests"), (t.say("Nobody asked for anything."),))
    lines = [
        t.say(
            "%(asked)s: %(ends)s.",
            asked=t.count(found.n, "Shoppers asked once", "Shoppers asked %(n)s times"),
            ends=t.listed(_ends(t, speaker.told)),
        ),
        *_waits(speaker),
    ]
    if found.unanswered.n < speaker.least:
        pass
    elif found.unanswered.of:
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


def _ends(t: Saying, day: Totals) -> list[str]:
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
    t, found, before = speaker.telling, speaker.told.requests.accepted, speaker.before
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
    t, day = speaker.telling, speaker.told
    lines = []
    if day.tried:
        lines.append(
            t.count(day.tried, "One garment was tried on.", "%(n)s garments were tried on.")
        )
    if favourites := speaker.named(speaker.tried):
        lines.append(t.say("Most of all: %(list)s.", list=favourites))
    if day.declined.n and speaker.may(day.declined):
        lines += _left(speaker)
    return Section("tried", t.say("Tried on"), tuple(lines))


def _left(speaker: Speaker) -> list[str]:
    t, found = speaker.telling, speaker.told
    lines = [t.say("Of what shoppers judged they left %(share)s.", share=t.share(found.declined))]
    if why := speaker.named(tuple((t.say(_WHY[reason]), n) for reason, n in found.reasons)):
        lines.append(t.say("Their reasons: %(list)s.", list=why))
    if left := speaker.named(speaker.left):
        lines.append(t.say("Most often left: %(list)s.", list=left))
    return lines


def missing(speaker: Speaker) -> Section:
    t = speaker.telling
    found = speaker.named(speaker.missing)
    return Section("missing", t.say("Asked for and missing"), (f"{found}.",) if found else ())


def opinions(speaker: Speaker) -> Section:
    t, found = speaker.telling, speaker.told.opinions
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
    t, day = speaker.telling, speaker.told
    looked = day.looked
    counted = (
        (looked.lookbooks, "one lookbook opened", "%(n)s lookbooks opened"),
        (looked.films.n, "one film played", "%(n)s films played"),
        (looked.wishes, "one wish kept", "%(n)s wishes kept"),
        (day.corrections, "one count of stock corrected", "%(n)s counts of stock corrected"),
    )
    said = t.listed(t.count(n, one, many) for n, one, many in counted if n)
    line = f"{said[:1].upper()}{said[1:]}."
    return Section("besides", t.say("Besides"), (line,) if said else ())


#: In the order in which they are told; one without sentences is left out.
SECTIONS: Final[tuple[Callable[[Speaker], Section], ...]] = (
    visits,
    requests,
    tried,
    missing,
    opinions,
    besides,
)
