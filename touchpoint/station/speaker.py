"""Says what the reader hears: one thread between its supervisor and the bus."""

import queue
import threading
from collections.abc import Callable, Sequence

import structlog
from pydantic import TypeAdapter

from contract.sold import Sold
from contract.states import Sighting
from messaging.clock import Clock
from touchpoint.readers.lines import ReadLine
from touchpoint.shelf import Shelf
from touchpoint.station.batches import Batch, Batches, due_at, gathered, taken
from touchpoint.station.gate import Gate
from touchpoint.supervisor import Line, State

_log = structlog.get_logger()
_BATCH: TypeAdapter[Batch] = TypeAdapter(tuple[Sighting, ...])
#: Seconds until it looks again while its reader does not read.
_IDLE = 1.0

_Order = Shelf | Sold | State | Sequence[Line] | None


class Speaker:
    """*publish* gets the payload of each message. While the reader is down, nothing is said."""

    def __init__(self, publish: Callable[[bytes], None], clock: Clock) -> None:
        self._publish, self._clock = publish, clock
        self._gate, self._batches = Gate(), Batches()
        self._reads = False
        self._orders: queue.SimpleQueue[_Order] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="speaker", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._orders.put(None)
        self._thread.join()

    def became(self, state: State) -> None:
        self._orders.put(state)

    def heard(self, lines: Sequence[Line]) -> None:
        self._orders.put(lines)

    def learn(self, known: Shelf | Sold) -> None:
        self._orders.put(known)

    def _run(self) -> None:
        while True:
            try:
                order = self._orders.get(timeout=self._patience())
                if order is None:
                    return
                self._take(order)
            except queue.Empty:
                pass
            self._say()

    def _patience(self) -> float:
        if not self._reads:
            return _IDLE
        return max(0.001, due_at(self._batches) - self._clock.monotonic())

    def _take(self, order: Shelf | Sold | State | Sequence[Line]) -> None:
        if isinstance(order, Shelf | Sold):
            self._gate.learn(order)
        elif isinstance(order, str):
            self._reads = order == "ok"
            self._batches = Batches()
        else:
            reads = [line for line in order if isinstance(line, ReadLine)]
            found = self._gate.let_out(reads)
            if found:
                self._batches = gathered(self._batches, found, self._clock.monotonic())

    def _say(self) -> None:
        if self._reads:
            self._batches, said = taken(self._batches, self._clock.monotonic())
            for batch in said:
                self._publish(_BATCH.dump_json(batch))
