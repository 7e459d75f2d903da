"""What a touch leads to that takes something along, or opens what lies beside the wares; pure."""

from dataclasses import replace
from random import Random

from kiosk.forms import is_offered, open_form
from kiosk.reserving import ask_counter, still_there
from kiosk.state import Kiosk, Visit
from kiosk.stops import (
    Aside,
    Form,
    Reserving,
    Session,
    Styling,
    Waiting,
    Wifi,
    Wishes,
    beneath,
)
from kiosk.takeaway import Offers
from kiosk.turn import Turn
from kiosk.waiting import deal, pairs_of, playable
from kiosk.walk import Stop
from kiosk.wishing import keep, show_wish, take_off, turn_code
from touchpoint import counter_touches, touches
from touchpoint.using import use

#: Touches that lead aside wherever they are made.
_LEADING = (
    touches.Keep
    | touches.OpenWishes
    | touches.ShowGarment
    | touches.OpenForm
    | touches.OpenWifi
    | touches.OpenWaiting
    | counter_touches.AtCounter
)


def leads_aside(kiosk: Kiosk, touch: touches.Touch) -> bool:
    """Whether *touch* is to be understood here: by what it is, or by the page it was made on."""
    if isinstance(touch, touches.ShowStyle):
        return guessing(kiosk, touch.style) is not None
    if isinstance(touch, touches.TurnPage):
        return bool(kiosk.walk) and isinstance(kiosk.walk[-1], Aside)
    return isinstance(touch, _LEADING)


def stand_aside(turn: Turn, touch: touches.Touch, visit: Visit) -> None:
    match touch:
        case touches.Keep(gtin, kept) if "wish_list" in turn.kiosk.known.features:
            (keep if kept else take_off)(turn, visit, gtin)
        case touches.OpenWishes():
            _open_wishes(turn, visit)
        case touches.ShowGarment(gtin):
            show_wish(turn, visit, gtin)
        case touches.OpenForm(kind, gtin):
            open_form(turn, visit, kind, gtin)
        case _ if isinstance(touch, counter_touches.AtCounter):
            ask_counter(turn, visit, touch)
        case touches.OpenWifi():
            _open(turn, visit, Wifi())
        case touches.OpenWaiting():
            _open_waiting(turn, visit)
        case touches.TurnPage(by):
            turn_code(turn, visit, by)
        case touches.ShowStyle(style):
            _guess(turn, style)


def guessing(kiosk: Kiosk, style: str) -> Waiting | None:
    """The open round, when a touch of *style* is an answer to it."""
    stop = kiosk.walk[-1] if kiosk.walk else None
    if kiosk.visit is None or kiosk.visit.choice or not isinstance(stop, Waiting):
        return None
    return stop if style in stop.round.choices and not stop.solved else None


def _guess(turn: Turn, style: str) -> None:
    if waiting := guessing(turn.kiosk, style):
        touched = tuple(dict.fromkeys((*waiting.touched, style)))
        turn.put(walk=(*turn.kiosk.walk[:-1], replace(waiting, touched=touched)))


def stands(kiosk: Kiosk, offers: Offers, stop: Stop) -> bool:
    """Whether *stop* is still there: its feature is on, and so is what it shows."""
    known = kiosk.known
    match stop:
        case Wishes():
            return "wish_list" in known.features
        case Form(kind, gtin):
            return is_offered(known, offers, kind) and known.shelf.find(gtin) is not None
        case Wifi():
            return "guest_wifi" in known.features and offers.network is not None
        case Waiting():
            return "waiting" in known.features and playable(kiosk.pairs, stop)
        case Reserving() | Styling() | Session():
            return still_there(kiosk, stop)
    return True


def look_again(turn: Turn) -> None:
    """After the catalogue or the store's features changed: what is gone is closed."""
    turn.put(pairs=pairs_of(turn.kiosk.known.shelf))
    walk, visit = turn.kiosk.walk, turn.kiosk.visit
    left = tuple(stop for stop in walk if stands(turn.kiosk, turn.rules.offers, stop))
    if visit and visit.choice is None and walk and walk[-1] not in left:
        turn.change(choice=beneath(walk[-1]))
    turn.put(walk=left)


def _open_wishes(turn: Turn, visit: Visit) -> None:
    walk = turn.kiosk.walk
    there = next((n for n, stop in enumerate(walk) if isinstance(stop, Wishes)), None)
    if there is None:
        _open(turn, visit, Wishes(over=visit.choice))
        return
    # The list is one place: whoever comes to it again is where they were.
    turn.put(walk=walk[: there + 1])
    turn.change(choice=None)


def _open_waiting(turn: Turn, visit: Visit) -> None:
    walk = turn.kiosk.walk
    before = walk[-1] if walk and isinstance(walk[-1], Waiting) else None
    # A game needs no secret, only another order each time.
    dealt = deal(turn.kiosk.pairs, before, Random(turn.new_id()))  # noqa: S311
    if dealt is None:
        return
    if before is None:
        _open(turn, visit, dealt)
    else:
        turn.put(walk=(*walk[:-1], dealt))


def _open(turn: Turn, visit: Visit, stop: Aside) -> None:
    walk = turn.kiosk.walk
    if not stands(turn.kiosk, turn.rules.offers, stop) or (walk and walk[-1] == stop):
        return
    turn.put(walk=(*walk, stop))
    turn.change(choice=None)
    match stop:
        case Wifi():
            use(turn, visit, "guest_wifi")
        case Waiting():
            use(turn, visit, "waiting")
