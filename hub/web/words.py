"""Figures and names as an associate reads them: stock with its age, places, waits."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time

from contract.states import StockState

#: The language of the staff pages' own words; titles come in the store's.
SPOKEN: Final = "en"


def place_name(place: str) -> str:
    """`cabin-3` as `Cabin 3`."""
    return capital(place.replace("-", " "))


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
    """Figures with their age, by this store's clock on the wall."""

    timezone: ZoneInfo

    def sentence(self, stock: StockState, now: datetime) -> str:
        """How many, and how far that can be believed."""
        if stock.available is None:
            return "Not counted here"
        count = "None left here" if stock.available == 0 else f"{stock.available} here"
        if stock.confidence == "stale":
            return f"{count}, perhaps: {self.age(stock, now)}"
        return f"{count}, {self.age(stock, now)}"

    def age(self, stock: StockState, now: datetime) -> str:
        if stock.as_of is None:
            return "no count"
        moment = self.moment(stock.as_of, now)
        return f"{'reckoned from' if stock.confidence == 'computed' else 'counted'} {moment}"

    def moment(self, at: datetime, now: datetime) -> str:
        """The time when it was today, else the day."""
        local = at.astimezone(self.timezone)
        if local.date() == now.astimezone(self.timezone).date():
            return format_time(local, "HH:mm", locale=SPOKEN)
        return format_date(local, "d MMM", locale=SPOKEN)
