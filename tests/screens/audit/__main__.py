"""Walks through every screen in one window, and prints what is wrong in JSON.

In every language, or, given a turn, each screen in two of them: the next two in the next turn.
"""

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

#: Languages in which one turn looks at a screen.
_EACH = 2


def walk(brand: str, size: str, reading: str, turn: str = "") -> Iterator[str]:
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
                for first, language in enumerate(LANGUAGES):
                    for number, (name, view) in enumerate(catalogue(language).items(), first):
                        if name.startswith(place) and _is_due(number, turn):
                            shown = replace(view, access=READING[reading])
                            found = [*faults_of(stage, shown), *broken]
                            broken.clear()
                            yield from (f"{name} {language}: {fault}" for fault in found)


def _is_due(number: int, turn: str) -> bool:
    return not turn or (number + _EACH * int(turn)) % len(LANGUAGES) < _EACH


def _nobody(_touch: object) -> None:
    """Nobody touches anything here."""


if __name__ == "__main__":
    found = list(walk(*sys.argv[1:]))
    # On a line of its own: what the screens log goes before it.
    print(json.dumps(found))
