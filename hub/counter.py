"""What one transaction does at the counter: reservations with their holds, and styling sessions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Connection
from typing import Protocol

from contract.envelope import Event
from contract.events import (
    ReservationCancelled,
    ReservationDeclined,
    ReservationPlaced,
    StylingBooked,
    StylingCancelled,
)
from contract.ids import NewId
from contract.reservations import DeclineReason
from hub import appointments, ledger, records, reservations, slots, stock
from hub.appointments import Appointment, Book
from hub.codes import new_code
from hub.counter_rules import CounterRules
from hub.journal import HubDraft
from hub.requests import Step
from hub.reservations import Answer, Place, Reservation, Withdraw
from hub.store import QUERIES


class Noted(Protocol):
    """What must be told once it is committed."""

    reservations: set[str]
    appointments: set[str]
    gtins: set[str]


@dataclass(slots=True)
class Counter:
    """Lives for one transaction; *record* keeps an event of the hub's own, *correct* a figure."""

    tx: Connection
    store: str
    now: datetime
    new_id: NewId
    rules: CounterRules
    noted: Noted
    record: Callable[[HubDraft], Event]
    correct: Callable[[str, int, str], None]

    def follow(self, event: Event, age_seconds: float | None) -> None:
        """Let happen what follows from a touchpoint's *event*, if it is of the counter's."""
        match event.data:
            case ReservationPlaced() as placed:
                self.reserve(placed.reservation, self._place(event, placed, age_seconds))
            case ReservationCancelled(reservation=name):
                kept = ledger.reservation(self.tx, name)
                # A touchpoint may take back only what it asked itself.
                if kept is not None and kept.touchpoint == event.touchpointid:
                    self.reserve(name, Withdraw(told=True), cause=event.id)
            case StylingBooked() as booked:
                name = booked.appointment or event.id
                self.appoint(name, self._book(event, booked, name, age_seconds))
            case StylingCancelled() as cancelled:
                self._call_off(event, cancelled)
            case _:
                pass

    def reserve(self, name: str, command: reservations.Command, cause: str | None = None) -> Answer:
        """Let *command* happen to a reservation, with all that follows from it."""
        before = ledger.reservation(self.tx, name)
        decision = reservations.decide(before, command, self.now, self.rules)
        after = decision.reservation
        if after is None or after == before:
            return decision.answer
        ledger.put_reservation(self.tx, after)
        self._hold(before, after)
        self.noted.reservations.add(name)
        for step in decision.steps:
            event = self._tell(step, after, cause)
            if _not_found(step):
                self.correct(after.gtin, 0, event.id)
        return decision.answer

    def appoint(self, name: str, command: appointments.Command, cause: str | None = None) -> Answer:
        """Let *command* happen to a styling session, with all that follows from it."""
        before = ledger.appointment(self.tx, name)
        decision = appointments.decide(before, command, self.now, self.rules)
        after = decision.appointment
        if after is None or after == before:
            return decision.answer
        ledger.put_appointment(self.tx, after)
        self.noted.appointments.add(name)
        for step in decision.steps:
            self._tell(step, after, cause)
        return decision.answer

    def _hold(self, before: Reservation | None, after: Reservation) -> None:
        if before is None and after.open:
            ledger.add_hold(self.tx, after, self.now)
        elif before is not None and before.open and not after.open:
            ledger.end_hold(self.tx, after)
        else:
            return
        self.noted.gtins.add(after.gtin)

    def _tell(self, step: Step, of: Reservation | Appointment, cause: str | None) -> Event:
        return self.record(
            HubDraft(
                step.data,
                step.at,
                step.id,
                touchpoint=of.touchpoint,
                visit=of.visit,
                causation=cause or of.cause,
            )
        )

    def _place(self, event: Event, placed: ReservationPlaced, age_seconds: float | None) -> Place:
        return Place(
            reservation=placed.reservation,
            gtin=placed.gtin,
            quantity=placed.quantity,
            place=placed.place or event.touchpointid or "",
            code=self._code(),
            available=self._available(placed.gtin),
            age_seconds=age_seconds,
            withdrawn=self._overtaken(event, placed.reservation, ReservationCancelled.name),
            elsewhere=placed.store != self.store,
            touchpoint=event.touchpointid,
            visit=event.visitid,
            cause=event.id,
        )

    def _available(self, gtin: str) -> int | None:
        facts = records.facts(self.tx, gtin, self.now)
        # A clock that was put back does not undo what it kept before.
        latest = max((hold.placed for hold in facts.holds), default=self.now)
        return stock.figure(facts, max(self.now, latest)).available

    def _book(
        self, event: Event, booked: StylingBooked, name: str, age_seconds: float | None
    ) -> Book:
        plan = self.rules.plan
        found = slots.slot_called(plan, booked.slot, self.now)
        taken = ledger.open_appointments(self.tx)
        return Book(
            appointment=name,
            slot=booked.slot,
            place=booked.place or event.touchpointid or "",
            code=self._code(),
            found=found,
            room=found is not None and slots.has_room(plan, found, spans(taken)),
            age_seconds=age_seconds,
            withdrawn=self._overtaken(event, name, StylingCancelled.name),
            token=booked.token,
            touchpoint=event.touchpointid,
            visit=event.visitid,
            cause=event.id,
        )

    def _call_off(self, event: Event, cancelled: StylingCancelled) -> None:
        touchpoint = event.touchpointid or ""
        if cancelled.appointment is not None:
            kept = ledger.appointment(self.tx, cancelled.appointment)
        else:
            kept = ledger.appointment_at(self.tx, touchpoint, cancelled.slot)
        if kept is not None and kept.touchpoint == touchpoint:
            self.appoint(kept.appointment, Withdraw(told=True), cause=event.id)

    def _overtaken(self, event: Event, subject: str, name: str) -> bool:
        """Whether its cancellation overtook it on the way."""
        found = QUERIES.event_of_subject(self.tx, source=event.source, subject=subject, name=name)
        return found is not None

    def _code(self) -> str:
        return new_code(self.new_id, ledger.codes_in_use(self.tx))


def spans(booked: tuple[Appointment, ...]) -> tuple[slots.Span, ...]:
    """From when to when each of *booked* takes."""
    return tuple((a.begins, a.ends) for a in booked if a.begins and a.ends)


def _not_found(step: Step) -> bool:
    data = step.data
    return isinstance(data, ReservationDeclined) and data.reason is DeclineReason.NOT_FOUND
