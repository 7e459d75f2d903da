"""Figures as they are said aloud: counts, shares with their n, spans of time, days, lists; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from babel.units import format_unit

from contract.figures import Rate

_MINUTE: Final = 60
#: From here on a span is told in whole minutes.
_LONG: Final = 10 * _MINUTE
#: Where a language alone would put the month before the day.
_REGIONS: Final = {"en": "en_GB"}


class Words(Protocol):
    """A place's own words, in a language and by a clock on a wall."""

    @property
    def language(self) -> str: ...

    @property
    def timezone(self) -> ZoneInfo: ...

    def say(self, message: str, **values: object) -> str:
        """*message*, which is English, translated and filled in with *values*."""


@dataclass(frozen=True, slots=True)
class Saying:
    """In the language and by the clock of *words*, at the moment *now*."""

    words: Words
    now: datetime

    @property
    def language(self) -> str:
        return self.words.language

    def say(self, message: str, **values: object) -> str:
        # No line ends within `n = 12`.
        return self.words.say(message, **values).replace(" = ", "\u00a0=\u00a0")

    def number(self, value: float) -> str:
        return format_decimal(value, locale=self.language)

    def score(self, mean: float) -> str:
        return format_decimal(mean, "0.0", locale=self.language)

    def count(self, n: int, one: str, many: str, **values: object) -> str:
        """*one*, or *many* with its `n`, translated, and filled in with *values*."""
        return self.say(one, **values) if n == 1 else self.say(many, n=self.number(n), **values)

    def share(self, rate: Rate) -> str:
        """As a percentage with its n, or in two numbers where that would say too much."""
        of, n = self.number(rate.of), self.number(rate.n)
        if rate.value is None:
            return self.say("%(of)s of %(n)s, too few for a share", of=of, n=n)
        return self.say("%(percent)s (n = %(n)s)", percent=self.percent(rate), n=n)

    def percent(self, rate: Rate) -> str:
        """Whole percents; none and all are said only of none and all."""
        whole = round(rate.of * 100 / rate.n)
        if 0 < rate.of < rate.n:
            whole = min(max(whole, 1), 99)
        return format_percent(whole / 100, locale=self.language)

    def span(self, seconds: float) -> str:
        """As in `40 seconds`, `1 minute and 20 seconds` or `12 minutes`."""
        whole = round(seconds)
        if whole >= _LONG:
            return self._unit(round(whole / _MINUTE), "minute")
        minutes, rest = divmod(whole, _MINUTE)
        if not minutes:
            return self._unit(rest, "second")
        parts = [self._unit(minutes, "minute"), *([self._unit(rest, "second")] if rest else [])]
        return self.listed(parts)

    def short(self, seconds: float) -> str:
        """As in `40 sec` or `12 min`, for a narrow column."""
        minutes = seconds >= _LONG
        value = round(seconds / _MINUTE) if minutes else round(seconds)
        unit = "duration-minute" if minutes else "duration-second"
        return format_unit(value, unit, "short", locale=self.language)

    def day(self, day: date) -> str:
        """As in `Saturday, 28 November 2026`."""
        return format_date(day, "full", locale=self._region)

    def short_day(self, day: date) -> str:
        """As in `28 November 2026`."""
        return format_date(day, "long", locale=self._region)

    def time(self, at: datetime) -> str:
        return format_time(at.astimezone(self.words.timezone), "HH:mm", locale=self.language)

    def listed(self, items: Iterable[str]) -> str:
        """As in `one, two and three`."""
        return format_list(list(items), locale=self._region)

    def _unit(self, value: int, unit: str) -> str:
        return format_unit(value, f"duration-{unit}", "long", locale=self.language)

    @property
    def _region(self) -> str:
        return _REGIONS.get(self.language, self.language)
