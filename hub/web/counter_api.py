"""`/v1`: what is kept at the counter, for programs and staff devices, in JSON; and its calendar."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Path, Response

from contract.ids import Gtin, Uuid
from contract.model import Instant, Open
from contract.reservations import AppointmentStatus, ReservationStatus
from contract.states import StylingSlots
from hub import calendar
from hub.appointments import Appointment
from hub.commands import Repeated, Unknown
from hub.counter_desk import CounterDesk
from hub.reservations import Reservation
from hub.web.body import Asked, asks
from hub.web.callers import ForAnyone, ForScreens, ForStaff
from hub.web.counter_steps import (
    RESERVATION_STEPS,
    SESSION_STEPS,
    ReservationStep,
    SessionStep,
    Why,
    refusal,
)
from hub.web.parts import Here, Parts
from hub.web.problems import ProblemError
from hub.web.words import StockWords

router = APIRouter()

#: What `calendar/….ics` says it is.
CALENDAR: Final = "text/calendar; charset=utf-8"


class ReservationBody(Open):
    """One reservation; *until* is when it lapses unless it is confirmed, then unless collected."""

    reservation: Uuid
    gtin: Gtin
    quantity: int
    place: str
    state: ReservationStatus
    code: str | None = None
    placed: Instant
    until: Instant | None = None
    extended: bool = False
    reason: str | None = None
    updated: Instant


class ReservationList(Open):
    reservations: Sequence[ReservationBody]


class ReservationStepBody(ReservationBody):
    """The reservation after a step; *repeated* when nothing had to change."""

    repeated: bool


class AppointmentBody(Open):
    """One styling session."""

    appointment: Uuid
    slot: str
    begins: Instant | None = None
    ends: Instant | None = None
    place: str
    state: AppointmentStatus
    code: str | None = None
    token: str | None = None
    reason: str | None = None
    updated: Instant


class AppointmentList(Open):
    appointments: Sequence[AppointmentBody]


class AppointmentStepBody(AppointmentBody):
    """The session after a step; *repeated* when nothing had to change."""

    repeated: bool


@router.get("/v1/reservations")
def list_reservations(
    _who: ForStaff, here: Here, state: Literal["open"] = "open"
) -> ReservationList:
    """What waits to be confirmed or collected, what was asked for first before all others."""
    del state
    found = CounterDesk(here.desk).open_reservations()
    return ReservationList(reservations=[ReservationBody(**_reservation(one)) for one in found])


@router.post("/v1/reservations/{reservation}/{step}", openapi_extra=asks(Why, required=False))
def take_step(
    _who: ForStaff, here: Here, reservation: Uuid, step: ReservationStep, body: Asked
) -> ReservationStepBody:
    """One step of a reservation's life. The same again: 200. What cannot follow: 409."""
    why = body.read(Why) if body.raw else Why()
    counter = CounterDesk(here.desk)
    answer = counter.reserve(reservation, RESERVATION_STEPS[step](why.reason))
    problem, kept = refusal(reservation, step, answer), counter.reservation(reservation)
    if problem or kept is None:
        raise problem or refusal(reservation, step, Unknown()) or AssertionError
    return ReservationStepBody(repeated=isinstance(answer, Repeated), **_reservation(kept))


@router.get("/v1/appointments")
def list_appointments(
    _who: ForStaff, here: Here, state: Literal["open"] = "open"
) -> AppointmentList:
    """The styling sessions to come, the next first."""
    del state
    found = CounterDesk(here.desk).open_appointments()
    return AppointmentList(appointments=[AppointmentBody(**_appointment(one)) for one in found])


@router.post("/v1/appointments/{appointment}/{step}")
def take_session_step(
    _who: ForStaff, here: Here, appointment: Uuid, step: SessionStep
) -> AppointmentStepBody:
    """One step of a session's life, as of a reservation's."""
    counter = CounterDesk(here.desk)
    answer = counter.appoint(appointment, SESSION_STEPS[step]())
    problem, kept = refusal(appointment, step, answer), counter.appointment(appointment)
    if problem or kept is None:
        raise problem or refusal(appointment, step, Unknown()) or AssertionError
    return AppointmentStepBody(repeated=isinstance(answer, Repeated), **_appointment(kept))


@router.get("/v1/styling/slots")
def slots(_who: ForScreens, here: Here) -> StylingSlots:
    """When a styling session can still be booked; also retained as `{store}/styling`."""
    return StylingSlots(slots=CounterDesk(here.desk).slots())


@router.get("/calendar/{secret}.ics", response_class=Response, include_in_schema=False)
def feed(_who: ForAnyone, here: Here, secret: Annotated[str, Path(max_length=100)]) -> Response:
    """The styling sessions as a calendar to subscribe to; whoever has its address may read it."""
    with here.desk.db.read() as rx:
        known, language = calendar.opens(rx, secret), calendar.language(rx)
    if not known:
        raise ProblemError(
            404,
            "Nothing is here",
            "This calendar was closed, or its address was mistyped; a manager makes a new one on "
            "the counter's page.",
        )
    now = here.clock.now()
    found = CounterDesk(here.desk).open_appointments()
    words = StockWords(here.timezone, language or here.language)
    return Response(calendar_of(here, words, found, now), media_type=CALENDAR)


def calendar_of(
    here: Parts, words: StockWords, appointments: Sequence[Appointment], now: datetime
) -> bytes:
    """A calendar by RFC 5545, its times in UTC; nothing in it but what the counter's page has."""
    # Loaded by whoever subscribes, and by nobody else.
    from icalendar import Calendar, Event  # noqa: PLC0415

    made = Calendar()
    made.add("prodid", "-//Parcours//Counter//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", f"{here.brand.name} · {here.store}")
    for one in appointments:
        if one.begins is None or one.ends is None:
            continue
        event = Event()
        event.add("uid", f"{one.appointment}@{here.store}")
        event.add("dtstamp", now)
        event.add("last-modified", one.updated)
        event.add("dtstart", one.begins)
        event.add("dtend", one.ends)
        at = one.begins.astimezone(here.timezone).strftime("%H:%M")
        summary = words.say("Styling session %(time)s, code %(code)s", time=at, code=one.code)
        event.add("summary", summary)
        confirmed = one.state is AppointmentStatus.CONFIRMED
        event.add("status", "CONFIRMED" if confirmed else "TENTATIVE")
        made.add_component(event)
    return bytes(made.to_ical())


def _reservation(one: Reservation) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ReservationBody.model_fields}


def _appointment(one: Appointment) -> dict[str, Any]:
    return {name: getattr(one, name) for name in AppointmentBody.model_fields}
