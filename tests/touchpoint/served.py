"""What staff serve, as it happens on both windows: people called, pieces kept, farewells."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any, Final, Protocol, get_args

from contract.events.garments import JudgedFor
from contract.phrases import ORDER
from contract.requests import FINAL, RequestStatus
from contract.reservations import (
    AppointmentStatus,
    DeclineReason,
    LapseReason,
    ReservationStatus,
    SlotReason,
)
from contract.states import AppointmentState, Elsewhere, RequestState, ReservationState, Slot
from fittingroom.state import Mirror
from kiosk.state import Kiosk
from tests.kiosk.taking import OFFERS
from tests.touchpoint.full_shelves import CAPE
from tests.touchpoint.sample import COAT, NOON, garment, stock
from touchpoint import cabin, counter_touches, inputs, touches
from touchpoint.moment import Moment

SCENES: Final = ("daylight", "evening", "indoors", "soft")
#: Of a brand with a form for whoever comes to a stylist.
STYLED: Final = replace(OFFERS, styling_url="https://maison.example/styling?t={token}")
_PIECES: Final = tuple(v.gtin for s in (COAT, CAPE) for v in s.variants)
_OPEN: Final = tuple(state for state in RequestStatus if state not in FINAL)
_WAITS: Final = (None, (10, 50), (60, 180), (60, 60), (180, 180))


class Stage(Protocol):
    """Both windows, to which the same happens."""

    kiosk: Kiosk
    mirror: Mirror
    seconds: float

    @property
    def moment(self) -> Moment: ...
    def feel(self, happened: inputs.Input) -> None: ...


def touch(stage: Stage, *meant: touches.Touch) -> None:
    for one in meant:
        stage.feel(inputs.Touched(one))


def news(stage: Stage, request: str, random: Random, **more: Any) -> inputs.RequestKnown:
    """Whatever a hub may say of *request*."""
    said = {
        "request": request,
        "kind": "size",
        "state": random.choice(tuple(RequestStatus)),
        "by": random.choice((None, "Camille")),
        "wait_seconds": random.choice(_WAITS),
        "escalated": random.choice((0, 1)),
        "nobody": random.choice((False, False, False, True)),
        "updated": NOON + timedelta(seconds=stage.seconds),
    }
    return inputs.RequestKnown(RequestState.model_validate({**said, **more}))


def _call(stage: Stage, random: Random) -> None:
    """Somebody is called, and one thing after the other is heard of it."""
    sheet: cabin.SheetName = random.choice(get_args(cabin.SheetName))
    asked = random.choice((cabin.AskTill(), *(cabin.AskPerson(phrase) for phrase in ORDER)))
    touch(stage, touches.Begin(), touches.Back(), cabin.OpenSheet(sheet), asked)
    visit = stage.mirror.visit
    for request in (
        [a.request for a in visit.requests if a.open and a.gtin is None] if visit else ()
    ):
        stage.feel(news(stage, request, random))


def _lie(stage: Stage, random: Random) -> None:
    """What lies over the room, and what is touched there."""
    sheet: cabin.SheetName = random.choice(get_args(cabin.SheetName))
    touch(stage, touches.Begin(), touches.Back(), cabin.OpenSheet(sheet))
    touch(stage, random.choice(_ON_SHEETS))


_ON_SHEETS: Final[tuple[touches.Touch, ...]] = (
    cabin.CloseSheet(),
    cabin.Undisturb(on=True),
    cabin.Undisturb(on=False),
    cabin.TurnOff(),
    *(cabin.Light(scene) for scene in SCENES),
)


def _compare(stage: Stage, random: Random) -> None:
    _hang_two(stage, random)
    touch(stage, touches.Begin(), touches.Back(), cabin.Compare())
    touch(stage, cabin.CompareOther(random.choice((0, 1))))
    touch(stage, *random.sample((cabin.CompleteLook(random.choice(_PIECES)), touches.Back()), 1))


def _leave(stage: Stage, random: Random) -> None:
    """As far as *random* goes: garments hang there, done, an answer for each, and a score."""
    _hang_two(stage, random)
    touch(stage, touches.Begin(), touches.Done())
    visit = stage.mirror.visit
    parting = visit.parting if visit else None
    for gtin in parting.gtins if parting else ():
        if random.random() < 0.2:
            return
        reason = random.choice((None, *get_args(JudgedFor)))
        touch(stage, random.choice((cabin.Judge(gtin, reason), cabin.SkipQuestion(gtin))))
    if random.random() < 0.6:
        touch(stage, random.choice((cabin.Rate(random.randint(1, 5)), cabin.SkipQuestion())))


def _hang_two(stage: Stage, random: Random) -> None:
    for gtin in random.sample(_PIECES, 2):
        hung = garment(gtin, serial=f"two-{gtin[-4:]}")
        stage.feel(inputs.Arrived(hung, stage.moment.seconds))


def _reserve(stage: Stage, random: Random) -> None:
    """A piece that is here is asked for, and one thing after the other is heard of it."""
    held, gtin = random.sample([variant.gtin for variant in COAT.variants], 2)
    code = garment(held, "S")
    stage.feel(inputs.Arrived(code, stage.moment.seconds, momentary=True))
    stage.feel(inputs.HubKnown(random.choice((True, True, False))))
    stage.feel(inputs.StockKnown(stock(gtin, 2)))
    touch(stage, touches.ChooseSize(gtin), counter_touches.Reserve(gtin))
    # Somebody was faster, and another store has it.
    other = Elsewhere(store="n", name="Nîmes", available=2, as_of=NOON)
    stage.feel(inputs.StockKnown(stock(gtin, 0).model_copy(update={"elsewhere": (other,)})))
    _hear_of_kept(stage, random)


def _hear_of_kept(stage: Stage, random: Random) -> None:
    taken = stage.kiosk.visit.taken if stage.kiosk.visit else None
    for name, wanted in taken.wanted.items() if taken else ():
        stage.feel(_kept(stage, random, name, wanted.gtin))
    for name, booked in taken.booked.items() if taken else ():
        stage.feel(_booked(stage, random, name, booked.slot.slot))
    every = (*taken.wanted, *taken.booked) if taken else ()
    for name in every:
        if random.random() < 0.3:
            off = (counter_touches.CallOffReservation, counter_touches.CallOffSession)
            touch(stage, *(one(name) for one in off))
        elif random.random() < 0.2:
            stage.feel(inputs.RequestRefused(name))


def _kept(stage: Stage, random: Random, name: str, gtin: str) -> inputs.Input:
    state = random.choice(tuple(ReservationStatus))
    why: Iterable[str] = DeclineReason if state is ReservationStatus.DECLINED else LapseReason
    said = {
        "reservation": name,
        "gtin": gtin,
        "quantity": 1,
        "state": state,
        "code": "CDF347",
        "until": NOON + timedelta(seconds=stage.seconds, hours=random.choice((1, 24))),
        "reason": random.choice(tuple(why)),
        "updated": NOON + timedelta(seconds=stage.seconds),
    }
    return inputs.ReservationKnown(ReservationState.model_validate(said))


def _style(stage: Stage, random: Random) -> None:
    """Times are known, or none is left; one is booked, and it is heard of."""
    slots = tuple(_slot(stage, hours) for hours in (2, 3, 26))
    stage.feel(inputs.SlotsKnown(slots))
    stage.feel(inputs.HubKnown(random.choice((True, True, False))))
    touch(stage, touches.LookAround(), counter_touches.OpenStyling())
    if random.random() < 0.2:
        stage.feel(inputs.SlotsKnown(()))
        return
    touch(stage, counter_touches.BookSlot(random.choice(slots).slot))
    if random.random() < 0.7:
        _hear_of_kept(stage, random)


def _slot(stage: Stage, hours: int) -> Slot:
    begins = NOON + timedelta(seconds=stage.seconds, hours=hours)
    return Slot(slot=f"in-{hours}", begins=begins, ends=begins + timedelta(hours=1))


def _booked(stage: Stage, random: Random, name: str, slot: str) -> inputs.Input:
    begins = NOON + timedelta(seconds=stage.seconds, hours=2)
    said = {
        "appointment": name,
        "slot": slot,
        "begins": begins,
        "ends": begins + timedelta(hours=1),
        "state": random.choice(tuple(AppointmentStatus)),
        "code": "CDF347",
        "reason": random.choice(tuple(SlotReason)),
        "updated": NOON + timedelta(seconds=stage.seconds),
    }
    return inputs.AppointmentKnown(AppointmentState.model_validate(said))


STORIES: Final[dict[str, Callable[[Stage, Random], None]]] = {
    "call": _call,
    "lie": _lie,
    "compare": _compare,
    "leave": _leave,
    "reserve": _reserve,
    "style": _style,
}
