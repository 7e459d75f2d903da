"""What config/hub.toml may say of time: opening hours, reservations, styling sessions."""

import re
from collections.abc import Mapping
from datetime import date, time
from typing import Annotated, Final, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, model_validator

from contract.hours import WEEKDAYS, Hours, read_spans
from contract.model import Strict
from hub.slots import Plan


def _spans(text: str) -> str:
    read_spans(text)
    return text


Opening = Annotated[str, AfterValidator(_spans)]
_ALL_DAY: Final = "0:00-24:00"


class OpeningHours(Strict):
    """Of each weekday, as in `10:00-13:00, 14:00-19:30` or `closed`; a day left out is open."""

    monday: Opening = _ALL_DAY
    tuesday: Opening = _ALL_DAY
    wednesday: Opening = _ALL_DAY
    thursday: Opening = _ALL_DAY
    friday: Opening = _ALL_DAY
    saturday: Opening = _ALL_DAY
    sunday: Opening = _ALL_DAY
    #: Days of the calendar that are otherwise than their weekday.
    days: Mapping[date, Opening] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _opens(self) -> Self:
        if not any(read_spans(getattr(self, day)) for day in WEEKDAYS):
            raise ValueError("every weekday is closed; a store opens on one of them at least")
        return self

    def document(self) -> dict[str, object]:
        """As touchpoints fetch it."""
        days = {day.isoformat(): text for day, text in self.days.items()}
        return {"week": [getattr(self, day) for day in WEEKDAYS], "days": days}

    def hours(self, timezone: str) -> Hours:
        week = tuple(read_spans(getattr(self, day)) for day in WEEKDAYS)
        days = {day: read_spans(text) for day, text in self.days.items()}
        return Hours(ZoneInfo(timezone), week, days)


class Reservations(Strict):
    """Pieces that shoppers have kept at a kiosk."""

    #: Minutes within which an associate confirms it, or it is let go.
    confirm_minutes: float = Field(default=15, gt=0)
    #: Hours for which it is then held, and once more when it is extended. What would end in a shut
    #: store ends one open hour after it next opens.
    hold_hours: float = Field(default=24, gt=0)


def _hours(text: str) -> str:
    found = re.fullmatch(r"(\d\d):(\d\d)-(\d\d):(\d\d)", text)
    parts = [int(part) for part in found.groups()] if found else [0, 60, 0, 0]
    if not (parts[0] < 24 and parts[1] < 60 and parts[2] < 24 and parts[3] < 60):
        raise ValueError("hours as in 10:00-18:30 are right")
    if text[:5] >= text[6:]:
        raise ValueError(
            "it closes before it opens; two spans are right where it goes past midnight"
        )
    return text


#: From when to when, on the store's own clock.
Receiving = Annotated[str, AfterValidator(_hours)]


class Styling(Strict):
    """When a styling session can be booked; on a day without hours there is none."""

    monday: tuple[Receiving, ...] = ()
    tuesday: tuple[Receiving, ...] = ()
    wednesday: tuple[Receiving, ...] = ()
    thursday: tuple[Receiving, ...] = ()
    friday: tuple[Receiving, ...] = ()
    saturday: tuple[Receiving, ...] = ()
    sunday: tuple[Receiving, ...] = ()
    #: How long one takes.
    minutes: int = Field(default=60, ge=5, le=480)
    #: How many can run at once.
    at_once: int = Field(default=1, ge=1)
    #: How far ahead one can be booked.
    days_ahead: int = Field(default=14, ge=0, le=60)

    def plan(self, timezone: str) -> Plan:
        """As the store in *timezone* keeps it."""
        hours = {n: tuple(map(_span, getattr(self, day))) for n, day in enumerate(WEEKDAYS)}
        zone = ZoneInfo(timezone)
        return Plan(hours, self.minutes, self.at_once, self.days_ahead, zone)


def _span(hours: str) -> tuple[time, time]:
    return time.fromisoformat(hours[:5]), time.fromisoformat(hours[6:])
