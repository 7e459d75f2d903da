"""From the reader's line to the frame, in a store where nothing else happens."""

import random
import time

from contract.styles import Catalogue
from contract.tags import By
from simulation.glass import Glass
from simulation.rack import Rack

_PATIENCE = 10.0


def tap_to_frame(glass: Glass, catalogue: Catalogue, count: int) -> list[float]:
    """Milliseconds of *count* taps, each of another garment; the touchpoint's own samples."""
    rack = Rack(catalogue, random.Random(1))
    for number in range(1, count + 1):
        piece = rack.piece(By.NFC)
        glass.put(piece.code, piece.by)
        _await_samples(glass, number)
        glass.take(piece.code)
    return _samples(glass)[:count]


def _await_samples(glass: Glass, count: int) -> None:
    end = time.monotonic() + _PATIENCE
    # A piece of the garment that is shown already makes no new frame, and so no sample.
    while len(_samples(glass)) < count and time.monotonic() < end:
        time.sleep(0.05)


def _samples(glass: Glass) -> list[float]:
    return [float(value) for value in glass.scene()["tap_to_frame_ms"]]
