"""Which day a page is about, by head office's own clock."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from fastapi import HTTPException

from headoffice.figures import Span, midnight


def chosen_day(text: str, now: datetime, zone: ZoneInfo) -> Span:
    """Midnight to midnight of the day in *text*, or midnight to *now* of today. 422 when none."""
    today = now.astimezone(zone).date()
    try:
        day = date.fromisoformat(text) if text else today
    except ValueError:
        raise HTTPException(422, f"{text!r} is no date; 2026-11-21 would be one") from None
    if not date(1970, 2, 1) < day <= today:
        raise HTTPException(422, f"{day} has no figures; a day up to {today} has")
    end = midnight(day + timedelta(days=1), zone)
    return Span(midnight(day, zone), min(end, now), zone)
