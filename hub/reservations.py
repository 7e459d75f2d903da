"""A reservation from asked to collected: a pure state machine, time coming in as an argument."""

import uuid
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from contract.events import (
    EventData,
    ReservationCancelled,
    ReservationCollected,
    ReservationConfirmed,
    ReservationDeclined,
    ReservationExtended,
    ReservationLapsed,
)
from contract.reservations import RESERVATION_OVER, DeclineReason, LapseReason, ReservationStatus
from hub.commands import Applied, Repeated, Unknown
from hub.counter_rules import CounterRules
from hub.requests import Step

_S = ReservationStatus


@dataclass(frozen=True, slots=True)
class Reservation:
    """One reservation as the store has it; every moment is by the hub's clock, in UTC.

    *until* is when it lapses unless it is confirmed, and then unless it is collected. *placed* is
    when the shopper asked. Of one that was never kept there is no *code*.
    """

    reservation: str
    gtin: str
    quantity: int
    place: str
    placed: datetime
    updated: datetime
    state: ReservationStatus = _S.PLACED
    code: str | None = None
    until: datetime | None = None
    reason: str | None = None
    extended: bool = False
    touchpoint: str | None = None
    visit: str | None = None
    #: The event that placed it.
    cause: str | None = None

    @property
    def open(self) -> bool:
        return self.state not in RESERVATION_OVER


@dataclass(frozen=True, slots=True)
class Place:
    """A shopper asked *age_seconds* ago (None: nobody knows), and may have *withdrawn* it since.

    *available* pieces can be had now (None: nobody knows); *elsewhere*: it was asked of another
    store. *code* is for the shopper, should it be kept.
    """

    reservation: str
    gtin: str
    quantity: int
    place: str
    code: str
    available: int | None
    age_seconds: float | None = 0.0
    withdrawn: bool = False
    elsewhere: bool = False
    touchpoint: str | None = None
    visit: str | None = None
    cause: str | None = None


@dataclass(frozen=True, slots=True)
class Confirm:
    """Somebody has the piece in hand."""


@dataclass(frozen=True, slots=True)
class Decline:
    reason: DeclineReason


@dataclass(frozen=True, slots=True)
class Extend:
    """Held longer, once."""


@dataclass(frozen=True, slots=True)
class Collect:
    """The shopper has it."""


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Nobody wants it any more; *told* when the touchpoint's own event says it."""

    told: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """Time has passed."""


StaffCommand = Confirm | Decline | Extend | Collect
Command = Place | Withdraw | StaffCommand | Tick


@dataclass(frozen=True, slots=True)
class Refused:
    """It cannot follow on *state*."""

    state: str


Answer = Applied | Repeated | Refused | Unknown


@dataclass(frozen=True, slots=True)
class Decision:
    """The reservation as it is now, what to record, and what to answer."""

    reservation: Reservation | None
    steps: tuple[Step, ...]
    answer: Answer


def decide(
    reservation: Reservation | None, command: Command, now: datetime, rules: CounterRules
) -> Decision:
    """What *command* does to *reservation* (None when nobody knows it) at *now*.

    What is due has happened, whether anybody ticked or not: a command that comes too late finds the
    reservation lapsed.
    """
    if isinstance(command, Place):
        if reservation is not None:
            return Decision(reservation, (), Repeated())
        return _place(command, now, rules)
    if reservation is None:
        return Decision(None, (), Unknown())
    at = due(reservation)
    if at is not None and at <= now:
        lapsed = _lapse(reservation, at)
        return lapsed if isinstance(command, Tick) else replace(lapsed, answer=Refused(_S.LAPSED))
    if isinstance(command, Tick):
        return Decision(reservation, (), Repeated())
    if isinstance(command, Withdraw):
        return _withdraw(reservation, command, now)
    return _staff(reservation, command, now, rules)


def due(reservation: Reservation) -> datetime | None:
    """When `Tick` ends it; every open reservation has such a moment."""
    return reservation.until if reservation.open else None


def _place(place: Place, now: datetime, rules: CounterRules) -> Decision:
    asked = now - timedelta(seconds=place.age_seconds or 0.0)
    born = Reservation(
        reservation=place.reservation,
        gtin=place.gtin,
        quantity=place.quantity,
        place=place.place,
        placed=asked,
        updated=now,
        touchpoint=place.touchpoint,
        visit=place.visit,
        cause=place.cause,
    )
    if place.withdrawn:
        return Decision(replace(born, state=_S.CANCELLED), (), Applied())
    reason = _why_not(place, rules)
    if reason is not None:
        return _declined(born, reason, now)
    until = rules.ends(asked + timedelta(seconds=rules.confirm_seconds))
    return Decision(replace(born, code=place.code, until=until), (), Applied())


def _why_not(place: Place, rules: CounterRules) -> DeclineReason | None:
    if place.elsewhere:
        return DeclineReason.OTHER_STORE
    # The shopper was told to ask somebody, and is long gone: a piece kept now is kept for nobody.
    if place.age_seconds is None or place.age_seconds >= rules.confirm_seconds:
        return DeclineReason.TOO_LATE
    if place.available is None:
        return DeclineReason.UNCOUNTED
    return DeclineReason.NONE_LEFT if place.available < place.quantity else None


def _declined(reservation: Reservation, reason: DeclineReason, now: datetime) -> Decision:
    ended = replace(reservation, state=_S.DECLINED, reason=reason.value, until=None, updated=now)
    data = ReservationDeclined(reservation=reservation.reservation, reason=reason)
    return Decision(ended, (Step(data, now),), Applied())


def _lapse(reservation: Reservation, at: datetime) -> Decision:
    asked = reservation.state is _S.PLACED
    reason = LapseReason.UNCONFIRMED if asked else LapseReason.UNCOLLECTED
    ended = replace(reservation, state=_S.LAPSED, reason=reason.value, updated=at)
    data = ReservationLapsed(reservation=reservation.reservation, until=at, reason=reason)
    # Of one id for ever: whatever happens to us between, a lapse is told once.
    lapse_id = str(uuid.uuid5(uuid.UUID(reservation.reservation), "lapsed"))
    return Decision(ended, (Step(data, at, lapse_id),), Applied())


def _withdraw(reservation: Reservation, command: Withdraw, now: datetime) -> Decision:
    if reservation.state is _S.CANCELLED:
        return Decision(reservation, (), Repeated())
    if not reservation.open:
        return Decision(reservation, (), Refused(reservation.state))
    ended = replace(reservation, state=_S.CANCELLED, updated=now)
    data = ReservationCancelled(reservation=reservation.reservation)
    return Decision(ended, () if command.told else (Step(data, now),), Applied())


def _staff(
    reservation: Reservation, command: StaffCommand, now: datetime, rules: CounterRules
) -> Decision:
    if _done_already(reservation, command):
        return Decision(reservation, (), Repeated())
    if reservation.state is not _FOLLOWS_ON[type(command)] or (
        isinstance(command, Extend) and reservation.extended
    ):
        return Decision(reservation, (), Refused(reservation.state))
    if isinstance(command, Decline):
        return _declined(reservation, command.reason, now)
    changed, data = _moved(reservation, command, now, rules)
    return Decision(replace(changed, updated=now), (Step(data, now),), Applied())


_FOLLOWS_ON = {Confirm: _S.PLACED, Decline: _S.PLACED, Extend: _S.CONFIRMED, Collect: _S.CONFIRMED}


def _done_already(reservation: Reservation, command: StaffCommand) -> bool:
    """Whether the call says nothing new: a second tap, or an answer lost on the way back."""
    match command:
        case Confirm():
            return reservation.state is _S.CONFIRMED
        case Collect():
            return reservation.state is _S.COLLECTED
        case Decline(reason):
            same = reservation.reason == reason
            return reservation.state is _S.DECLINED and same
        case Extend():
            return False


def _moved(
    reservation: Reservation,
    command: Confirm | Extend | Collect,
    now: datetime,
    rules: CounterRules,
) -> tuple[Reservation, EventData]:
    name, longer = reservation.reservation, timedelta(seconds=rules.hold_seconds)
    match command:
        case Confirm():
            until = rules.ends(now + longer)
            held = replace(reservation, state=_S.CONFIRMED, until=until)
            return held, ReservationConfirmed(reservation=name, until=until)
        case Extend():
            until = rules.ends((reservation.until or now) + longer)
            longer_held = replace(reservation, until=until, extended=True)
            return longer_held, ReservationExtended(reservation=name, until=until)
        case Collect():
            collected = replace(reservation, state=_S.COLLECTED)
            return collected, ReservationCollected(reservation=name, until=reservation.until)
