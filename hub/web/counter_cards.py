"""What the counter's page shows: reservations and sessions, every word and figure ready."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from babel.dates import format_skeleton

from contract.reservations import AppointmentStatus, LapseReason, ReservationStatus
from hub.appointments import Appointment
from hub.reservations import Reservation
from hub.web.cards import CardMaker, Offer, title_of
from hub.web.words import place_name

_R, _A = ReservationStatus, AppointmentStatus

#: What became of it, for whoever is shown its code.
ENDS: dict[str, str] = {
    _R.COLLECTED: "It was collected.",
    _R.DECLINED: "It could not be kept.",
    _R.CANCELLED: "The shopper called it off.",
    LapseReason.UNCONFIRMED: "Nobody confirmed it in time; nothing is kept.",
    LapseReason.UNCOLLECTED: "Its time is over; the piece is back on sale.",
    _A.KEPT: "The shopper was here.",
    _A.MISSED: "Nobody came.",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A reservation; *offer* is the variant, when the catalogue knows it.

    *waited* whole seconds of open time since it was asked for, *until* by the clock on the wall.
    *over* says what became of it.
    """

    reservation: str
    state: ReservationStatus
    code: str
    title: str
    offer: Offer | None
    quantity: int
    place: str
    waited: int
    late_after: int
    overdue_after: int
    until: str
    extended: bool
    over: str = ""

    @property
    def level(self) -> str:
        if self.waited >= self.overdue_after:
            return "overdue"
        return "late" if self.waited >= self.late_after else "calm"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A styling session, from *begins* to *ends* by the clock on the wall."""

    appointment: str
    state: AppointmentStatus
    code: str
    begins: str
    ends: str
    day: str
    begun: bool
    over: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    name: str
    meetings: tuple[Meeting, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """Who waits for an answer, the oldest first; what is kept; who comes when."""

    asked: tuple[Piece, ...]
    kept: tuple[Piece, ...]
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class Clerk:
    """*maker* has the reader's language and the moment; confirmed in *patience* or let go."""

    maker: CardMaker
    patience: timedelta

    def board(
        self, reservations: Iterable[Reservation], appointments: Iterable[Appointment]
    ) -> Board:
        pieces = [self.piece(one) for one in reservations]
        meetings = [self.meeting(one) for one in appointments]
        days = groupby(meetings, key=lambda meeting: meeting.day)
        return Board(
            asked=tuple(p for p in pieces if p.state is _R.PLACED),
            kept=tuple(p for p in pieces if p.state is _R.CONFIRMED),
            days=tuple(Day(name, tuple(found)) for name, found in days),
        )

    def piece(self, reservation: Reservation) -> Piece:
        maker = self.maker
        style = maker.shelf.style_of(reservation.gtin)
        variants = style.variants if style else ()
        variant = next((v for v in variants if v.gtin == reservation.gtin), None)
        return Piece(
            reservation=reservation.reservation,
            state=reservation.state,
            code=spaced(reservation.code),
            title=title_of(style, maker.language) if style else reservation.gtin,
            offer=maker.offer(style, variant) if style and variant else None,
            quantity=reservation.quantity,
            place=place_name(reservation.place, maker.language),
            waited=int(maker.rules.waited(reservation.placed, maker.now)),
            late_after=int(self.patience.total_seconds() / 3),
            overdue_after=int(self.patience.total_seconds() * 2 / 3),
            until=self._until(reservation.until),
            extended=reservation.extended,
            over="" if reservation.open else self._end(reservation.state, reservation.reason),
        )

    def meeting(self, appointment: Appointment) -> Meeting:
        begins, ends = appointment.begins, appointment.ends
        return Meeting(
            appointment=appointment.appointment,
            state=appointment.state,
            code=spaced(appointment.code),
            begins=self._time(begins),
            ends=self._time(ends),
            day=self._day(begins) if begins else "",
            begun=begins is not None and begins <= self.maker.now,
            over="" if appointment.open else self._end(appointment.state, None),
        )

    def _end(self, state: str, reason: str | None) -> str:
        words = ENDS.get(reason or "") or ENDS.get(state, "")
        return self.maker.words.say(words) if words else ""

    def _until(self, until: datetime | None) -> str:
        """The time when it is today, else the day with it."""
        if until is None:
            return ""
        today = self._date(until) == self._date(self.maker.now)
        return self._time(until) if today else f"{self._day(until)}, {self._time(until)}"

    def _time(self, moment: datetime | None) -> str:
        return moment.astimezone(self.maker.words.timezone).strftime("%H:%M") if moment else ""

    def _date(self, moment: datetime) -> str:
        return moment.astimezone(self.maker.words.timezone).date().isoformat()

    def _day(self, moment: datetime) -> str:
        if self._date(moment) == self._date(self.maker.now):
            return self.maker.words.say("Today")
        local = moment.astimezone(self.maker.words.timezone)
        return str(format_skeleton("MMMEd", local, locale=self.maker.words.locale))


def spaced(code: str | None) -> str:
    """`CDF 347`, as one reads it out."""
    return f"{code[:3]} {code[3:]}" if code else ""
