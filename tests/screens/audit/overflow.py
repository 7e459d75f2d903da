"""Text that does not fit: cut, broken, or written beyond what it is written on."""

from collections.abc import Iterator
from typing import Any

from tests.screens.audit.box import Box, around
from tests.screens.audit.scene import Letters, Scene
from touchpoint.ui.words import measured


def overflow(scene: Scene) -> list[str]:
    """Each fault in words; every text that can be seen is whole, in its place, on the glass."""
    return [fault for letters in scene.read() for fault in _faults(letters, scene)]


def _faults(letters: Letters, scene: Scene) -> Iterator[str]:
    text, label, ink = letters.text, letters.label, letters.ink
    if not ink.lies_in(_allowed(letters, scene.window)):
        yield f"out of the window: {text!r} is {ink}"
    elif not ink.lies_in(_allowed(letters, letters.clip)):
        yield f"cut by what it lies in: {text!r} is {ink}, seen is {around(letters.seen)}"
    (wide, high), (width, height) = label.texture_size, label.size
    if wide > width + 1 or high > height + 1:
        has = f"{round(width)}×{round(height)}"
        yield f"cut: {text!r} needs {wide}×{high}, has {has}"
    if lost := _lost(label):
        yield f"not drawn to its end: {text!r} loses {lost!r}"
    if _broken(label):
        yield f"broken inside a word: {text!r} in {round(width)}"
    if letters.owned is not None and not ink.lies_in(letters.owned):
        yield f"out of {letters.owners[-1]}: {text!r} is {ink}, that is {letters.owned}"
    if half := _half_covered(letters, scene):
        yield f"half covered: {text!r} is {ink}, over it is {half}"


def _allowed(letters: Letters, box: Box) -> Box:
    """*box*, with no end above and below where one can scroll there."""
    return Box(box.x, letters.ink.y, box.right, letters.ink.top) if letters.scrolls else box


def _lost(label: Any) -> str:
    """The letters that were meant and are on no line."""
    meant = "".join(label._label.text.split())
    drawn = "".join("".join(w.text for w in line.words) for line in label._label._cached_lines)
    drawn = "".join(drawn.split())
    return "" if drawn == meant else meant.removeprefix(drawn)


def _broken(label: Any) -> bool:
    face = label.font_name, label.font_size
    return bool(label.text_size[0]) and measured(label._label.text, *face, label.width)[0] == 1000


def _half_covered(letters: Letters, scene: Scene) -> Box | None:
    over = (s.box for s in scene.shapes if s.order > letters.order and s.hides)
    return next((box for box in over if any(line.meets(box) for line in letters.seen)), None)
