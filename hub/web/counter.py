"""The counter's page: what to confirm, what is kept, who comes when; and each step on it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from contract.ids import Uuid
from hub import calendar
from hub.codes import typed
from hub.counter_desk import CounterDesk
from hub.reservations import Reservation
from hub.web.callers import ForManager, ForStaff, Who
from hub.web.counter_cards import Clerk, Meeting, Piece
from hub.web.counter_steps import (
    RESERVATION_STEPS,
    SESSION_STEPS,
    Reason,
    ReservationStep,
    SessionStep,
    refusal,
)
from hub.web.parts import Here, Parts
from hub.web.problems import ProblemError
from hub.web.reader import card_maker
from hub.web.ways import asks_for_part

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Found:
    """What the code that was typed is for, if anything; *typed* as it was understood."""

    typed: str
    piece: Piece | None = None
    meeting: Meeting | None = None


@router.get("/counter")
def page(
    who: ForStaff, here: Here, code: Annotated[str, Query(max_length=40)] = ""
) -> HTMLResponse:
    return HTMLResponse(_render(here, who, "counter.html", code=code))


@router.get("/counter/now")
def partial(
    who: ForStaff, here: Here, code: Annotated[str, Query(max_length=40)] = ""
) -> HTMLResponse:
    """What a nudge fetches: the lists and nothing around them."""
    return HTMLResponse(_render(here, who, "counter_inside.html", code=code))


@router.post("/reservations/{reservation}/{step}")
def take_step(
    who: ForStaff,
    here: Here,
    request: Request,
    reservation: Uuid,
    step: ReservationStep,
    reason: Annotated[Reason, Form()] = "not_found",
) -> Response:
    """A step from a button: the counter as it is afterwards, with the reason when it could not."""
    answer = CounterDesk(here.desk).reserve(reservation, RESERVATION_STEPS[step](reason))
    return _after(here, who, request, refusal(reservation, step, answer))


@router.post("/appointments/{appointment}/{step}")
def take_session_step(
    who: ForStaff, here: Here, request: Request, appointment: Uuid, step: SessionStep
) -> Response:
    answer = CounterDesk(here.desk).appoint(appointment, SESSION_STEPS[step]())
    return _after(here, who, request, refusal(appointment, step, answer))


@router.post("/counter/calendar")
def make_calendar(who: ForManager, here: Here, request: Request) -> HTMLResponse:
    """A new address of the calendar, shown this once; the one before leads nowhere."""
    with here.desk.db.transaction() as tx:
        secret = calendar.make(tx, here.language)
    # As this manager reached the hub, so does whoever gets the address from them.
    address = f"{request.base_url}calendar/{secret}.ics"
    return HTMLResponse(_render(here, who, "counter.html", address=address))


@router.post("/counter/calendar/close")
def close_calendar(_who: ForManager, here: Here) -> Response:
    with here.desk.db.transaction() as tx:
        calendar.revoke(tx)
    return RedirectResponse("/counter", status_code=303)


def _after(here: Parts, who: Who, request: Request, problem: ProblemError | None) -> Response:
    stays = asks_for_part(request)
    if problem is None:
        if stays:
            return HTMLResponse(_render(here, who, "counter_inside.html", notice=""))
        return RedirectResponse("/counter", status_code=303)
    template = "counter_inside.html" if stays else "counter.html"
    _, notice = problem.told(here.language)
    return HTMLResponse(_render(here, who, template, notice=notice), problem.status)


def _render(
    here: Parts,
    who: Who,
    template: str,
    *,
    code: str = "",
    notice: str | None = None,
    address: str = "",
) -> str:
    counter = CounterDesk(here.desk)
    clerk = Clerk(card_maker(here, who), timedelta(seconds=counter.rules.confirm_seconds))
    with here.desk.db.read() as rx:
        opened = calendar.is_open(rx)
    return here.pages.get_template(template).render(
        who=who,
        board=clerk.board(counter.open_reservations(), counter.open_appointments()),
        found=_found(counter, clerk, code),
        notice=notice,
        calendar_open=opened,
        calendar_address=address,
    )


def _found(counter: CounterDesk, clerk: Clerk, code: str) -> Found | None:
    asked = typed(code)
    if not asked:
        return None
    one = counter.of_code(asked)
    if one is None:
        return Found(asked)
    if isinstance(one, Reservation):
        return Found(asked, piece=clerk.piece(one))
    return Found(asked, meeting=clerk.meeting(one))
