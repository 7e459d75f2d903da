"""A stage for the real windows: frames one by one, time by hand, real touches, pixels read back."""

import os

os.environ["SDL_VIDEODRIVER"] = "offscreen"

import touchpoint.ui  # noqa: F401 - before Kivy

# isort: split


from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kivy.animation import Animation
from kivy.app import App
from kivy.base import EventLoop
from kivy.clock import Clock
from kivy.input.motionevent import MotionEvent
from kivy.uix.widget import Widget
from PIL import Image


class Finger(MotionEvent):
    """A touch at one place of the window, in pixels from the lower left corner."""

    def __init__(self, x: float, y: float) -> None:
        window = EventLoop.window
        place = {"x": x / (window.width - 1), "y": y / (window.height - 1)}
        super().__init__("stage", 1, place, is_touch=True, type_id="touch")
        self.profile = ["pos"]

    def depack(self, args: dict[str, float]) -> None:
        self.sx, self.sy = args["x"], args["y"]
        super().depack(args)


class Stage:
    """One app on one window; *now* is Kivy's time."""

    def __init__(self, app: Any, size: tuple[int, int]) -> None:
        from kivy.core.window import Window

        self.app, self.window = app, Window
        # Never earlier than the last test left it: Kivy's intervals would wait for the difference.
        self.now = max(Clock.time(), Clock.get_time())
        self._time = Clock.time
        Clock.time = lambda: self.now
        # Frames come when the test asks for them, not sixty times a real second.
        self._fps, Clock._max_fps = Clock._max_fps, 0
        self._before = Clock.get_events()
        if tuple(Window.size) != size:
            Window.size = size
        app.root = app.build()
        Window.add_widget(app.root)
        EventLoop.window = Window
        self.flips = 0
        Window.bind(on_flip=self._count)
        self.frames(3)

    def _count(self, _window: Any) -> None:
        self.flips += 1

    def frames(self, count: int = 1, seconds: float = 0.02) -> None:
        for _ in range(count):
            self.now += seconds
            EventLoop.idle()

    def settle(self) -> None:
        """Until photographs have come, motion has ended and five frames drew nothing."""
        for _ in range(6):
            self.frames(2, 0.1)
            self.app.photos.settle()
            drawn = self.flips
            self.frames(5)
            if self.flips == drawn:
                return

    def show(self, view: Any) -> None:
        self.app.show(view)
        self.settle()

    def press(self, widget: Widget) -> None:
        self.down(widget)
        self.up()

    def touch_at(self, x: float, y: float) -> None:
        self._begin(x, y)
        self.up()

    def down(self, widget: Widget) -> None:
        self._begin(*widget.to_window(*widget.center))

    def _begin(self, x: float, y: float) -> None:
        self._finger = Finger(x, y)
        EventLoop.post_dispatch_input("begin", self._finger)
        self.frames()

    def swipe(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """A finger from *start* to *end*, both in pixels from the lower left, and up."""
        self._begin(*start)
        for step in range(1, 9):
            part = step / 8
            self.move(*(a + (b - a) * part for a, b in zip(start, end, strict=True)))
        self.up()

    def swipe_from(self, widget: Widget, across: float) -> None:
        """From the middle of *widget* so many pixels to the right; to the left when below 0."""
        x, y = widget.to_window(*widget.center)
        self.swipe((x, y), (x + across, y))

    def move(self, x: float, y: float) -> None:
        place = {"x": x / (self.window.width - 1), "y": y / (self.window.height - 1)}
        self._finger.move(place)
        EventLoop.post_dispatch_input("update", self._finger)
        self.frames()

    def up(self) -> None:
        EventLoop.post_dispatch_input("end", self._finger)
        self.frames(3)

    def widgets(self) -> Iterator[Widget]:
        """Everything that can be seen on the stage."""
        return _seen(self.app.root)

    def find(self, target: str) -> Any:
        return next(w for w in self.widgets() if getattr(w, "target", "") == target)

    def places(self) -> dict[str, tuple[float, float]]:
        """The middle of each named target, as fractions of the window."""
        width, height = self.window.size
        named = [
            (w.target, w.to_window(*w.center)) for w in self.widgets() if getattr(w, "target", "")
        ]
        return {name: (x / width, y / height) for name, (x, y) in named}

    def pixel_of(self, widget: Widget) -> tuple[int, ...]:
        """The colour just inside the lower left corner of *widget*."""
        x, y = widget.to_window(*widget.pos)
        return self.picture().getpixel((int(x) + 6, int(self.window.height - y) - 6))  # type: ignore[return-value]

    def resize(self, size: tuple[int, int]) -> None:
        self.window.size = size
        self.settle()

    def picture(self) -> Image.Image:
        from kivy.graphics.opengl import GL_RGB, GL_UNSIGNED_BYTE, glReadPixels

        self.window.dispatch("on_draw")
        width, height = self.window.size
        data = glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE)
        return Image.frombytes("RGB", (width, height), data).transpose(
            Image.Transpose.FLIP_TOP_BOTTOM
        )

    def save(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.picture().save(path)

    def close(self) -> None:
        self.window.unbind(on_flip=self._count)
        self.window.remove_widget(self.app.root)
        self.app.on_stop()
        self._forget()
        Clock.time, Clock._max_fps = self._time, self._fps

    def _forget(self) -> None:
        """What the app had yet to do would keep it, and would be done under the next one."""
        Animation.cancel_all(None)
        for event in Clock.get_events():
            if event not in self._before:
                event.cancel()
        App._running_app = None


def drawn(stage: Stage) -> bytes:
    """The pixels of the glass, as far as the offscreen driver draws a window that was turned."""
    picture = stage.picture()
    narrow = min(picture.size)
    return picture.crop((0, 0, narrow, picture.height)).tobytes()


def _seen(widget: Widget) -> Iterator[Widget]:
    if widget.opacity == 0 or 0 in widget.size:
        return
    yield widget
    for child in widget.children:
        yield from _seen(child)


@contextmanager
def staged(app: Any, size: tuple[int, int]) -> Iterator[Stage]:
    stage = Stage(app, size)
    try:
        yield stage
    finally:
        stage.close()
