"""nfcpy with its feet in virtual time: its clock, its serial line and its question to stty."""

import contextlib
import os
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import nfc.clf
import nfc.clf.pn53x
import nfc.clf.pn532
import nfc.clf.transport
import nfc.tag.tt2

from simulation.endurance.clock import Clock
from simulation.endurance.socket import Socket


@contextlib.contextmanager
def grounded(clock: Clock, socket: Socket) -> Iterator[None]:
    """Everything above stays nfcpy's own: its frames, its commands, its tags, its time-outs.

    It is patched where it imported the outside world, as found in nfcpy 1.0.4.
    """
    time = SimpleNamespace(time=clock.monotonic, sleep=clock.sleep)
    # It asks `stty` by way of a shell which speeds the line can have.
    system = SimpleNamespace(system=lambda _: 0, strerror=os.strerror)
    late = nfc.clf.transport.serial.SerialTimeoutException
    serial = SimpleNamespace(Serial=socket.line, SerialTimeoutException=late)
    timed = (nfc.clf, nfc.clf.pn53x, nfc.clf.pn532, nfc.tag.tt2)
    swaps = [*((module, "time", time) for module in timed)]
    swaps += [(nfc.clf.pn532, "os", system), (nfc.clf.transport, "serial", serial)]
    before = [(module, name, getattr(module, name)) for module, name, _ in swaps]
    _set(swaps)
    try:
        yield
    finally:
        _set(before)


def _set(swaps: list[tuple[Any, str, Any]]) -> None:
    for module, name, value in swaps:
        setattr(module, name, value)
