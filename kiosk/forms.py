"""The brand's own forms, opened on the shopper's phone: which are offered, and one opened; pure."""

from collections.abc import Iterable
from dataclasses import replace

from contract.events import NoticeAsked, SharedCarried
from contract.states import StockState
from kiosk.state import Visit
from kiosk.stops import Form, beneath
from kiosk.takeaway import Offers
from kiosk.turn import Turn
from kiosk.wishing import is_sized
from touchpoint.known import Known
from touchpoint.sheet import Choice
from touchpoint.shelf import Item
from touchpoint.touches import FormKind

#: In the order in which they stand on a garment's page.
KINDS: tuple[FormKind, ...] = ("notice", "gift", "collectors")


def offered(known: Known, offers: Offers, choice: Choice, gtin: str) -> tuple[FormKind, ...]:
    """The forms that make sense on the page of *choice*, which ends at *gtin*."""
    item = known.shelf.find(gtin)
    if item is None:
        return ()
    sense = {
        "notice": _missed(known.stock.get(gtin), choice, gtin),
        "gift": True,
        "collectors": _collected(item, offers.collectors),
    }
    return tuple(kind for kind in KINDS if sense[kind] and is_offered(known, offers, kind))


def is_offered(known: Known, offers: Offers, kind: FormKind) -> bool:
    """Whether the store's tier has *kind*, and the brand a page for it."""
    return kind in known.features and bool(offers.forms.get(kind))


def open_form(turn: Turn, visit: Visit, kind: FormKind, gtin: str) -> None:
    """Show the code of *kind* for *gtin*; what it is for is told once."""
    known, offers = turn.kiosk.known, turn.rules.offers
    walk = turn.kiosk.walk
    over = visit.choice or (beneath(walk[-1]) if walk else None)
    if over is None or not (known.shelf.find(gtin) and is_offered(known, offers, kind)):
        return
    token = visit.taken.tokens.get((kind, gtin))
    if token is None:
        token = turn.new_id()
        tokens = {**visit.taken.tokens, (kind, gtin): token}
        turn.change(taken=replace(visit.taken, tokens=tokens))
        turn.say(_event(kind, gtin, token), visit.visit)
    turn.put(walk=(*walk, Form(kind, gtin, token, over=visit.choice)))
    turn.change(choice=None)


def _event(kind: FormKind, gtin: str, token: str) -> NoticeAsked | SharedCarried:
    match kind:
        case "gift":
            return SharedCarried(gtins=(gtin,), to="qr")
        case _:
            return NoticeAsked(gtin=gtin, token=token, kind=kind)


def _missed(stock: StockState | None, choice: Choice, gtin: str) -> bool:
    """Whether the shopper's size is known not to be here; who holds it in their hands has it."""
    if stock is None or stock.confidence == "unknown" or stock.available is None:
        return False
    holds = choice.held and choice.gtin == gtin
    return stock.available <= 0 and is_sized(choice, gtin) and not holds


def _collected(item: Item, categories: Iterable[str]) -> bool:
    wanted = frozenset(categories)
    return not wanted or not wanted.isdisjoint(item.style.category)
