"""A hub in a dozen lines: what the contract asks of one, for tests of the sender."""

from collections.abc import Sequence

from contract.envelope import Event, read_event
from contract.events import OutboxDropped
from contract.states import Ack
from messaging.clock import ManualClock
from messaging.port import Outgoing
from messaging.streams import Ask, Stream, clashes, close, receive, resume, step


class ModelHub:
    """Keeps each id once and answers by id; *age* and order play no part."""

    def __init__(self, clock: ManualClock) -> None:
        self._clock = clock
        self.events: dict[str, Event] = {}
        self.bodies: dict[str, bytes] = {}
        self.streams: dict[str, Stream] = {}
        self.holders: dict[tuple[str, int], str] = {}
        self.refused: list[str] = []

    def take(self, messages: Sequence[Outgoing]) -> list[Ack]:
        return [self._take(message, self._clock.monotonic()) for message in messages]

    def _take(self, message: Outgoing, now: float) -> Ack:
        event = read_event(message.payload)
        outbox, sequence = message.properties["outbox"], int(message.properties["sequence"])
        assert (event.id, event.outbox, event.sequence) == (
            message.properties["id"],
            outbox,
            sequence,
        )
        self._keep(event)
        stream = self.streams.get(outbox, Stream())
        first = None
        if isinstance(event.data, OutboxDropped):
            first = sequence - event.data.count + 1
        stream = receive(stream, sequence, now, first)
        renumber = clashes(self.holders.get((outbox, sequence)), event.id, event.name)
        self.holders.setdefault((outbox, sequence), event.id)
        self.streams[outbox] = close(stream) if renumber else stream
        return Ack(outbox=outbox, settled=(event.id,), through=stream.through, renumber=renumber)

    def ask(self) -> list[Ack]:
        """What is missing and due to be asked for."""
        acks = []
        for outbox, stream in self.streams.items():
            self.streams[outbox], what = step(stream, self._clock.monotonic())
            if isinstance(what, Ask):
                acks.append(Ack(outbox=outbox, resend_from=what.resend_from))
        return acks

    def stream(self, outbox: str) -> Stream:
        return self.streams.get(outbox, Stream())

    def restart(self) -> None:
        now = self._clock.monotonic()
        self.streams = {outbox: resume(stream, now) for outbox, stream in self.streams.items()}

    def close(self) -> None:
        return

    def _keep(self, event: Event) -> None:
        said = event.model_copy(update={"outbox": "", "sequence": 1}).model_dump_json().encode()
        if self.bodies.setdefault(event.id, said) != said:
            self.refused.append(event.id)
        self.events.setdefault(event.id, event)
