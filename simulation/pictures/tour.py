"""The pairwise pictures: windows are hung as rarely as can be, and each picture is a visit."""

import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import groupby
from typing import Any

from contract.tags import By
from simulation.glass import Glass, GlassAway
from simulation.pictures.colleague import Colleague
from simulation.pictures.screens import BRANDS, LANGUAGES, NAMED, READING, SHOTS, SIZES, Shot
from simulation.pictures.studio import KIOSK, MIRROR, Studio
from simulation.pictures.ways import Hanging
from simulation.plan import STAFF
from simulation.processes import ProgramFailed
from simulation.rack import Piece

#: What leads out of a page, the nearest way out first; from rest, where a visit that nobody touched
#: goes on for a while, into the room.
_OUT = (
    "still.here", "access.close", "sheet.close", "room.on", "consent.no", "part.close", "done",
    "back", "around", "rest.begin",
)  # fmt: skip
_STATES = {
    "seen": "seen", "accept": "accepted", "on-the-way": "on_the_way", "not-found": "unavailable"
}  # fmt: skip
#: Seconds in which a touch that was felt is seen to be.
_FELT = 1.0
#: Seconds between two looks of which the second shows whether anything moves.
_LOOK = 0.1


def in_turn(shots: Iterable[Shot]) -> list[Shot]:
    """*shots* so that the same window hangs as long as it can: what is at rest first."""

    def hung(shot: Shot) -> tuple[object, ...]:
        return shot.screen.place, shot.brand, shot.size, not shot.screen.at_rest, shot.language

    return sorted(shots, key=hung)


def hangings(shots: Iterable[Shot]) -> Iterator[tuple[Hanging, list[Shot]]]:
    """Each way the window hangs, with what is photographed in it."""
    for (place, brand, size), rows in groupby(
        in_turn(shots), key=lambda s: (s.screen.place, s.brand, s.size)
    ):
        found = list(rows)
        spoken = [s.language for s in found if s.screen.at_rest] or [found[0].language]
        for language in dict.fromkeys(spoken):
            last = language == spoken[-1]
            here = [s for s in found if _at_home(s, language) or (last and not s.screen.at_rest)]
            others = (code for code in LANGUAGES if code != language)
            title = f"{place}, {brand.capitalize()}, {size}, {LANGUAGES[language]} at rest"
            hanging = Hanging(size, title, SIZES[size], (language, *others), BRANDS[brand])
            yield hanging, here


def _at_home(shot: Shot, language: str) -> bool:
    return shot.screen.at_rest and shot.language == language


def photograph_screens(studio: Studio) -> None:
    """Take each that is wanted. Raises ProgramFailed at the end, naming those that failed."""
    failed: list[str] = []
    for hanging, shots in hangings(s for s in SHOTS if studio.wants(s.name)):
        name = KIOSK if shots[0].screen.place == "kiosk" else MIRROR
        studio.told(f"  {hanging.title}")
        if name == MIRROR:
            studio.recount()
        studio.hang(hanging, name)
        for shot in shots:
            try:
                Visit(studio, name, shot, hanging.languages[0]).photograph()
            except (ProgramFailed, GlassAway) as error:
                studio.told(f"    not taken: {error}")
                failed.append(str(error))
                # The next one begins at a window that nobody has touched.
                studio.hang(hanging, name)
    if failed:
        raise ProgramFailed("; ".join(failed))


class Visit:
    """One shopper at *name*, who goes where *shot* was taken, and leaves."""

    #: Another piece each time: one that comes again at once has never left for a reader.
    _serial = 2000

    def __init__(self, studio: Studio, name: str, shot: Shot, spoken: str) -> None:
        self._studio, self._name, self._shot, self._spoken = studio, name, shot, spoken
        self._glass: Glass = studio.glass(name)
        self._hung: list[Piece] = []
        self._gtins = {word: studio.gtins[garment] for word, garment in NAMED.items()}

    def photograph(self) -> None:
        """Raises ProgramFailed."""
        self._leave()
        self._lay()
        if not self._shot.screen.at_rest:
            self._begin()
        self._studio.snap(self._name, self._shot.name)
        self._leave()
        if "not-found" in self._shot.screen.acts:
            # What was looked for in vain is counted again for who asks next.
            self._studio.recount()

    def _lay(self) -> None:
        for garment in self._shot.screen.laid:
            Visit._serial += 1
            self._hung.append(self._studio.lay(self._name, garment, Visit._serial))
        if self._hung and self._name == KIOSK:
            self._until(self._shows_all, "the garment's page is there")
            self._glass.clear()
        elif self._hung:
            self._until(lambda: self._scene()["screen"] == "invite", "the mirror invites")

    def _begin(self) -> None:
        screen, language = self._shot.screen, self._shot.language
        if self._name == MIRROR or not screen.laid:
            self._press("rest.begin")
            self._until(lambda: self._scene()["visit"], "somebody is here")
        self._until(self._shows_all, "what was laid down is there")
        if len(screen.laid) > 1:
            # The room as it is when all hung there before the touch.
            self._until(self._shows_the_room, "the room is shown")
        if language != self._spoken:
            self._press(f"language.{language}")
            self._until(lambda: self._scene()["language"] == language, f"{language} is spoken")
        for target in (*READING[self._shot.reading], *screen.touches):
            self._press(target.format(**self._gtins))
        if screen.scanned:
            self._glass.tap(screen.scanned, By.QR)
        self._ask_staff()
        if screen.sees:
            sees = screen.sees.format(**self._gtins)
            self._until(lambda: sees in self._glass.targets(), f"{sees} is shown")

    def _ask_staff(self) -> None:
        """Have what was asked for answered, word by word."""
        if not self._shot.screen.acts:
            return
        phone = self._studio.run.credentials.phones[STAFF[0].associate]
        camille = Colleague(self._studio.plan.hub_url, phone, STAFF[0])
        self._until(lambda: self._states() and "sending" not in self._states(), "it is sent")
        request = self._scene()["requests"][-1]["request"]
        for verb in self._shot.screen.acts:
            if verb == "not-found":
                camille.not_found(request)
            else:
                camille.act(request, verb)
            self._until(partial(self._is_asked, _STATES[verb]), f"the request is {_STATES[verb]}")

    def _shows_all(self) -> bool:
        return {piece.gtin for piece in self._hung} <= {*self._scene()["gtins"]}

    def _shows_the_room(self) -> bool:
        if self._scene()["screen"] == "room":
            return True
        self._felt("back")
        return False

    def _is_asked(self, state: str) -> bool:
        return state in self._states()

    def _states(self) -> list[str]:
        return [row["state"] for row in self._scene()["requests"]]

    def _leave(self) -> None:
        """Take everything away, and touch what leads out until the glass is at rest."""
        while self._hung:
            self._glass.take(self._hung.pop().code)
        self._until(self._rests, "it rests")

    def _rests(self) -> bool:
        scene, there = self._scene(), self._glass.targets()
        if scene["screen"] == "rest" and scene["visit"] is None:
            return True
        way = next((t for t in _OUT if t in there and there[t].enabled), None)
        if way and (scene["visit"] is not None or way == "room.on"):
            self._felt(way)
        return False

    def _felt(self, target: str) -> bool:
        """Touch *target*, and wait until it is seen to be felt, or for a moment: a finger that came
        down twice would touch what lies there next.
        """
        before, end = self._glass.targets(), time.monotonic() + _FELT
        if not self._glass.press(target):
            return False
        while self._glass.targets() == before and time.monotonic() < end:
            time.sleep(0.05)
        return True

    def _scene(self) -> dict[str, Any]:
        return self._glass.scene()

    def _press(self, target: str) -> None:
        """A page that moves is not touched: what lies over it a moment longer would take it."""
        self._until(lambda: self._still() and self._glass.press(target), f"{target} can be touched")

    def _still(self) -> bool:
        before = self._glass.targets()
        time.sleep(_LOOK)
        return self._glass.targets() == before

    def _until(self, holds: Callable[[], object], what: str) -> None:
        self._studio.until(lambda: bool(holds()), f"{self._shot.name}: {what}")
