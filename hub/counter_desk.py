"""The counter's door: here pages and the clock change and see reservations and styling sessions."""

from dataclasses import dataclass
from datetime import datetime

from contract.states import Slot
from hub import appointments, ledger, reservations, slots
from hub.appointments import Appointment
from hub.counter import spans
from hub.counter_rules import CounterRules
from hub.desk import Desk
from hub.reservations import Answer, Reservation, Tick


@dataclass(frozen=True, slots=True)
class CounterDesk:
    """Usable from every thread; it keeps nothing of its own."""

    desk: Desk

    @property
    def rules(self) -> CounterRules:
        return self.desk.rules.counter

    # ── reservations ────────────────────────────────────────────────────────────────────────────
    def reserve(
        self, name: str, command: reservations.StaffCommand | reservations.Withdraw
    ) -> Answer:
        with self.desk.work() as work:
            answer = work.counter.reserve(name, command)
        self.desk.tell(work.changes)
        return answer

    def reservation(self, name: str) -> Reservation | None:
        with self.desk.db.read() as rx:
            return ledger.reservation(rx, name)

    def open_reservations(self) -> tuple[Reservation, ...]:
        """The one asked for first before all others."""
        with self.desk.db.read() as rx:
            return ledger.open_reservations(rx)

    def reservations_since(self, since: datetime) -> tuple[Reservation, ...]:
        """Open and final ones that changed since then."""
        with self.desk.db.read() as rx:
            return ledger.reservations_since(rx, since)

    # ── styling sessions ────────────────────────────────────────────────────────────────────────
    def appoint(
        self, name: str, command: appointments.StaffCommand | reservations.Withdraw
    ) -> Answer:
        with self.desk.work() as work:
            answer = work.counter.appoint(name, command)
        self.desk.tell(work.changes)
        return answer

    def appointment(self, name: str) -> Appointment | None:
        with self.desk.db.read() as rx:
            return ledger.appointment(rx, name)

    def open_appointments(self) -> tuple[Appointment, ...]:
        """The next one first."""
        with self.desk.db.read() as rx:
            return ledger.open_appointments(rx)

    def appointments_since(self, since: datetime) -> tuple[Appointment, ...]:
        with self.desk.db.read() as rx:
            return ledger.appointments_since(rx, since)

    def slots(self) -> tuple[Slot, ...]:
        """What can still be booked, the next first."""
        booked = spans(self.open_appointments())
        return slots.free(self.rules.plan, booked, self.desk.clock.now())

    # ── both ────────────────────────────────────────────────────────────────────────────────────
    def to_answer(self) -> tuple[str, ...]:
        """Reservations to confirm and sessions that nobody agreed to yet, oldest first."""
        with self.desk.db.read() as rx:
            return ledger.to_answer(rx)

    def of_code(self, code: str) -> Reservation | Appointment | None:
        """What a shopper shows *code* for; what is over only when nothing open has it."""
        with self.desk.db.read() as rx:
            found = ledger.reservation_by_code(rx, code), ledger.appointment_by_code(rx, code)
        there = [one for one in found if one is not None]
        return max(there, key=lambda one: (one.open, one.updated), default=None)

    def tick(self, now: datetime) -> None:
        """End what is due at *now*."""
        with self.desk.db.read() as rx:
            late = ledger.due_reservations(rx, now)
            booked = ledger.open_appointments(rx)
        over = [a.appointment for a in booked if (at := self._due(a)) is not None and at <= now]
        if not late and not over:
            return
        with self.desk.work(now) as work:
            for name in late:
                work.counter.reserve(name, Tick())
            for name in over:
                work.counter.appoint(name, Tick())
        self.desk.tell(work.changes)

    def _due(self, appointment: Appointment) -> datetime | None:
        return appointments.due(appointment, self.rules)
