"""When a styling session can begin: from hours on the store's clock to free moments; pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from contract.states import MAX_SLOTS, Slot

#: From when to when, in UTC.
Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Plan:
    """*hours* by weekday (Monday is 0), on the store's own clock; none at all: no sessions here.

    A session takes so many *minutes*, *at_once* of them may run beside each other, and one can be
    booked from now to so many *days_ahead*.
    """

    hours: Mapping[int, tuple[tuple[time, time], ...]] = field(default_factory=dict)
    minutes: int = 60
    at_once: int = 1
    days_ahead: int = 14
    zone: tzinfo = UTC


def free(plan: Plan, booked: Iterable[Span], now: datetime) -> tuple[Slot, ...]:
    """Every slot that begins after *now* and still has room beside what is *booked*."""
    taken = tuple(booked)
    found = (slot for slot in _slots(plan, now) if has_room(plan, slot, taken))
    return tuple(slot for slot, _ in zip(found, range(MAX_SLOTS), strict=False))


def slot_called(plan: Plan, name: str, now: datetime) -> Slot | None:
    """The slot *name*, if there is one that begins after *now*, free or not."""
    return next((slot for slot in _slots(plan, now) if slot.slot == name), None)


def has_room(plan: Plan, slot: Slot, booked: Iterable[Span]) -> bool:
    # Booked under other hours a session may lie across two slots of today's.
    beside = sum(begins < slot.ends and slot.begins < ends for begins, ends in booked)
    return beside < plan.at_once


def name_of(begins: datetime) -> str:
    """In UTC, so that the hour that comes twice in autumn has two names."""
    return begins.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")


def _slots(plan: Plan, now: datetime) -> Iterator[Slot]:
    today = now.astimezone(plan.zone).date()
    for ahead in range(plan.days_ahead + 1):
        day = today + timedelta(days=ahead)
        for opens, closes in plan.hours.get(day.weekday(), ()):
            yield from (s for s in _of_window(plan, day, opens, closes) if s.begins > now)


def _of_window(plan: Plan, day: date, opens: time, closes: time) -> Iterator[Slot]:
    """Sessions one behind the other, each as long as it says whatever the wall clock does."""
    begins, end = (_moment(day, at, plan.zone) for at in (opens, closes))
    length = timedelta(minutes=plan.minutes)
    while begins + length <= end:
        yield Slot(slot=name_of(begins), begins=begins, ends=begins + length)
        begins += length


def _moment(day: date, at: time, zone: tzinfo) -> datetime:
    """In UTC; of an hour that spring leaves out, the moment as many minutes after the leap."""
    return datetime.combine(day, at, zone).astimezone(UTC)
