"""One run: the product's own parts from the driver's transport to arrived and left."""

import contextlib
import gc
import random
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from simulation.endurance.clock import Clock, Over, Strides
from simulation.endurance.driver import grounded
from simulation.endurance.socket import Socket
from simulation.endurance.stage import Stage, bindings, wardrobe
from simulation.endurance.story import Plan, Shop
from simulation.endurance.tally import Tally
from touchpoint.readers.contactless import Contactless
from touchpoint.readers.polling import Polling, Rhythm
from touchpoint.readers.port import Reader
from touchpoint.readers.running import Run
from touchpoint.watch import Watch

_PIECES = 48
_STATM = Path("/proc/self/statm")
_PAGE = 4096

Make = Callable[[Socket, Mapping[str, str]], Reader]


@dataclass(frozen=True, slots=True)
class Memory:
    """Resident bytes of the process, and blocks that Python has allocated, which nothing rounds."""

    resident: int
    blocks: int

    @classmethod
    def now(cls) -> "Memory":
        gc.collect()
        return cls(int(_STATM.read_text().split()[1]) * _PAGE, sys.getallocatedblocks())


@dataclass
class Result:
    """What a run came to; *early* is the memory after a tenth of it."""

    tally: Tally = field(default_factory=Tally)
    unplugged: int = 0
    #: Simulated seconds, and the longest without a line: the watch would end the process.
    seconds: float = 0.0
    silence: float = 0.0
    #: Real seconds, and what of them the processor was ours.
    wall: float = 0.0
    processor: float = 0.0
    files: int = 0
    early: Memory = field(default_factory=Memory.now)
    late: Memory = field(default_factory=Memory.now)


def made(socket: Socket, bound: Mapping[str, str]) -> Reader:
    """As touchpoint.readers.pn532 makes it, with another line and another time."""
    strides = Strides(socket.clock)
    chip = Contactless("/dev/simulated", "A", socket.claim, socket.clock)
    return Polling(chip, bound, Rhythm(), strides)


def endure(
    plan: Plan, told: Callable[[int], None], make: Make = made, gone_after: float = 1.0
) -> Result:
    """Play *plan*; *told* hears the number of each tap."""
    began, files = time.perf_counter(), _files()
    busy = time.process_time()
    clock, result = Clock(), Result()
    socket, dice, pieces = Socket(clock), random.Random(plan.seed), wardrobe(_PIECES)
    stage = Stage(clock, socket, result.tally, dice)
    watch = Watch("nfc", [], result.tally.hear, clock, gone_after)
    last = start = clock.monotonic()

    def say(line: str) -> None:
        nonlocal last
        result.silence, last = max(result.silence, clock.monotonic() - last), clock.monotonic()
        watch.take([line.encode()])

    def tapped(number: int) -> None:
        told(number)
        if number == plan.taps // 10:
            result.early = Memory.now()

    with grounded(clock, socket), contextlib.suppress(Over):
        reader = make(socket, bindings(pieces))
        clock.follow(Shop(plan, stage, pieces, dice, tapped).story())
        Run(reader, say, clock.monotonic, clock).forever()
    result.tally.settle_all()
    result.unplugged, result.seconds = stage.unplugged, clock.monotonic() - start
    result.wall, result.processor = time.perf_counter() - began, time.process_time() - busy
    result.files = _files() - files
    result.late = Memory.now()
    return result


def _files() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())
