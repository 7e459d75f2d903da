"""What a shopper has the store keep, a piece or a stylist's time: from touch to event; pure."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from contract.events import (
    ReservationCancelled,
    ReservationPlaced,
    StylingBooked,
    StylingCancelled,
)
from contract.states import Slot
from kiosk.kept import Booked, Wanted
from kiosk.state import Kiosk, Visit
from kiosk.stops import Reserving, Session, Styling
from kiosk.taken import Taken
from kiosk.turn import Turn
from kiosk.wishing import is_sized
from touchpoint import counter_touches as touches
from touchpoint import inputs
from touchpoint.known import Known
from touchpoint.sheet import Choice

#: Pieces and sessions that one visit may have kept: nobody empties a rail from the glass.
MOST_KEPT = 4


def may_reserve(known: Known, choice: Choice, gtin: str) -> bool:
    """Whether one of *gtin*, the size that was chosen, is here to be kept."""
    stock = known.stock.get(gtin)
    here = stock is not None and stock.confidence != "unknown" and (stock.available or 0) > 0
    return "reserve" in known.features and here and is_sized(choice, gtin)


def reservation_of(visit: Visit | None, gtin: str) -> str | None:
    """The open reservation of *gtin* in this visit."""
    wanted = visit.taken.wanted if visit else {}
    return next((name for name, one in wanted.items() if one.gtin == gtin and one.open), None)


def books_styling(known: Known, now: datetime) -> bool:
    return "styling" in known.features and bool(to_come(known, now))


def to_come(known: Known, now: datetime) -> tuple[Slot, ...]:
    """The slots that can be booked, as far as is known, the next first."""
    return tuple(slot for slot in known.slots if slot.begins > now)


def is_full(visit: Visit) -> bool:
    """Whether this visit has as much kept as it may."""
    every: Iterable[Wanted | Booked] = (*visit.taken.wanted.values(), *visit.taken.booked.values())
    return sum(one.open for one in every) >= MOST_KEPT


def ask_counter(turn: Turn, visit: Visit, touch: touches.AtCounter) -> None:
    match touch:
        case touches.Reserve(gtin):
            _reserve(turn, visit, gtin)
        case touches.CallOffReservation(name):
            _call_off_reservation(turn, visit, name)
        case touches.OpenStyling():
            _open_styling(turn, visit)
        case touches.ShowDay(day):
            walk = turn.kiosk.walk
            if walk and isinstance(walk[-1], Styling):
                turn.put(walk=(*walk[:-1], Styling(day)))
        case touches.BookSlot(slot):
            _book(turn, visit, slot)
        case touches.CallOffSession(name):
            _call_off_session(turn, visit, name)


def hear_counter(turn: Turn, news: inputs.Input) -> None:
    """The hub's word on what was asked in this visit; of others' nothing is known here."""
    taken = turn.kiosk.visit.taken if turn.kiosk.visit else Taken()
    match news:
        case inputs.ReservationKnown(state) if wanted := taken.wanted.get(state.reservation):
            _want(turn, state.reservation, replace(wanted, state=state))
        case inputs.AppointmentKnown(state) if booked := taken.booked.get(state.appointment):
            _have(turn, state.appointment, replace(booked, state=state))
        case inputs.RequestRefused(name) if wanted := taken.wanted.get(name):
            _want(turn, name, replace(wanted, refused=True))
        case inputs.RequestRefused(name) if booked := taken.booked.get(name):
            _have(turn, name, replace(booked, refused=True))


def still_there(kiosk: Kiosk, stop: Reserving | Styling | Session) -> bool:
    """Whether the store's tier and its catalogue still have what *stop* is about."""
    known = kiosk.known
    match stop:
        case Reserving(gtin):
            return "reserve" in known.features and known.shelf.find(gtin) is not None
        case Styling() | Session():
            return "styling" in known.features


def _reserve(turn: Turn, visit: Visit, gtin: str) -> None:
    known, choice = turn.kiosk.known, visit.choice
    if choice is None or known.shelf.find(gtin) is None or "reserve" not in known.features:
        return
    name = reservation_of(visit, gtin)
    if name is None and not known.away:
        if not may_reserve(known, choice, gtin) or is_full(visit):
            return
        name = turn.new_id()
        rules = turn.rules
        placed = ReservationPlaced(
            reservation=name, gtin=gtin, store=rules.store, quantity=1, place=rules.place
        )
        turn.ask(placed, visit)
        _want(turn, name, Wanted(gtin))
    turn.put(walk=(*turn.kiosk.walk, Reserving(gtin, name or "", over=choice)))
    turn.change(choice=None)


def _call_off_reservation(turn: Turn, visit: Visit, name: str) -> None:
    wanted = visit.taken.wanted.get(name)
    if wanted is not None and wanted.open:
        turn.ask(ReservationCancelled(reservation=name), visit)
        _want(turn, name, replace(wanted, off=True))


def _open_styling(turn: Turn, visit: Visit) -> None:
    walk = turn.kiosk.walk
    if "styling" not in turn.kiosk.known.features or (walk and isinstance(walk[-1], Styling)):
        return
    booked = next((name for name, one in visit.taken.booked.items() if one.open), None)
    turn.put(walk=(*walk, Session(booked) if booked else Styling()))
    turn.change(choice=None)


def _book(turn: Turn, visit: Visit, slot: str) -> None:
    known, walk = turn.kiosk.known, turn.kiosk.walk
    found = next((one for one in to_come(known, turn.now.wall) if one.slot == slot), None)
    on_page = bool(walk) and isinstance(walk[-1], Styling | Session)
    if not on_page or "styling" not in known.features or found is None or is_full(visit):
        return
    name = ""
    if not known.away:
        name = turn.new_id()
        token = name if turn.rules.offers.styling_url else None
        booked = StylingBooked(slot=slot, token=token, appointment=name, place=turn.rules.place)
        turn.ask(booked, visit)
        _have(turn, name, Booked(found))
    # From another session's page there is no way back to what was taken by somebody else.
    before = walk[:-1] if isinstance(walk[-1], Session) else walk
    turn.put(walk=(*before, Session(name)))


def _call_off_session(turn: Turn, visit: Visit, name: str) -> None:
    booked = visit.taken.booked.get(name)
    if booked is not None and booked.open:
        turn.ask(StylingCancelled(slot=booked.slot.slot, appointment=name), visit)
        _have(turn, name, replace(booked, off=True))


def _want(turn: Turn, name: str, wanted: Wanted) -> None:
    if visit := turn.kiosk.visit:
        taken = visit.taken
        turn.change(taken=replace(taken, wanted={**taken.wanted, name: wanted}))


def _have(turn: Turn, name: str, booked: Booked) -> None:
    if visit := turn.kiosk.visit:
        taken = visit.taken
        turn.change(taken=replace(taken, booked={**taken.booked, name: booked}))
