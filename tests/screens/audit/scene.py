"""The glass as what is painted on it, in the order of painting: letters, shapes, targets."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from kivy.graphics import Color, Ellipse, Line, Rectangle, SmoothLine
from kivy.graphics.stencil_instructions import StencilPush, StencilUse
from kivy.uix.label import Label
from kivy.uix.scrollview import ScrollView
from kivy.uix.stencilview import StencilView
from kivy.uix.widget import Widget

from tests.screens.audit.box import Box, around

Rgba = tuple[float, float, float, float]
#: Of a face's size: how far letters reach above their line's foot, and below it.
_ABOVE, _BELOW = 0.74, 0.22
#: Design pixels: where larger text is wished, the smallest type is that large.
LARGE_TEXT = 27
#: What is less transparent hides what lies below it.
_HIDES = 0.8


@dataclass(frozen=True, slots=True)
class Letters:
    """A label: the *ink* of all its lines, and what of each line is *seen* within its *clip*."""

    text: str
    ink: Box
    seen: tuple[Box, ...]
    rgba: Rgba
    order: int
    clip: Box
    scrolls: bool
    #: The targets it is written on, the innermost last, and where that one is.
    owners: tuple[str, ...]
    owned: Box | None
    label: Any = field(repr=False)


@dataclass(frozen=True, slots=True)
class Shape:
    """What a widget paints that is no text; *filled* is false for a line, *photo* for no colour."""

    box: Box
    rgba: Rgba
    order: int
    filled: bool
    photo: bool
    owners: tuple[str, ...]

    @property
    def hides(self) -> bool:
        return self.filled and self.rgba[3] >= _HIDES


@dataclass(frozen=True, slots=True)
class Target:
    """What of it is *seen*, and how *tall* it is where one can scroll to the rest of it.

    *touch* is what a finger means by it.
    """

    name: str
    seen: Box
    order: int
    tall: float
    touch: Any = field(default=None, repr=False)


@dataclass(slots=True)
class Scene:
    """*unit* is the length of one design pixel, *paper* the colour of the empty glass.

    Type is *fine* below so many pixels, and who sits touches nothing above *reach*.
    """

    window: Box
    unit: float
    paper: Rgba
    fine: float = 0.0
    reach: float = math.inf
    letters: list[Letters] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)

    def hidden(self, box: Box, order: int) -> bool:
        """Whether something that is painted later lies over all of *box*."""
        return any(s.order > order and s.hides and box.lies_in(s.box) for s in self.shapes)

    def read(self) -> list[Letters]:
        """The letters that can be seen."""
        return [t for t in self.letters if not self.hidden(around(t.seen), t.order)]

    def touched(self) -> list[Target]:
        """The targets that can be seen."""
        return [t for t in self.targets if not self.hidden(t.seen, t.order)]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the tree one is: what is inherited from above."""

    clip: Box
    opacity: float = 1.0
    scrolls: bool = False
    owners: tuple[str, ...] = ()
    owned: Box | None = None


def look(root: Any) -> Scene:
    """All that *root*, a widget with a theme, paints."""
    theme = root.theme
    window = Box(0, 0, theme.width, theme.height)
    scene = Scene(window, theme.unit, theme.palette.paper)
    if theme.large:
        scene.fine = LARGE_TEXT * theme.unit
    if theme.seated:
        scene.reach = theme.height / 2
    for order, (widget, place) in enumerate(_painted(root, _Place(window))):
        if isinstance(widget, Label) and (found := _letters(widget, place, order)):
            scene.letters.append(found)
        scene.shapes += _shapes(widget, place, order)
        if name := target_of(widget):
            seen = box_of(widget).shared(place.clip)
            if not seen.empty:
                tall = widget.height if place.scrolls else seen.height
                scene.targets.append(
                    Target(name, seen, order, tall, getattr(widget, "touch", None))
                )
    return scene


def target_of(widget: Widget) -> str:
    """The name of what can be touched; empty for everything else."""
    if widget.disabled:
        return ""
    name = str(getattr(widget, "target", ""))
    meant = getattr(widget, "touch", None)
    return name or (f"({type(widget).__name__})" if meant is not None else "")


def box_of(widget: Widget) -> Box:
    x, y = widget.to_window(*widget.pos)
    return Box(x, y, x + widget.width, y + widget.height)


def _painted(widget: Widget, place: _Place) -> Iterator[tuple[Widget, _Place]]:
    """*widget* and all below it in the order of painting."""
    opacity = place.opacity * widget.opacity
    if opacity == 0 or 0 in widget.size:
        return
    clip, scrolls, owners, owned = place.clip, place.scrolls, place.owners, place.owned
    if name := target_of(widget):
        owners, owned = (*owners, name), box_of(widget)
    yield widget, _Place(clip, opacity, scrolls, owners, owned)
    if isinstance(widget, StencilView):
        clip = clip.shared(box_of(widget))
        scrolls = scrolls or (isinstance(widget, ScrollView) and bool(widget.do_scroll_y))
    for child in reversed(widget.children):
        yield from _painted(child, _Place(clip, opacity, scrolls, owners, owned))


def _letters(label: Any, place: _Place, order: int) -> Letters | None:
    lines = _ink(label) if label.text.strip() else ()
    seen = tuple(box for line in lines if not (box := line.shared(place.clip)).empty)
    if not seen:
        return None
    colour = label.disabled_color if label.disabled else label.color
    rgba = (*colour[:3], colour[3] * place.opacity)
    return Letters(
        label.text, around(lines), seen, rgba, order,
        place.clip, place.scrolls, place.owners, place.owned, label,
    )  # fmt: skip


def _ink(label: Any) -> tuple[Box, ...]:
    """Where the letters of each line are; Kivy keeps no account of it before they are drawn."""
    core, (wide, high) = label._label, label.texture_size
    x, top = label.to_window(label.center_x - wide / 2, label.center_y + high / 2)
    left, above, right, _ = core.options["padding"]
    free = high - sum(line.h for line in core._cached_lines)
    top -= {"top": above, "bottom": free - label.padding[3]}.get(label.valign, free / 2)
    size, found = label.font_size, []
    for line in core._cached_lines:
        part = {"left": 0.0, "center": 0.5, "right": 1.0}.get(label.halign, 0.0)
        start, foot = x + left + (wide - left - right - line.w) * part, top - core.get_ascent()
        if line.w and any(word.text.strip() for word in line.words):
            box = Box(start, foot - _BELOW * size, start + line.w, foot + _ABOVE * size)
            found.append(box)
        top -= line.h
    return tuple(found)


def _shapes(widget: Widget, place: _Place, order: int) -> Iterator[Shape]:
    # What a label paints last is its letters.
    whole = () if isinstance(widget, Label) else (widget.canvas,)
    for canvas in (widget.canvas.before, *whole):
        rgba, stencil = (1.0, 1.0, 1.0, 1.0), False
        for step in canvas.children:
            if isinstance(step, Color):
                rgba = tuple(step.rgba)
            elif isinstance(step, StencilPush | StencilUse):
                stencil = isinstance(step, StencilPush)
            elif not stencil and (box := _drawn(step)) is not None:
                x, y = widget.to_window(box.x, box.y, initial=False)
                seen = Box(x, y, x + box.width, y + box.height).shared(place.clip)
                alpha = rgba[3] * place.opacity
                if not seen.empty and alpha > 0:
                    photo = isinstance(step, Rectangle) and step.texture is not _blank()
                    filled = not isinstance(step, Line)
                    yield Shape(seen, (*rgba[:3], alpha), order, filled, photo, place.owners)


@cache
def _blank() -> Any:
    """What a rectangle without a picture is painted with; there is none before the window."""
    return Rectangle().texture


def _drawn(step: Any) -> Box | None:
    """The box of what *step* of a canvas draws, in its widget's own places."""
    if isinstance(step, Rectangle | Ellipse):
        (x, y), (width, height) = step.pos, step.size
        return Box(x, y, x + width, y + height)
    if isinstance(step, Line | SmoothLine):
        points = list(step.points)
        if len(points) > 1:
            xs, ys = points[::2], points[1::2]
            return Box(min(xs), min(ys), max(xs), max(ys)).grown(step.width)
    return None
