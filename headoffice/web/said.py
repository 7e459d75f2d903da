"""What happened, as a person reads it: each event of the contract by its name."""

from collections.abc import Mapping
from typing import Final

from contract.requests import RequestStatus
from headoffice.oidc.refusal import Why
from headoffice.operations import LineState
from telling.reasons import REASONS

SAID: Final[Mapping[str, str]] = {
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
    "stock.shown": "Stock shown",
    "notice.asked": "Notice asked for",
    "styling.booked": "Stylist booked",
    "shared.carried": "Look carried away",
    "opinion.given": "Opinion given",
    "settings.applied": "Settings taken over",
    "settings.refused": "Settings refused",
    "request.undone": "Step of a request taken back",
    "garment.put_away": "Garment put away",
    "feature.used": "Something tried out",
    "room.switched": "Room switched",
    "reservation.cancelled": "Reservation cancelled",
    "reservation.confirmed": "Reservation confirmed",
    "reservation.declined": "Reservation declined",
    "reservation.extended": "Reservation extended",
    "reservation.lapsed": "Reservation lapsed",
    "reservation.collected": "Reservation collected",
    "order.started": "Order begun",
    "order.failed": "Order failed",
    "collection.announced": "Collection announced",
    "collection.handed_over": "Collection handed over",
    "return.announced": "Return announced",
    "return.received": "Return received",
    "return.refunded": "Return refunded",
    "wish.removed": "Taken off a wish list",
    "styling.cancelled": "Stylist cancelled",
    "styling.confirmed": "Stylist confirmed",
    "styling.declined": "Stylist declined",
    "styling.kept": "Styling session held",
    "styling.missed": "Styling session missed",
    "stock.corrected": "Stock corrected",
    "notice.sent": "Notice sent",
    "customer.erased": "Customer erased",
    "touchpoint.health": "Touchpoint’s pulse",
    "touchpoint.commanded": "Touchpoint told",
    "touchpoint.obeyed": "Touchpoint obeyed",
    "touchpoint.started": "Touchpoint started",
    "touchpoint.failed": "Touchpoint failed",
    "outbox.dropped": "Events dropped",
}
ASKED: Final[Mapping[str, str]] = {
    "size": "Another size asked for",
    "colour": "Another colour asked for",
    "item": "Another piece asked for",
    "help": "Help asked for",
    "checkout": "Till asked for",
    "collect": "Collection asked for",
    "return": "Return asked for",
    "styling": "Styling asked for",
}
SPOTS: Final[Mapping[str, str]] = {"cabin": "Fitting room", "kiosk": "Kiosk", "staff": "Staff"}
STANDING: Final[Mapping[RequestStatus, str]] = {
    RequestStatus.MADE: "nobody has seen it",
    RequestStatus.SEEN: "seen, nobody has it",
    RequestStatus.ACCEPTED: "somebody has it",
    RequestStatus.ON_THE_WAY: "on the way",
}
LINES: Final[Mapping[LineState, str]] = {
    LineState.LIVE: "live, %(wait)s",
    LineState.BEHIND: "behind, %(wait)s",
    LineState.SILENT: "silent for %(wait)s",
    LineState.NEVER: "nothing in seven days",
}
#: Why a garment was left behind.
WHY: Final[Mapping[str, str]] = {
    "too_small": "too small",
    "too_big": "too big",
    "colour": "colour",
    "price": "price",
    "fabric": "fabric",
    "style": "cut",
    "other": "something else",
}
_AGAIN: Final = "Begin it again here."
_TELL: Final = "Nobody was let in by it. Tell whoever runs head office."
_CLOCKS: Final = (
    "Begin it again here; if it stays so, the clocks of head office and of %(name)s differ by more "
    "than a minute."
)
#: Why nobody was let in through the identity provider: what was found, and what would be right.
REFUSED: Final[Mapping[Why, tuple[str, str]]] = {
    "away": ("%(name)s cannot be reached just now.", "Try again in a minute."),
    "denied": (
        "%(name)s let nobody in: access was denied there, or given up.",
        "Begin it again here, or ask whoever keeps your account at %(name)s.",
    ),
    "error": (
        "%(name)s answered with an error: %(found)s.",
        "Begin it again here; if it stays so, tell whoever runs head office.",
    ),
    "begun": (
        "This sign-in was not begun in this browser within the last ten minutes, or it is over.",
        _AGAIN,
    ),
    "code": (
        "%(name)s does not take this code: it was used before, or it is too old.",
        _AGAIN,
    ),
    "client": (
        "%(name)s does not know head office: %(found)s.",
        "client_id and client_secret_file in the settings have to be those that %(name)s gave.",
    ),
    "answer": ("%(name)s sent what head office cannot read: %(found)s.", _TELL),
    "expired": ("What %(name)s said of who you are ran out at %(found)s.", _CLOCKS),
    "early": ("What %(name)s said of who you are holds from %(found)s only.", _CLOCKS),
    "issuer": ("This answer comes from “%(found)s”, and not from %(name)s.", _TELL),
    "audience": ("What %(name)s said of who you are is meant for “%(found)s”.", _TELL),
    "nonce": ("What %(name)s said of who you are belongs to another sign-in.", _AGAIN),
    "signature": ("What came as the word of %(name)s is not signed with a key of theirs.", _TELL),
    "unsigned": (
        "What came as the word of %(name)s is not signed in a way that proves it: %(found)s.",
        _TELL,
    ),
    "missing": (
        "What %(name)s said of who you are is not whole: %(found)s is missing or wrong.",
        _TELL,
    ),
    "no groups": (
        "%(name)s knows you, and names no group that you are in.",
        "One of these would let you in: %(right)s. Ask whoever keeps your account at %(name)s.",
    ),
    "none": (
        "No identity provider is known here.",
        "[oidc] in the settings of head office would name one.",
    ),
    "local": (
        "Accounts of head office are switched off here.",
        "Sign in with %(name)s; local = true in the settings would let accounts in again.",
    ),
    "groups": (
        "%(name)s knows you, and says that you are in: %(found)s.",
        "One of these would let you in: %(right)s. Ask whoever keeps your account at %(name)s.",
    ),
}
#: What stands in tables here, and so in no template.
EVERY_WORD: Final = (
    *(it for table in (SAID, ASKED, SPOTS, STANDING, LINES, REASONS, WHY) for it in table.values()),
    *dict.fromkeys(text for texts in REFUSED.values() for text in texts),
)
