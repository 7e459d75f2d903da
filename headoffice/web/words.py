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
    "visit.started": "Visit began",
    "visit.ended": "Visit ended",
    "visit.linked": "Shopper agreed to be known",
    "visit.unlinked": "Consent taken back",
    "visit.continued": "Visit went on elsewhere",
    "garment.arrived": "Garment recognised",
    "garment.left": "Garment taken away",
    "garment.disowned": "Garment “not mine”",
    "garment.judged": "Garment judged",
    "product.viewed": "Product viewed",
    "lookbook.opened": "Lookbook opened",
    "look.viewed": "Look viewed",
    "video.played": "Video played",
    "request.seen": "Request seen",
    "request.accepted": "Request accepted",
    "request.released": "Request given back",
    "request.handed_over": "Request handed over",
    "request.on_the_way": "On the way",
    "request.done": "Request brought",
    "request.unavailable": "Request not found",
    "request.escalated": "Request passed up",
    "request.expired": "Request expired",
    "request.cancelled": "Request cancelled",
    "reservation.placed": "Piece reserved",
    "order.placed": "Order placed",
    "purchase.completed": "Purchase completed",
    "wish.added": "Put on a wish list",
    "wish.carried": "Wish list carried away",
    "opinion.given": "Opinion given",
    "settings.applied": "Settings taken over",
    "settings.refused": "Settings refused",
    "touchpoint.started": "Touchpoint started",
    "touchpoint.failed": "Touchpoint failed",
    "outbox.dropped": "Events dropped",
}
_ASKED: Mapping[str, str] = {
    "size": "Another size asked for",
    "colour": "Another colour asked for",
    "item": "Another piece asked for",
    "help": "Help asked for",
    "checkout": "Till asked for",
    "collect": "Collection asked for",
    "return": "Return asked for",
    "styling": "Styling asked for",
}
#: Everything said of a request after it was made carries how long that took.
_TIMED = "request."


def sentence(type_: str, kind: str, seconds: float) -> str:
    """What happened, in a few words."""
    name = type_.removeprefix("parcours.").removesuffix(".v1")
    if name == "request.made":
        return _ASKED.get(kind, "Something asked for")
    said = _SAID.get(name, name.replace(".", " ").replace("_", " ").capitalize())
    return f"{said} after {wait(seconds)}" if name.startswith(_TIMED) and seconds else said


def store_name(store: str) -> str:
    return store.replace("-", " ").title()


def number(value: int) -> str:
    return format_decimal(value, locale=_LOCALE)


def counted(value: int, thing: str) -> str:
    """`1 event`, `2 events`."""
    return f"{number(value)} {thing}{'' if value == 1 else 's'}"


def percent(share: Share) -> str:
    return NOTHING if share.rate is None else format_percent(round(share.rate, 2), locale=_LOCALE)


def part(of: int, n: int) -> str:
    return percent(Share(of, n))


def wait(seconds: float | None) -> str:
    """`22 s`, `3.5 min`, `1.7 h`: two figures say enough of a wait."""
    if seconds is None:
        return NOTHING
    if seconds < 99.5:
        return f"{round(seconds)} s"
    minutes = seconds / 60
    return f"{minutes:.1f} min" if minutes < 99 else f"{minutes / 60:.1f} h"


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
    return _signed(points, " pts" if abs(points) != 1 else " pt") if points else "unchanged"


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


def moment(text: str, zone: ZoneInfo) -> str:
    """RFC 3339 as `21 November, 15:42:07`."""
    at = datetime.fromisoformat(text)
    date = format_date(at.astimezone(zone).date(), "d MMMM", locale=_LOCALE)
    return f"{date}, {clock(at, zone, seconds=True)}"


def day(moment: datetime, zone: ZoneInfo) -> str:
    return format_date(moment.astimezone(zone).date(), "EEEE d MMMM", locale=_LOCALE)


def weekday(moment: datetime, zone: ZoneInfo) -> str:
    return format_date(moment.astimezone(zone).date(), "EEEE", locale=_LOCALE)
