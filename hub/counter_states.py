"""What stands retained on the broker of the counter: reservations, sessions, free times."""

from collections.abc import Iterable
from datetime import datetime

from contract import topics
from contract.states import AppointmentState, ReservationState, StylingSlots
from contract.topics import FINAL_REQUEST_EXPIRY
from hub.appointments import Appointment
from hub.counter_desk import CounterDesk
from hub.reservations import Reservation
from hub.retained import retained
from hub.work import Changes
from messaging.port import Outgoing

#: The topics whose retained states are put right after each connect.
TOPICS = (topics.RESERVATION, topics.APPOINTMENT, topics.STYLING)


def changed(counter: CounterDesk, changes: Changes) -> Iterable[Outgoing]:
    """The states of what changed, as the database has it now."""
    store = counter.desk.store
    for name in sorted(changes.reservations):
        if (reservation := counter.reservation(name)) is not None:
            yield _reservation(store, reservation)
    for name in sorted(changes.appointments):
        if (appointment := counter.appointment(name)) is not None:
            yield _appointment(store, appointment)
    if changes.appointments:
        yield slots_state(counter)


def all_states(counter: CounterDesk, since: datetime) -> Iterable[Outgoing]:
    """What is open, and what ended *since* then."""
    store = counter.desk.store
    reservations = {r.reservation: r for r in counter.open_reservations()}
    reservations |= {r.reservation: r for r in counter.reservations_since(since)}
    yield from (_reservation(store, r) for r in reservations.values())
    appointments = {a.appointment: a for a in counter.open_appointments()}
    appointments |= {a.appointment: a for a in counter.appointments_since(since)}
    yield from (_appointment(store, a) for a in appointments.values())
    yield slots_state(counter)


def slots_state(counter: CounterDesk) -> Outgoing:
    state = StylingSlots(slots=counter.slots())
    return retained(topics.STYLING.name(store=counter.desk.store), state)


def _reservation(store: str, reservation: Reservation) -> Outgoing:
    state = ReservationState(
        reservation=reservation.reservation,
        gtin=reservation.gtin,
        quantity=reservation.quantity,
        state=reservation.state,
        code=reservation.code,
        until=reservation.until,
        reason=reservation.reason,
        updated=reservation.updated,
    )
    topic = topics.RESERVATION.name(
        store=store, place=reservation.place, reservation=reservation.reservation
    )
    return retained(topic, state, None if reservation.open else FINAL_REQUEST_EXPIRY)


def _appointment(store: str, appointment: Appointment) -> Outgoing:
    state = AppointmentState(
        appointment=appointment.appointment,
        slot=appointment.slot,
        begins=appointment.begins,
        ends=appointment.ends,
        state=appointment.state,
        code=appointment.code,
        reason=appointment.reason,
        updated=appointment.updated,
    )
    topic = topics.APPOINTMENT.name(
        store=store, place=appointment.place, appointment=appointment.appointment
    )
    return retained(topic, state, None if appointment.open else FINAL_REQUEST_EXPIRY)
