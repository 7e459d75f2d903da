"""The mirror's pictures: what hangs in the room, and a request's life as staff answer it."""

import time
from collections.abc import Callable
from functools import partial

from simulation.glass import Glass
from simulation.pictures.colleague import Colleague
from simulation.pictures.studio import MIRROR, Studio
from simulation.pictures.ways import Hanging
from simulation.plan import STAFF
from simulation.rack import Piece

#: What is hung up, in this order: style, colour, size.
GARMENTS = (
    ("dress-odeon", "Noir", "40"),
    ("coat-sevigne", "Noir", "38"),
    ("blazer-turenne", "Marine", "40"),
    ("blouse-vivienne", "Ivoire", "40"),
    ("trousers-rivoli", "Écru", "40"),
    ("jumper-lepic", "Bordeaux", "S"),
)
BLAZER, SMALLER, MISSING = GARMENTS[2], ("blazer-turenne", "Marine", "36"), "34"
_LOOKS, _PAUSE = 10, 0.1
OTHER = ("blazer-turenne", "Noir", "40")


def photograph_mirror(studio: Studio, hanging: Hanging) -> None:
    if not studio.chosen.any("mirror", hanging.key):
        return
    studio.told(f"  The mirror, {hanging.title}")
    studio.recount()
    studio.hang(hanging, MIRROR)
    Mirror(studio, f"mirror-{hanging.key}").everything()


class Mirror:
    """One visit, from the first garment to the last."""

    def __init__(self, studio: Studio, start: str) -> None:
        self._studio, self._start = studio, start
        self._glass: Glass = studio.glass(MIRROR)
        self._hung: list[Piece] = []
        phone = studio.run.credentials.phones[STAFF[0].associate]
        self._camille = Colleague(studio.plan.hub_url, phone, STAFF[0])

    def everything(self) -> None:
        self._rest()
        self._room()
        self._sheets()
        self._life()
        self._other_ends()
        self._away()
        self._leave()

    def _snap(self, key: str) -> None:
        self._studio.snap(MIRROR, f"{self._start}-{key}")

    def _wants(self, *keys: str) -> bool:
        return any(self._studio.wants(f"{self._start}-{key}") for key in keys)

    def _hang(self, count: int) -> None:
        """Until so many garments hang here."""
        for garment in GARMENTS[len(self._hung) : count]:
            piece = self._studio.lay(MIRROR, garment, 1001 + len(self._hung))
            self._hung.append(piece)
            if count > 1:
                self._see(partial(self._hangs, piece.gtin), f"{piece.gtin} hangs")

    def _hangs(self, gtin: str) -> bool:
        return gtin in self._glass.scene()["gtins"]

    def _see(self, holds: Callable[[], bool], what: str) -> None:
        self._studio.until(holds, f"{self._start}: {what}")

    def _press(self, target: str) -> None:
        self._see(lambda: self._glass.press(target), f"{target} can be touched")

    def _soon(self, target: str) -> bool:
        """Whether *target* is there a moment later."""
        for _ in range(_LOOKS):
            if target in self._glass.targets():
                return True
            time.sleep(_PAUSE)
        return False

    def _screen(self, name: str) -> None:
        self._see(lambda: self._glass.scene()["screen"] == name, f"the {name} is shown")

    def _begin(self, screen: str) -> None:
        """Touch the resting glass, again when it felt nothing, until *screen* is shown."""

        def begun() -> bool:
            if self._glass.scene()["screen"] == screen:
                return True
            self._glass.press("rest.begin")
            return False

        self._see(begun, f"the {screen} is shown")

    def _room(self) -> None:
        self._snap("rest")
        self._begin("room")
        self._snap("room-0")
        self._rest()
        self._hang(1)
        self._screen("invite")
        self._snap("invite")
        self._begin("garment")
        self._press("back")
        self._snap("room-1")
        self._hang(3)
        self._snap("room-3")
        self._hang(6)
        self._snap("room-6")
        while len(self._hung) > 3:
            self._glass.take(self._hung.pop().code)
        self._see(lambda: len(self._glass.scene()["gtins"]) == 3, "three garments are left")

    def _focus(self) -> None:
        """Show the blazer as it was tried on."""
        gtin = self._studio.gtins[BLAZER]
        if self._glass.scene()["screen"] == "garment":
            self._press("back")
            self._screen("room")
        self._press(f"garment.{gtin}")
        self._screen("garment")

    def _sheets(self) -> None:
        self._focus()
        self._snap("garment")
        if self._wants("still-here"):
            self._see(lambda: "still.here" in self._glass.targets(), "the last question")
            self._snap("still-here")
            self._press("still.here")
        self._choose(f"size.{self._studio.gtins[SMALLER]}", "ask.size")
        self._snap("ask-size")
        self._choose(f"size.{self._studio.gtins[(*BLAZER[:2], MISSING)]}", "ask.size")
        self._snap("ask-missing")
        self._choose("colour.noir", "ask.colour")
        self._snap("ask-colour")

    def _choose(self, target: str, ask: str) -> None:
        """Touch *target* until *ask* is offered, as a person does whose touch was not felt."""
        self._see(lambda: self._glass.press(target) and self._soon(ask), f"{ask} is offered")

    def _ask(self, garment: tuple[str, str, str]) -> str:
        """The id of a new request for *garment*, once the hub has it."""
        self._focus()
        before = {r["request"] for r in self._glass.scene()["requests"]}
        same = garment[1] == BLAZER[1]
        ask = "ask.size" if same else "ask.colour"
        choose = f"size.{self._studio.gtins[garment]}" if same else f"colour.{garment[1].lower()}"
        self._choose(choose, ask)
        self._press(ask)
        found: list[str] = []

        def sent() -> bool:
            rows = [r for r in self._glass.scene()["requests"] if r["request"] not in before]
            found[:] = [r["request"] for r in rows if r["state"] != "sending"]
            return bool(found)

        self._see(sent, "the request is sent")
        return found[0]

    def _state(self, request: str, state: str) -> None:
        def is_so() -> bool:
            rows = self._glass.scene()["requests"]
            return any(r["request"] == request and r["state"] == state for r in rows)

        self._see(is_so, f"the request is {state}")

    def _life(self) -> None:
        if not self._wants("sent", "seen", "accepted", "on-the-way", "room-waiting", "done"):
            return
        request = self._ask(SMALLER)
        self._snap("sent")
        for verb, state, key in (
            ("seen", "seen", "seen"),
            ("accept", "accepted", "accepted"),
            ("on-the-way", "on_the_way", "on-the-way"),
        ):
            self._camille.act(request, verb)
            self._state(request, state)
            self._snap(key)
        self._press("back")
        self._screen("room")
        self._snap("room-waiting")
        self._focus()
        self._camille.act(request, "done")
        self._state(request, "done")
        self._snap("done")

    def _other_ends(self) -> None:
        if self._wants("not-found"):
            request = self._ask(OTHER)
            self._camille.act(request, "accept")
            self._camille.not_found(request)
            self._state(request, "unavailable")
            self._snap("not-found")
            self._press("request.dismiss")
        if self._wants("cancelled"):
            request = self._ask(("blazer-turenne", "Marine", "42"))
            self._press("request.cancel")
            self._state(request, "cancelled")
            self._snap("cancelled")

    def _away(self) -> None:
        if not self._wants("away", "told", "expired"):
            return
        request = self._ask(("blazer-turenne", "Marine", "44"))
        self._studio.run.programs["hub"].stop()
        self._see(lambda: bool(self._glass.scene()["away"]), "the hub is missed")
        self._snap("away")
        self._state(request, "told")
        self._snap("told")
        self._press("request.dismiss")
        self._studio.hub(expire_after_seconds=2.0)
        self._see(lambda: not self._glass.scene()["away"], "the hub is back")
        if self._wants("expired"):
            request = self._ask(("blazer-turenne", "Marine", "38"))
            self._state(request, "expired")
            self._snap("expired")
        self._studio.hub()

    def _leave(self) -> None:
        for piece in self._hung:
            self._glass.take(piece.code)
        # The garment in focus stays on the glass when it is gone; the room's list does not.
        self._press("back")
        self._see(lambda: not self._glass.scene()["gtins"], "the room is empty")
        self._rest()

    def _rest(self) -> None:
        """Nobody is here, whoever was before."""

        def rests() -> bool:
            if self._glass.scene()["screen"] == "rest":
                return True
            if not self._glass.press("done"):
                self._glass.press("rest.begin")
            return False

        self._see(rests, "the mirror rests")
