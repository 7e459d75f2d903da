"""Figures and names as an associate reads them: stock with its age, places, waits."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_skeleton, format_time

from contract.states import StockState
from hub.web.speech import speech

#: Where a language alone would put the month before the day.
REGIONS = {"en": "en_GB"}
_NUMBERED = {"cabin": "Cabin %(number)s", "kiosk": "Kiosk %(number)s"}


def place_name(place: str, language: str = "en") -> str:
    """`cabin-3` as `Cabin 3`."""
    kind, _, number = place.rpartition("-")
    if kind in _NUMBERED:
        return speech(language).gettext(_NUMBERED[kind]) % {"number": number}
    return speech(language).gettext(capital(place.replace("-", " ")))


def display_name(language: str, reader: str) -> str:
    """What a language is called in the *reader*'s own; a code that is none stays itself."""
    try:
        return Locale.parse(language).get_display_name(reader) or language
    except (UnknownLocaleError, ValueError):
        return language


def capital(text: str) -> str:
    """*text* with its first letter large and the others as they are."""
    return text[:1].upper() + text[1:]


def wait_text(seconds: int) -> str:
    """Minutes and seconds as on a stop watch: `2:05`; hours when there are any."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


@dataclass(frozen=True, slots=True)
class StockWords:
    """Figures with their age, in its *language* and by this store's clock on the wall."""

    timezone: ZoneInfo
    language: str = "en"

    def sentence(self, stock: StockState, now: datetime) -> str:
        """How many, and how far that can be believed."""
        if stock.available is None:
            return self.say("Not counted here")
        count = (
            self.say("None left here")
            if stock.available == 0
            else self.say("%(count)s here", count=stock.available)
        )
        sentence = (
            "%(count)s, perhaps: %(age)s" if stock.confidence == "stale" else "%(count)s, %(age)s"
        )
        return self.say(sentence, count=count, age=self.age(stock, now))

    def age(self, stock: StockState, now: datetime) -> str:
        if stock.as_of is None:
            return self.say("no count")
        how = "reckoned from" if stock.confidence == "computed" else "counted"
        return self.say(f"{how} %(moment)s", moment=self.moment(stock.as_of, now))

    def moment(self, at: datetime, now: datetime) -> str:
        """The time when it was today, else the day."""
        local = at.astimezone(self.timezone)
        if local.date() == now.astimezone(self.timezone).date():
            return self.time(at)
        return format_skeleton("MMMd", local, locale=self.locale)

    @property
    def locale(self) -> str:
        return REGIONS.get(self.language, self.language)

    def time(self, at: datetime) -> str:
        """The time of day, whatever day it is."""
        return format_time(at.astimezone(self.timezone), "HH:mm", locale=self.language)

    def clock(self, at: datetime) -> str:
        """The time of day to the second."""
        return format_time(at.astimezone(self.timezone), "HH:mm:ss", locale=self.language)

    def say(self, message: str, **values: object) -> str:
        return speech(self.language).gettext(message) % values
