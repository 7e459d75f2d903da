"""From a tag in the field of an emulated PN532 to its link, and from its going to that noticed."""

import contextlib
import json
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from simulation.bench.figure import Figure, median, share
from touchpoint.readers.pn532 import Pn532Reader

_LINK = "https://id.example/01/00614141100019/21/A"
_PATIENCE = 10.0


@dataclass(frozen=True, slots=True)
class Taps:
    """Milliseconds, of each tap."""

    decoded: list[float] = field(default_factory=list)
    removed: list[float] = field(default_factory=list)


class Hand:
    """Holds tags to the chip that *orders* reach, anywhere in a reader's round."""

    def __init__(self, orders: socket.socket, answers: TextIO, seed: int) -> None:
        self._orders, self._answers = orders, answers
        self._random = random.Random(seed)
        self._read, self._gone = threading.Event(), threading.Event()
        self._at = 0.0
        self.taps = Taps()

    def link_read(self, link: str) -> None:
        """The reader says *link* for the first time."""
        self._note(self.taps.decoded, self._read)
        if not link.startswith(_LINK):
            raise ValueError(f"{link!r} was read; {_LINK}… lies there")

    def nothing_read(self) -> None:
        self._note(self.taps.removed, self._gone)

    def tap(self, number: int) -> None:
        """One tag comes, is read, goes and is missed."""
        self._read.clear()
        self._gone.clear()
        self._order("put", number)
        self._await(self._read)
        self._order("take", number)
        self._await(self._gone)

    def _order(self, verb: str, number: int) -> None:
        self._rest()
        self._at = time.monotonic()
        self._orders.sendall(json.dumps({verb: f"{_LINK}{number}"}).encode() + b"\n")
        self._answers.readline()

    def _rest(self) -> None:
        time.sleep(self._random.uniform(0.05, 0.15))

    def _note(self, times: list[float], event: threading.Event) -> None:
        times.append((time.monotonic() - self._at) * 1000)
        event.set()

    @staticmethod
    def _await(event: threading.Event) -> None:
        if not event.wait(_PATIENCE):
            raise TimeoutError(f"the reader did not notice within {_PATIENCE:g} s")


@contextlib.contextmanager
def emulated() -> Iterator[tuple[str, Hand]]:
    """The line of an emulated PN532 in a process of its own, and the hand before it."""
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as orders:
        path = Path(folder) / "pn532.sock"
        command = [sys.executable, "-m", "simulation.pn532", "--realistic", "--socket", str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
            try:
                line = program.stdout.readline().strip() if program.stdout else ""
                orders.connect(str(path))
                with orders.makefile() as answers:
                    yield line, Hand(orders, answers, seed=1)
            finally:
                program.terminate()


def nfc_taps(count: int) -> Taps:
    """*count* taps on the product's reader, over nfcpy's driver and a chip that takes its time."""
    with emulated() as (line, hand):
        reader, ended = Pn532Reader(line), threading.Event()
        reader.open()
        watching = threading.Thread(target=_watch, args=[reader, hand, ended])
        watching.start()
        try:
            for number in range(count):
                hand.tap(number)
        finally:
            ended.set()
            watching.join()
            reader.close()
        return hand.taps


def nfc_figures(taps: Taps, connect: Taps) -> list[Figure]:
    """Beside nfcpy's connect() on the same chip."""
    kinds = (
        ("tap → NDEF decoded, simulated chip", taps.decoded, connect.decoded),
        ("reader notices that the tag is gone, simulated chip", taps.removed, connect.removed),
    )
    return [
        Figure(f"{what}, {name}", of(ours), "ms", "nfcpy's connect()", of(theirs))
        for what, ours, theirs in kinds
        for name, of in (("p50", median), ("p95", lambda times: share(times, 95)))
    ]


def _watch(reader: Pn532Reader, hand: Hand, ended: threading.Event) -> None:
    here = False
    while not ended.is_set():
        # A little longer than a round, so that nothing means one whole round of nothing.
        read = reader.read(0.021)
        if read is not None and not here:
            hand.link_read(read.value)
        if read is None and here:
            hand.nothing_read()
        here = read is not None
