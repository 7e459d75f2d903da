"""The counter in a whole hub: what is asked for, what is kept, and what screens are told of it."""

from datetime import timedelta
from typing import Any

import pytest

from contract import topics
from contract.ids import new_id
from contract.reservations import DeclineReason, ReservationStatus
from contract.states import ReservationState
from hub.counter_desk import CounterDesk
from hub.reservations import Collect, Confirm, Decline, Extend, Reservation
from hub.stock import Count, Feed
from messaging.memory import MemoryBus
from messaging.port import LinkState, Message, Outgoing
from tests.hub.harness import PLACES, STORE, Device, Lyon

S = ReservationStatus
COAT, SCARF = "00614141100019", "00614141100026"


@pytest.fixture
def lyon(lyon: Lyon) -> Lyon:
    """With one coat and five scarves."""
    now = lyon.clock.now()
    lyon.desk.put_stock(Feed({COAT: Count(1, now), SCARF: Count(5, now)}, now))
    return lyon


class Reader:
    """Hears one place's states, as a screen there does."""

    def __init__(self, lyon: Lyon, place: str = "+") -> None:
        self.heard: list[tuple[str, str]] = []
        self.states: dict[str, ReservationState] = {}
        self._bus = MemoryBus(lyon.broker, f"reader-{new_id()[-6:]}", clean=True)
        self._bus.subscribe([topics.RESERVATION.filter(store=STORE, place=place)])
        self._bus.start(self._hear, self._see)
        lyon.run()

    def _hear(self, message: Message) -> None:
        self._bus.settle(message)
        if message.payload:
            state = ReservationState.model_validate_json(message.payload)
            self.states[state.reservation] = state
            self.heard.append((state.reservation, state.state))

    def _see(self, _link: LinkState) -> None:
        return


def placing(device: Device, reservation: str, gtin: str = COAT, **changes: Any) -> dict[str, Any]:
    data = {"reservation": reservation, "gtin": gtin, "store": STORE, "quantity": 1, **changes}
    return device.event("reservation.placed", data, subject=reservation)


def cancelling(device: Device, reservation: str) -> dict[str, Any]:
    return device.event("reservation.cancelled", {"reservation": reservation}, subject=reservation)


def of(lyon: Lyon, name: str) -> Reservation:
    found = CounterDesk(lyon.desk).reservation(name)
    assert found is not None
    return found


def available(lyon: Lyon, gtin: str = COAT) -> int | None:
    return lyon.desk.stock(gtin).available


def test_placed_one_is_kept_at_once_and_its_place_is_told(lyon: Lyon) -> None:
    reader, kiosk, name = Reader(lyon, "kiosk-1"), lyon.device("kiosk-1"), new_id()
    asked = placing(kiosk, name)
    kiosk.send(asked)
    kept = of(lyon, name)
    assert (kept.state, kept.place, available(lyon)) == (S.PLACED, "kiosk-1", 0)
    assert kiosk.settled() == [asked["id"]]
    told = reader.states[name]
    assert (told.state, told.code, told.until, told.gtin) == (S.PLACED, kept.code, kept.until, COAT)
    assert kept.until == lyon.clock.now() + timedelta(minutes=15)


def test_eight_screens_ask_for_the_last_piece_at_once(lyon: Lyon) -> None:
    reader = Reader(lyon)
    screens = [lyon.device(f"kiosk-{n}") for n in range(1, 9)]
    names = [new_id() for _ in screens]
    for screen, name in zip(screens, names, strict=True):
        screen.publish(placing(screen, name))
    lyon.run()
    states = [of(lyon, name).state for name in names]
    assert sorted(states) == [S.DECLINED] * 7 + [S.PLACED]
    assert sorted(state.state for state in reader.states.values()) == sorted(states)
    assert available(lyon) == 0
    with lyon.hub.db.read() as rx:
        holds = rx.execute("select hold, quantity, ended from holds").fetchall()
    assert [tuple(row) for row in holds] == [(names[states.index(S.PLACED)], 1, None)]
    CounterDesk(lyon.desk).reserve(names[states.index(S.PLACED)], Confirm())
    assert lyon.names().count("reservation.confirmed") == 1
    assert lyon.names().count("reservation.declined") == 7


def test_confirmed_one_is_told_with_its_code_until_tomorrow(lyon: Lyon) -> None:
    reader, kiosk, name = Reader(lyon), lyon.device("kiosk-1"), new_id()
    kiosk.send(placing(kiosk, name))
    CounterDesk(lyon.desk).reserve(name, Confirm())
    lyon.run()
    told = reader.states[name]
    assert (told.state, told.until) == (S.CONFIRMED, lyon.clock.now() + timedelta(hours=24))


def test_collected_one_is_over_everywhere(lyon: Lyon) -> None:
    reader, kiosk, name = Reader(lyon), lyon.device("kiosk-1"), new_id()
    kiosk.send(placing(kiosk, name))
    for command in (Confirm(), Extend(), Collect()):
        CounterDesk(lyon.desk).reserve(name, command)
    lyon.run()
    assert reader.heard[-1] == (name, S.COLLECTED)
    events = [n for n in lyon.names() if n.startswith("reservation.")]
    assert events == [f"reservation.{n}" for n in ("placed", "confirmed", "extended", "collected")]
    lyon.broker.advance(topics.FINAL_REQUEST_EXPIRY)
    assert Reader(lyon).heard == []


def test_piece_that_was_not_found_is_counted_as_gone(lyon: Lyon) -> None:
    kiosk, name = lyon.device("kiosk-1"), new_id()
    kiosk.send(placing(kiosk, name))
    lyon.advance(60)
    CounterDesk(lyon.desk).reserve(name, Decline(DeclineReason.NOT_FOUND))
    assert (of(lyon, name).state, available(lyon)) == (S.DECLINED, 0)
    assert lyon.names()[-2:] == ["reservation.declined", "stock.corrected"]


def test_damaged_piece_leaves_the_others_to_be_had(lyon: Lyon) -> None:
    kiosk, name = lyon.device("kiosk-1"), new_id()
    kiosk.send(placing(kiosk, name, SCARF))
    assert available(lyon, SCARF) == 4
    CounterDesk(lyon.desk).reserve(name, Decline(DeclineReason.DAMAGED))
    assert available(lyon, SCARF) == 5


def test_unconfirmed_one_lapses_and_is_told_once(lyon: Lyon) -> None:
    reader, kiosk, name = Reader(lyon), lyon.device("kiosk-1"), new_id()
    kiosk.send(placing(kiosk, name))
    lyon.advance(899.0)
    assert (of(lyon, name).state, available(lyon)) == (S.PLACED, 0)
    lyon.advance(1.0)
    lyon.advance(1.0)
    assert (of(lyon, name).state, available(lyon)) == (S.LAPSED, 1)
    assert [state for _, state in reader.heard] == [S.PLACED, S.LAPSED]
    assert lyon.names().count("reservation.lapsed") == 1


def test_cancellation_that_overtakes_it_keeps_nothing(lyon: Lyon) -> None:
    kiosk, name = lyon.device("kiosk-1"), new_id()
    asked, called_off = placing(kiosk, name), cancelling(kiosk, name)
    kiosk.send(called_off)
    kiosk.send(asked)
    assert (of(lyon, name).state, available(lyon)) == (S.CANCELLED, 1)


def test_shopper_calls_it_off(lyon: Lyon) -> None:
    kiosk, name = lyon.device("kiosk-1"), new_id()
    kiosk.send(placing(kiosk, name))
    kiosk.send(cancelling(kiosk, name))
    assert (of(lyon, name).state, available(lyon)) == (S.CANCELLED, 1)
    assert lyon.names().count("reservation.cancelled") == 1


def test_another_screen_cannot_call_it_off(lyon: Lyon) -> None:
    kiosk, other, name = lyon.device("kiosk-1"), lyon.device("kiosk-2"), new_id()
    kiosk.send(placing(kiosk, name))
    other.send(cancelling(other, name))
    assert of(lyon, name).state is S.PLACED


def test_repeat_after_it_is_over_changes_nothing(lyon: Lyon) -> None:
    kiosk, name = lyon.device("kiosk-1"), new_id()
    asked = placing(kiosk, name)
    kiosk.send(asked)
    kiosk.send(cancelling(kiosk, name))
    kiosk.send(asked)
    assert (of(lyon, name).state, available(lyon)) == (S.CANCELLED, 1)
    assert lyon.names().count("reservation.placed") == 1


@pytest.mark.parametrize("age", [None, 900_000])
def test_wish_of_somebody_long_gone_is_kept_for_nobody(lyon: Lyon, age: int | None) -> None:
    kiosk, name = lyon.device("kiosk-1"), new_id()
    kiosk.send(placing(kiosk, name), age=age)
    assert (of(lyon, name).reason, available(lyon)) == (DeclineReason.TOO_LATE, 1)


def test_asked_of_another_store_is_declined_here(lyon: Lyon) -> None:
    kiosk, name = lyon.device("kiosk-1"), new_id()
    kiosk.send(placing(kiosk, name, store="paris"))
    assert (of(lyon, name).reason, available(lyon)) == (DeclineReason.OTHER_STORE, 1)


def test_screen_asks_only_for_its_own_place(lyon: Lyon) -> None:
    cabin, name = lyon.device("cabin-7"), new_id()
    cabin.send(placing(cabin, name, place="cabin-8"))
    assert CounterDesk(lyon.desk).reservation(name) is None
    assert [reason for _, _, reason in cabin.rejected()] == ["forged_source"]


def test_answer_goes_to_where_the_touchpoint_was_enrolled_to_stand(
    lyon: Lyon, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(PLACES, "kiosk-1", "floor")
    reader, kiosk, name = Reader(lyon, "floor"), lyon.device("kiosk-1"), new_id()
    kiosk.send(placing(kiosk, name))
    assert reader.states.keys() == {name}


def test_end_of_the_visit_lets_go_of_nothing(lyon: Lyon) -> None:
    kiosk, name, visit = lyon.device("kiosk-1"), new_id(), new_id()
    kiosk.send({**placing(kiosk, name), "visitid": visit})
    kiosk.send(kiosk.event("visit.ended", {"why": "done", "seconds": 9}, visitid=visit))
    assert (of(lyon, name).state, of(lyon, name).visit) == (S.PLACED, visit)


def test_clock_put_back_keeps_no_piece_twice(lyon: Lyon) -> None:
    kiosk, first, second = lyon.device("kiosk-1"), new_id(), new_id()
    kiosk.send(placing(kiosk, first))
    lyon.clock.moment -= timedelta(minutes=5)
    kiosk.send(placing(kiosk, second))
    assert [of(lyon, name).state for name in (first, second)] == [S.PLACED, S.DECLINED]


def test_killed_hub_goes_on_where_it_was(lyon: Lyon) -> None:
    kiosk, kept, lost = lyon.device("kiosk-1"), new_id(), new_id()
    kiosk.send(placing(kiosk, kept, SCARF))
    CounterDesk(lyon.desk).reserve(kept, Confirm())
    kiosk.send(placing(kiosk, lost))
    before = of(lyon, kept), of(lyon, lost)
    lyon.kill()
    lyon.clock.advance(900)
    lyon.restart()
    assert (of(lyon, kept), of(lyon, lost)) == before
    lyon.advance(1.0)
    assert (of(lyon, kept), of(lyon, lost).state) == (before[0], S.LAPSED)
    assert of(lyon, lost).updated == before[1].until
    lyon.kill()
    lyon.restart()
    lyon.advance(1.0)
    assert lyon.names().count("reservation.lapsed") == 1


def test_what_the_broker_forgot_is_put_right_after_a_connect(lyon: Lyon) -> None:
    kiosk, name = lyon.device("kiosk-1"), new_id()
    kiosk.send(placing(kiosk, name))
    lyon.kill()
    topic = topics.RESERVATION.name(store=STORE, place="kiosk-1", reservation=name)
    stray = topics.RESERVATION.name(store=STORE, place="kiosk-1", reservation=new_id())
    vandal = MemoryBus(lyon.broker, "vandal", clean=True)
    vandal.start(lambda _: None, lambda _: None)
    vandal.publish(Outgoing(topic, b"", retain=True))
    vandal.publish(Outgoing(stray, b"{}", retain=True))
    lyon.broker.run()
    lyon.restart()
    reader = Reader(lyon)
    assert {n: s.state for n, s in reader.states.items()} == {name: S.PLACED}


def test_code_is_found_and_no_other_open_one_has_it(lyon: Lyon) -> None:
    kiosk, names = lyon.device("kiosk-1"), [new_id() for _ in range(4)]
    for name in names:
        kiosk.send(placing(kiosk, name, SCARF))
    codes = [of(lyon, name).code or "" for name in names]
    assert len(set(codes)) == 4
    found = [CounterDesk(lyon.desk).of_code(code) for code in codes]
    assert found == [of(lyon, name) for name in names]
