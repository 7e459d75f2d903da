"""What the screens say: gettext catalogues as they are, prices and times as locales write them."""

import gettext
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from math import ceil
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_currency

from contract.parts import Money

LOCALE = Path(__file__).parent / "locale"
#: Where a language alone says too little: times of 24 hours, day before month.
_REGIONS = {"en": "en_GB"}
#: How a language writes the first of a month, where it does not count it like the others.
_FIRST_OF_MONTH = {"fr": "d'er' MMMM", "it": "d'º' MMMM"}


@dataclass(frozen=True)
class Speech:
    """One language; every text is ready to be shown."""

    language: str
    locale: Locale
    zone: tzinfo
    translations: gettext.NullTranslations

    def say(self, message: str, **values: object) -> str:
        """*message* in this language, its {names} filled in."""
        return self.translations.gettext(message).format(**values)

    def many(self, one: str, more: str, number: int, **values: object) -> str:
        """The form that fits *number*, which stands as {n} in it."""
        return self.translations.ngettext(one, more, number).format(n=number, **values)

    def price(self, money: Money) -> str:
        return _printable(format_currency(money.amount, money.currency, locale=self.locale))

    def time(self, moment: datetime) -> str:
        """The time of day of *moment* in the store, as in `09:10`."""
        return _printable(format_time(moment, "short", tzinfo=self.zone, locale=self.locale))

    def when(self, moment: datetime, now: datetime) -> str:
        """`today at 09:10`, `yesterday at 18:02` or `on 12 March`."""
        day, today = moment.astimezone(self.zone).date(), now.astimezone(self.zone).date()
        if day == today:
            return self.say("today at {time}", time=self.time(moment))
        if day == today - timedelta(days=1):
            return self.say("yesterday at {time}", time=self.time(moment))
        return self.say("on {date}", date=self.date(day))

    def day(self, day: date) -> str:
        """`Sat 21 Nov`, `sam. 21 nov.`"""
        return _printable(format_skeleton("MMMEd", day, locale=self.locale))

    def date(self, day: date, *, year: bool = False) -> str:
        """`12 March`, `12. März`, `12 de marzo`; `1er mars`; with its *year* `1er mars 2027`."""
        first = _FIRST_OF_MONTH.get(self.language) if day.day == 1 else None
        if first:
            form = f"{first} y" if year else first
            return _printable(format_date(day, form, locale=self.locale))
        skeleton = "yMMMMd" if year else "MMMMd"
        return _printable(format_skeleton(skeleton, day, locale=self.locale))

    def by(self, moment: datetime, now: datetime) -> str:
        """A moment to come: `18:30`, `tomorrow, 18:30` or `Sat 21 Nov, 18:30`."""
        day, today = moment.astimezone(self.zone).date(), now.astimezone(self.zone).date()
        time = self.time(moment)
        if day == today:
            return time
        if day == today + timedelta(days=1):
            return self.say("tomorrow, {time}", time=time)
        return f"{self.day(day)}, {time}"

    def wait(self, low: float, high: float) -> str:
        """A range of seconds as a range of minutes."""
        first, last = max(1, int(low // 60)), max(1, ceil(high / 60))
        if last == 1:
            return self.say("about a minute")
        if first >= last:
            return self.many("about {n} minute", "about {n} minutes", last)
        return self.say("{low}–{high} minutes", low=first, high=last)

    @property
    def own_name(self) -> str:
        """What the language calls itself, as in `Français`."""
        name = Locale.parse(self.language).get_display_name(self.language) or self.language
        return name[:1].upper() + name[1:]


@dataclass(frozen=True)
class Words:
    """All languages of a touchpoint; the first one is what it speaks at rest."""

    speeches: Mapping[str, Speech]

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(self.speeches)

    def speech(self, language: str) -> Speech:
        return self.speeches.get(language) or next(iter(self.speeches.values()))


def load_words(languages: Sequence[str], zone: tzinfo = UTC, folder: Path = LOCALE) -> Words:
    """The words in *languages*, read from the .po files. Raises ValueError naming what there is."""
    try:
        for code in languages:
            check_drawable(code)
        return Words({code: _speech(code, zone, folder) for code in languages})
    except ValueError as error:
        known = ", ".join(sorted(p.name for p in folder.iterdir() if p.is_dir()))
        raise ValueError(f"{error}; there are: {known}") from error


def check_drawable(code: str) -> None:
    """Raises ValueError when *code* is no language's, or of one written from right to left."""
    try:
        locale = Locale.parse(code, sep="-")
    except (ValueError, UnknownLocaleError) as error:
        raise ValueError(f"{code!r} is no language; a code as in 'fr' is right") from error
    if locale.text_direction == "rtl":
        raise ValueError(
            f"{code!r} is {locale.english_name}, written from right to left, which Kivy cannot "
            "draw safely here: it would turn sizes and prices around (49.90 as 09.94)"
        )


def _speech(code: str, zone: tzinfo, folder: Path) -> Speech:
    file = folder / code / "LC_MESSAGES" / "parcours.po"
    if not file.is_file():
        raise ValueError(f"no words in {code!r} were found")
    compiled = io.BytesIO()
    with file.open("rb") as source:
        write_mo(compiled, read_po(source, locale=code))
    compiled.seek(0)
    locale = Locale.parse(_REGIONS.get(code, code))
    speech = Speech(code, locale, zone, gettext.GNUTranslations(compiled))
    # Babel reads a locale when it first writes something: not while the first shopper waits.
    speech.price(Money(amount=Decimal(1), currency="EUR"))
    return speech


def _printable(text: str) -> str:
    """CLDR writes thousands with U+202F, which the fonts do not have; U+00A0 looks the same."""
    return text.replace("\u202f", "\u00a0")
