"""A hub on a broker in memory and a real database, and a device that speaks by hand."""

import json
from pathlib import Path
from typing import Any

from contract import topics
from contract.envelope import touchpoint_source
from contract.ids import new_id
from contract.states import Ack
from hub.aside import RejectedEvent
from hub.commanding import Commanding
from hub.commands import Rules
from hub.desk import Desk
from hub.housekeeping import Housekeeping
from hub.inbox import Inbox
from hub.intake import Intake
from hub.presence import Presence
from hub.projections import Projections
from hub.store import QUERIES, Database
from hub.work import Changes
from messaging.clock import ManualClock
from messaging.memory import MemoryBroker, MemoryBus
from messaging.port import LinkState, Message, Outgoing

STORE = "lyon"
RULES = Rules(120, 60, 900)
NAMES = {"a-1": "Camille"}
#: Where touchpoints were enrolled to stand; of all others that is unknown.
PLACES = {"cabin-7": "cabin-7"}


class CrashedError(BaseException):
    """The hub was killed here; no handler of its own may notice."""


class HubProcess:
    """One run of the hub's program; `Lyon.restart` makes another on the same database."""

    def __init__(self, broker: MemoryBroker, clock: ManualClock, path: Path, rules: Rules) -> None:
        self.clock = clock
        self.boot = new_id()
        #: The version of what touchpoints fetch as settings.
        self.settings = "s1"
        self.db = Database(path)
        self.desk = Desk(self.db, STORE, clock, new_id, rules)
        presence = Presence(STORE, self.boot, "1", clock)
        self.bus = MemoryBus(broker, "hub", will=presence.will())
        self.projections = Projections(
            self.bus, self.desk, presence, NAMES.get, lambda: self.settings
        )
        self.commanding = Commanding(self.desk, self.bus.publish)
        self.desk.publish = self._tell
        self.crash_after_commit = False
        inbox = Inbox(self.desk, self.bus, self._after_commit, PLACES.get)
        housekeeping = Housekeeping(self.db, 90, 400, self.projections.refresh)
        self.intake = Intake(
            self.bus, self.desk, inbox, self.projections, housekeeping, also=self.commanding.beat
        )
        self.intake.connect()

    def _tell(self, changes: Changes) -> None:
        self.projections.tell(changes)
        self.commanding.heard(changes)

    def _after_commit(self) -> None:
        if self.crash_after_commit:
            raise CrashedError


class Lyon:
    """The whole store: broker, hub, devices; nothing moves until `run`."""

    def __init__(self, folder: Path, clock: ManualClock, rules: Rules = RULES) -> None:
        self.clock, self._rules = clock, rules
        self.broker = MemoryBroker(clock)
        self._path = folder / "hub.db"
        self.hub = HubProcess(self.broker, clock, self._path, rules)
        self.run()

    def run(self) -> None:
        """Until nothing moves."""
        moved = True
        while moved:
            self.broker.run()
            moved = self.hub.intake.drain()

    def advance(self, seconds: float) -> None:
        self.clock.advance(seconds)
        self.hub.intake.beat()
        self.run()

    def forbid(self, table: str) -> None:
        """Let every insert into *table* break, as a mistake of ours would."""
        with self.hub.db.transaction() as tx:
            tx.execute(
                f"create trigger forbidden before insert on {table} "
                "begin select raise(abort, 'forbidden'); end"
            )

    def allow(self) -> None:
        with self.hub.db.transaction() as tx:
            tx.execute("drop trigger forbidden")

    def kill(self) -> None:
        self.hub.bus.cut()
        self.hub.db.close()

    def restart(self) -> None:
        self.hub = HubProcess(self.broker, self.clock, self._path, self._rules)
        self.run()

    @property
    def desk(self) -> Desk:
        return self.hub.desk

    def device(self, touchpoint: str = "cabin-3") -> "Device":
        return Device(self, touchpoint)

    def kept(self) -> list[tuple[str, str]]:
        """Source and id of every event the hub has, in order."""
        with self.hub.db.read() as rx:
            rows = list(QUERIES.recent_events(rx, limit=10_000))
        return [(row.source, row.id) for row in reversed(rows)]

    def owed(self) -> list[str]:
        with self.hub.db.read() as rx:
            return [row.id for row in QUERIES.owed(rx, limit=10_000)]

    def names(self) -> list[str]:
        """The names of the events the hub has, in order."""
        with self.hub.db.read() as rx:
            return [row.name for row in reversed(list(QUERIES.recent_events(rx, limit=10_000)))]

    def refused(self) -> list[tuple[str | None, str]]:
        """Id and reason of what was rejected, oldest first."""
        found: tuple[RejectedEvent, ...] = self.desk.rejected()
        return [(row.id, row.reason) for row in reversed(found)]


class Device:
    """A touchpoint written from the contract alone: JSON, topics and user properties."""

    def __init__(self, lyon: Lyon, touchpoint: str) -> None:
        self.touchpoint = touchpoint
        self.source = touchpoint_source(STORE, touchpoint)
        self.outbox = new_id()
        self.sequence = 0
        self.acks: list[Ack] = []
        self._lyon = lyon
        self._ack_topic = topics.ACK.name(store=STORE, touchpoint=touchpoint)
        self.bus = MemoryBus(lyon.broker, touchpoint, clean=True)
        self.bus.subscribe([self._ack_topic])
        self.bus.start(self._hear, self._see)
        lyon.run()

    def event(self, name: str, data: dict[str, Any], **changes: Any) -> dict[str, Any]:
        """The next event of this device, as a JSON document."""
        self.sequence += 1
        return {
            "specversion": "1.0",
            "id": new_id(),
            "source": self.source,
            "type": f"parcours.{name}.v1",
            "time": "2026-11-21T10:00:00.000Z",
            "datacontenttype": "application/json",
            "outbox": self.outbox,
            "sequence": f"{self.sequence:012d}",
            "storeid": STORE,
            "touchpointid": self.touchpoint,
            "data": data,
            **changes,
        }

    def wish(self, **changes: Any) -> dict[str, Any]:
        return self.event("wish.added", {"gtin": "00614141100019"}, **changes)

    def ask(self, request: str, **changes: Any) -> dict[str, Any]:
        """Somebody wants another size."""
        data = {
            "request": request,
            "kind": "size",
            "gtin": "00614141100019",
            "wanted_gtin": "00614141100026",
            "place": self.touchpoint,
        }
        return self.event("request.made", data, subject=request, **changes)

    def send(
        self, event: dict[str, Any], *, age: int | None = 0, body: bytes | None = None
    ) -> None:
        """Publish *event*, or other bytes under its names; then let everything move."""
        self.publish(event, age=age, body=body)
        self._lyon.run()

    def publish(
        self, event: dict[str, Any], *, age: int | None = 0, body: bytes | None = None
    ) -> None:
        """As `send`, but nothing moves yet."""
        self.bus.publish(self.outgoing(event, age=age, body=body))

    def outgoing(
        self, event: dict[str, Any], *, age: int | None = 0, body: bytes | None = None
    ) -> Outgoing:
        name = str(event["type"])[len("parcours.") : -len(".v1")]
        properties = {key: str(event[key]) for key in ("id", "outbox", "sequence")}
        if age is not None:
            properties["age"] = str(age)
        topic = topics.EVENT.name(store=STORE, touchpoint=self.touchpoint, name=name)
        payload = json.dumps(event).encode() if body is None else body
        return Outgoing(topic, payload, properties=properties)

    def settled(self) -> list[str]:
        """Every id the hub has called safe, in the order of its answers."""
        return [found for ack in self.acks for found in ack.settled]

    def rejected(self) -> list[tuple[str, int | None, str]]:
        return [(r.id, r.sequence, r.reason) for ack in self.acks for r in ack.rejected]

    def _hear(self, message: Message) -> None:
        self.bus.settle(message)
        self.acks.append(Ack.model_validate_json(message.payload))

    def _see(self, _link: LinkState) -> None:
        return
