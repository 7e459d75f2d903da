"""The store that is photographed: its real programs, stopped and started as a picture asks."""

import subprocess
import time
import tomllib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import requests
import tomli_w

from contract.styles import Catalogue
from contract.tags import By
from simulation.company import hardware_of
from simulation.crowd import fetch_catalogue
from simulation.demo import Run
from simulation.glass import Glass, GlassAway
from simulation.outfit import ROOT
from simulation.pictures.album import Album
from simulation.pictures.plates import Chosen
from simulation.pictures.ways import MAISON, Hanging
from simulation.plan import Plan, Screen, Times, with_doors
from simulation.processes import Program, ProgramFailed, python
from simulation.rack import Piece, piece_of

KIOSK, MIRROR = "kiosk-1", "cabin-1"
#: Places that only ask, so that a staff page has something to show.
CABINS = ("cabin-2", "cabin-3", "cabin-4", "cabin-5")
_PATIENCE = 30.0
_POLL = 0.1
#: So many looks in a row show the same before it counts as standing still.
_STILL = 3
#: Touchpoints ask early whether somebody is still here, so that the question can be photographed.
_TIMES = {
    "kiosk": {"idle_seconds": 40.0, "still_here_seconds": 32.0},
    "fittingroom": {
        "idle_seconds": 70.0,
        "empty_seconds": 90.0,
        "still_here_seconds": 58.0,
        "patience_seconds": 3.0,
    },
}


def studio_screens() -> tuple[Screen, ...]:
    """The windows are of any size yet; the cabins never open one."""
    size = (1080, 1920)
    cabins = [Screen(c, "fittingroom", c, c, *size, "uhf") for c in CABINS]
    return (
        Screen(KIOSK, "kiosk", "floor", "The kiosk", *size, "nfc"),
        Screen(MIRROR, "fittingroom", MIRROR, "Fitting room 1", *size, "uhf"),
        *cabins,
    )


def afternoon(now: datetime) -> str:
    """A time zone in which it is between five and six now: a shop's fullest hour."""
    ahead = (17 - now.astimezone(UTC).hour + 11) % 24 - 11
    # POSIX counts westwards: four hours behind Greenwich is Etc/GMT+4.
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"


class Studio:
    """One store for one run of the command; *told* hears what is photographed."""

    def __init__(
        self, plan: Plan, album: Album, chosen: Chosen, told: Callable[[str], None]
    ) -> None:
        self.plan, self.album, self.chosen, self.told = plan, album, chosen, told
        self.run = Run(plan, told)
        self.zone = afternoon(datetime.now(UTC))
        self.taken = 0
        #: The GTIN of each style, colour and size.
        self.gtins: dict[tuple[str, str, str], str] = {}
        self._windows: dict[str, Program] = {}

    def open(self) -> None:
        """Fit the store out and start what every picture needs."""
        self.run.fit_out()
        for name in ("headoffice", "hub"):
            self._edit(name, {"timezone": self.zone})
        (self.plan.folder / "arms").mkdir(parents=True, exist_ok=True)
        for name in ("headoffice", "hub"):
            self.run.programs[name].start()
        for name in ("headoffice", "hub"):
            self.run.programs[name].await_ready()
        self.catalogue: Catalogue = fetch_catalogue(self.plan, self.run.credentials)
        self.gtins = {
            (style.style, v.colour, v.size): v.gtin
            for style in self.catalogue.styles
            for v in style.variants
        }

    def close(self) -> None:
        for window in self._windows.values():
            window.stop()
        self.run.stop()

    def glass(self, name: str) -> Glass:
        return self.run.glasses[name]

    def lay(self, touchpoint: str, garment: tuple[str, str, str], serial: int = 1001) -> Piece:
        """Put *garment* (style, colour, size) on the reader, where it stays."""
        by = By.NFC if touchpoint == KIOSK else By.UHF
        piece = piece_of(self.gtins[garment], garment[0], by, serial)
        self.glass(touchpoint).put(piece.code, by)
        return piece

    def hang(self, hanging: Hanging, name: str) -> None:
        """Start touchpoint *name* anew as *hanging* says, once its photographs are there."""
        if (old := self._windows.pop(name, None)) is not None:
            old.stop()
        self.glass(name).clear()
        screen = next(s for s in self.plan.screens if s.touchpoint == name)
        for part in hardware_of(screen):
            program = self.run.programs[part]
            if not program.alive():
                program.start()
                program.await_ready()
        width, height = hanging.size
        self._edit(
            name,
            {
                "languages": list(hanging.languages),
                "timezone": self.zone,
                "window": {"width": width, "height": height, "reduced_motion": True},
                "times": _TIMES[screen.kind],
            },
        )
        began = time.time()
        self._windows[name] = self._window(screen, hanging.brand)
        kept = self.plan.state(name) / "catalogue.json"
        self.until(lambda: kept.is_file() and kept.stat().st_mtime > began, f"{name}'s photographs")
        self.until(lambda: not self.glass(name).scene()["away"], f"{name} hears the hub")

    def hub(self, *, brand: str = MAISON, language: str = "en", **times: float) -> None:
        """Start the hub anew, with these *times* for its requests, in seconds."""
        self.run.programs["hub"].stop()
        patience = asdict(self.plan.times) | times
        self._edit("hub", {"requests": patience, "language": language})
        command = python("hub", "serve", "--config", str(self.plan.settings("hub")))
        command += ["--brand", str(ROOT / brand)]
        program = Program("hub", command, self.plan.log("hub"), lambda: _answers(self.plan.hub_url))
        self.run.programs["hub"] = program
        program.start()
        program.await_ready()

    def recount(self) -> None:
        """Count the stock anew, so that what one picture found missing is there for the next."""
        feed = str(self.plan.folder / "stock.tsv")
        self.command("simulation.sample", "stock", feed)
        self.command("hub", "import", "stock", feed, "--config", str(self.plan.settings("hub")))

    def until(self, holds: Callable[[], bool], what: str, patience: float = _PATIENCE) -> None:
        """Return as soon as *holds*. Raises ProgramFailed naming *what* was awaited."""
        end = time.monotonic() + patience
        while True:
            with suppress(GlassAway):
                if holds():
                    return
            if time.monotonic() > end:
                raise ProgramFailed(f"{what}: nothing came of it within {patience:.0f} s")
            time.sleep(_POLL)

    def wants(self, name: str) -> bool:
        return self.chosen.wants(name)

    def snap(self, touchpoint: str, name: str) -> None:
        """Photograph the glass once it has stood still for a while."""
        if not self.wants(name):
            return
        glass = self.glass(touchpoint)
        before, same, end = b"", 0, time.monotonic() + 8.0
        while same < _STILL and time.monotonic() < end:
            time.sleep(_POLL)
            frame = glass.frame("png")
            same = same + 1 if frame == before else 0
            before = frame
        self.keep(name, before)

    def keep(self, name: str, png: bytes) -> None:
        self.album.keep(name, png)
        self.taken += 1
        self.told(f"    {self.taken:3}  {name}")

    def _window(self, screen: Screen, brand: str) -> Program:
        name = screen.touchpoint
        command = python(screen.kind, "--config", str(self.plan.settings(name)))
        command += ["--brand", str(ROOT / brand), "--offscreen"]
        ready = self.glass(name).ready
        program = Program(name, command, self.plan.log(name), ready, {"KIVY_NO_ARGS": "1"})
        program.start()
        program.await_ready()
        return program

    def _edit(self, name: str, changes: Mapping[str, Any]) -> None:
        path = self.plan.settings(name)
        path.write_text(tomli_w.dumps(tomllib.loads(path.read_text()) | dict(changes)))

    def command(self, *words: str) -> str:
        """What `python -m …` prints. Raises ProgramFailed."""
        done = subprocess.run(python(*words), capture_output=True, text=True, check=False, cwd=ROOT)
        if done.returncode:
            raise ProgramFailed(f"`{' '.join(words[:4])} …` failed: {done.stderr.strip()[-800:]}")
        return done.stdout.strip()


def studio_plan(plan: Plan, folder: Path, port: Callable[[], int]) -> Plan:
    """*plan* for pictures: its own folder, screens, doors and readers; *port* gives a free one."""
    shown = studio_screens()
    return replace(
        plan,
        folder=folder,
        headless=True,
        times=Times(),
        screens=shown,
        ports=with_doors(plan.ports, shown, port),
    )


def _answers(url: str) -> bool:
    try:
        return requests.get(f"{url}/health", timeout=(0.5, 2.0)).ok
    except requests.RequestException:
        return False
