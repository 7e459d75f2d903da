"""A store's opening hours: when it is open, and how much open time passes; pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

WEEKDAYS: Final = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip
#: Longer than this no shop is shut without somebody changing its settings.
LONGEST: Final = timedelta(days=400)
_SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})")
_DAY: Final = 24 * 60

#: From and to in minutes of a day of the store's calendar, in order and apart.
Spans = tuple[tuple[int, int], ...]


def read_spans(text: str) -> Spans:
    """`"10:00-13:00, 14:30-19:00"` as spans, `"closed"` as none. Raises ValueError."""
    if text.strip().casefold() == "closed":
        return ()
    spans = tuple(_span(part.strip(), text) for part in text.split(","))
    for (_, end), (start, _) in pairwise(spans):
        if start <= end:
            raise ValueError(f"{text!r} was found; spans in order and apart are right")
    return spans


def _span(part: str, whole: str) -> tuple[int, int]:
    found = _SPAN.fullmatch(part)
    start, end = (0, 0)
    if found:
        hour, minute, last_hour, last_minute = (int(number) for number in found.groups())
        start, end = hour * 60 + minute, last_hour * 60 + last_minute
        found = found if minute < 60 and last_minute < 60 else None
    if found is None or not start < end <= _DAY:
        raise ValueError(
            f'{whole!r} was found; "10:00-19:30", "10:00-13:00, 14:00-19:00" or "closed" are '
            "right, at the latest 24:00"
        )
    return start, end


@dataclass(frozen=True, slots=True)
class Hours:
    """*week* begins on Monday; *days* of the calendar are otherwise than their weekday."""

    zone: ZoneInfo
    week: tuple[Spans, ...]
    days: Mapping[date, Spans] = field(default_factory=dict)

    def is_open(self, at: datetime) -> bool:
        return any(start <= at < end for start, end in self._spans(at, at))

    def seconds(self, start: datetime, end: datetime) -> float:
        """How many open ones lie between two moments; none when *end* comes first."""
        spans = ((max(a, start), min(b, end)) for a, b in self._spans(start, end))
        return sum(max(0.0, (b - a).total_seconds()) for a, b in spans)

    def after(self, start: datetime, seconds: float) -> datetime:
        """The first moment at which so many open seconds have passed since *start*.

        LONGEST after it where the store does not open for so long.
        """
        left = timedelta(seconds=seconds)
        for opens, closes in self._spans(start, start + LONGEST):
            begin = max(opens, start)
            if closes - begin >= left:
                return begin + left
            left -= max(closes - begin, timedelta())
        return start + LONGEST

    def closes(self, at: datetime) -> datetime | None:
        """When the store shuts that is open *at* that moment; midnight alone shuts no store.

        Two days later at the latest, however long it stays open.
        """
        shuts = None
        for opens, ends in self._spans(at, at + timedelta(days=1)):
            if opens <= at < ends or opens == shuts:
                shuts = ends
        return shuts

    def _spans(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Open spans that may reach into these two moments, in UTC and in order."""
        day = start.astimezone(self.zone).date()
        last = max(end, start).astimezone(self.zone).date()
        while day <= last:
            for opens, closes in self.days.get(day, self.week[day.weekday()]):
                yield self._moment(day, opens), self._moment(day, closes)
            day += timedelta(days=1)

    def _moment(self, day: date, minute: int) -> datetime:
        if minute == _DAY:
            day, minute = day + timedelta(days=1), 0
        local = datetime.combine(day, time(minute // 60, minute % 60), self.zone)
        return local.astimezone(UTC)


#: For a store that names no hours.
ALWAYS: Final = Hours(ZoneInfo("UTC"), (((0, _DAY),),) * 7)
