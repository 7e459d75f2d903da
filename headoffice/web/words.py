"""Figures and events as a person reads them, in their language."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.numbers import format_decimal, format_percent

from contract.figures import Rate
from contract.outcomes import Reason
from contract.requests import RequestKind, RequestStatus
from headoffice.figures import Share, Wait
from headoffice.journey_map import FEWEST
from headoffice.journeys import Phases
from headoffice.operations import Hub
from headoffice.web.features import FEATURE_WORDS
from headoffice.web.said import ASKED, LINES, SAID, SPOTS, STANDING, WHY
from headoffice.web.speech import speech
from telling.reasons import REASONS

NOTHING: Final = "–"
#: Where a language alone would put the month before the day.
_FIRST: Final = re.compile(r"(?<!\d)1(?= [^\W\d])")
_LOCALES: Final = {"en": Locale.parse("en_GB"), "fr": Locale.parse("fr_FR")}
#: Answers of Babel that are kept: a page of 240 stores says 1,500 numbers, and most of them often.
_KEPT: Final = 8192


class Titled(Protocol):
    """Whatever has a name and how it is called."""

    @property
    def name(self) -> str: ...

    @property
    def title(self) -> str: ...


def store_name(store: str) -> str:
    return store.replace("-", " ").title()


def name_of(type_: str) -> str:
    """`parcours.visit.started.v1` as `visit.started`."""
    return type_.removeprefix("parcours.").removesuffix(".v1")


def display_name(reader: str, language: str) -> str:
    """What *language* is called in the *reader*'s own; a code that is none stays itself."""
    try:
        return (Locale.parse(language).get_display_name(reader) or language).capitalize()
    except (UnknownLocaleError, ValueError):
        return language


@dataclass(frozen=True, slots=True)
class Words:
    """How things are said in *language*: `en` or `fr`."""

    language: str = "en"

    def say(self, text: str, **names: object) -> str:
        found = speech(self.language).gettext(text)
        return found % names if names else found

    def event(self, name: str) -> str:
        """What an event is called, as in `visit.started`."""
        if name == "request.made":
            return self.say("Request made")
        return self.say(SAID.get(name, name.replace(".", " ").replace("_", " ").capitalize()))

    def sentence(self, type_: str, kind: str, seconds: float) -> str:
        """What happened, in a few words."""
        name = name_of(type_)
        if name == "request.made":
            return self.say(ASKED.get(kind, "Something asked for"))
        said = self.event(name)
        # Everything said of a request after it was made carries how long that took.
        if name.startswith("request.") and seconds:
            return self.say("%(said)s after %(wait)s", said=said, wait=self.wait(seconds))
        return said

    def asked(self, kind: RequestKind) -> str:
        """What a request is for."""
        return self.say(ASKED[kind])

    def feature(self, name: str) -> str:
        """What a store's screens may have; one that a newer version knows stays itself."""
        known = {str(key): text for key, text in FEATURE_WORDS.items()}
        return self.say(known.get(name, name.replace("_", " ").capitalize()))

    def standing(self, state: RequestStatus) -> str:
        """How an open request stands."""
        return self.say(STANDING[state])

    def reason(self, reason: Reason) -> str:
        """Why an event was refused."""
        return self.say(REASONS[reason])

    def line_state(self, hub: Hub) -> str:
        """How a hub's line stands, and since when it is not live."""
        wait = "" if hub.behind is None else self.wait(hub.behind.total_seconds())
        return self.say(LINES[hub.state], wait=wait)

    def why(self, reason: str) -> str:
        """Why a garment was left behind."""
        return self.say(WHY.get(reason, reason))

    def store_name(self, store: str) -> str:
        return store_name(store)

    def spot(self, kind: str) -> str:
        """A kind of touchpoint, by how they are called: those of `cabin-3` are fitting rooms."""
        return self.say(SPOTS.get(kind, kind.replace("-", " ").capitalize()))

    def touchpoint(self, name: str) -> str:
        kind, _, number = name.rpartition("-")
        return f"{self.spot(kind)} {number}" if number.isdigit() and kind else self.spot(name)

    def place(self, name: str, phases: Iterable[Titled]) -> str:
        """A stage on the way: a phase's title, or a kind of touchpoint."""
        title = next((phase.title for phase in phases if phase.name == name), "")
        return self.say(title) if title else self.spot(name)

    def phase_of(self, type_: str, phases: Phases) -> str:
        found = phases.of(name_of(type_))
        return self.say(found.title) if found else ""

    def split(self, by: str, key: str) -> str:
        """One part of what was told apart by store, tier, device, language or style."""
        if key == "…":
            return self.say("other styles") if by == "style" else self.say("others")
        if not key:
            return self.say("no style") if by == "style" else self.say("not known")
        match by:
            case "tier":
                return key.replace("_", " ")
            case "style":
                return key
            case "store":
                return store_name(key)
            case "language":
                return display_name(self.language, key)
            case _:
                return self.spot(key)

    def number(self, value: float) -> str:
        return _decimal(value + 0, self.language)

    def percent(self, share: Share) -> str:
        rate = share.rate
        return NOTHING if rate is None else _percent(round(rate, 2), self.language)

    def percent_of_many(self, share: Share) -> str:
        """Nothing where fewer than FEWEST were asked: a rate of a handful says little."""
        return self.percent(share) if share.n >= FEWEST else NOTHING

    def percent_down(self, rate: Rate) -> str:
        """Cut to tenths, so that 100% means all of it; nothing where there are too few to say."""
        if rate.value is None:
            return NOTHING
        return _percent(rate.of * 1000 // rate.n / 1000, self.language, cut=False)

    def skew(self, seconds: float) -> str:
        """How far a clock is ahead, as `+2.5 s`; behind with a minus."""
        sign = "+" if seconds > 0 else "−"
        return sign + (
            f"{self._tenths(abs(seconds))} s" if abs(seconds) < 99.5 else self.wait(abs(seconds))
        )

    def points(self, share: float) -> str:
        """A difference of shares as `+3.2`, with its sign."""
        value = round(100 * share, 1)
        sign = "+" if value > 0 else "−" if value < 0 else ""
        return sign + self._tenths(abs(value))

    def tenths(self, value: float) -> str:
        return self._tenths(value)

    def part(self, of: int, n: int) -> str:
        return self.percent(Share(of, n))

    def wait(self, seconds: float | None) -> str:
        """`22 s`, `3.5 min`, `1.7 h`: two figures say enough of a wait."""
        if seconds is None:
            return NOTHING
        if seconds < 99.5:
            return f"{round(seconds)} s"
        minutes = seconds / 60
        if minutes < 99:
            return f"{self._tenths(minutes)} min"
        return f"{self._tenths(minutes / 60)} h"

    def change(self, now: int, before: int) -> str:
        """How much *now* differs from *before*; pieces where a per cent would be mere noise."""
        if not before:
            return "none"
        if now == before:
            return "unchanged"
        if before < 20:
            return _signed(now - before)
        percent = " %" if self.language == "fr" else "%"
        return _signed(round(100 * (now - before) / before), percent)

    def change_of_share(self, now: Share, before: Share) -> str:
        if now.rate is None or before.rate is None:
            return "none"
        points = round(100 * now.rate) - round(100 * before.rate)
        unit = self.say("pt") if abs(points) == 1 else self.say("pts")
        return _signed(points, f" {unit}") if points else "unchanged"

    def change_of_wait(self, now: Wait, before: Wait) -> str:
        if now.p50 is None or before.p50 is None:
            return "none"
        seconds = round(now.p50) - round(before.p50)
        return _signed(seconds, " s") if seconds else "unchanged"

    def clock(self, moment: datetime, zone: ZoneInfo, *, seconds: bool = False) -> str:
        pattern = "HH:mm:ss" if seconds else "HH:mm"
        return _time(moment.astimezone(zone).time().replace(microsecond=0), pattern, self.language)

    def moment(self, text: str, zone: ZoneInfo) -> str:
        """RFC 3339 as `21 November, 15:42:07`."""
        at = datetime.fromisoformat(text)
        return f"{self.date(at.astimezone(zone).date())}, {self.clock(at, zone, seconds=True)}"

    def weekday_of(self, first: date, later: int) -> str:
        """The weekday so many days after *first*, in short."""
        return self.date(first + timedelta(days=later), "EEE d")

    def date(self, day: date, pattern: str = "d MMMM") -> str:
        return _date(day, pattern, self.language)

    def day(self, moment: datetime, zone: ZoneInfo) -> str:
        return self.date(moment.astimezone(zone).date(), "EEEE d MMMM")

    def weekday(self, moment: datetime, zone: ZoneInfo) -> str:
        return self.date(moment.astimezone(zone).date(), "EEEE")

    def _tenths(self, value: float) -> str:
        return _decimal(value + 0, self.language, "0.0")


def _signed(value: int, unit: str = "") -> str:
    return f"{'+' if value > 0 else '−'}{abs(value)}{unit}"


@lru_cache(_KEPT)
def _decimal(value: float, language: str, pattern: str | None = None) -> str:
    """Of nought without a sign: -0.0 and 0.0 are the same question here."""
    return format_decimal(value, pattern, locale=_LOCALES[language])


@lru_cache(_KEPT)
def _percent(rate: float, language: str, *, cut: bool = True) -> str:
    return format_percent(rate, locale=_LOCALES[language], decimal_quantization=cut)


@lru_cache(_KEPT)
def _time(moment: time, pattern: str, language: str) -> str:
    return format_time(moment, pattern, locale=_LOCALES[language])


@lru_cache(_KEPT)
def _date(day: date, pattern: str, language: str) -> str:
    found = format_date(day, pattern, locale=_LOCALES[language])
    # French counts the first of a month by its rank.
    return _FIRST.sub("1er", found) if language == "fr" else found
