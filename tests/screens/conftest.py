"""The brands, and a stage for each app."""

import gc
import tomllib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageOps

from contract.brand import Brand
from fittingroom.app import MirrorApp
from kiosk.app import KioskApp
from tests.screens import sample_offers, sample_parts, samples
from tests.screens.stage import Stage, staged
from touchpoint.ui.shell import set_window

ROOT = Path(__file__).resolve().parents[2]
PORTRAIT, LANDSCAPE = (540, 960), (960, 540)
set_window(*PORTRAIT)


def pytest_runtest_logstart() -> None:
    """An app is 300,000 objects: looking through them while it grows takes longer than its making.

    Here and at the end below, not in a fixture: a fixture ends before pytest lets go of the stage.
    """
    gc.disable()


def pytest_runtest_logfinish() -> None:
    gc.enable()
    # Kivy's callbacks outlive the first look, which need be at the young objects only: the app.
    gc.collect(0)
    gc.collect()


@dataclass
class Heard:
    """What an app said to the outside."""

    touches: list[Any] = field(default_factory=list)
    failures: list[tuple[str, str]] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)


Play = Callable[..., Stage]


def read_brand(name: str) -> Brand:
    return Brand.model_validate(tomllib.loads((ROOT / "config" / name).read_text("utf-8")))


def draw_photos(folder: Path) -> None:
    """For each photograph the sample views name a gradient, so that a move can be seen."""
    names = {*samples.PICTURES, *samples._COLOUR_FILES, *samples._ROOM_FILES}
    names |= {*sample_parts.FILES, sample_parts.POSTER, *sample_parts.PEOPLE, *sample_offers.FILES}
    for number, name in enumerate(sorted(names)):
        shades = Image.linear_gradient("L").resize((300, 400))
        ImageOps.colorize(shades, "black", (250, 90 + 10 * number, 90)).save(folder / name)


@pytest.fixture(scope="session")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("photos")
    draw_photos(folder)
    return folder


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def play(photos: Path, heard: Heard) -> Iterator[Play]:
    """Puts the kiosk or the mirror on a stage: `play("kiosk", PORTRAIT)`."""
    with ExitStack() as stages:

        def put(
            place: str,
            size: tuple[int, int] = PORTRAIT,
            *,
            brand: str = "brand.toml",
            reduced_motion: bool = False,
            **more: Any,
        ) -> Stage:
            kind = {"kiosk": KioskApp, "mirror": MirrorApp}[place]
            app = kind(
                read_brand(brand),
                photos,
                heard.touches.append,
                failed=lambda what, why: heard.failures.append((what, why)),
                on_shown=heard.shown.append,
                reduced_motion=reduced_motion,
                **more,
            )
            return stages.enter_context(staged(app, size))

        yield put
