"""The briefing in a reader's language: sentences of what few enough did that nobody is seen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from contract.figures import FEWEST
from headoffice.briefing import Counted, Told
from headoffice.web.words import Words, store_name
from telling import morning
from telling.morning import Speaker
from telling.saying import Saying
from telling.sections import Section


@dataclass(frozen=True, slots=True)
class Spoken:
    """*words* by the clock of *timezone*, as the sentences that the hub says too want them."""

    words: Words
    timezone: ZoneInfo

    @property
    def language(self) -> str:
        return self.words.language

    def say(self, message: str, **values: object) -> str:
        return self.words.say(message, **values)


def saying(words: Words, zone: ZoneInfo, now: datetime) -> Saying:
    return Saying(Spoken(words, zone), now)


def speaker(said: Saying, told: Told, name: Callable[[int], str]) -> Speaker:
    """*name* says what a GTIN is called."""

    def named(found: Counted) -> morning.Counted:
        return tuple((name(gtin), n) for gtin, n in found)

    return Speaker(
        said, told.totals, told.before,
        tried=named(told.tried), left=named(told.left), missing=named(told.missing),
        least=FEWEST,
    )  # fmt: skip


def lead(found: Speaker) -> str:
    """The first sentence; of fewer visits than that nothing is told."""
    if found.told.visits.n < FEWEST and not found.told.quiet:
        return found.telling.say("Fewer than %(n)s visits: too few to tell of.", n=FEWEST)
    return morning.lead(found)


def sections(found: Speaker) -> tuple[Section, ...]:
    if found.told.visits.n < FEWEST:
        return ()
    return tuple(section for make in _SECTIONS if (section := make(found)).lines)


def _opinions(found: Speaker) -> Section:
    """Their mean alone: how many gave one score may be very few."""
    t, given = found.telling, found.told.opinions
    n = t.number(given.n)
    if given.mean is None:
        line = t.say("Too few opinions for a mean (n = %(n)s).", n=n) if given.n else ""
    else:
        line = t.say("%(mean)s of 5 (n = %(n)s).", mean=t.score(given.mean), n=n)
    return Section("opinions", t.say("What shoppers thought"), (line,) if line else ())


_SECTIONS: Final[tuple[Callable[[Speaker], Section], ...]] = (
    morning.visits,
    morning.requests,
    morning.tried,
    morning.missing,
    _opinions,
    morning.besides,
)


def of_stores(said: Saying, stores: Sequence[Told]) -> tuple[Section, ...]:
    """What the network's briefing tells of single stores: who was busy, who was not heard."""
    told = [it for it in stores if it.totals.visits.n >= FEWEST]
    busy = sorted(told, key=lambda it: (-it.totals.visits.n, it.store))[: morning.MOST]
    left = sorted(
        (it for it in told if it.totals.requests.unanswered.value),
        key=lambda it: (-(it.totals.requests.unanswered.value or 0), it.store),
    )[: morning.MOST]
    lines = (
        ("Most visits: %(list)s.", [_with(it, said.number(it.totals.visits.n)) for it in busy]),
        (
            "Most often nobody took a request on: %(list)s.",
            [_with(it, said.share(it.totals.requests.unanswered)) for it in left],
        ),
    )
    apart = tuple(said.say(text, list=said.listed(items)) for text, items in lines if items)
    silent = [store_name(it.store) for it in stores if not it.heard]
    without = (f"{said.listed(silent)}.",) if silent else ()
    return tuple(
        section
        for section in (
            Section("stores", said.say("The stores"), apart),
            Section("silent", said.say("Without data"), without),
        )
        if section.lines
    )


def _with(it: Told, said: str) -> str:
    return f"{store_name(it.store)} {said}" if "(" in said else f"{store_name(it.store)} ({said})"
