"""A large house's catalogue: how long it takes to bring in, and a kiosk to start with it."""

import csv
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import requests
from PIL import Image

from catalogue.files import Sources
from contract.ids import check_digit
from contract.styles import Catalogue
from hub.assortment import read_catalogue
from simulation.broker import free_port
from touchpoint.larder import Larder

ROOT = Path(__file__).resolve().parents[2]
STYLES, SIZES = 5000, ("36", "38", "40", "42")
#: Photographs with content of their own; all others differ by a remark in the file only.
_DRAWN = 24
_PATIENCE = 60.0
_KINDS = ("Coats", "Knitwear", "Shirts", "Trousers", "Dresses", "Skirts", "Shoes", "Bags")
_SETTINGS = """
store = "lyon"
touchpoint = "kiosk-1"
state_dir = "{folder}/state"
[broker]
host = "127.0.0.1"
port = 9
secret_file = "{folder}/secret"
[hub]
url = "http://127.0.0.1:9"
[window]
width = 540
height = 960
[remote]
port = {port}
"""


@dataclass(frozen=True, slots=True)
class Large:
    """Seconds: to import the file alone, then with a photograph for each style, and to start.

    *csv* and *decoded* are what reading that file and those photographs takes by itself.
    """

    read: float
    photographed: float
    started: float
    csv: float
    decoded: float


def large(styles: int = STYLES) -> Large:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = _shop_file(folder / "products.csv", styles)
        bare = _timed_import(file, folder / "none", folder / "media")
        _photographs(folder / "photos", styles)
        whole = _timed_import(file, folder / "photos", folder / "media")
        started = _start(whole[0], folder)
        decoded = _seconds(lambda: _decode(folder / "photos"))
        drawn = min(_DRAWN, styles)
        found = (
            bare[1],
            whole[1],
            started,
            _seconds(lambda: _read(file)),
            decoded * styles / drawn,
        )
        return Large(*(round(seconds, 2) for seconds in found))


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _read(file: Path) -> int:
    with file.open(newline="", encoding="utf-8") as rows:
        return sum(1 for _ in csv.reader(rows))


def _decode(folder: Path) -> None:
    """Those that were drawn; the others are the same pictures."""
    for number in range(_DRAWN):
        if (path := folder / f"{number}.jpg").exists():
            with Image.open(path) as image:
                image.load()


def _timed_import(file: Path, photos: Path, media: Path) -> tuple[Catalogue, float]:
    photos.mkdir(exist_ok=True)
    began = time.perf_counter()
    found = read_catalogue(Sources(file), photos, media)
    return found.catalogue, time.perf_counter() - began


def _shop_file(file: Path, styles: int) -> Path:
    """As Shopify writes it: a colour, four sizes and a photograph for each style."""
    with file.open("w", newline="", encoding="utf-8") as out:
        rows = csv.writer(out)
        rows.writerow(
            ("URL handle", "Title", "Description", "Vendor", "Type", "Product category",
             "Option1 name", "Option1 value", "Option2 name", "Option2 value", "Barcode", "Price",
             "Product image URL")
        )  # fmt: skip
        for number in range(styles):
            kind = _KINDS[number % len(_KINDS)]
            for place, size in enumerate(SIZES):
                body = f"061414{number * 10 + place:07d}"[:13].rjust(13, "0")
                gtin = body + check_digit(body)
                title = f"{kind[:-1]} Rivage {number}"
                first = (title, "<p>A long text about a fine thing.</p>" * 4, "Maison", kind,
                         f"Clothing > {kind}") if place == 0 else ("",) * 5  # fmt: skip
                photo = f"{number}.jpg" if place == 0 else ""
                rows.writerow((f"style-{number}", *first, "Colour", "Navy", "Size", size, gtin,
                               "190.00", photo))  # fmt: skip
    return file


def _photographs(folder: Path, styles: int) -> None:
    folder.mkdir()
    drawn = []
    for number in range(min(_DRAWN, styles)):
        dice = np.random.default_rng(number)
        coarse = dice.integers(0, 255, (100, 75, 3), np.uint8)
        path = folder / f"{number}.jpg"
        Image.fromarray(coarse).resize((900, 1200), Image.Resampling.BICUBIC).save(path, quality=88)
        drawn.append(path.read_bytes())
    for number in range(_DRAWN, styles):
        body = drawn[number % _DRAWN]
        remark = f"photograph {number}".encode()
        comment = b"\xff\xfe" + (len(remark) + 2).to_bytes(2, "big") + remark
        (folder / f"{number}.jpg").write_bytes(body[:2] + comment + body[2:])


def _start(catalogue: Catalogue, folder: Path) -> float:
    """Seconds from the command to a glass on which one can look around."""
    (folder / "secret").write_text("secret\n")
    Larder(folder / "state").keep(catalogue)
    port = free_port()
    (folder / "kiosk.toml").write_text(_SETTINGS.format(folder=folder, port=port))
    command = [sys.executable, "-m", "kiosk", "--config", str(folder / "kiosk.toml"), "--offscreen"]
    # The first start of a machine compiles our own modules; a shop's mornings do not.
    with _running(command) as began:
        _until_ready(port, began)
    with _running(command) as began:
        return _until_ready(port, began)


@contextmanager
def _running(command: list[str]) -> Iterator[float]:
    env = {name: value for name, value in os.environ.items() if name != "DISPLAY"}
    began = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield began
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _until_ready(port: int, began: float) -> float:
    url = f"http://127.0.0.1:{port}/targets"
    while time.perf_counter() - began < _PATIENCE:
        try:
            if "around" in requests.get(url, timeout=10).json():
                return time.perf_counter() - began
        except requests.ConnectionError:
            pass
        time.sleep(0.01)
    raise TimeoutError(f"the kiosk was not ready after {_PATIENCE:.0f} s")
