"""The store's own hub, whole, behind the questions of tests.messaging.delivery."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from contract import topics
from contract.envelope import Event, read_event, touchpoint_source
from contract.states import Ack
from hub.progress import Progress
from hub.store import QUERIES
from messaging.clock import ManualClock
from messaging.memory import MemoryBus
from messaging.port import LinkState, Message, Outgoing
from messaging.streams import Stream
from tests.hub.harness import STORE, Lyon

TOUCHPOINT = "cabin-3"


class DeliveredHub:
    """What is published here reaches the hub at once, and nothing of its answers is lost."""

    def __init__(self, folder: Path, clock: ManualClock) -> None:
        self._lyon = Lyon(folder, clock)
        self._acks: list[Ack] = []
        self._bus = MemoryBus(self._lyon.broker, TOUCHPOINT)
        self._bus.subscribe([topics.ACK.name(store=STORE, touchpoint=TOUCHPOINT)])
        self._bus.start(self._hear, self._see)
        self._lyon.run()

    @property
    def events(self) -> Mapping[str, Event]:
        with self._lyon.hub.db.read() as rx:
            rows = list(QUERIES.recent_events(rx, limit=100_000))
        return {row.id: read_event(row.body) for row in rows}

    @property
    def refused(self) -> Sequence[str]:
        return [f"{row.id}: {row.reason}" for row in self._lyon.desk.rejected(1000)]

    def take(self, messages: Sequence[Outgoing]) -> Sequence[Ack]:
        for message in messages:
            self._bus.publish(message)
        self._lyon.run()
        return self._answers()

    def ask(self) -> Sequence[Ack]:
        self._lyon.advance(0)
        return self._answers()

    def stream(self, outbox: str) -> Stream:
        with self._lyon.hub.db.read() as rx:
            kept = Progress(rx, self._lyon.clock.monotonic())
        return kept.get((touchpoint_source(STORE, TOUCHPOINT), outbox))

    def restart(self) -> None:
        self._lyon.kill()
        self._lyon.restart()

    def close(self) -> None:
        self._lyon.hub.db.close()

    def _answers(self) -> list[Ack]:
        answers, self._acks = self._acks, []
        return answers

    def _hear(self, message: Message) -> None:
        self._bus.settle(message)
        self._acks.append(Ack.model_validate_json(message.payload))

    def _see(self, _link: LinkState) -> None:
        return
