"""Targets that a finger would miss, or not reach, and type too small for who asked for larger."""

from tests.screens.audit.overlap import GROUNDS
from tests.screens.audit.scene import Scene

#: dp, which are the design's own pixels: 1080 of them on the shorter side of the glass.
LEAST = 48


def too_small(scene: Scene) -> list[str]:
    """Each target of which less than 48 dp can be touched, either way."""
    least = round(LEAST * scene.unit)
    return [
        f"too small for a finger: {target.name} is {target.seen}, {least} is right"
        for target in scene.touched()
        if min(target.seen.width, target.tall) < least - 0.01
    ]


def out_of_reach(scene: Scene) -> list[str]:
    """Each target in the upper half of the glass, where all is to be reached seated.

    What is meant by it may be meant by another one that is reached.
    """
    touched = [t for t in scene.touched() if t.name not in GROUNDS]
    low = [t for t in touched if (t.seen.y + t.seen.top) / 2 <= scene.reach]
    meant = [t.touch for t in low if t.touch is not None]
    return [
        f"out of reach: {target.name} is {target.seen}, up to {round(scene.reach)} is right"
        for target in touched
        if target not in low and target.touch not in meant
    ]


def fine_print(scene: Scene) -> list[str]:
    """Each text smaller than larger text is."""
    return [
        f"fine print: {letters.text!r} is {letters.label.font_size:.0f}, {scene.fine:.0f} is right"
        for letters in scene.read()
        if letters.label.font_size < scene.fine - 1
    ]
