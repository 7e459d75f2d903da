"""A styling session's life in a whole hub: who was first, what is told, and that it ends once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from contract import topics
from contract.ids import new_id
from contract.reservations import AppointmentStatus, SlotReason
from contract.states import AppointmentState, StylingSlots
from hub.appointments import Agree, Appointment, Keep, Miss, TurnDown
from hub.commands import Applied, Repeated, Rules, Unknown
from hub.counter_desk import CounterDesk
from hub.counter_rules import CounterRules
from hub.reservations import Refused, Withdraw
from hub.slots import Plan
from messaging.clock import ManualClock
from messaging.memory import MemoryBus
from messaging.port import LinkState, Message
from tests.hub.harness import STORE, Device, Lyon

S = AppointmentStatus
#: The clock begins on Saturday, 21 November 2026, at 11:00 in Lyon.
_HOURS = {5: ((time(14), time(17)),), 0: ((time(10), time(12)),)}
PLAN = Plan(_HOURS, 60, 1, 6, ZoneInfo("Europe/Paris"))
RULES = Rules(120, 60, 900, counter=CounterRules(plan=PLAN))
TWO, THREE = "2026-11-21T13:00Z", "2026-11-21T14:00Z"


@pytest.fixture
def lyon(tmp_path: Path, clock: ManualClock) -> Iterator[Lyon]:
    store = Lyon(tmp_path, clock, RULES)
    yield store
    store.hub.db.close()


class Reader:
    """Hears what screens hear of sessions and free times."""

    def __init__(self, lyon: Lyon) -> None:
        self.states: list[AppointmentState] = []
        self.free: list[list[str]] = []
        self._bus = MemoryBus(lyon.broker, f"reader-{new_id()[-6:]}", clean=True)
        sessions = topics.APPOINTMENT.filter(store=STORE)
        self._bus.subscribe([sessions, topics.STYLING.name(store=STORE)])
        self._bus.start(self._hear, self._see)
        lyon.run()

    def _hear(self, message: Message) -> None:
        self._bus.settle(message)
        if topics.STYLING.match(message.topic):
            found = StylingSlots.model_validate_json(message.payload)
            self.free.append([slot.slot for slot in found.slots])
        elif message.payload:
            self.states.append(AppointmentState.model_validate_json(message.payload))

    def _see(self, _link: LinkState) -> None:
        return


def booking(device: Device, name: str | None, slot: str = TWO, **changes: Any) -> dict[str, Any]:
    data = {"slot": slot, "appointment": name, **changes}
    return device.event("styling.booked", {k: v for k, v in data.items() if v})


def calling_off(device: Device, name: str | None, slot: str = TWO) -> dict[str, Any]:
    data = {"slot": slot, "appointment": name}
    return device.event("styling.cancelled", {k: v for k, v in data.items() if v})


def of(lyon: Lyon, name: str) -> Appointment:
    found = CounterDesk(lyon.desk).appointment(name)
    assert found is not None
    return found


def test_first_commit_has_the_slot_and_the_other_is_offered_the_next(lyon: Lyon) -> None:
    reader, names = Reader(lyon), [new_id(), new_id()]
    screens = [lyon.device("kiosk-1"), lyon.device("kiosk-2")]
    for screen, name in zip(screens, names, strict=True):
        screen.publish(booking(screen, name))
    lyon.run()
    assert [of(lyon, name).state for name in names] == [S.BOOKED, S.DECLINED]
    assert (of(lyon, names[1]).reason, of(lyon, names[1]).code) == (SlotReason.TAKEN, None)
    told = {state.appointment: state for state in reader.states}
    assert [told[name].state for name in names] == [S.BOOKED, S.DECLINED]
    assert told[names[0]].code == of(lyon, names[0]).code
    assert (TWO in reader.free[0], TWO in reader.free[-1], THREE in reader.free[-1]) == (
        True,
        False,
        True,
    )


def test_session_is_confirmed_and_kept(lyon: Lyon) -> None:
    kiosk, name = lyon.device("kiosk-1"), new_id()
    kiosk.send(booking(kiosk, name, token="t-1"))
    desk = CounterDesk(lyon.desk)
    assert desk.appoint(name, Keep()) == Refused(S.BOOKED)
    assert [desk.appoint(name, c) for c in (Agree(), Agree(), Keep(), Miss())] == [
        Applied(),
        Repeated(),
        Applied(),
        Refused(S.KEPT),
    ]
    assert (of(lyon, name).state, of(lyon, name).token) == (S.KEPT, "t-1")
    told = [n for n in lyon.names() if n.startswith("styling.")]
    assert told == ["styling.booked", "styling.confirmed", "styling.kept"]


def test_called_off_by_the_shopper_and_free_again(lyon: Lyon) -> None:
    reader, kiosk, name = Reader(lyon), lyon.device("kiosk-1"), new_id()
    kiosk.send(booking(kiosk, name))
    kiosk.send(calling_off(kiosk, name))
    assert of(lyon, name).state is S.CANCELLED
    assert [TWO in free for free in reader.free] == [True, False, True]
    assert lyon.names().count("styling.cancelled") == 1


def test_device_that_names_no_session_has_it_named_by_its_event(lyon: Lyon) -> None:
    kiosk = lyon.device("kiosk-1")
    event = booking(kiosk, None)
    kiosk.send(event)
    assert of(lyon, event["id"]).state is S.BOOKED
    kiosk.send(calling_off(kiosk, None))
    assert of(lyon, event["id"]).state is S.CANCELLED


def test_another_screen_cannot_call_it_off(lyon: Lyon) -> None:
    kiosk, other, name = lyon.device("kiosk-1"), lyon.device("kiosk-2"), new_id()
    kiosk.send(booking(kiosk, name))
    other.send(calling_off(other, name))
    assert of(lyon, name).state is S.BOOKED


def test_cancellation_that_overtakes_it_takes_no_slot(lyon: Lyon) -> None:
    kiosk, name = lyon.device("kiosk-1"), new_id()
    asked, off = booking(kiosk, name), calling_off(kiosk, name)
    kiosk.send(off)
    kiosk.send(asked)
    assert (of(lyon, name).state, len(CounterDesk(lyon.desk).slots())) == (S.CANCELLED, 5)


@pytest.mark.parametrize(
    ("slot", "age", "reason"),
    [
        ("2026-11-21T13:30Z", 0, SlotReason.NO_SLOT),
        ("2026-11-14T13:00Z", 0, SlotReason.NO_SLOT),
        (TWO, None, SlotReason.TOO_LATE),
        (TWO, 900_000, SlotReason.TOO_LATE),
    ],
)
def test_what_cannot_be_booked_is_declined_at_once(
    lyon: Lyon, slot: str, age: int | None, reason: SlotReason
) -> None:
    kiosk, name = lyon.device("kiosk-1"), new_id()
    kiosk.send(booking(kiosk, name, slot), age=age)
    assert (of(lyon, name).state, of(lyon, name).reason) == (S.DECLINED, reason)
    assert lyon.names()[-1] == "styling.declined"


def test_nobody_confirmed_it_before_it_begins(lyon: Lyon) -> None:
    kiosk, name = lyon.device("kiosk-1"), new_id()
    kiosk.send(booking(kiosk, name))
    lyon.advance(3 * 3600 - 1)
    assert of(lyon, name).state is S.BOOKED
    lyon.advance(1)
    lyon.advance(1)
    assert (of(lyon, name).state, of(lyon, name).reason) == (S.DECLINED, SlotReason.NOBODY_FREE)
    assert lyon.names().count("styling.declined") == 1


def test_nobody_said_how_it_was(lyon: Lyon) -> None:
    kiosk, name = lyon.device("kiosk-1"), new_id()
    kiosk.send(booking(kiosk, name))
    CounterDesk(lyon.desk).appoint(name, Agree())
    lyon.kill()
    lyon.clock.advance(4 * 3600 + 43_200)
    lyon.restart()
    lyon.advance(1)
    lyon.advance(1)
    assert (of(lyon, name).state, lyon.names().count("styling.missed")) == (S.MISSED, 1)
    assert CounterDesk(lyon.desk).appoint(name, Keep()) == Refused(S.MISSED)


def test_turned_down_by_an_associate_is_free_again(lyon: Lyon) -> None:
    kiosk, name = lyon.device("kiosk-1"), new_id()
    kiosk.send(booking(kiosk, name))
    desk = CounterDesk(lyon.desk)
    desk.appoint(name, Agree())
    assert desk.appoint(name, TurnDown()) == Applied()
    assert (of(lyon, name).reason, TWO in [s.slot for s in desk.slots()]) == (
        SlotReason.NOBODY_FREE,
        True,
    )


def test_called_off_by_an_associate_is_told_by_the_hub(lyon: Lyon) -> None:
    kiosk, name = lyon.device("kiosk-1"), new_id()
    kiosk.send(booking(kiosk, name))
    assert CounterDesk(lyon.desk).appoint(name, Withdraw()) == Applied()
    assert lyon.names()[-1] == "styling.cancelled"


def test_nobody_knows_it(lyon: Lyon) -> None:
    assert CounterDesk(lyon.desk).appoint(new_id(), Agree()) == Unknown()


def test_what_the_broker_forgot_is_put_right_after_a_connect(lyon: Lyon) -> None:
    kiosk, name = lyon.device("kiosk-1"), new_id()
    kiosk.send(booking(kiosk, name))
    lyon.kill()
    lyon.clock.advance(timedelta(hours=1).total_seconds())
    lyon.restart()
    reader = Reader(lyon)
    assert [(s.appointment, s.state) for s in reader.states] == [(name, S.BOOKED)]
    assert reader.free[-1] == [THREE, "2026-11-21T15:00Z", "2026-11-23T09:00Z", "2026-11-23T10:00Z"]


def test_hub_without_hours_offers_none(tmp_path: Path, clock: ManualClock) -> None:
    lyon = Lyon(tmp_path, clock, replace(RULES, counter=CounterRules()))
    assert Reader(lyon).free == [[]]
    lyon.hub.db.close()
