"""The kiosk as a real program with a real window off screen: tapped, touched, seen, stopped."""

import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests
from PIL import Image

from tests.kiosk.program import SETTINGS, until
from tests.processes import ROOT, running
from tests.touchpoint.film import RATE, film, people, shots
from tests.touchpoint.sample import CATALOGUE, NAVY_38, RED
from touchpoint.larder import Larder
from touchpoint.sheet import pictures_for

THREADS = Path(__file__).with_name("threads")


def _photo() -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (360, 480), "navy").save(drawn, "JPEG")
    return drawn.getvalue()


PHOTO = _photo()


class Program:
    """A running kiosk and its door on the loopback."""

    def __init__(self, folder: Path, port: int, process: subprocess.Popen[str]) -> None:
        self.folder, self.url = folder, f"http://127.0.0.1:{port}"
        self.socket = folder / "state" / "tag.sock"
        self.process = process

    def scene(self) -> dict[str, object]:
        scene: dict[str, object] = requests.get(f"{self.url}/scene", timeout=60).json()
        return scene

    def tap(self, code: str) -> None:
        command = [sys.executable, "-m", "touchpoint.readers", "tap", str(self.socket), code]
        subprocess.run(command, cwd=ROOT, check=True)

    def targets(self) -> dict[str, object]:
        found: dict[str, object] = requests.get(f"{self.url}/targets", timeout=60).json()
        return found

    def told(self) -> list[tuple[str, dict[str, object]]]:
        """Name and data of each event in the outbox."""
        with sqlite3.connect(self.folder / "state" / "outbox.db") as database:
            rows = database.execute("SELECT name, body FROM event ORDER BY sequence").fetchall()
        database.close()
        return [(name, json.loads(body)["data"]) for name, body in rows]

    def threads(self) -> dict[str, set[str]]:
        """Once it has ended: on which threads it decoded and ran SQL while its window was there."""
        seen = self._noted()["threads"]
        return {what: {t for w, t in seen if w == what} for what, _ in seen}

    def collector(self) -> dict[str, bool]:
        """Once it has ended: how Python's collector was at the end."""
        found: dict[str, bool] = self._noted()["collector"]
        return found

    def _noted(self) -> dict[str, Any]:
        noted: dict[str, Any] = json.loads((self.folder / "threads.json").read_text())
        return noted

    def events(self) -> list[str]:
        return [name for name, _ in self.told()]


@contextmanager
def kiosk(folder: Path, port: int, more: str = "") -> Iterator[Program]:
    """A kiosk off screen; *more* settings are added to the usual ones."""
    (folder / "secret").write_text("secret\n")
    (folder / "kiosk.toml").write_text(SETTINGS.format(folder=folder, port=port) + more)
    larder = Larder(folder / "state")
    larder.keep(CATALOGUE)
    for file in pictures_for(CATALOGUE, 360):
        larder.keep_photo(file, PHOTO)
    command = [sys.executable, "-m", "kiosk", "--config", str(folder / "kiosk.toml")]
    env = {name: value for name, value in os.environ.items() if name != "DISPLAY"}
    env |= {"THREADS": str(folder / "threads.json"), "PYTHONPATH": f"{THREADS}:{ROOT}"}
    with running([*command, "--offscreen"], env=env) as process:
        yield Program(folder, port, process)


@pytest.fixture
def program(tmp_path: Path, free_port: int) -> Iterator[Program]:
    with kiosk(tmp_path, free_port) as made:
        yield made


@pytest.mark.system
@pytest.mark.timeout(480)
def test_kiosk_is_tapped_touched_seen_and_stopped(program: Program) -> None:
    assert until(lambda: program.scene()["screen"] == "rest" and program.socket.exists())
    program.tap(f"https://id.example/01/{NAVY_38}/21/A1")
    assert until(lambda: program.scene()["gtins"] == [NAVY_38])

    picture = Image.open(io.BytesIO(requests.get(f"{program.url}/frame.png", timeout=60).content))
    assert (picture.size, len(picture.getcolors(1_000_000) or ()) > 10) == ((360, 640), True)

    press = requests.post(f"{program.url}/press", json={"name": "language.fr"}, timeout=60)
    assert press.status_code == 200
    assert until(lambda: program.scene()["language"] == "fr")
    nothing = requests.post(f"{program.url}/press", json={"name": "size.0"}, timeout=60)
    abroad = requests.get(
        f"{program.url}/scene", headers={"Origin": "https://evil.example"}, timeout=10
    )
    assert (nothing.status_code, abroad.status_code) == (404, 403)
    assert until(lambda: program.scene()["away"] is True)

    program.process.send_signal(signal.SIGTERM)
    assert program.process.wait(60) == 0
    names = program.events()
    assert names[:4] == ["touchpoint.started", "visit.started", "garment.arrived", "product.viewed"]
    assert not program.socket.exists()


@pytest.mark.system
@pytest.mark.timeout(480)
def test_kiosk_welcomes_who_stands_before_its_camera_and_tells_nobody(
    tmp_path: Path, free_port: int
) -> None:
    # Whoever the film ends with stays.
    device = film(tmp_path / "film.avi", [*shots(None, "", 5 * RATE), *people(5 * RATE)])
    eye = f'[readers.eye]\nkind = "camera"\ndevice = "{device}"\n'
    with kiosk(tmp_path, free_port, eye) as program:
        assert until(lambda: program.scene()["welcoming"] is True)
        scene = program.scene()
        program.process.send_signal(signal.SIGTERM)
        assert program.process.wait(60) == 0
    assert (scene["screen"], scene["visit"]) == ("rest", None)
    assert program.events() == ["touchpoint.started"]


@pytest.mark.system
@pytest.mark.timeout(480)
def test_what_is_found_by_search_category_and_lookbook_is_in_the_outbox(program: Program) -> None:
    def press(target: str, screen: str) -> None:
        """Touch *target*, which is there soon, and see *screen*."""
        asked = {"json": {"name": target}, "timeout": 10}
        assert until(lambda: requests.post(f"{program.url}/press", **asked).status_code == 200)
        assert until(lambda: program.scene()["screen"] == screen)

    assert until(lambda: program.scene()["screen"] == "rest" and "around" in program.targets())
    press("around", "home")
    press("search", "search")
    press("key.s", "search")
    press("key.c", "search")
    press("style.scarf", "garment")
    press("back", "search")
    press("back", "home")
    press("aisle.Clothing/Coats", "list")
    press("style.coat", "garment")
    press("back", "list")
    press("back", "home")
    press("lookbook.autumn", "look")
    press("page.on", "look")
    press("style.coat", "garment")
    program.process.send_signal(signal.SIGTERM)
    assert program.process.wait(60) == 0
    found = [(name, data) for name, data in program.told() if name != "touchpoint.started"]
    assert found == [
        ("visit.started", {"how": "touch", "language": "en"}),
        ("product.viewed", {"gtin": RED, "from": "search"}),
        ("product.viewed", {"gtin": NAVY_38, "from": "browse"}),
        ("lookbook.opened", {"lookbook": "autumn"}),
        ("look.viewed", {"lookbook": "autumn"}),
        ("look.viewed", {"lookbook": "autumn", "look": "walk"}),
        ("product.viewed", {"gtin": NAVY_38, "from": "look"}),
    ]
    assert program.threads() == {"decoding": {"photos_0"}, "sql": {"uplink"}}
    assert program.collector() == {"works": True, "spares the window": True}
