"""The end of the day: what is still open as the store closes, on one page."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from contract.hours import ALWAYS
from contract.reservations import AppointmentStatus, ReservationStatus
from hub.appointments import Appointment
from hub.counter_desk import CounterDesk
from hub.reservations import Reservation
from hub.web.callers import ForStaff
from hub.web.cards import Card
from hub.web.floor import left_pieces
from hub.web.parts import Here, Parts
from hub.web.reader import card_maker
from hub.web.words import StockWords

router = APIRouter(include_in_schema=False)

#: So long before the store shuts, the queue speaks of it.
SOON: Final = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class ClosingLine:
    """*at* is when the store shuts, by the clock on the wall; none once it is shut."""

    at: str | None
    open: int


def closing_line(here: Parts) -> ClosingLine | None:
    """What the queue says as the store closes, and after; nothing during the day."""
    hours, now = here.rules.hours, here.clock.now()
    if hours is ALWAYS:
        return None
    closes = hours.closes(now)
    if closes is not None and closes - now > SOON:
        return None
    still = len(here.desk.open_requests()) + len(here.desk.behind())
    still += len(_asked(here)) + len(_booked(here))
    if closes is None:
        return ClosingLine(None, still) if still else None
    words = StockWords(here.timezone, here.language)
    return ClosingLine(words.time(closes), still)


@router.get("/closing")
def closing(who: ForStaff, here: Here) -> HTMLResponse:
    """Requests without an end, the longest wait first, and what is to be put away."""
    maker = card_maker(here, who)
    cards: list[Card] = [maker.card(request) for request in here.desk.open_requests()]
    page = here.pages.get_template("closing.html")
    left = left_pieces(here.desk.behind(), maker)
    waiting = {"asked": len(_asked(here)), "booked": len(_booked(here))}
    return HTMLResponse(page.render(who=who, cards=cards, left=left, **waiting))


def _asked(here: Parts) -> list[Reservation]:
    """Pieces that a shopper waits to hear of."""
    kept = CounterDesk(here.desk).open_reservations()
    return [one for one in kept if one.state is ReservationStatus.PLACED]


def _booked(here: Parts) -> list[Appointment]:
    """Styling sessions of which a shopper waits to hear, of whatever day."""
    found = CounterDesk(here.desk).open_appointments()
    return [one for one in found if one.state is AppointmentStatus.BOOKED]
