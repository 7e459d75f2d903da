"""When the sender sends: times, windows, properties, and what it ignores."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from contract.envelope import CONTENT_TYPE, Event, read_event
from contract.events import OutboxDropped, RequestMade, VisitStarted
from contract.ids import new_id as real_id
from contract.outcomes import Reason
from contract.states import Ack, RejectedEvent
from messaging.clock import ManualClock
from messaging.draft import Draft
from messaging.outbox import Outbox
from messaging.port import OnDone, Outgoing
from messaging.sender import Sender

Opener = Callable[..., Outbox]


@dataclass
class Bench:
    outbox: Outbox
    clock: ManualClock
    sent: list[Outgoing] = field(default_factory=list)
    code: int = 0
    chance: float = 0.0

    def __post_init__(self) -> None:
        self.sender = Sender(self.outbox, self.publish, self.clock, lambda: self.chance)

    def publish(self, message: Outgoing, on_done: OnDone) -> None:
        self.sent.append(message)
        on_done(self.code)

    def make(self, count: int = 1, *, urgent: bool = False) -> list[Event]:
        now = self.clock.monotonic()
        data = (
            RequestMade(request=real_id(), kind="help", place="cabin-3")
            if urgent
            else VisitStarted(how="touch", language="fr")
        )
        return self.outbox.record([Draft(data, made_at=now, urgent=urgent)] * count)

    def pump(self, after: float = 0.0) -> list[int]:
        """The sequences sent *after* so many seconds."""
        self.clock.advance(after)
        self.sent.clear()
        self.sender.pump()
        return [int(message.properties["sequence"]) for message in self.sent]

    def ack(self, *events: Event, **more: object) -> None:
        settled = tuple(event.id for event in events)
        self.sender.acknowledged(Ack(outbox=self.outbox.id, settled=settled, **more))


@pytest.fixture
def bench(open_outbox: Opener, clock: ManualClock) -> Bench:
    made = Bench(open_outbox(), clock)
    made.sender.link_up()
    return made


def test_publish_carries_what_names_the_event(bench: Bench) -> None:
    (event,) = bench.make()
    assert bench.pump(after=0.25) == [1]
    (message,) = bench.sent
    assert message == Outgoing(
        "parcours/v1/lyon/cabin-3/event/visit.started",
        message.payload,
        properties={
            "id": event.id,
            "outbox": bench.outbox.id,
            "sequence": "000000000001",
            "age": "250",
        },
        expiry=120,
        content_type=CONTENT_TYPE,
    )
    assert read_event(message.payload) == event


def test_age_is_absent_after_another_boot(bench: Bench) -> None:
    bench.make()
    bench.clock.boot = "boot-2"
    bench.pump()
    assert "age" not in bench.sent[0].properties


def test_nothing_is_sent_with_the_link_down(bench: Bench) -> None:
    bench.make()
    bench.sender.link_down()
    assert bench.pump(after=100) == []
    assert bench.sender.due() is None


def test_lost_ack_is_asked_for_by_sending_again(bench: Bench) -> None:
    bench.make()
    times, last = [], bench.clock.monotonic()
    while len(times) < 8:
        if bench.pump():
            times.append(round(bench.clock.monotonic() - last))
            last = bench.clock.monotonic()
        bench.clock.advance(bench.sender.due() or 0)
    assert times == [0, 5, 10, 20, 40, 60, 60, 60]


def test_broker_delivery_settles_nothing(bench: Bench) -> None:
    bench.make()
    bench.pump()
    bench.pump()
    assert bench.outbox.count() == 1


def test_settled_by_id_is_done(bench: Bench) -> None:
    first, second = bench.make(2)
    bench.pump()
    bench.ack(first)
    assert bench.pump(after=5) == [2]
    bench.ack(second)
    assert (bench.pump(after=60), bench.sender.due()) == ([], None)


def test_through_settles_nothing(bench: Bench) -> None:
    bench.make(2)
    bench.pump()
    bench.ack(through=2)
    assert bench.pump(after=5) == [1, 2]


def test_ack_for_another_outbox_is_ignored(bench: Bench) -> None:
    (event,) = bench.make()
    bench.pump()
    bench.sender.acknowledged(Ack(outbox=real_id(), settled=(event.id,), renumber=True))
    assert bench.pump(after=5) == [1]


def test_rejected_is_done_and_kept(bench: Bench) -> None:
    (event,) = bench.make()
    bench.pump()
    bench.ack(rejected=(RejectedEvent(id=event.id, sequence=1, reason=Reason.CONFLICT),))
    assert bench.pump(after=60) == []
    assert bench.outbox.count() == 0


def test_no_more_than_200_in_flight(bench: Bench) -> None:
    events = bench.make(300)
    assert bench.pump() == list(range(1, 181))
    assert bench.pump() == []
    requests = bench.make(30, urgent=True)
    assert bench.pump() == list(range(301, 331))
    bench.ack(*events[:50])
    assert bench.pump() == list(range(181, 201))
    bench.ack(*requests)
    assert bench.pump() == list(range(201, 231))


def test_urgent_overtakes(bench: Bench) -> None:
    bench.make(3)
    bench.make(urgent=True)
    assert bench.pump() == [4, 1, 2, 3]


def test_back_after_an_outage_waits_a_moment_but_not_the_urgent(bench: Bench) -> None:
    bench.make(2)
    bench.make(urgent=True)
    bench.pump()
    bench.sender.link_down()
    bench.chance = 0.5
    bench.sender.link_up()
    assert bench.pump() == [3]
    assert bench.sender.due() == 1.5
    assert bench.pump(after=1.5) == [1, 2]


def test_hub_restarted_is_told_everything_at_once(bench: Bench) -> None:
    bench.make(2)
    bench.pump()
    bench.sender.hub_boot("a")
    assert bench.pump() == []
    bench.sender.hub_boot("a")
    assert bench.pump() == []
    bench.sender.hub_boot("b")
    assert bench.pump() == [1, 2]


def test_resend_from_the_journal(bench: Bench) -> None:
    bench.ack(*bench.make(4))
    bench.ack(resend_from=3)
    assert bench.pump() == [3, 4]


def test_renumber_sends_the_unsettled_under_a_new_outbox(bench: Bench) -> None:
    first, *_ = bench.make(3)
    bench.pump()
    old = bench.outbox.id
    bench.ack(first, renumber=True)
    assert bench.pump() == [1, 2]
    assert {message.properties["outbox"] for message in bench.sent} == {bench.outbox.id}
    assert bench.outbox.id != old


def test_silent_hub_gets_a_few_tries_only_until_it_answers(bench: Bench) -> None:
    events = bench.make(100)
    assert len(bench.pump()) == 100
    while bench.clock.monotonic() < 1200:
        bench.clock.advance(max(0.01, bench.sender.due() or 0))
        tried = bench.pump()
    assert len(tried) <= 8
    bench.ack(events[0])
    assert len(bench.pump()) >= 91


def test_refused_publish_stays_unsent(bench: Bench) -> None:
    bench.code = 135
    bench.make()
    assert bench.pump() == [1]
    assert bench.pump(after=5) == [1]
    assert bench.outbox.count() == 1


def test_poison_is_replaced_by_a_dropped_event(bench: Bench) -> None:
    (event,) = bench.make()
    bench.code = 149
    bench.pump()
    bench.code = 0
    assert bench.pump() == [1]
    sent = read_event(bench.sent[0].payload)
    assert sent.id != event.id
    assert sent.data == OutboxDropped(first=1, count=1, names={"visit.started": 1}, reason="poison")


def test_what_is_sent_again_is_the_same(bench: Bench) -> None:
    bench.make()
    bench.pump()
    first = bench.sent[0]
    bench.pump(after=5)
    again = bench.sent[0]
    assert again.payload == first.payload
    assert json.loads(again.properties["age"]) == 5000
