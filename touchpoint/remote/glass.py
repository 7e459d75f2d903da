"""The window as others may see and touch it: real frames, real touches, named targets."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from kivy.base import EventLoop
from kivy.clock import Clock
from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels
from kivy.input.motionevent import MotionEvent
from kivy.uix.scrollview import ScrollView
from kivy.uix.widget import Widget

import touchpoint.ui.environment  # noqa: F401 - before Kivy

#: How long a finger stays; long enough for a frame to show that it was felt.
_PRESS = 0.06
#: In so many moves a finger draws across the glass, with so many seconds between two of them.
_MOVES, _BETWEEN = 8, 0.015
#: So many frames a touch waits for what moves.
_WAITING = 120


#: *x* and *y* as fractions of the window.
Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """RGBA rows from bottom to top, as OpenGL reads them."""

    number: int
    width: int
    height: int
    pixels: bytes


@dataclass(frozen=True, slots=True)
class Target:
    """*x* and *y* of its centre, as fractions from the top left."""

    x: float
    y: float
    text: str
    enabled: bool


class RemoteTouch(MotionEvent):
    """A finger that is not there; *x* and *y* as fractions from the bottom left."""

    def __init__(self, number: int, x: float, y: float) -> None:
        super().__init__("remote", number, {"x": x, "y": y}, is_touch=True, type_id="touch")
        self.profile = ["pos"]

    def depack(self, args: dict[str, float]) -> None:
        self.sx, self.sy = args["x"], args["y"]
        super().depack(args)


class Glass:
    """All of it on the screen's thread only, once the window is there and its app has started."""

    def __init__(self) -> None:
        self._window: Any = EventLoop.window
        self._touches = 0
        self._flips = 0
        self._frame: Frame | None = None
        self._wanting: list[Callable[[Frame], None]] = []
        # Bound last and so called first, while the drawn frame is still to be read.
        self._window.bind(on_flip=self._flip)

    def frame(self, deliver: Callable[[Frame], None]) -> None:
        """Give the frame on the glass: the one at hand when nothing was drawn since."""
        if self._frame is not None and self._frame.number == self._flips:
            deliver(self._frame)
            return
        self._wanting.append(deliver)
        self._window.canvas.ask_update()

    def touch(self, x: float, y: float) -> None:
        """Touch at fractions from the top left, and let go."""
        self._touches += 1
        finger = RemoteTouch(self._touches, x, 1.0 - y)
        EventLoop.post_dispatch_input("begin", finger)
        Clock.schedule_once(lambda _: EventLoop.post_dispatch_input("end", finger), _PRESS)

    def swipe(self, start: Place, end: Place) -> None:
        """Draw a finger from *start* to *end*, fractions from the top left, and let go."""
        self._touches += 1
        finger = RemoteTouch(self._touches, start[0], 1.0 - start[1])
        EventLoop.post_dispatch_input("begin", finger)
        way = [_between(start, end, n / _MOVES) for n in range(1, _MOVES + 1)]

        def draw(_seconds: float) -> bool:
            x, y = way.pop(0)
            finger.move({"x": x, "y": 1.0 - y})
            EventLoop.post_dispatch_input("update", finger)
            if not way:
                EventLoop.post_dispatch_input("end", finger)
            return bool(way)

        Clock.schedule_interval(draw, _BETWEEN)

    def press(self, name: str) -> bool:
        """Touch the middle of target *name*; false when there is none that can be touched."""
        widget = next((w for w in self._widgets() if _name(w) == name and not w.disabled), None)
        if widget is None:
            return False
        if (scroll := _scroller(widget)) is not None:
            scroll.scroll_to(widget, animate=False)
        self._touch_middle(widget, None, _WAITING)
        return True

    def targets(self) -> dict[str, Target]:
        return {_name(w): self._target(w) for w in self._widgets() if _name(w)}

    def _touch_middle(self, widget: Widget, before: Place | None, frames: int) -> None:
        """Once it stands still on the glass, as a person would; never when it does not."""
        if widget.get_root_window() is None or not frames:
            return
        target = self._target(widget)
        here = target.x, target.y
        if here == before and 0 <= target.x <= 1 and 0 <= target.y <= 1:
            self.touch(*here)
        else:
            Clock.schedule_once(lambda _: self._touch_middle(widget, here, frames - 1), 0)

    def _target(self, widget: Widget) -> Target:
        x, y = widget.to_window(*widget.center)
        width, height = self._window.size
        text = str(widget.text) if "text" in widget.properties() else ""
        return Target(round(x / width, 5), round(1 - y / height, 5), text, not widget.disabled)

    def _widgets(self) -> Iterator[Widget]:
        for child in self._window.children:
            yield from child.walk()

    def _flip(self, _window: Any) -> bool:
        self._flips += 1
        if self._wanting:
            width, height = self._window.system_size
            pixels = glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE)
            self._frame = Frame(self._flips, width, height, bytes(pixels))
            waiting, self._wanting = self._wanting, []
            for deliver in waiting:
                deliver(self._frame)
        return False


def _between(start: Place, end: Place, share: float) -> Place:
    (x, y), (to_x, to_y) = start, end
    return x + (to_x - x) * share, y + (to_y - y) * share


def _name(widget: Widget) -> str:
    return str(widget.target) if "target" in widget.properties() else ""


def _scroller(widget: Widget) -> ScrollView | None:
    parent = widget.parent
    while parent is not None and parent is not parent.parent:
        if isinstance(parent, ScrollView):
            return parent
        parent = parent.parent
    return None
