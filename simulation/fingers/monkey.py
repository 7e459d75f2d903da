"""Somebody who touches everything, types nonsense, and goes away."""

import random
import time
from collections import Counter
from collections.abc import Sequence

from kiosk.walk import Leafing, Searching
from simulation.fingers.kiosk import FingerKiosk
from simulation.fingers.store import What
from simulation.fingers.traces import NONSENSE
from touchpoint import inputs

#: What one after the other is done, by how often.
_DEEDS = {
    "press": 50, "poke": 9, "swipe": 8, "type": 5, "errand": 12, "tap": 5, "wait": 3, "card": 2,
    "store": 1, "near": 1, "staff": 1, "go": 1,
}  # fmt: skip
#: What somebody comes for: targets by the first word of their names, one after the other.
_ERRANDS: Sequence[Sequence[str]] = (
    ("tap", "keep", "tap", "keep", "tap", "keep", "wishes", "wish"),
    ("tap", "keep", "tap", "keep", "card", "consent.yes", "breathe", "wishes"),
    ("wishes", "unkeep"),
    ("tap", "size", "form"),
    ("tap", "size", "where"),
    ("tap", "part", "offer"),
    ("tap", "photo.next", "photo.previous"),
    ("tap", "part", "film", "watch"),
    ("card", "consent.yes", "breathe", "unlink"),
    ("card", "consent.yes", "breathe", "around"),
    ("card", "consent.no"),
    ("around", "lookbook", "leaf", "leaf", "spot"),
    ("around", "aisle", "only", "style"),
    ("around", "waiting", "style", "style", "style"),
    ("around", "wifi"),
    ("tap", "reserve", "breathe", "reservation"),
    ("around", "styling", "day", "slot", "breathe", "slot"),
    ("around", "styling", "slot", "breathe", "session"),
    ("around", "films", "film", "watch"),
    ("access", "aid", "access.close"),
    ("doze", "still.here"),
)
#: Garments by how often each kind is laid on the reader.
_TAGS: dict[What, int] = {"own": 7, "foreign": 1, "no page": 1, "nothing": 1}
#: Names of which every word counts.
_WHOLE = (
    "language.", "aid.", "consent.", "part.", "form.", "photo.", "page.", "key.erase", "key.clear",
)  # fmt: skip
#: So many frames of a quarter of a second are looked at of a film.
_LONGEST = 400


class Monkey:
    """*gtins* are those of the catalogue; the same *rng*, the same fingers."""

    def __init__(self, kiosk: FingerKiosk, gtins: Sequence[str], rng: random.Random) -> None:
        self.kiosk, self.touches = kiosk, 0
        self.deeds: Counter[str] = Counter()
        #: How often each target was touched, by the first word of its name.
        self._touched: Counter[str] = Counter()
        self._gtins, self._rng = list(gtins), rng

    def act(self) -> None:
        deed = self._rng.choices(list(_DEEDS), list(_DEEDS.values()))[0]
        self.deeds[deed] += 1
        getattr(self, f"_{deed}")()

    def go(self) -> None:
        """Nobody touches it any more, however slow it was asked to be."""
        while self.kiosk.state.visit is not None:
            self._go()

    def _press(self) -> None:
        """Any target, or what was touched least: what is rare would be met by chance alone."""
        names = sorted(self.kiosk.glass.targets())
        if not names:
            return
        if self._rng.random() < 0.5:
            least = min(self._touched[_family(name)] for name in names)
            names = [name for name in names if self._touched[_family(name)] == least]
        self._touch(self._rng.choice(names))

    def _touch(self, name: str) -> None:
        widget = self.kiosk.glass.targets().get(name)
        if widget is not None:
            self.touches += 1
            self._touched[_family(name)] += 1
            self.kiosk.reached[f"target {_family(name)}"] += 1
            self.kiosk.glass.press(widget)

    def _poke(self) -> None:
        self.touches += 1
        self.kiosk.glass.touch(self._rng.random(), self._rng.random())

    def _swipe(self) -> None:
        self.touches += 1
        before, y = self._leaf_at(), self._rng.random()
        across = self._rng.choice((0.15, 0.85))
        self.kiosk.glass.swipe((across, y), (1 - across, y + self._rng.uniform(-0.1, 0.1)), 5)
        if before is not None and self._leaf_at() not in {None, before}:
            self.kiosk.reached["swipe look"] += 1

    def _leaf_at(self) -> int | None:
        """Which page of a lookbook is on the glass."""
        stop = self.kiosk.state.walk[-1] if self.kiosk.state.walk else None
        on_glass = isinstance(stop, Leafing) and self.kiosk.view.screen == "look"
        return stop.page if isinstance(stop, Leafing) and on_glass else None

    def _type(self) -> None:
        """A word that nobody else uses, on the screen's own keyboard."""
        for step in ("around", "search"):
            if not self._searching():
                self._touch(step)
        for _ in range(8):
            if self._searching():
                self._touch(f"key.{self._rng.choice(NONSENSE)}")

    def _searching(self) -> bool:
        walk = self.kiosk.state.walk
        return bool(walk) and isinstance(walk[-1], Searching)

    def _errand(self) -> None:
        """As the same shopper, or as the next one."""
        if self._rng.random() < 0.25:
            self._touch("done")
        for step in self._rng.choice(_ERRANDS):
            if step in {"tap", "card", "watch", "breathe", "doze", "leaf"}:
                getattr(self, f"_{step}")()
            else:
                names = [name for name in sorted(self.kiosk.glass.targets())
                         if name == step or _family(name) == step]  # fmt: skip
                if names:
                    self._touch(self._rng.choice(names))

    def _tap(self) -> None:
        what = self._rng.choices(list(_TAGS), list(_TAGS.values()))[0]
        self.kiosk.read(self.kiosk.answers.read(what, self._gtins))

    def _card(self) -> None:
        self.kiosk.read(self.kiosk.answers.card())

    def _leaf(self) -> None:
        self.touches += 1
        before = self._leaf_at()
        self.kiosk.glass.swipe((0.8, 0.5), (0.2, 0.5), 5)
        if before is not None and self._leaf_at() not in {None, before}:
            self.kiosk.reached["swipe look"] += 1

    def _watch(self) -> None:
        """A film, now and then to its end."""
        for _ in range(self._rng.choice((20, 20, 20, _LONGEST))):
            visit = self.kiosk.state.visit
            if visit is None or visit.film is None or visit.film.over:
                return
            self.kiosk.glass.frames(1, 0.25)
            # Only its decoder knows no other time.
            time.sleep(0.01)

    def _breathe(self) -> None:
        self.kiosk.glass.frames(12, 0.1)

    def _doze(self) -> None:
        """Until it asks whether somebody is still there."""
        while (visit := self.kiosk.state.visit) and self.kiosk.view.still_here is None:
            left = visit.ends_at(self.kiosk.place.rules) - self.kiosk.clock.monotonic()
            self.kiosk.wait(max(1.0, min(5.0, left - 19.0)))

    def _wait(self) -> None:
        self.kiosk.wait(self._rng.choice((1, 5, 50)))

    def _go(self) -> None:
        self.kiosk.wait(61)

    def _staff(self) -> None:
        self.kiosk.hear(inputs.EndVisit())

    def _near(self) -> None:
        self.kiosk.hear(inputs.Near(self._rng.random() < 0.7, self.kiosk.clock.monotonic()))

    def _store(self) -> None:
        """The hub comes and goes, the catalogue comes anew, the tier has less for a while."""
        rng, all_there = self._rng, self.kiosk.state.known.features
        some = frozenset(rng.sample(sorted(all_there), len(all_there) // 2))
        news: Sequence[inputs.Input] = rng.choice(
            (
                (inputs.HubKnown(online=False),),
                (inputs.CatalogueKnown(self.kiosk.shelf),),
                (inputs.FeaturesKnown(some), inputs.FeaturesKnown(all_there)),
                (inputs.NameContested(True), inputs.NameContested(False)),
            )
        )
        self.kiosk.hear(news[0])
        for _ in range(3):
            self._press()
        # Whoever is away is back, or nothing of the store would be met for long.
        self.kiosk.hear(*news[1:], inputs.HubKnown(online=True))


def _family(name: str) -> str:
    """`key` of `key.q`; what a name says of one thing among many is left out."""
    whole = name.startswith(_WHOLE)
    return name if whole else name.partition(".")[0]
