"""A touchpoint's uplink to try: a broker in memory, a real outbox, a manual clock."""

from datetime import datetime
from pathlib import Path

from contract.envelope import Event, read_event
from contract.ids import new_id
from contract.states import HubState, Pointer, TouchpointState
from contract.topics import EVENT, HUB_STATE, STATE
from messaging.clock import ManualClock
from messaging.memory import MemoryBroker, MemoryBus
from messaging.outbox import Outbox
from messaging.port import Message, Outgoing
from messaging.sender import Sender
from messaging.storetime import StoreTime
from touchpoint.health import Health
from touchpoint.hearing import Command
from touchpoint.identity import Identity
from touchpoint.inputs import Input
from touchpoint.uplink import Uplink


class Bench:
    """A touchpoint's uplink, and a hub that only listens and speaks when told to."""

    def __init__(self, folder: Path, clock: ManualClock) -> None:
        self.clock, self.broker = clock, MemoryBroker(clock)
        self.time = time = StoreTime(clock)
        self.heard: list[Message] = []
        self.told: list[Input] = []
        self.pointers: list[Pointer] = []
        self.orders: list[Command] = []
        self.hub = MemoryBus(self.broker, "hub")
        self.hub.subscribe([EVENT.filter(store="lyon"), STATE.filter(store="lyon")])
        self.hub.start(self._hear, lambda _: None)
        who = Identity("lyon", "cabin-3", "cabin-3", new_id(), "1.0", clock.now())
        self.bus = MemoryBus(self.broker, "cabin-3", will=who.will())
        self.outbox = Outbox.open(
            folder / "outbox.db", time, new_id, store="lyon", touchpoint="cabin-3"
        )
        sender = Sender(self.outbox, self.bus.publish, time, lambda: 0.0)
        self.health = Health(who.boot, who.version, folder, time)
        self.uplink = Uplink(
            who,
            self.bus,
            self.outbox,
            sender,
            time,
            self.health,
            self.told.append,
            self.pointers.append,
            obey=self.orders.append,
        )

    def _hear(self, message: Message) -> None:
        self.heard.append(message)
        self.hub.settle(message)

    def run(self, seconds: float = 0.0) -> None:
        """Let *seconds* pass, then everything that moves."""
        self.clock.advance(seconds)
        for _ in range(4):
            self.broker.run()
            self.uplink.work(0.0)
        self.broker.run()

    def say(self, topic: str, payload: bytes, *, retain: bool = False) -> None:
        self.hub.publish(Outgoing(topic, payload, retain=retain))
        self.run()

    def events(self) -> list[Event]:
        return [read_event(m.payload) for m in self.heard if "/event/" in m.topic]

    def states(self) -> list[bool]:
        found = [m.payload for m in self.heard if m.topic.endswith("/state")]
        return [TouchpointState.model_validate_json(payload).online for payload in found]

    def hub_says(self, *, online: bool, boot: str, now: datetime | None = None) -> None:
        state = HubState(online=online, boot=boot, version="1", now=now or self.clock.now())
        self.say(HUB_STATE.name(store="lyon"), state.model_dump_json().encode(), retain=True)
