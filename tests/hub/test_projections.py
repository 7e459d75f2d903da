"""What the broker retains of the hub: always what the database says, whatever was left there."""

from decimal import Decimal
from itertools import pairwise
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from contract import topics
from contract.events import PurchaseCompleted, PurchaseLine
from contract.ids import new_id
from contract.requests import RequestKind
from hub.commands import Accept, Cancel, Dismiss, Finish, Make, See
from hub.stock import Count, Feed
from hub.work import Changes
from messaging.clock import ManualClock
from messaging.memory import MemoryBus
from messaging.port import LinkState, Message, Outgoing
from tests.hub.harness import Lyon

A, B = "00614141100019", "00614141100026"
MAKE = Make(RequestKind.SIZE, "cabin-3", touchpoint="cabin-3", wanted_gtin=A)
DOCUMENT: TypeAdapter[dict[str, Any]] = TypeAdapter(dict[str, Any])


class Reader:
    """Somebody who looks at everything under the store, as it comes."""

    def __init__(self, lyon: Lyon) -> None:
        self.heard: list[Message] = []
        self.bus = MemoryBus(lyon.broker, "reader", clean=True)
        self.bus.subscribe(["parcours/v1/lyon/#"])
        self.bus.start(self.heard.append, self._see)
        lyon.run()

    def said(self, topic: str) -> list[dict[str, Any] | None]:
        """Everything heard on *topic*, oldest first; None where it was cleared."""
        return [
            DOCUMENT.validate_json(m.payload) if m.payload else None
            for m in self.heard
            if m.topic == topic
        ]

    def topics(self) -> list[str]:
        return sorted(m.topic for m in self.heard if m.payload)

    def _see(self, _link: LinkState) -> None:
        return


def leave(lyon: Lyon, topic: str, payload: bytes) -> None:
    """Somebody else left a retained message."""
    bus = MemoryBus(lyon.broker, "vandal", clean=True)
    bus.start(lambda _: None, lambda _: None)
    bus.publish(Outgoing(topic, payload, retain=True))
    lyon.run()
    bus.stop()


def request_topic(request: str) -> str:
    return topics.REQUEST.name(store="lyon", place="cabin-3", request=request)


def stock_topic(gtin: str) -> str:
    return topics.STOCK.name(store="lyon", gtin=gtin)


HUB_STATE = topics.HUB_STATE.name(store="lyon")


def test_hub_says_online_with_its_boot(lyon: Lyon) -> None:
    reader = Reader(lyon)
    assert reader.said(HUB_STATE) == [
        {
            "online": True,
            "boot": lyon.hub.boot,
            "version": "1",
            "now": "2026-11-21T10:00:00.000Z",
        }
    ]


def test_screens_hear_what_other_stores_say_and_when_they_say_no_more(lyon: Lyon) -> None:
    reader, now = Reader(lyon), lyon.clock.now()
    for counts in ({A: Count(2, now)}, {}):
        lyon.desk.put_elsewhere({"nice": Feed(counts, now)})
        lyon.run()
    found = reader.said(stock_topic(A))
    assert [(f["available"], [e["name"] for e in f["elsewhere"]]) for f in found if f] == [
        (None, ["Nice"]),
        (None, []),
    ]


def test_request_is_shown_to_its_place_as_it_changes(lyon: Lyon) -> None:
    reader = Reader(lyon)
    request = new_id()
    lyon.desk.act(request, MAKE)
    lyon.desk.act(request, Accept("a-1"))
    lyon.desk.act(request, Finish("a-1"))
    lyon.run()
    found = reader.said(request_topic(request))
    assert [(f["state"], f.get("by"), f.get("wait_seconds")) for f in found if f] == [
        ("made", None, [60, 180]),
        ("accepted", "Camille", [60, 180]),
        ("done", "Camille", None),
    ]


def test_who_saw_a_request_is_named_until_it_is_cancelled(lyon: Lyon) -> None:
    reader = Reader(lyon)
    request = new_id()
    for command in (MAKE, See("a-1"), Accept("a-1"), Cancel()):
        lyon.desk.act(request, command)
    lyon.run()
    assert [(f["state"], f.get("by")) for f in reader.said(request_topic(request)) if f] == [
        ("made", None),
        ("seen", "Camille"),
        ("accepted", "Camille"),
        ("cancelled", None),
    ]


def test_forgotten_request_that_is_dismissed_stays_forgotten(
    lyon: Lyon, clock: ManualClock
) -> None:
    request = new_id()
    for command in (MAKE, Accept("a-1"), Cancel()):
        lyon.desk.act(request, command)
    lyon.broker.advance(601)
    clock.advance(601)
    lyon.desk.act(request, Dismiss("a-1"))
    assert Reader(lyon).said(request_topic(request)) == []


def test_final_state_is_forgotten_after_ten_minutes(lyon: Lyon) -> None:
    request = new_id()
    lyon.desk.act(request, MAKE)
    lyon.desk.act(request, Accept("a-1"))
    lyon.desk.act(request, Finish("a-1"))
    lyon.broker.advance(599)
    assert len(Reader(lyon).said(request_topic(request))) == 1
    lyon.broker.advance(1)
    assert Reader(lyon).said(request_topic(request)) == []


def test_stock_is_told_at_every_change(lyon: Lyon, clock: ManualClock) -> None:
    reader = Reader(lyon)
    lyon.desk.put_stock(Feed({A: Count(3, clock.now(), "rail 4")}, clock.now()))
    lyon.run()
    assert reader.said(stock_topic(A)) == [
        {
            "gtin": A,
            "available": 3,
            "as_of": "2026-11-21T10:00:00.000Z",
            "confidence": "counted",
            "where": "rail 4",
            "elsewhere": [],
        }
    ]


def test_what_the_database_does_not_know_is_cleared_before_online(lyon: Lyon) -> None:
    ghost, stranger = request_topic(new_id()), stock_topic(B)
    leave(lyon, ghost, b'{"request": "of another hub"}')
    leave(lyon, stranger, b'{"available": 99}')
    reader = Reader(lyon)
    reader.heard.clear()
    lyon.hub.bus.cut()
    lyon.hub.bus.mend()
    lyon.run()
    assert [reader.said(ghost), reader.said(stranger)] == [[None], [None]]
    assert reader.heard[-1].topic == HUB_STATE


def test_what_changed_while_the_line_was_down_is_put_right(lyon: Lyon, clock: ManualClock) -> None:
    request = new_id()
    lyon.desk.put_stock(Feed({A: Count(3, clock.now())}, clock.now()))
    lyon.desk.act(request, MAKE)
    lyon.hub.bus.cut()
    clock.advance(60)
    lyon.desk.put_stock(Feed({A: Count(1, clock.now())}, clock.now()))
    lyon.desk.act(request, Accept("a-1"))
    lyon.hub.bus.mend()
    lyon.run()
    reader = Reader(lyon)
    assert [found["available"] for found in reader.said(stock_topic(A)) if found] == [1]
    assert [f["state"] for f in reader.said(request_topic(request)) if f] == ["accepted"]


def test_restart_publishes_only_what_is_not_right_already(lyon: Lyon, clock: ManualClock) -> None:
    lyon.desk.put_stock(Feed({A: Count(3, clock.now()), B: Count(1, clock.now())}, clock.now()))
    lyon.run()
    leave(lyon, stock_topic(B), b'{"available": 99}')
    reader = Reader(lyon)
    reader.heard.clear()
    lyon.kill()
    lyon.restart()
    assert reader.topics() == [HUB_STATE, stock_topic(B)]


def test_hub_that_falls_silent_is_said_to_be_away(lyon: Lyon) -> None:
    reader = Reader(lyon)
    lyon.hub.bus.cut()
    lyon.broker.advance(19)
    assert [found["online"] for found in reader.said(HUB_STATE) if found] == [True]
    lyon.broker.advance(1)
    assert [found["online"] for found in reader.said(HUB_STATE) if found] == [True, False]


def test_hub_that_stops_says_so_itself(lyon: Lyon) -> None:
    reader = Reader(lyon)
    lyon.hub.intake.stop()
    lyon.broker.run()
    assert [found["online"] for found in reader.said(HUB_STATE) if found] == [True, False]


def test_screens_learn_where_to_fetch_settings(lyon: Lyon) -> None:
    reader = Reader(lyon)
    assert reader.said(topics.SETTINGS.name(store="lyon")) == [
        {"version": "s1", "url": "/v1/settings"}
    ]


def test_screens_learn_at_once_of_other_settings(lyon: Lyon) -> None:
    reader = Reader(lyon)
    lyon.hub.settings = "s2"
    lyon.desk.tell(Changes(settings=True))
    lyon.run()
    said = reader.said(topics.SETTINGS.name(store="lyon"))
    assert [found["version"] for found in said if found] == ["s1", "s2"]


def sell(lyon: Lyon, serial: str) -> str:
    """Book a receipt; the version it makes."""
    price = Decimal(890)
    line = PurchaseLine(gtin=A, serial=serial, quantity=1, unit_price=price, currency="EUR")
    lyon.desk.sell(PurchaseCompleted(basket=new_id(), lines=(line,)), lyon.clock.now())
    lyon.run()
    return lyon.desk.sold_version()


SOLD = topics.SOLD.name(store="lyon")


def test_screens_learn_at_once_that_something_was_sold(lyon: Lyon) -> None:
    nothing = lyon.desk.sold_version()
    reader = Reader(lyon)
    version = sell(lyon, "A1")
    lyon.advance(1)
    assert reader.said(SOLD) == [{"version": v, "url": "/v1/sold"} for v in (nothing, version)]


def test_version_of_before_a_restart_is_not_said_again(lyon: Lyon) -> None:
    version = sell(lyon, "A1")
    lyon.advance(60)
    reader = Reader(lyon)
    lyon.kill()
    lyon.restart()
    lyon.advance(60)
    assert [found["version"] for found in reader.said(SOLD) if found] == [version]


def test_what_was_sold_while_the_line_was_down_is_put_right(lyon: Lyon) -> None:
    lyon.hub.bus.cut()
    version = sell(lyon, "A1")
    lyon.hub.bus.mend()
    lyon.run()
    assert [found["version"] for found in Reader(lyon).said(SOLD) if found] == [version]


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.one_of(st.just("sale"), st.integers(1, 70)), max_size=20))
def test_busy_till_makes_no_screen_fetch_more_than_once_a_minute(
    lyon: Lyon, steps: list[str | int]
) -> None:
    """A number is so many seconds, beat by beat."""
    lyon.advance(60)
    reader, said, now = Reader(lyon), list[int](), 0
    known = len(reader.said(SOLD))
    for step in [*steps, 60]:
        if isinstance(step, str):
            sell(lyon, new_id())
            continue
        for _ in range(step):
            now += 1
            lyon.advance(1)
            fresh = len(reader.said(SOLD)) - known - len(said)
            said += [now] * fresh
    versions = [found["version"] for found in reader.said(SOLD) if found]
    assert all(later - earlier >= 60 for earlier, later in pairwise(said))
    assert versions[-1:] == [lyon.desk.sold_version()]
    reader.bus.stop()
