"""Two laboratories in which the same bus tests run: in memory, and with a real Mosquitto."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from contract.ids import new_id
from hub.broker import BrokerAdmin
from messaging.clock import ManualClock
from messaging.memory import MemoryBroker, MemoryBus
from messaging.mqtt import MqttBus
from messaging.port import Bus, LinkState, Message, Outgoing, Will
from simulation.broker import ADMIN, Broker
from tests.ports.relay import Relay

#: Topics of the laboratory's own.
_MARKS = "lab/"


class Probe:
    """A bus and what it told; *settles* by itself unless it is told not to."""

    def __init__(self, bus: Bus, cut: Callable[[], None], mend: Callable[[], None]) -> None:
        self.bus, self.cut, self.mend = bus, cut, mend
        self.settles = True
        self.messages: list[Message] = []
        self.links: list[LinkState] = []
        self.codes: list[int] = []
        #: What a laboratory sent to see that all before it has come.
        self.marks: set[bytes] = set()

    def start(self) -> "Probe":
        self.bus.start(self._hear, self.links.append)
        return self

    def publish(self, topic: str, payload: bytes = b"x", **more: object) -> None:
        self.bus.publish(Outgoing(topic, payload, **more), self.codes.append)

    @property
    def payloads(self) -> list[bytes]:
        return [message.payload for message in self.messages]

    @property
    def up(self) -> bool:
        return bool(self.links) and self.links[-1].up

    def _hear(self, message: Message) -> None:
        if message.topic.startswith(_MARKS):
            self.marks.add(message.payload)
            self.bus.settle(message)
            return
        self.messages.append(message)
        if self.settles:
            self.bus.settle(message)


class Lab(Protocol):
    def probe(
        self, name: str, *, will: Will | None = None, clean: bool = False, expiry: int = 3600
    ) -> Probe:
        """A started bus; publishing to `forbidden` is not allowed to it."""

    def wait(self, happened: Callable[[], bool]) -> None:
        """Until it *happened*, or fail."""

    def rest(self) -> None:
        """Until what can happen has happened."""

    def pass_time(self, seconds: float) -> None: ...
    def restart_broker(self) -> None: ...
    def close(self) -> None: ...


class MemoryLab:
    def __init__(self) -> None:
        self._clock = ManualClock()
        self._broker = MemoryBroker(self._clock, lambda _, __, topic: topic != "forbidden")
        self._buses: list[MemoryBus] = []

    def probe(
        self, name: str, *, will: Will | None = None, clean: bool = False, expiry: int = 3600
    ) -> Probe:
        bus = MemoryBus(self._broker, name, will=will, clean=clean, session_expiry=expiry)
        self._buses.append(bus)
        return Probe(bus, bus.cut, bus.mend).start()

    def wait(self, happened: Callable[[], bool]) -> None:
        self._broker.run()
        assert happened()

    def rest(self) -> None:
        self._broker.run()

    def pass_time(self, seconds: float) -> None:
        self._broker.advance(seconds)

    def restart_broker(self) -> None:
        self._broker.run()
        self._broker.stop()
        self._broker.restart()
        for bus in self._buses:
            bus.mend()

    def close(self) -> None:
        return


class MosquittoLab:
    def __init__(self, folder: Path) -> None:
        self._broker = Broker(folder, tls=False)
        self._broker.start()
        self._known: set[str] = set()
        self._probes: list[tuple[str, Probe]] = []
        self._marks = 0
        self._closing: list[Callable[[], None]] = []
        self._ticking = threading.Event()
        where = self._broker.host, self._broker.port
        bus = MqttBus(ADMIN, ADMIN, self._broker.admin_password, *where, clean=True)
        self._admin = BrokerAdmin(bus, new_id).__enter__()
        self._admin.run([{"command": "createRole", "rolename": "any", "acls": list(_everything())}])

    def probe(
        self, name: str, *, will: Will | None = None, clean: bool = False, expiry: int = 3600
    ) -> Probe:
        if name not in self._known:
            self._known.add(name)
            role = {"rolename": "any"}
            self._admin.run(
                [{"command": "createClient", "username": name, "password": name, "roles": [role]}]
            )
        relay = Relay(self._broker.port)
        bus = MqttBus(
            name,
            name,
            name,
            self._broker.host,
            relay.port,
            will=will,
            clean=clean,
            session_expiry=expiry,
            spread=lambda: 0.0,
        )
        self._closing += [bus.stop, relay.close]
        probe = Probe(bus, relay.cut, relay.mend).start()
        self.wait(lambda: probe.up)
        mine = f"{_MARKS}{len(self._probes)}"
        self._probes.append((mine, probe))
        bus.subscribe([mine])
        return probe

    def wait(self, happened: Callable[[], bool]) -> None:
        for _ in range(2000):
            if happened():
                return
            self._ticking.wait(0.005)
        assert happened()

    def rest(self) -> None:
        # First everything that was sent is with the broker, then everything is with its hearers:
        # a line carries its packets in order.
        for _ in range(2):
            self._marks += 1
            self._round_trip(b"%d" % self._marks)

    def _round_trip(self, mark: bytes) -> None:
        linked = [(mine, probe) for mine, probe in self._probes if probe.up]
        for mine, probe in linked:
            probe.bus.publish(Outgoing(mine, mark))
        self.wait(lambda: all(mark in probe.marks or not probe.up for _, probe in linked))

    def pass_time(self, seconds: float) -> None:
        self._ticking.wait(seconds + 0.5)

    def restart_broker(self) -> None:
        self.rest()
        self._broker.kill()
        self._broker.start()

    def close(self) -> None:
        for close in self._closing:
            close()
        self._admin.__exit__(None, None, None)
        self._broker.stop()


def _everything() -> list[dict[str, object]]:
    kinds = "publishClientSend", "publishClientReceive", "subscribePattern"
    refused = {"acltype": kinds[0], "topic": "forbidden", "allow": False, "priority": 1}
    return [refused, *({"acltype": kind, "topic": "#", "allow": True} for kind in kinds)]
