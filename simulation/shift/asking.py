"""Requests at an even pace: from the glass of a real mirror, and from touchpoints without one."""

import random
import threading
import time
from typing import Final

from contract.requests import RequestKind
from contract.styles import Catalogue
from contract.tags import By
from simulation.glass import Glass, GlassAway
from simulation.pictures.cabins import Cabin
from simulation.rack import Rack

#: Seconds for which a request is open: so long every phone must show it.
OPEN_FOR: Final = 3.0


class Pacer(threading.Thread):
    """Asks *per_minute* times a minute until *closing*, and takes each back after OPEN_FOR."""

    def __init__(
        self, voice: Cabin, catalogue: Catalogue, per_minute: float, closing: threading.Event
    ) -> None:
        super().__init__(name="asking", daemon=True)
        self._voice, self._closing = voice, closing
        self._every = 60.0 / per_minute
        styles = [style for style in catalogue.styles if len(style.variants) > 1]
        self._wanted = [(s.variants[0].gtin, v.gtin) for s in styles for v in s.variants[1:]]

    def run(self) -> None:
        open_: list[tuple[float, str]] = []
        due = time.monotonic()
        number = 0
        while not self._closing.wait(max(0.0, due - time.monotonic())):
            due += self._every
            request = self._voice.ask(RequestKind.SIZE, *self._wanted[number % len(self._wanted)])
            open_.append((time.monotonic() + OPEN_FOR, request))
            number += 1
            while open_ and open_[0][0] <= time.monotonic():
                self._voice.take_back(open_.pop(0)[1])
        for _, request in open_:
            self._voice.take_back(request)


class Toucher(threading.Thread):
    """A shopper at a real mirror: asks for another size by touch, waits, takes it back."""

    def __init__(self, glass: Glass, catalogue: Catalogue, closing: threading.Event) -> None:
        super().__init__(name="touching", daemon=True)
        self._asked: set[str] = set()
        self._glass, self._closing = glass, closing
        self._rack = Rack(catalogue, random.Random(1))

    def run(self) -> None:
        piece = self._rack.piece(By.UHF)
        try:
            self._glass.put(piece.code, piece.by)
            while not self._glass.press("rest.begin"):
                self._closing.wait(0.1)
            while not self._closing.wait(0.3):
                self._once()
            self._glass.take(piece.code)
            self._glass.press("done")
        except GlassAway:
            # Too late to matter: the run is over.
            return

    def _once(self) -> None:
        sizes = [t.name for t in self._glass.targets().values() if t.name.startswith("size.")]
        for size in sizes:
            if self._glass.press(size) and self._closing.wait(0.2) is False and self._ask():
                return

    def _ask(self) -> bool:
        if not self._glass.press("ask.size"):
            return False
        for _ in range(8):
            # Whoever asks the glass what it shows keeps it from telling the store.
            self._closing.wait(0.3)
            asked = {r["request"] for r in self._glass.scene().get("requests", ())}
            if asked - self._asked:
                self._asked |= asked
                self._closing.wait(OPEN_FOR)
                self._glass.press("request.cancel")
                self._closing.wait(0.5)
                return True
        return False
