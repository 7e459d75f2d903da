"""Says what the reader hears: one thread between its supervisor and the bus."""

import queue
import threading
from collections.abc import Callable, Mapping, Sequence

import structlog
from pydantic import TypeAdapter

from contract.sold import Sold
from contract.states import Sighting
from messaging.clock import Clock
from touchpoint.readers.lines import AliveLine, ReadLine
from touchpoint.shelf import Shelf
from touchpoint.station.batches import Batch, Batches, due_at, gathered, taken
from touchpoint.station.gate import Gate
from touchpoint.supervisor import Line, State

_log = structlog.get_logger()
_BATCH: TypeAdapter[Batch] = TypeAdapter(tuple[Sighting, ...])
#: Seconds until it looks again while its reader does not read.
_IDLE = 1.0

_Order = Shelf | Sold | State | Sequence[Line] | None
#: Takes a message's payload and its user properties.
Publish = Callable[[bytes, Mapping[str, str]], None]


class Speaker:
    """Nothing is said while the reader is down, or before it is known whose a tag is: an empty
    message would tell the zone that nothing hangs anywhere.

    *boot* names this run of the program.
    """

    def __init__(self, publish: Publish, clock: Clock, boot: str) -> None:
        self._publish, self._clock, self._boot = publish, clock, boot
        self._gate, self._batches = Gate(), Batches()
        self._reads = False
        #: Milliseconds of the reader's clock up to which all that it read is known.
        self._proved: int | None = None
        self._number = 0
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
            except queue.Empty:
                order = ()
            if order is None:
                return
            try:
                self._take(order)
                self._say()
            except Exception:  # noqa: BLE001 - the voice must outlive whatever one line does
                _log.exception("speaker.failed")
                self._batches = Batches()

    def _patience(self) -> float:
        if not (self._reads and self._gate.open):
            return _IDLE
        return max(0.001, due_at(self._batches) - self._clock.monotonic())

    def _take(self, order: Shelf | Sold | State | Sequence[Line]) -> None:
        if isinstance(order, Shelf | Sold):
            self._gate.learn(order)
        elif isinstance(order, str):
            self._reads = order == "ok"
            self._batches, self._proved = Batches(), None
        else:
            self._hear(order)

    def _hear(self, lines: Sequence[Line]) -> None:
        reads = [line for line in lines if isinstance(line, ReadLine)]
        alive = [line.at for line in lines if isinstance(line, AliveLine) and line.at is not None]
        times = [round(at * 1000) for at in (*(line.at for line in reads), *alive)]
        self._proved = max([*times, self._proved or 0]) or None
        if found := self._gate.let_out(reads):
            self._batches = gathered(self._batches, found, self._clock.monotonic())

    def _say(self) -> None:
        if not (self._reads and self._gate.open):
            return
        self._batches, said = taken(self._batches, self._clock.monotonic())
        for number, batch in enumerate(said, 1):
            more = number < len(said) or bool(self._batches.waiting)
            self._tell(batch, batch[-1].ms if more else self._proved)

    def _tell(self, batch: Batch, proved: int | None) -> None:
        self._number += 1
        said = {"boot": self._boot, "number": str(self._number)}
        ms = {} if proved is None else {"ms": str(proved)}
        self._publish(_BATCH.dump_json(batch), said | ms)
