"""Somebody who touches everything, types nonsense, and goes away; and what must hold after that."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kiosk.state import Kiosk
from kiosk.view import KioskView
from kiosk.walk import Searching
from simulation.fingers.kiosk import FingerKiosk
from simulation.fingers.leftovers import in_files, in_memory, in_widgets
from touchpoint import inputs

#: What one after the other is done, by how often.
_DEEDS = {"press": 60, "poke": 12, "swipe": 10, "type": 8, "tap": 5, "wait": 3, "hub": 1, "go": 1}
#: Letters that no word of a catalogue has in a row.
_NONSENSE = "qxzwvkj"
#: Every so many visits all memory is searched as well.
_THOROUGH = 10


@dataclass
class Report:
    """*left* names what of a visit was found after it."""

    touches: int = 0
    visits: int = 0
    searched: int = 0
    failed: list[str] = field(default_factory=list)
    not_at_rest: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    deeds: dict[str, int] = field(default_factory=dict)
    screens: dict[str, int] = field(default_factory=dict)

    @property
    def clean(self) -> bool:
        return not (self.failed or self.not_at_rest or self.left)


class Monkey:
    def __init__(
        self, kiosk: FingerKiosk, gtins: Sequence[str], folder: Path, rng: random.Random
    ) -> None:
        self.kiosk, self.report = kiosk, Report()
        self._gtins, self._folder, self._rng = gtins, folder, rng
        self._typed: list[str] = []

    def act(self) -> None:
        """One deed; a visit that is over by then is looked after."""
        visit = self.kiosk.state.visit
        deed = self._rng.choices(list(_DEEDS), list(_DEEDS.values()))[0]
        getattr(self, f"_{deed}")()
        screen = self._view().screen
        self.report.deeds[deed] = self.report.deeds.get(deed, 0) + 1
        self.report.screens[screen] = self.report.screens.get(screen, 0) + 1
        self.report.failed = self.kiosk.failed
        if visit and self.kiosk.state.visit is None:
            self._look_after()

    def go(self) -> None:
        """Whatever was open is ended by nobody touching it."""
        if self.kiosk.state.visit:
            self._go()
            self._look_after()

    def _view(self) -> KioskView:
        conductor = self.kiosk.conductor
        view: KioskView = conductor.place.view(conductor.state, conductor.now())
        return view

    def _press(self) -> None:
        targets = self.kiosk.glass.targets()
        # What ends a visit is met as seldom as any other one thing.
        names = sorted(targets)
        if names:
            self.report.touches += 1
            self.kiosk.glass.press(targets[self._rng.choice(names)])

    def _poke(self) -> None:
        self.report.touches += 1
        self.kiosk.glass.touch(self._rng.random(), self._rng.random())

    def _swipe(self) -> None:
        self.report.touches += 1
        y = self._rng.random()
        across = self._rng.choice((0.15, 0.85))
        self.kiosk.glass.swipe((across, y), (1 - across, y + self._rng.uniform(-0.1, 0.1)))

    def _type(self) -> None:
        """A word that nobody else uses, on the screen's own keyboard."""
        stop = self.kiosk.state.walk[-1] if self.kiosk.state.walk else None
        if not isinstance(stop, Searching):
            for step in ("around", "search"):
                if (door := self.kiosk.glass.targets().get(step)) is not None:
                    self.report.touches += 1
                    self.kiosk.glass.press(door)
        for _ in range(8):
            letter = self._rng.choice(_NONSENSE)
            if (key := self.kiosk.glass.targets().get(f"key.{letter}")) is not None:
                self.report.touches += 1
                self.kiosk.glass.press(key)
        stop = self.kiosk.state.walk[-1] if self.kiosk.state.walk else None
        if isinstance(stop, Searching) and len(stop.query) > 5:
            self._typed.append(stop.query[-6:])

    def _tap(self) -> None:
        self.kiosk.tap(self._rng.choice(self._gtins))

    def _wait(self) -> None:
        self.kiosk.wait(self._rng.choice((1, 5, 50)))

    def _hub(self) -> None:
        self.kiosk.hear(inputs.HubKnown(online=self._rng.random() < 0.7))

    def _go(self) -> None:
        self.kiosk.wait(61)

    def _look_after(self) -> None:
        """The glass must be at rest, and know no more than one on which nobody ever was."""
        report, words = self.report, tuple(dict.fromkeys(self._typed))
        self._typed.clear()
        report.visits += 1
        state, glass = self.kiosk.state, self.kiosk.glass
        fresh = Kiosk(
            lying=state.lying,
            known=state.known,
            unknown_until=state.unknown_until,
            near_since=state.near_since,
            near_until=state.near_until,
            index=state.index,
        )
        conductor = self.kiosk.conductor
        if self._view() != conductor.place.view(fresh, conductor.now()):
            report.not_at_rest.append(f"visit {report.visits}: {replace(state, known=fresh.known)}")
        glass.frames(30)
        self.kiosk.written()
        if words:
            report.left += in_widgets(words, glass.every_widget())
            report.left += in_files(words, self._folder)
        if words and report.visits % _THOROUGH == 0:
            report.searched += 1
            report.left += in_memory(words, (self._typed,))
