"""A store as a test lives in it: touch its kiosk, then read what head office has of the visit."""

import json
import time
import tomllib
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

import requests
import tomli_w

from contract.styles import Catalogue
from contract.tags import By
from simulation.demo import Run
from simulation.glass import Glass, GlassAway, Target
from simulation.plan import STORE
from simulation.rack import Piece, piece_of
from tests.fittingroom.lamp import Lamp

T = TypeVar("T")
_PATIENCE, _POLL = 90.0, 0.05
#: Seconds.
AGAIN = 8.0
#: It asks soon whether somebody is still here, and waits long for the answer.
_TIMES = {"idle_seconds": 45.0, "still_here_seconds": 40.0}
#: What leads out of a page, the nearest way out first.
_OUT = ("still.here", "sheet.close", "room.on", "part.close", "done", "back", "around")


def until(holds: Callable[[], T], what: str, patience: float = _PATIENCE) -> T:
    """What *holds* gives as soon as it is true. Fails naming *what* was awaited."""
    end = time.monotonic() + patience
    while True:
        with suppress(GlassAway):
            if found := holds():
                return found
        assert time.monotonic() < end, f"{what}: nothing came of it within {patience:.0f} s"
        time.sleep(_POLL)


class Shop:
    """The store of *run*, with a kiosk, a mirror and head office.

    A test may look at `run` for what is not at hand here: its programs, plan and credentials.
    """

    def __init__(self, run: Run) -> None:
        self.run = run
        self.gtins: dict[tuple[str, str, str], str] = {}
        self.kiosk = Touched(run.glasses["kiosk-1"], self.piece, By.NFC)
        self.mirror = Touched(run.glasses["cabin-1"], self.piece, By.UHF)
        self._events: list[dict[str, Any]] = []
        self._cursor = ""
        self._serial = 1000
        self.lamp = Lamp()

    def settle(self, **changes: Any) -> None:
        """Write the kiosk's settings, before it starts, with *changes* to its tables."""
        self._write("kiosk-1", {"times": _TIMES, **changes})

    def light_the_cabin(self, url: str) -> None:
        """Write the mirror's settings, before it starts: its light is switched at *url*."""
        scenes = ["daylight", "evening"]
        lighting = {"adapter": "http", "url": url, "scenes": scenes, "again": "0.2"}
        self._write("cabin-1", {"lighting": lighting})

    def _write(self, touchpoint: str, changes: dict[str, Any]) -> None:
        path = self.run.plan.settings(touchpoint)
        path.write_text(tomli_w.dumps(tomllib.loads(path.read_text()) | changes))

    def stock(self, catalogue: Catalogue) -> None:
        self.gtins = {
            (s.style, v.colour, v.size): v.gtin for s in catalogue.styles for v in s.variants
        }

    def piece(self, style: str, colour: str, size: str, by: By) -> Piece:
        """Another piece each time: one that comes again at once has never left for a reader."""
        self._serial += 1
        return piece_of(self.gtins[style, colour, size], style, by, self._serial)

    def fresh_visit(self) -> None:
        """Whoever was at the kiosk leaves; the next touch begins a visit."""
        self.kiosk.leave()
        self.kiosk.visit = None

    def stored(self, name: str, of: "Touched | None" = None) -> list[dict[str, Any]]:
        """The data of all events *name* of this visit at head office, oldest first.

        The shopper leaves, if they have not; what is asked for then is all there will be.
        """
        return [e["data"] for e in self.story(of) if e["type"] == f"parcours.{name}.v1"]

    def arrives(self, name: str, count: int = 1) -> list[dict[str, Any]]:
        """The data of the first *count* events *name* of the open visit, once head office has them.

        For what no scene tells of, such as stock that becomes known while its page is shown.
        """
        found = until(lambda: self._some(name, count), f"head office has {count} {name}")
        return [event["data"] for event in found]

    def _some(self, name: str, count: int) -> list[dict[str, Any]]:
        self._read_on()
        visit, kind = self.kiosk.visit, f"parcours.{name}.v1"
        found = [e for e in self._events if e.get("visitid") == visit and e["type"] == kind]
        return sorted(found, key=lambda e: e["sequence"])[:count] if len(found) >= count else []

    def story(self, of: "Touched | None" = None) -> list[dict[str, Any]]:
        """All events of this visit, from its start to its end, whole as head office gives them."""
        touched = of or self.kiosk
        touched.leave()
        assert touched.visit, "nobody has begun a visit"
        return until(lambda: self._whole(touched.visit), f"head office has visit {touched.visit}")

    def _whole(self, visit: str | None) -> list[dict[str, Any]]:
        """The events of *visit*, once none is missing between its first and its last."""
        self._read_on()
        of_visit = [e for e in self._events if e.get("visitid") == visit]
        numbers = {e["type"]: (e["outbox"], int(e["sequence"])) for e in of_visit}
        first = numbers.get("parcours.visit.started.v1")
        last = numbers.get("parcours.visit.ended.v1")
        if first is None or last is None:
            return []
        there = {(e["outbox"], int(e["sequence"])) for e in self._events}
        if not there >= {(first[0], n) for n in range(first[1], last[1] + 1)}:
            return []
        return sorted(of_visit, key=lambda e: e["sequence"])

    def _read_on(self) -> None:
        """What head office has received since it was asked last, by its own interface."""
        answer = requests.get(
            f"{self.run.plan.headoffice_url}/v1/events",
            params={"store": STORE, "after": self._cursor},
            headers={"Authorization": f"Bearer {self.run.credentials.hub_token}"},
            timeout=60,
        )
        answer.raise_for_status()
        self._events += map(json.loads, answer.text.splitlines())
        self._cursor = answer.headers["Parcours-Cursor"]


class Touched:
    """A touchpoint under a shopper's hands. *visit* is the id of the last one seen on its glass."""

    def __init__(self, glass: Glass, piece: Callable[..., Piece], by: By) -> None:
        self.glass = glass
        self.visit: str | None = None
        self._piece, self._by = piece, by
        self._stood: tuple[str, float, float] | None = None

    def scene(self) -> dict[str, Any]:
        scene = self.glass.scene()
        self.visit = scene["visit"] or self.visit
        return scene

    def until(self, what: str, **state: Any) -> dict[str, Any]:
        """The scene as soon as it is so: `until("a list is shown", screen="list")`."""
        return until(lambda: (s := self.scene()).items() >= state.items() and s, what)

    def sees(self, target: str) -> Target:
        """*target*, as soon as it is on the glass and can be touched."""

        def there() -> Target | None:
            found = self.targets().get(target)
            return found if found and found.enabled else None

        return until(there, f"{target} is on the glass")

    def sees_no(self, target: str) -> None:
        until(lambda: target not in self.targets(), f"{target} is gone from the glass")

    def targets(self) -> dict[str, Target]:
        return self.glass.targets()

    def press(self, target: str, **state: Any) -> None:
        """Touch *target* as soon as it can be touched, until the scene has come to *state*."""
        asked = target.startswith("still.")
        until(
            lambda: (
                (asked or self._answered()) and self._rests(target) and self.glass.press(target)
            ),
            f"{target} can be touched",
        )
        self.until(f"{target} leads to {state}", **state)

    def _rests(self, target: str) -> bool:
        """Whether it stands where it stood a look ago: what moves slips away under a finger."""
        found = self.targets().get(target)
        before, self._stood = self._stood, found and (found.name, found.x, found.y)
        return self._stood is not None and self._stood == before

    def press_to(self, target: str, sees: str) -> None:
        """Touch *target* until *sees* is on the glass.

        On a machine that does much else a touch on a sheet is now and then not felt: a person, who
        sees after AGAIN seconds that nothing came of it, touches once more.
        """
        self.press(target)
        again = time.monotonic() + AGAIN

        def seen() -> bool:
            nonlocal again
            if sees not in self.targets() and time.monotonic() > again:
                again = time.monotonic() + AGAIN
                self.glass.press(target)
            return sees in self.targets()

        until(seen, f"{target} leads to {sees}")

    def write(self, text: str) -> None:
        """Type *text* on the screen's keyboard, letter by letter."""
        for letter in text:
            self.press("key.space" if letter == " " else f"key.{letter}")

    def swipe(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Draw a finger over the glass; fractions of the window from its top left."""
        until(self._answered, "nothing is asked")
        self.glass.swipe(start, end)

    def tap(self, style: str, colour: str, size: str) -> Piece:
        """Hold a label to the reader and take it away once its page is there."""
        piece = self._piece(style, colour, size, self._by)
        self.glass.put(piece.code, self._by)
        self._until_shown(piece.gtin)
        self.glass.take(piece.code)
        return piece

    def scan(self, code: str, gtin: str | None = None) -> None:
        """Hold *code* before the scanner, until the page of *gtin* is shown where one is given."""
        assert self.glass.tap(code, By.QR), f"the scanner did not type {code}"
        if gtin:
            self._until_shown(gtin)

    def enter(self) -> None:
        """Touch the resting mirror, and look at the room, whatever hangs there still."""
        self.press("rest.begin")
        until(self._in_the_room, "the room is shown")

    def _in_the_room(self) -> bool:
        screen = self.scene()["screen"]
        if screen == "garment":
            self.glass.press("back")
        return bool(screen == "room")

    def hang(self, *garments: tuple[str, str, str]) -> list[Piece]:
        """Hang *garments* in the room, touch the mirror, and look at the room."""
        pieces = [self.lay(*garment) for garment in garments]
        self.until("it invites", screen="invite")
        self.enter()
        until(lambda: {p.gtin for p in pieces} <= {*self.scene()["gtins"]}, "all of it hangs there")
        return pieces

    def lay(self, style: str, colour: str, size: str) -> Piece:
        """Where the reader reads it, and leave it there."""
        piece = self._piece(style, colour, size, self._by)
        self.glass.put(piece.code, self._by)
        return piece

    def leave(self) -> None:
        """Touch what leads out, page by page, until the glass is at rest."""
        self.glass.clear()
        until(self._at_rest, f"{self.glass.name} rests")

    def _until_shown(self, gtin: str) -> None:
        until(lambda: gtin in self.scene()["gtins"], f"the page of {gtin} is shown")

    def _answered(self) -> bool:
        """Nothing is asked; on a slow machine a test is asked early whether it is still here."""
        if "still.here" not in self.targets():
            return True
        if self.glass.press("still.here"):
            self.sees_no("still.here")
        return False

    def _at_rest(self) -> bool:
        scene = self.scene()
        if scene["visit"] is None and scene["screen"] == "rest":
            return True
        before = self.targets()
        way = next((t for t in _OUT if t in before and before[t].enabled), None)
        if way and self.glass.press(way):
            # A finger that came down twice would touch what lies there next.
            until(lambda: self.targets() != before, f"{way} leads on")
        return False
