"""Figures and events as a person reads them."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.numbers import format_decimal, format_percent

from headoffice.figures import Share, Wait

_LOCALE = "en_GB"
NOTHING = "–"

_SAID: Mapping[str, str] = {
    "visit.started": "A visit began",
    "visit.ended": "A visit ended",
    "visit.linked": "A shopper agreed to be recognised",
    "visit.unlinked": "A shopper took consent back",
    "visit.continued": "A visit went on at another touchpoint",
    "garment.arrived": "A garment was recognised",
    "garment.left": "A garment was taken away",
    "garment.disowned": "“Not mine”, said a shopper",
    "garment.judged": "A shopper decided on a garment",
    "product.viewed": "A product was looked at",
    "lookbook.opened": "A lookbook was opened",
    "look.viewed": "A look was viewed",
    "video.played": "A video was played",
    "request.seen": "Request seen",
    "request.accepted": "Request accepted",
    "request.released": "Request given back",
    "request.handed_over": "Request handed to a colleague",
    "request.on_the_way": "On the way",
    "request.done": "Request brought",
    "request.unavailable": "Request could not be found",
    "request.escalated": "Request passed up, nobody answered",
    "request.expired": "Request expired",
    "request.cancelled": "Request cancelled",
    "reservation.placed": "A piece was reserved",
    "order.placed": "An order was placed",
    "purchase.completed": "A purchase was completed",
    "wish.added": "Put on a wish list",
    "wish.carried": "A wish list went to a phone",
    "opinion.given": "An opinion was given",
    "touchpoint.started": "A touchpoint started",
    "touchpoint.failed": "A touchpoint failed",
    "outbox.dropped": "Events were dropped by a touchpoint",
}
_ASKED: Mapping[str, str] = {
    "size": "Another size was asked for",
    "colour": "Another colour was asked for",
    "item": "Another piece was asked for",
    "help": "Help was asked for",
    "checkout": "The till was asked for",
    "collect": "A collection was asked for",
    "return": "A return was asked for",
    "styling": "Styling was asked for",
}
#: Everything said of a request after it was made carries how long that took.
_TIMED = "request."


def sentence(type_: str, kind: str, seconds: float) -> str:
    """What happened, in a few words."""
    name = type_.removeprefix("parcours.").removesuffix(".v1")
    if name == "request.made":
        return _ASKED.get(kind, "Something was asked for")
    said = _SAID.get(name, name.replace(".", " ").replace("_", " ").capitalize())
    return f"{said} after {wait(seconds)}" if name.startswith(_TIMED) and seconds else said


def store_name(store: str) -> str:
    return store.replace("-", " ").title()


def number(value: int) -> str:
    return format_decimal(value, locale=_LOCALE)


def percent(share: Share) -> str:
    return NOTHING if share.rate is None else format_percent(round(share.rate, 2), locale=_LOCALE)


def wait(seconds: float | None) -> str:
    """`22 s`, `3 min 05 s`, `1 h 02 min`."""
    if seconds is None:
        return NOTHING
    whole = round(seconds)
    if whole < 90:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes} min {rest:02d} s" if rest else f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60:02d} min"


def change(now: int, before: int) -> str:
    """How much *now* differs from *before*; as pieces where a per cent would be mere noise."""
    if not before:
        return "none"
    if now == before:
        return "unchanged"
    if before < 20:
        return _signed(now - before)
    return _signed(round(100 * (now - before) / before), "%")


def change_of_share(now: Share, before: Share) -> str:
    if now.rate is None or before.rate is None:
        return "none"
    points = round(100 * now.rate) - round(100 * before.rate)
    return _signed(points, " points" if abs(points) != 1 else " point") if points else "unchanged"


def change_of_wait(now: Wait, before: Wait) -> str:
    if now.p50 is None or before.p50 is None:
        return "none"
    seconds = round(now.p50) - round(before.p50)
    return _signed(seconds, " s") if seconds else "unchanged"


def _signed(value: int, unit: str = "") -> str:
    return f"{'+' if value > 0 else '−'}{abs(value)}{unit}"


def clock(moment: datetime, zone: ZoneInfo, *, seconds: bool = False) -> str:
    pattern = "HH:mm:ss" if seconds else "HH:mm"
    return format_time(moment.astimezone(zone), pattern, locale=_LOCALE)


def day(moment: datetime, zone: ZoneInfo) -> str:
    return format_date(moment.astimezone(zone).date(), "EEEE d MMMM", locale=_LOCALE)


def weekday(moment: datetime, zone: ZoneInfo) -> str:
    return format_date(moment.astimezone(zone).date(), "EEEE", locale=_LOCALE)
