"""What of the kiosk the fingers have reached: every feature by the marks it leaves; pure."""

from collections import Counter
from collections.abc import Iterator, Mapping

from kiosk.pages import FilmView
from kiosk.view import KioskView
from touchpoint import touches

#: Every feature, and what must have come to pass for it to have been used.
WANTED: Mapping[str, tuple[str, ...]] = {
    "search by the screen's keyboard": (
        "screen search", "target key", "touch Write", "touch Erase", "trace search",
    ),
    "categories": ("screen list", "target aisle", "touch OpenAisle"),
    "size filter": ("target only", "touch OnlySize"),
    "lookbooks": ("screen look", "touch OpenLookbook", "event look.viewed", "swipe look"),
    "films": (
        "screen films", "screen film", "touch PlayFilm", "touch WatchFilm", "over film",
        "event video.played",
    ),
    "waiting corner": ("screen waiting", "target waiting", "over solved"),
    "guest Wi-Fi": ("touch OpenWifi", "event feature.used"),
    "wish list and its code": (
        "screen wishes", "event wish.added", "event wish.removed", "event wish.carried",
        "trace list",
    ),
    "notify me": ("touch OpenForm notice", "event notice.asked", "trace token"),
    "as a gift": ("touch OpenForm gift", "event shared.carried"),
    "collectors' alert": ("touch OpenForm collectors",),
    "a piece kept": (
        "touch Reserve", "event reservation.placed", "touch CallOffReservation",
        "event reservation.cancelled", "input ReservationKnown", "trace code",
    ),
    "a stylist booked": (
        "screen styling", "touch ShowDay", "touch BookSlot", "event styling.booked",
        "touch CallOffSession", "event styling.cancelled", "input AppointmentKnown",
    ),
    "loyalty card, agreed to": (
        "screen consent", "touch Consent yes", "event visit.linked", "over linked",
        "trace card", "trace question", "trace customer",
    ),
    "loyalty card, declined": ("touch Consent no",),
    "loyalty card, unlinked": ("touch Unlink", "event visit.unlinked"),
    "loyalty card, not answered": ("answer unknown", "answer away", "answer late"),
    "other stores": ("touch OpenPart where", "over elsewhere", "over where"),
    "what goes with it": ("touch ShowOffer with", "touch ShowOffer similar"),
    "colours, sizes, photographs": ("touch ChooseColour", "touch ChooseSize", "touch ShowPhoto"),
    "access aids": tuple(
        f"touch SetAid {aid}" for aid in ("large", "contrast", "seated", "spoken", "calm")
    ),
    "languages": tuple(f"touch ChooseLanguage {code}" for code in ("en", "fr", "it", "de", "es")),
    "tags and codes": (
        "over garment", "over foreign", "over no page", "input UnknownRead", "input Left",
        "read nfc", "read qr",
    ),
    "still here?": ("over still here", "touch StillHere"),
    "every end": ("end idle", "end done", "end staff"),
    "somebody before it": ("input Near", "over welcome"),
    "the store's troubles": (
        "over away", "input FeaturesKnown", "input CatalogueKnown", "input NameContested",
    ),
}  # fmt: skip


def missed(reached: Counter[str]) -> list[str]:
    """The features of which a mark is missing, each with those that are."""
    wanting = {name: [m for m in marks if not reached[m]] for name, marks in WANTED.items()}
    return [f"{name}: {', '.join(marks)}" for name, marks in wanting.items() if marks]


def grouped(reached: Counter[str]) -> dict[str, dict[str, int]]:
    """By their first word, for people to read."""
    groups: dict[str, dict[str, int]] = {}
    for mark, count in sorted(reached.items()):
        group, _, name = mark.partition(" ")
        groups.setdefault(group, {})[name] = count
    return groups


def mark_of(touch: touches.Touch) -> str:
    """What *touch* is, and what of where that is another feature."""
    name = f"touch {type(touch).__name__}"
    match touch:
        case touches.Consent(agreed):
            return f"{name} {'yes' if agreed else 'no'}"
        case touches.OpenForm(kind=word) | touches.SetAid(aid=word):
            return f"{name} {word}"
        case touches.OpenPart(part=word) | touches.ShowOffer(part=word):
            return f"{name} {word}"
        case touches.ChooseLanguage(code):
            return f"{name} {code}"
    return name


def marks_of(view: KioskView) -> Iterator[str]:
    """What the glass shows."""
    yield f"screen {view.screen}"
    sheet, around = view.sheet, view.around
    over = {
        "garment": sheet is not None and sheet.known,
        "foreign": sheet is not None and sheet.foreign,
        "no page": sheet is not None and not sheet.known and not sheet.foreign,
        "elsewhere": sheet is not None and bool(sheet.elsewhere),
        "where": sheet is not None and sheet.opened == "where",
        "film": isinstance(around, FilmView) and around.over,
        "solved": bool(getattr(around, "solved", False)),
        "linked": view.linked is not None and bool(view.linked.unlink),
        "still here": view.still_here is not None,
        "aids": view.aids is not None,
        "away": bool(view.away),
        "notice": bool(view.notice),
        "welcome": view.welcoming,
    }
    yield from (f"over {name}" for name, there in over.items() if there)
