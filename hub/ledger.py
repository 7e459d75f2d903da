"""Reservations and styling sessions as rows of the hub's database, and back."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from sqlite3 import Connection
from typing import Any, Final

import aiosql

from contract.model import instant
from contract.reservations import AppointmentStatus, ReservationStatus
from hub.appointments import Appointment
from hub.records import maybe_moment, moment
from hub.reservations import Reservation

#: The named queries of counter.sql.
QUERIES: Final[Any] = aiosql.from_path(Path(__file__).with_name("counter.sql"), "sqlite3")


def reservation(rx: Connection, name: str) -> Reservation | None:
    return _maybe_reservation(QUERIES.reservation(rx, reservation=name))


def reservation_by_code(rx: Connection, code: str) -> Reservation | None:
    """The one a shopper shows *code* for; one that is over only when no other has it."""
    return _maybe_reservation(QUERIES.reservation_by_code(rx, code=code))


def open_reservations(rx: Connection) -> tuple[Reservation, ...]:
    """Oldest first."""
    return tuple(map(_reservation, QUERIES.open_reservations(rx)))


def reservations_since(rx: Connection, since: datetime) -> tuple[Reservation, ...]:
    return tuple(map(_reservation, QUERIES.reservations_since(rx, updated=instant(since))))


def due_reservations(rx: Connection, now: datetime) -> tuple[str, ...]:
    return tuple(row[0] for row in QUERIES.due_reservations(rx, now=instant(now)))


def put_reservation(tx: Connection, found: Reservation) -> None:
    values = _texts(asdict(found), ("placed", "updated", "until"))
    QUERIES.put_reservation(
        tx, **{**values, "extended": int(found.extended), "open": int(found.open)}
    )


def add_hold(tx: Connection, found: Reservation, placed: datetime) -> None:
    QUERIES.add_hold(
        tx,
        hold=found.reservation,
        gtin=found.gtin,
        quantity=found.quantity,
        placed=instant(placed),
    )


def end_hold(tx: Connection, found: Reservation) -> None:
    QUERIES.end_hold(tx, hold=found.reservation, ended=instant(found.updated))


def appointment(rx: Connection, name: str) -> Appointment | None:
    return _maybe_appointment(QUERIES.appointment(rx, appointment=name))


def appointment_by_code(rx: Connection, code: str) -> Appointment | None:
    """As `reservation_by_code`."""
    return _maybe_appointment(QUERIES.appointment_by_code(rx, code=code))


def appointment_at(rx: Connection, touchpoint: str, slot: str) -> Appointment | None:
    """The open one that *touchpoint* booked for *slot*."""
    row = QUERIES.open_appointment_at(rx, touchpoint=touchpoint, slot=slot)
    return _maybe_appointment(row)


def open_appointments(rx: Connection) -> tuple[Appointment, ...]:
    """The next one first."""
    return tuple(map(_appointment, QUERIES.open_appointments(rx)))


def appointments_since(rx: Connection, since: datetime) -> tuple[Appointment, ...]:
    return tuple(map(_appointment, QUERIES.appointments_since(rx, updated=instant(since))))


def put_appointment(tx: Connection, found: Appointment) -> None:
    values = _texts(asdict(found), ("made", "updated", "begins", "ends"))
    QUERIES.put_appointment(tx, **{**values, "open": int(found.open)})


def to_answer(rx: Connection) -> tuple[str, ...]:
    """The reservations and sessions that wait for an answer of somebody here, oldest first."""
    return tuple(row.name for row in QUERIES.to_answer(rx))


def codes_in_use(rx: Connection) -> frozenset[str]:
    return frozenset(row[0] for row in QUERIES.codes_in_use(rx))


def forget(tx: Connection, before: datetime) -> None:
    """What was over before then; its holds stay, for a correction may be older than they are."""
    QUERIES.forget_reservations(tx, before=instant(before))
    QUERIES.forget_appointments(tx, before=instant(before))


def _texts(values: dict[str, Any], moments: Iterable[str]) -> dict[str, Any]:
    told = {key: None if values[key] is None else instant(values[key]) for key in moments}
    return {**values, **told}


def _maybe_reservation(row: Any) -> Reservation | None:
    return None if row is None else _reservation(row)


def _reservation(row: Any) -> Reservation:
    values: dict[str, Any] = row._asdict()
    del values["open"]
    return Reservation(
        **{
            **values,
            "placed": moment(values["placed"]),
            "updated": moment(values["updated"]),
            "until": maybe_moment(values["until"]),
            "state": ReservationStatus(values["state"]),
            "extended": bool(values["extended"]),
        }
    )


def _maybe_appointment(row: Any) -> Appointment | None:
    return None if row is None else _appointment(row)


def _appointment(row: Any) -> Appointment:
    values: dict[str, Any] = row._asdict()
    del values["open"]
    return Appointment(
        **{
            **values,
            "made": moment(values["made"]),
            "updated": moment(values["updated"]),
            "begins": maybe_moment(values["begins"]),
            "ends": maybe_moment(values["ends"]),
            "state": AppointmentStatus(values["state"]),
        }
    )
