"""Walks through every screen in every language in one window, and prints what is wrong in JSON."""

import gc
import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from fittingroom.app import MirrorApp
from kiosk.app import KioskApp
from tests.screens.audit.catalogue import BRANDS, LANGUAGES, READING, SIZES, catalogue
from tests.screens.conftest import draw_photos, read_brand
from touchpoint.ui.shell import set_window


def walk(brand: str, size: str, reading: str) -> Iterator[str]:
    """Each fault, by screen and language."""
    # A walk of some seconds needs no collector, which would take half of them.
    gc.disable()
    # The offscreen driver draws no window that has been turned: this process has one size only.
    set_window(*SIZES[size])
    from tests.screens.audit.glass import faults_of
    from tests.screens.stage import staged

    with tempfile.TemporaryDirectory() as folder:
        draw_photos(Path(folder))
        for place, kind in (("kiosk", KioskApp), ("mirror", MirrorApp)):
            broken: list[str] = []
            app = kind(
                read_brand(BRANDS[brand]),
                Path(folder),
                _nobody,
                failed=lambda what, why, to=broken: to.append(f"{what} failed: {why[:200]}"),
                reduced_motion=True,
            )
            with staged(app, SIZES[size]) as stage:
                for language in LANGUAGES:
                    for name, view in catalogue(language).items():
                        if name.startswith(place):
                            shown = replace(view, access=READING[reading])
                            found = [*faults_of(stage, shown), *broken]
                            broken.clear()
                            yield from (f"{name} {language}: {fault}" for fault in found)


def _nobody(_touch: object) -> None:
    """Nobody touches anything here."""


if __name__ == "__main__":
    found = list(walk(*sys.argv[1:]))
    # On a line of its own: what the screens log goes before it.
    print(json.dumps(found))
