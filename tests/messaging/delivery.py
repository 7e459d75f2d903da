"""One weather for every hub: whatever link, broker, hub and disk do, it ends with every id once."""

import itertools
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Protocol

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from contract.envelope import Event
from contract.events import EventData, GarmentLeft, OutboxDropped, VisitEnded, VisitStarted
from contract.states import Ack
from messaging.clock import ManualClock
from messaging.draft import Draft
from messaging.outbox import Outbox
from messaging.port import OnDone, Outgoing
from messaging.rows import TELEMETRY
from messaging.sender import Sender
from messaging.streams import Stream

GTIN = "00614141100019"
DATA: dict[str, EventData] = {
    "visit.started": VisitStarted(how="tag", language="en"),
    "visit.ended": VisitEnded(why="idle", seconds=3),
    "garment.left": GarmentLeft(gtin=GTIN, tag=f"urn:{GTIN}", by="nfc", seconds=2),
}
ORDER = st.randoms(use_true_random=False)


class Hub(Protocol):
    """What the contract asks of a hub; `now` is monotonic seconds."""

    @property
    def events(self) -> Mapping[str, Event]:
        """What it keeps, by id."""

    @property
    def refused(self) -> Sequence[str]:
        """The ids of what it did not take."""

    def take(self, messages: Sequence[Outgoing]) -> Sequence[Ack]:
        """Its answers to *messages*, in whatever order they come."""

    def ask(self) -> Sequence[Ack]:
        """What it asks for because it is missing and due."""

    def stream(self, outbox: str) -> Stream:
        """How far it got with an outbox."""

    def restart(self) -> None: ...

    def close(self) -> None: ...


class Delivery(RuleBasedStateMachine):
    """Subclass it with a `make_hub`."""

    def make_hub(self, folder: Path, clock: ManualClock) -> Hub:
        raise NotImplementedError

    @initialize(chance=ORDER)
    def begin(self, chance: random.Random) -> None:
        self.chance = chance
        self.folder = Path(tempfile.mkdtemp())
        self.clock = ManualClock()
        self.ids = (f"00000000-0000-7000-8000-{n:012d}" for n in itertools.count(1))
        self.hub = self.make_hub(self.folder, self.clock)
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
        self.acks += self.hub.take([one for one in wire if self.chance.random() >= lose])

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
        self.acks += self.hub.ask()

    @rule(boot=st.sampled_from(("a", "b")))
    def hub_restarts(self, boot: str) -> None:
        self.hub.restart()
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
        with closing(sqlite3.connect(self.path)) as file:
            outbox, following = file.execute("select outbox, next from about").fetchone()
        stream, events, refused = self.hub.stream(outbox), self.hub.events, self.hub.refused
        self.hub.close()
        shutil.rmtree(self.folder)
        assert list(refused) == []
        # Of the outbox in use nothing is missing, and nothing is made out to be.
        assert stream.gaps == ()
        assert stream.through >= following - 1
        lost = [self.made[event] for event in self.made if event not in events]
        assert set(lost) <= TELEMETRY
        dropped = sum(
            event.data.names.get("garment.left", 0)
            for event in events.values()
            if isinstance(event.data, OutboxDropped)
        )
        # What is given up is said to be given up; after a crash it may yet have got through.
        assert len(lost) <= dropped
        own = {e.id for e in events.values() if e.name != "outbox.dropped"}
        assert own <= self.made.keys()
