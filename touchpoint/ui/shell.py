"""The window both places share: one page at a time, a question over it, frames that are told of."""

import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import structlog
from kivy.app import App
from kivy.base import ExceptionHandler, ExceptionManager
from kivy.clock import Clock
from kivy.config import Config
from kivy.graphics.opengl import glFinish
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.widget import Widget

from contract.brand import Brand
from touchpoint.touches import Anywhere, Touch
from touchpoint.ui.access_panel import AccessPanel
from touchpoint.ui.labels import labels_in
from touchpoint.ui.motion import ease
from touchpoint.ui.name_plate import NamePlate
from touchpoint.ui.notice import NoticeBand
from touchpoint.ui.photos import PhotoFolder
from touchpoint.ui.still_here import StillHereSheet
from touchpoint.ui.theme import PLAIN, Theme, theme_of
from touchpoint.ui.themed import Themed

log = structlog.get_logger()

Actions = Callable[[Touch], None]
Failed = Callable[[str, str], None]
Shown = Callable[[str], None]


def set_window(width: int, height: int, *, fullscreen: bool = False) -> None:
    """Say how large the window will be; before Kivy makes it, that is before the app runs."""
    for key, value in {
        "width": width,
        "height": height,
        "fullscreen": int(fullscreen),
        "borderless": int(fullscreen),
        "resizable": 0,
        "multisamples": 0,
        "maxfps": 60,
        "show_cursor": 0 if fullscreen else 1,
    }.items():
        Config.set("graphics", key, str(value))
    Config.set("input", "mouse", "mouse,disable_multitouch")
    Config.set("kivy", "exit_on_escape", "0")


def set_clock() -> None:
    """Have Kivy read its clock without giving way to other threads; before anything is timed."""
    if sys.platform == "linux":
        # Kivy reads the same one through ctypes, which gives way at each of hundreds of readings.
        Clock.time = partial(time.clock_gettime, time.CLOCK_MONOTONIC_RAW)


class Shell(Themed, FloatLayout):
    """The window's root: shows one page, and the question over it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.page: Widget | None = None
        self._question = StillHereSheet(on_act=self.pass_on)
        self._aids = AccessPanel(on_act=self.pass_on)
        self._notice = NoticeBand()
        self.add_widget(self._notice)
        self.bind(theme=self._dress)

    def show_page(self, page: Widget) -> bool:
        """Put *page* in place of the one shown; answers whether it was another one."""
        page.theme = self.theme
        if page is self.page:
            return False
        if self.page is not None:
            self.remove_widget(self.page)
        self.page = page
        self.add_widget(page, index=len(self.children))
        return True

    def ask_still_here(self, view: Any) -> None:
        """Ask *view* (a `StillHereView`) over the page, or take the question away."""
        self._lay_over(self._question, view)

    def offer_aids(self, view: Any, languages: Any) -> None:
        """Lay *view* (an `AccessSheet`) over the page, or take it away."""
        self._aids.languages = languages if view is not None else ()
        self._lay_over(self._aids, view)

    def _lay_over(self, sheet: Any, view: Any) -> None:
        there = sheet.parent is not None
        sheet.view = view
        if view is not None and not there:
            sheet.theme = self.theme
            # The question lies over everything else.
            above = int(sheet is not self._question and self._question.parent is not None)
            self.add_widget(sheet, index=above)
            ease(sheet, self.theme, "lift", 0.0, 1.0)
        elif view is None and there:
            self.remove_widget(sheet)

    def notice(self, text: str, *, beside: bool = False) -> None:
        """Say *text* above every page, which gives way to it; nothing when it is empty."""
        self._notice.text, self._notice.beside = text, beside
        self.theme = self.theme.below(self._notice.tall(self.theme) if text else 0.0)

    def on_touch_down(self, touch: Any) -> bool:
        taken = bool(super().on_touch_down(touch))
        if not taken:
            self.dispatch("on_act", Anywhere())
        return taken

    def _dress(self, *_: object) -> None:
        for child in self.children:
            child.theme = self.theme


class _BackToStart(ExceptionHandler):
    """An exception in a screen is logged, told, and answered with the start screen."""

    def __init__(self, app: "ShellApp") -> None:
        self._app = app

    def handle_exception(self, error: Exception) -> Any:
        return ExceptionManager.PASS if self._app.recover(error) else ExceptionManager.RAISE


class ShellApp(App):
    """What `KioskApp` and `MirrorApp` share; a place says which page fits which view."""

    def __init__(
        self,
        brand: Brand,
        photos: Path,
        actions: Actions,
        *,
        failed: Failed = lambda what, why: None,  # noqa: ARG005
        on_shown: Shown = lambda gtin: None,  # noqa: ARG005
        reduced_motion: bool = False,
    ) -> None:
        super().__init__(kv_directory="/nonexistent")
        self._brand, self._actions, self._failed, self._on_shown = brand, actions, failed, on_shown
        self._reduced_motion = reduced_motion
        self.photos = PhotoFolder(photos, lambda call: Clock.schedule_once(lambda _: call(), -1))
        self._handler = _BackToStart(self)
        self._pages: Mapping[str, Any] = {}
        self._waiting: str | None = None
        self.shell = Shell()
        self._plate = NamePlate()
        self._failures = 0

    def pages(self) -> Mapping[str, Any]:
        """One page for each value of a view's *screen*; the first one is the start screen."""
        raise NotImplementedError

    def build(self) -> Shell:
        self.theme = theme_of(
            self._brand,
            self._window.size,
            photos=self.photos,
            reduced_motion=self._reduced_motion,
        )
        # A page's texts, rows and columns settle one inside the other before its first frame.
        Clock.max_iteration = 40
        self._window.clearcolor = self.theme.palette.paper
        self.shell.bind(on_act=lambda _, touch: self._actions(touch))
        self.shell.theme = self.theme
        self._pages = self.pages()
        for page in dict.fromkeys(self._pages.values()):
            page.bind(on_act=lambda _, touch: self._actions(touch))
            # All its rules run now, and not while the first shopper waits.
            page.theme = self.theme
        self.shell.show_page(next(iter(self._pages.values())))
        self._window.bind(on_resize=self._resized, on_flip=self._flip)
        ExceptionManager.add_handler(self._handler)
        return self.shell

    def on_stop(self) -> None:
        ExceptionManager.remove_handler(self._handler)
        self._plate.take_down()
        self._window.unbind(on_resize=self._resized, on_flip=self._flip)
        self.photos.close()

    def show(self, view: Any) -> None:
        """Show *view*; on the screen's thread only."""
        try:
            self._show(view)
        except Exception as error:
            if not self.recover(error):
                raise

    def photo_came(self, file: str) -> None:
        """*file* has been fetched; on the screen's thread only."""
        self.photos.came(file)

    def identify(self, name: str, line: str) -> None:
        """Say for a moment, over everything, which screen this is; on the screen's thread only."""
        self._plate.theme = self.shell.theme
        self._plate.hang(self._window, name, line)

    def recover(self, error: Exception) -> bool:
        """Log and tell *error*, show the start screen; false when even that is impossible."""
        log.error("screen.failed", exc_info=error)
        self._failed("screen", f"{type(error).__name__}: {error}")
        self._failures += 1
        if self._failures > 3:
            return False
        self._waiting = None
        self.shell.notice("")
        self.shell.offer_aids(None, ())
        self.shell.ask_still_here(None)
        self.shell.show_page(next(iter(self._pages.values())))
        return True

    def _show(self, view: Any) -> None:
        self._dress(view)
        self.shell.notice(view.notice, beside=view.sheet is not None)
        page = self._pages[view.screen]
        # First how to draw, then what: a page taken up again may come from another language.
        page.theme = self.shell.theme
        there = page is self.shell.page
        before = page.view if there else None
        page.view = view
        arriving = self.shell.show_page(page)
        self.shell.offer_aids(view.aids, view.languages)
        if arriving and page is next(iter(self._pages.values())):
            self._forget()
        self.shell.ask_still_here(view.still_here)
        gtin = view.sheet.gtin if view.sheet else None
        known = before.sheet.gtin if before is not None and before.sheet else None
        if gtin is not None and (arriving or gtin != known):
            self._waiting = gtin
        self._failures = 0

    def _dress(self, view: Any) -> None:
        """Draw from now on in the shopper's language, as they want to read."""
        before = self.shell.theme
        self.shell.theme = theme = before.speaking(labels_in(view.language)).reading(view.access)
        if theme.access != before.access:
            self._window.clearcolor = theme.palette.paper
            # The other pages one by one, so that who turns to one of them need not wait.
            for place, page in enumerate(dict.fromkeys(self._pages.values()), 1):
                Clock.schedule_once(partial(self._dress_page, page), place / 20)

    def _dress_page(self, page: Any, _seconds: float) -> None:
        page.theme = self.shell.theme

    def _forget(self) -> None:
        """The visit is over: pages that are not seen hold nothing of it, one page a frame."""
        hidden = [page for page in dict.fromkeys(self._pages.values()) if page.view is not None]

        def empty(_: float) -> bool:
            page = hidden.pop() if hidden else None
            if page is not None and page is not self.shell.page:
                page.view = None
            return bool(hidden)

        Clock.schedule_interval(empty, 0)

    def _flip(self, window: Any) -> bool:
        # The offscreen driver queues frames without limit unless each is waited for.
        window.flip()
        glFinish()
        page: Any = self.shell.page
        if self._waiting is not None and page is not None and page.complete:
            gtin, self._waiting = self._waiting, None
            self._on_shown(gtin)
        return True

    def _resized(self, _window: Any, width: float, height: float) -> None:
        self.shell.theme = self.shell.theme.sized(width, height)

    @property
    def _window(self) -> Any:
        # Importing Kivy's window opens it; here its size has been set.
        from kivy.core.window import Window  # noqa: PLC0415

        return Window


__all__ = ["PLAIN", "Shell", "ShellApp", "Theme", "set_window"]
