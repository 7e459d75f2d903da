"""A place's real window, frame by frame: real touches, and time by hand."""

import os

os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")

import touchpoint.ui  # noqa: F401 - before Kivy

# isort: split

from collections.abc import Iterator
from typing import Any

from kivy.base import EventLoop
from kivy.clock import Clock
from kivy.uix.scrollview import ScrollView
from kivy.uix.widget import Widget

from contract.access import PLAIN
from messaging.clock import ManualClock
from touchpoint.remote.glass import RemoteTouch

#: Seconds between two frames.
FRAME = 1 / 60


class FingerGlass:
    """*app* on the process's one window; *clock* and Kivy's own go on together."""

    def __init__(self, app: Any, clock: ManualClock) -> None:
        # Importing Kivy's window opens it; here its size has been set.
        from kivy.core.window import Window  # noqa: PLC0415

        self.app, self.clock, self.window = app, clock, Window
        self._began, self._real = clock.monotonic(), max(Clock.time(), Clock.get_time())
        self._before = Clock.time, Clock._max_fps  # noqa: SLF001
        self._others = set(map(id, Clock.get_events()))
        Clock.time = lambda: self._real + clock.monotonic() - self._began
        Clock._max_fps = 0  # noqa: SLF001 - frames come when they are asked for
        self._fingers = 0
        app.root = app.build()
        Window.add_widget(app.root)
        EventLoop.window = Window
        self.frames(3)

    def frames(self, count: int = 1, seconds: float = FRAME) -> None:
        for _ in range(count):
            self.clock.advance(seconds)
            EventLoop.idle()

    def settle(self) -> None:
        """Until the photographs that were asked for are drawn."""
        self.app.photos.settle()
        self.frames(2)

    def close(self) -> None:
        """Leave the window and the clock as they were."""
        # What still moves would go on without anything to move.
        for event in Clock.get_events():
            if id(event) not in self._others:
                event.cancel()
        self.app.on_stop()
        self.window.remove_widget(self.app.root)
        Clock.time, Clock._max_fps = self._before  # noqa: SLF001

    def touch(self, x: float, y: float) -> None:
        """Press and let go; fractions from the lower left."""
        self._fingers += 1
        finger = RemoteTouch(self._fingers, x, y)
        EventLoop.post_dispatch_input("begin", finger)
        self.frames()
        EventLoop.post_dispatch_input("end", finger)
        self.frames()

    def swipe(self, start: tuple[float, float], end: tuple[float, float], steps: int = 8) -> None:
        """A finger from *start* to *end*, a frame for each step."""
        self._fingers += 1
        finger = RemoteTouch(self._fingers, *start)
        EventLoop.post_dispatch_input("begin", finger)
        self.frames()
        for step in range(1, steps + 1):
            x, y = (a + (b - a) * step / steps for a, b in zip(start, end, strict=True))
            finger.move({"x": x, "y": y})
            EventLoop.post_dispatch_input("update", finger)
            self.frames()
        EventLoop.post_dispatch_input("end", finger)
        self.frames(2)

    def press(self, widget: Widget) -> None:
        """Touch the middle of *widget*, scrolled to where it can be seen."""
        for parent in _above(widget):
            if isinstance(parent, ScrollView):
                parent.scroll_to(widget, animate=False)
                self.frames()
        x, y = widget.to_window(*widget.center)
        self.touch(x / self.window.width, y / self.window.height)

    def widgets(self) -> Iterator[Widget]:
        """Everything that can be seen."""
        return _seen(self.app.root)

    def targets(self) -> dict[str, Widget]:
        named = ((getattr(w, "target", ""), w) for w in self.widgets() if not w.disabled)
        return {name: widget for name, widget in named if name}

    def every_widget(self) -> Iterator[Widget]:
        """Those of pages and sheets that are not shown too."""
        shell, pages = self.app.root, self.app._pages.values()  # noqa: SLF001
        found: dict[Widget, None] = {}
        for top in (shell, *pages, shell._question, shell._aids):  # noqa: SLF001
            found.update(dict.fromkeys(top.walk(restrict=True)))
        return iter(found)

    def unrest(self) -> Iterator[str]:
        """What the window still has that one at rest has not."""
        shell, pages = self.app.root, self.app._pages  # noqa: SLF001
        if shell.page is not pages["rest"]:
            yield f"{type(shell.page).__name__} is on the glass"
        yield from (f"{name} has a view" for name, page in pages.items()
                    if page is not shell.page and page.view is not None)  # fmt: skip
        if shell.theme.access != PLAIN:
            yield f"it is drawn for {shell.theme.access}"
        for sheet in (shell._question, shell._aids):  # noqa: SLF001
            if sheet.parent is not None or sheet.view is not None:
                yield f"{type(sheet).__name__} lies over it"


def _seen(widget: Widget) -> Iterator[Widget]:
    if widget.opacity == 0 or 0 in widget.size:
        return
    yield widget
    for child in widget.children:
        yield from _seen(child)


def _above(widget: Widget) -> Iterator[Widget]:
    parent = widget.parent
    while parent is not None and parent is not parent.parent:
        yield parent
        parent = parent.parent
