"""What a frame costs the screen's thread while lookbooks are swiped, with no renderer behind it.

Run as a program of its own: Kivy opens one window, and its GL is chosen before it is imported.
"""

import os

# Every call of GL is answered by nothing: what is left is what our own code and Kivy's cost.
os.environ["KIVY_GL_BACKEND"] = "mock"
os.environ["SDL_VIDEODRIVER"] = "offscreen"

import json
import random
import sys
import tempfile
import threading
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from contract.brand import Brand
from contract.ids import check_digit, new_id
from contract.parts import Look, Lookbook, LookText, Money, Photo, Spot
from contract.settings import load
from contract.styles import Catalogue, Style, StyleText, Variant

ROOT = Path(__file__).resolve().parents[2]
WIDTH, HEIGHT, LOOKS, ROUNDS = 900, 1200, 24, 3
#: Frames that a page gets after its swipe, as a shopper looks at it.
_LOOKED_AT = 40


def catalogue(folder: Path) -> Catalogue:
    """A lookbook of *LOOKS* photographs of its own, with four garments on each."""
    photos = [_photo(folder, number) for number in range(LOOKS)]
    styles = tuple(_style(number, photos[number]) for number in range(8))
    looks = tuple(
        Look(
            look=f"look-{number}",
            texts={"en": LookText(title=f"By the sea, page {number}", text="Long days.")},
            photo=photo,
            spots=tuple(
                Spot(style=f"style-{(number + n) % 8}", x=0.2 + 0.2 * n, y=0.3 + 0.1 * n)
                for n in range(4)
            ),
        )
        for number, photo in enumerate(photos)
    )
    book = Lookbook(lookbook="sea", texts={"en": LookText(title="The sea")}, looks=looks)
    return Catalogue(version="1", languages=("en",), styles=styles, lookbooks=(book,))


def _photo(folder: Path, number: int) -> Photo:
    """A photograph as full of detail as one from a camera."""
    dice = np.random.default_rng(number)
    coarse = dice.integers(0, 255, (HEIGHT // 12, WIDTH // 12, 3), np.uint8)
    picture = Image.fromarray(coarse).resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
    name = f"sea-{number}.jpg"
    picture.save(folder / name, quality=88)
    return Photo(name=name, sizes={WIDTH: name}, width=WIDTH, height=HEIGHT)


def _style(number: int, photo: Photo) -> Style:
    body = f"0061414{number:06d}"
    price = Money(amount=Decimal("290.00"), currency="EUR")
    variant = Variant(gtin=body + check_digit(body), colour="Navy", size="38", price=price)
    texts = {"en": StyleText(title=f"Sailor's jumper {number}")}
    return Style(
        style=f"style-{number}", brand="Maison", texts=texts, photos=(photo,), variants=(variant,)
    )


def swipe_through(folder: Path) -> dict[str, Any]:
    """Milliseconds of CPU of the screen's thread in each frame, and where decoding ran."""
    from touchpoint.ui.shell import set_window  # noqa: PLC0415

    set_window(1080, 1920)
    from simulation.fingers.kiosk import FingerKiosk  # noqa: PLC0415
    from touchpoint.ui import photos  # noqa: PLC0415

    brand_file = ROOT / "config/brand.toml"
    brand = load(brand_file.read_text(encoding="utf-8"), str(brand_file), Brand)
    made = catalogue(folder)
    kiosk = FingerKiosk(brand, made, folder, folder, new_id, random.Random(7))
    glass, spent = kiosk.glass, list[float]()
    decoding = _where(photos, "_decoded")
    for door in ("around", "lookbook.sea"):
        glass.press(glass.targets()[door])
    glass.settle()
    for way in (1, -1) * ROUNDS:
        for _ in range(LOOKS):
            with _timed(glass, spent):
                left, right = (0.8, 0.7), (0.2, 0.7)
                glass.swipe(*((left, right) if way > 0 else (right, left)))
                glass.frames(_LOOKED_AT)
    kiosk.close()
    looks = kiosk.told["look.viewed"]
    return {"frames": spent, "decoded in": sorted(decoding), "looks": looks}


class _timed:  # noqa: N801 - used as a word
    """While it lasts each frame's CPU is noted, and frames come sixty times a second."""

    def __init__(self, glass: Any, spent: list[float]) -> None:
        self._glass, self._spent = glass, spent

    def __enter__(self) -> None:
        self._frames = self._glass.frames
        self._glass.frames = self._measure

    def __exit__(self, *_: object) -> None:
        del self._glass.frames

    def _measure(self, count: int = 1, seconds: float = 1 / 60) -> None:
        for _ in range(count):
            began, used = time.monotonic(), time.thread_time()
            self._frames(1, seconds)
            self._spent.append((time.thread_time() - used) * 1000)
            # Threads decode meanwhile, as they do at a kiosk.
            time.sleep(max(0.0, 1 / 60 - (time.monotonic() - began)))


def _where(module: Any, name: str) -> set[str]:
    """The names of the threads on which *name* of *module* is called from now on."""
    threads, real = set[str](), getattr(module, name)

    def noted(*given: Any) -> Any:
        threads.add(threading.current_thread().name)
        return real(*given)

    setattr(module, name, noted)
    return threads


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        json.dump(swipe_through(Path(name)), sys.stdout)
