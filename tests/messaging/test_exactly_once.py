"""Whatever the link, the broker, the hub and the disk do: the hub ends with every id once."""

import itertools
import random
import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from contract.events import EventData, GarmentLeft, OutboxDropped, VisitEnded, VisitStarted
from contract.states import Ack
from messaging.clock import ManualClock
from messaging.draft import Draft
from messaging.outbox import Outbox
from messaging.port import OnDone, Outgoing
from messaging.rows import TELEMETRY
from messaging.sender import Sender
from tests.messaging.model_hub import ModelHub

GTIN = "00614141100019"
DATA: dict[str, EventData] = {
    "visit.started": VisitStarted(how="tag", language="en"),
    "visit.ended": VisitEnded(why="idle", seconds=3),
    "garment.left": GarmentLeft(gtin=GTIN, tag=f"urn:{GTIN}", by="nfc", seconds=2),
}
ORDER = st.randoms(use_true_random=False)


class Delivery(RuleBasedStateMachine):
    @initialize(chance=ORDER)
    def begin(self, chance: random.Random) -> None:
        self.chance = chance
        self.folder = Path(tempfile.mkdtemp())
        self.clock = ManualClock()
        self.ids = (f"00000000-0000-7000-8000-{n:012d}" for n in itertools.count(1))
        self.hub = ModelHub()
        self.made: dict[str, str] = {}
        self.copies = 0
        self.wire: list[Outgoing] = []
        self.acks: list[Ack] = []
        self.up = False
        self.open("outbox.sqlite")

    def open(self, name: str) -> None:
        self.path = self.folder / name
        self.outbox = Outbox.open(
            self.path,
            self.clock,
            lambda: next(self.ids),
            store="lyon",
            touchpoint="cabin-3",
            cap=12_000,
        )
        self.sender = Sender(self.outbox, self.publish, self.clock, self.chance.random)
        if self.up:
            self.sender.link_up()

    def publish(self, message: Outgoing, on_done: OnDone) -> None:
        self.wire.append(message)
        on_done(self.chance.choice((0, 0, 16, 136, 135)))

    @rule(name=st.sampled_from(sorted(DATA)), count=st.integers(1, 8), urgent=st.booleans())
    def record(self, name: str, count: int, urgent: bool) -> None:
        draft = Draft(DATA[name], made_at=self.clock.monotonic(), urgent=urgent)
        for event in self.outbox.record([draft] * count):
            self.made[event.id] = event.name
        self.sender.pump()

    @rule(seconds=st.sampled_from((0.1, 3.0, 6.0, 40.0)))
    def time_passes(self, seconds: float) -> None:
        self.clock.advance(seconds)
        self.sender.pump()

    @rule()
    def link_up(self) -> None:
        self.up = True
        self.sender.link_up()
        self.sender.pump()

    @rule()
    def link_down(self) -> None:
        self.up = False
        self.sender.link_down()

    @rule(lose=st.floats(0, 1))
    def broker_delivers_some_in_any_order(self, lose: float) -> None:
        wire, self.wire = self.wire, []
        self.chance.shuffle(wire)
        self.acks += [
            self.hub.take(message, self.clock.monotonic())
            for message in wire
            if self.chance.random() >= lose
        ]

    @rule(lose=st.floats(0, 1))
    def acks_arrive(self, lose: float) -> None:
        acks, self.acks = self.acks, []
        self.chance.shuffle(acks)
        for ack in acks:
            if self.chance.random() >= lose:
                self.sender.acknowledged(ack)
        self.sender.pump()

    @rule()
    def hub_asks(self) -> None:
        self.acks += self.hub.ask(self.clock.monotonic())

    @rule(boot=st.sampled_from(("a", "b")))
    def hub_restarts(self, boot: str) -> None:
        self.hub.restart(self.clock.monotonic())
        self.sender.hub_boot(boot)
        self.sender.pump()

    @rule()
    def touchpoint_restarts(self) -> None:
        self.outbox.close()
        self.open(self.path.name)

    @rule()
    def the_card_is_copied(self) -> None:
        self.outbox.close()
        shutil.copy(self.path, self.folder / "copy.sqlite")
        self.open(self.path.name)

    @precondition(lambda self: (self.folder / "copy.sqlite").exists())
    @rule()
    def the_copy_is_restored_after_everything_was_delivered(self) -> None:
        self.deliver_all()
        self.outbox.close()
        self.copies += 1
        name = f"restored-{self.copies}.sqlite"
        shutil.copy(self.folder / "copy.sqlite", self.folder / name)
        self.open(name)

    def deliver_all(self) -> None:
        """The weather clears."""
        self.link_up()
        for _ in range(400):
            self.clock.advance(2)
            self.sender.pump()
            self.broker_delivers_some_in_any_order(lose=0)
            self.hub_asks()
            self.acks_arrive(lose=0)
            if not self.outbox.count():
                return
        raise AssertionError(f"{self.outbox.count()} events never got through")

    def teardown(self) -> None:
        if not hasattr(self, "outbox"):
            return
        self.deliver_all()
        self.outbox.close()
        shutil.rmtree(self.folder)
        assert self.hub.conflicts == []
        lost = [self.made[event] for event in self.made if event not in self.hub.events]
        assert set(lost) <= TELEMETRY
        dropped = sum(
            event.data.names.get("garment.left", 0)
            for event in self.hub.events.values()
            if isinstance(event.data, OutboxDropped)
        )
        # What is given up is said to be given up; after a crash it may yet have got through.
        assert len(lost) <= dropped
        own = {e.id for e in self.hub.events.values() if e.name != "outbox.dropped"}
        assert own <= self.made.keys()


TestDelivery = Delivery.TestCase
TestDelivery.settings = settings(max_examples=25, stateful_step_count=40, deadline=None)
