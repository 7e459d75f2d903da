"""Simulated shoppers: they lay garments on readers and touch the glass where a person would."""

import random
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import structlog

from contract.requests import FINAL, RequestStatus
from contract.tags import By
from simulation.fates import Fate, Fates
from simulation.glass import Glass, GlassAway
from simulation.rack import Piece, Rack

_log = structlog.get_logger()
_POLL = 0.05
_MOMENTARY = frozenset({By.BARCODE, By.QR})


class Shopper(threading.Thread):
    """One visit after the other at one touchpoint until *closing*; an absent glass is awaited."""

    def __init__(
        self, glass: Glass, rack: Rack, rng: random.Random, closing: threading.Event
    ) -> None:
        super().__init__(name=f"shopper-{glass.name}", daemon=True)
        self.glass = glass
        self.rack = rack
        self.rng = rng
        self.closing = closing
        self._held: list[Piece] = []

    def run(self) -> None:
        while not self.closing.is_set():
            try:
                self._leave_nothing()
                self.visit()
                self._leave_nothing()
            except GlassAway:
                self.closing.wait(0.3)
        self._tidy_up()

    def visit(self) -> None:
        raise NotImplementedError

    def lay(self, piece: Piece) -> None:
        """On the reader, or, as a code, before it for a moment."""
        if piece.by in _MOMENTARY:
            self.glass.tap(piece.code, piece.by)
            return
        self._held.append(piece)
        self.glass.put(piece.code, piece.by)

    def _leave_nothing(self) -> None:
        while self._held:
            self.glass.take(self._held[-1].code)
            self._held.pop()

    def _tidy_up(self) -> None:
        try:
            self._leave_nothing()
            self.glass.press("done")
        except GlassAway:
            _log.info("screen is away at closing time", touchpoint=self.glass.name)

    def until(self, holds: Callable[[], bool], patience: float) -> bool:
        """Whether *holds* became true within *patience* seconds; ends early at closing time."""
        end = time.monotonic() + patience
        while not holds():
            if time.monotonic() > end or self.closing.wait(_POLL):
                return False
        return True

    def press(self, target: str, patience: float = 2.0) -> bool:
        """Touch *target* as soon as it can be touched."""
        return self.until(lambda: self.glass.press(target), patience)

    def look(self, shortest: float, longest: float) -> None:
        self.closing.wait(self.rng.uniform(shortest, longest))

    def enabled(self, prefix: str, but: str = "") -> list[str]:
        """The targets that can be touched and whose names begin so."""
        found = self.glass.targets().values()
        return sorted(
            t.name for t in found if t.enabled and t.name.startswith(prefix) and t.name != but
        )

    def press_any(self, prefix: str) -> None:
        if names := self.enabled(prefix):
            self.glass.press(self.rng.choice(names))


class KioskShopper(Shopper):
    """Taps a few garments at the kiosk, tries colours and sizes, goes."""

    def visit(self) -> None:
        for _ in range(self.rng.randint(2, 4)):
            piece = self.rack.piece(self.rng.choice([By.NFC, By.NFC, By.BARCODE, By.QR]))
            self.lay(piece)
            self.until(partial(self._shows, piece.gtin), 2.0)
            if self.rng.random() < 0.4:
                self.press_any("colour.")
            self.look(0.2, 0.8)
            self._leave_nothing()
            if self.closing.is_set():
                return
        if self.rng.random() < 0.3:
            self.press_any("language.")
        self.press("done", 0.5)

    def _shows(self, gtin: str) -> bool:
        return gtin in self.glass.scene().get("gtins", ())


class MirrorShopper(Shopper):
    """Hangs garments in the room, touches the mirror, asks for another size, and waits."""

    def __init__(
        self,
        glass: Glass,
        rack: Rack,
        rng: random.Random,
        closing: threading.Event,
        fates: Fates,
    ) -> None:
        super().__init__(glass, rack, rng, closing)
        self._fates = fates

    def visit(self) -> None:
        for piece in self.rack.pieces(self.rng.randint(1, 3), By.UHF):
            self.lay(piece)
        if not self.press("rest.begin", 4.0):
            # After a power cut the mirror goes on with a visit whose shopper has left.
            self.press("done", 0.5)
            return
        for piece in list(self._held):
            self.press(f"garment.{piece.gtin}", 1.0)
            self.look(0.2, 0.6)
            if self.rng.random() < 0.9 and not self.closing.is_set():
                self._ask(piece)
        if self._held and self.rng.random() < 0.2:
            self.press(f"notmine.{self._held[0].gtin}", 0.5)
        if self._held and self.rng.random() < 0.3:
            self._say_goodbye()
        self._leave_nothing()
        self.press("done", 0.5)

    def _say_goodbye(self) -> None:
        """Finish while something hangs there still, and say why, as far as one is asked."""
        if not self.press("done", 0.5):
            return
        for _ in range(len(self._held) + 1):
            answers = [n for kind in ("take.", "why.", "score.") for n in self.enabled(kind)]
            if answers:
                self.glass.press(self.rng.choice(answers))
            self.look(0.1, 0.3)
        self.until(lambda: self.glass.scene()["visit"] is None, 6.0)

    def _ask(self, piece: Piece) -> None:
        """For another size, or, where there is only one, another colour."""
        if not (self._choose("size.", piece) or self._choose("colour.", piece)):
            return
        if not self.until(lambda: bool(_open_requests(self.glass.scene())), 3.0):
            return
        asked = _open_requests(self.glass.scene())
        if any(self._fates.of(request) is Fate.CANCELLED for request in asked):
            self.look(0.2, 0.8)
            self.press("request.cancel", 2.0)
        # A wait that outlasts expiry, or the shopper would never see what became of it.
        self.until(lambda: not _open_requests(self.glass.scene()), 20.0)

    def _choose(self, kind: str, piece: Piece) -> bool:
        """Try one after the other until one can be asked for, as a shopper would."""
        names = self.enabled(kind, but=f"size.{piece.gtin}")
        for name in self.rng.sample(names, len(names)):
            if self.press(name, 1.0) and self.until(self._can_ask, 0.5):
                return True
        return False

    def _can_ask(self) -> bool:
        return self.glass.press("ask.size") or self.glass.press("ask.colour")


def _open_requests(scene: dict[str, Any]) -> list[str]:
    final = {str(RequestStatus(state)) for state in FINAL} | {"told"}
    return [r["request"] for r in scene.get("requests", ()) if r["state"] not in final]
