"""What a variant costs at a moment: a dated promotion, the price it strikes, until when; pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from contract.parts import Money, Promotion
from contract.styles import Variant
from touchpoint.words import Speech

#: An end at midnight is the end of the day before.
_BEFORE = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """*price* is nothing where the catalogue has none; *was* is higher, or nothing."""

    price: Money | None
    was: Money | None = None
    until: datetime | None = None


def asked(variant: Variant, now: datetime) -> Asked:
    """What is asked for *variant* at *now*."""
    promotion = variant.promotion
    if promotion and promotion.price.amount > 0 and _runs(promotion, now):
        before = _higher(variant.was, promotion.price) or _higher(variant.price, promotion.price)
        return Asked(promotion.price, before, promotion.until)
    # Nobody gives clothes away: a feed writes 0 where it has no price.
    price = variant.price if variant.price and variant.price.amount > 0 else None
    return Asked(price, _higher(variant.was, price) if price else None)


def until(speech: Speech, end: datetime | None, now: datetime) -> str:
    """`until 30 November`, the last day on which it holds; empty without an *end*."""
    if end is None:
        return ""
    day = (end - _BEFORE).astimezone(speech.zone).date()
    year = day.year != now.astimezone(speech.zone).year
    return speech.say("until {date}", date=speech.date(day, year=year))


def struck(speech: Speech, was: Money | None) -> str:
    """What a line through a price says to who does not see it; empty where none is struck."""
    return speech.say("Before: {price}", price=speech.price(was)) if was else ""


def _runs(promotion: Promotion, now: datetime) -> bool:
    begun = promotion.since is None or promotion.since <= now
    return begun and (promotion.until is None or now < promotion.until)


def _higher(price: Money | None, than: Money) -> Money | None:
    comparable = price is not None and price.currency == than.currency
    return price if comparable and price and price.amount > than.amount else None
