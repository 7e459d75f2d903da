"""A styling session from booked to kept: a pure state machine, time coming in as an argument."""

import uuid
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from contract.events import (
    EventData,
    StylingCancelled,
    StylingConfirmed,
    StylingDeclined,
    StylingKept,
    StylingMissed,
)
from contract.reservations import APPOINTMENT_OVER, AppointmentStatus, SlotReason
from contract.states import Slot
from hub.commands import Applied, Repeated, Unknown
from hub.counter_rules import CounterRules
from hub.requests import Step
from hub.reservations import Answer, Refused, Tick, Withdraw

_S = AppointmentStatus


@dataclass(frozen=True, slots=True)
class Appointment:
    """One session as the store has it; every moment is by the hub's clock, in UTC.

    *begins* and *ends* are unknown of a *slot* that was none. Of one that never was to be there is
    no *code*.
    """

    appointment: str
    slot: str
    place: str
    made: datetime
    updated: datetime
    begins: datetime | None = None
    ends: datetime | None = None
    state: AppointmentStatus = _S.BOOKED
    code: str | None = None
    reason: str | None = None
    token: str | None = None
    touchpoint: str | None = None
    visit: str | None = None
    #: The event that booked it.
    cause: str | None = None

    @property
    def open(self) -> bool:
        return self.state not in APPOINTMENT_OVER


@dataclass(frozen=True, slots=True)
class Book:
    """A shopper asked *age_seconds* ago (None: nobody knows), and may have *withdrawn* it since.

    *found* is the slot called *slot*, when there is one to come; *room*: nobody was first.
    """

    appointment: str
    slot: str
    place: str
    code: str
    found: Slot | None
    room: bool
    age_seconds: float | None = 0.0
    withdrawn: bool = False
    token: str | None = None
    touchpoint: str | None = None
    visit: str | None = None
    cause: str | None = None


@dataclass(frozen=True, slots=True)
class Agree:
    """A stylist will be there."""


@dataclass(frozen=True, slots=True)
class TurnDown:
    """No stylist can be there."""


@dataclass(frozen=True, slots=True)
class Keep:
    """The shopper came."""


@dataclass(frozen=True, slots=True)
class Miss:
    """Nobody came."""


StaffCommand = Agree | TurnDown | Keep | Miss
Command = Book | Withdraw | StaffCommand | Tick


@dataclass(frozen=True, slots=True)
class Decision:
    """The session as it is now, what to record, and what to answer."""

    appointment: Appointment | None
    steps: tuple[Step, ...]
    answer: Answer


def decide(
    appointment: Appointment | None, command: Command, now: datetime, rules: CounterRules
) -> Decision:
    """What *command* does to *appointment* (None when nobody knows it) at *now*."""
    if isinstance(command, Book):
        if appointment is not None:
            return Decision(appointment, (), Repeated())
        return _book(command, now, rules)
    if appointment is None:
        return Decision(None, (), Unknown())
    at = due(appointment, rules)
    if at is not None and at <= now:
        over = _over(appointment, at)
        refused = Refused(over.appointment.state if over.appointment else "")
        return over if isinstance(command, Tick) else replace(over, answer=refused)
    if isinstance(command, Tick):
        return Decision(appointment, (), Repeated())
    if isinstance(command, Withdraw):
        return _withdraw(appointment, command, now)
    return _staff(appointment, command, now)


def due(appointment: Appointment, rules: CounterRules) -> datetime | None:
    """When `Tick` ends it: unconfirmed when it would begin, else when nobody said how it was."""
    if not appointment.open or appointment.begins is None or appointment.ends is None:
        return None
    if appointment.state is _S.BOOKED:
        return appointment.begins
    return appointment.ends + timedelta(seconds=rules.settle_seconds)


def _book(book: Book, now: datetime, rules: CounterRules) -> Decision:
    born = Appointment(
        appointment=book.appointment,
        slot=book.slot,
        place=book.place,
        made=now - timedelta(seconds=book.age_seconds or 0.0),
        updated=now,
        begins=book.found.begins if book.found else None,
        ends=book.found.ends if book.found else None,
        token=book.token,
        touchpoint=book.touchpoint,
        visit=book.visit,
        cause=book.cause,
    )
    if book.withdrawn:
        return Decision(replace(born, state=_S.CANCELLED), (), Applied())
    reason = _why_not(book, rules)
    if reason is not None:
        return _declined(born, reason, now)
    return Decision(replace(born, code=book.code), (), Applied())


def _why_not(book: Book, rules: CounterRules) -> SlotReason | None:
    # Who asked so long ago never saw a code, and will not come.
    if book.age_seconds is None or book.age_seconds >= rules.confirm_seconds:
        return SlotReason.TOO_LATE
    if book.found is None:
        return SlotReason.NO_SLOT
    return None if book.room else SlotReason.TAKEN


def _declined(
    appointment: Appointment, reason: SlotReason, at: datetime, step_id: str | None = None
) -> Decision:
    ended = replace(appointment, state=_S.DECLINED, reason=reason.value, updated=at)
    said = {"appointment": appointment.appointment, "slot": appointment.slot}
    data = StylingDeclined(**said, reason=reason)
    return Decision(ended, (Step(data, at, step_id),), Applied())


def _over(appointment: Appointment, at: datetime) -> Decision:
    # Of one id for ever: whatever happens to us between, an end is told once.
    end_id = str(uuid.uuid5(uuid.UUID(appointment.appointment), "over"))
    if appointment.state is _S.BOOKED:
        return _declined(appointment, SlotReason.NOBODY_FREE, at, end_id)
    data = StylingMissed(appointment=appointment.appointment, slot=appointment.slot)
    ended = replace(appointment, state=_S.MISSED, updated=at)
    return Decision(ended, (Step(data, at, end_id),), Applied())


def _withdraw(appointment: Appointment, command: Withdraw, now: datetime) -> Decision:
    if appointment.state is _S.CANCELLED:
        return Decision(appointment, (), Repeated())
    if not appointment.open:
        return Decision(appointment, (), Refused(appointment.state))
    data = StylingCancelled(slot=appointment.slot, appointment=appointment.appointment)
    ended = replace(appointment, state=_S.CANCELLED, updated=now)
    return Decision(ended, () if command.told else (Step(data, now),), Applied())


def _staff(appointment: Appointment, command: StaffCommand, now: datetime) -> Decision:
    wanted, follows_on = _LEADS[type(command)]
    if appointment.state is wanted:
        return Decision(appointment, (), Repeated())
    if appointment.state not in follows_on:
        return Decision(appointment, (), Refused(appointment.state))
    if isinstance(command, TurnDown):
        return _declined(appointment, SlotReason.NOBODY_FREE, now)
    data = _step(command, appointment)
    return Decision(replace(appointment, state=wanted, updated=now), (Step(data, now),), Applied())


_LEADS: dict[type[StaffCommand], tuple[AppointmentStatus, frozenset[AppointmentStatus]]] = {
    Agree: (_S.CONFIRMED, frozenset({_S.BOOKED})),
    TurnDown: (_S.DECLINED, frozenset({_S.BOOKED, _S.CONFIRMED})),
    Keep: (_S.KEPT, frozenset({_S.CONFIRMED})),
    Miss: (_S.MISSED, frozenset({_S.CONFIRMED})),
}


def _step(command: Agree | Keep | Miss, appointment: Appointment) -> EventData:
    said = {"appointment": appointment.appointment, "slot": appointment.slot}
    match command:
        case Agree():
            return StylingConfirmed(**said)
        case Keep():
            return StylingKept(**said)
        case Miss():
            return StylingMissed(**said)
