"""A touchpoint's name across the glass for a moment, for whoever looks for it among others."""

from typing import Any

from kivy.clock import Clock
from kivy.properties import NumericProperty, StringProperty
from kivy.uix.floatlayout import FloatLayout

from touchpoint.ui import words  # noqa: F401 - its rules
from touchpoint.ui.kv import load_kv
from touchpoint.ui.themed import Themed

#: Seconds: long enough to walk past three of them.
SHOWN = 10.0


class NamePlate(Themed, FloatLayout):
    """A band over everything in the window; what lies below goes on, and can be touched beside it.

    *text* is the name as people say it, *line* as the settings do.
    """

    target = StringProperty("name")
    text = StringProperty("")
    line = StringProperty("")
    #: Pixels from the window's bottom, and its height.
    bottom = NumericProperty(0)
    tall = NumericProperty(0)

    def hang(self, window: Any, name: str, line: str) -> None:
        """Show it over all else in *window*; again, and the time begins anew."""
        self.take_down()
        self.text, self.line = name, line
        self.tall = self.theme.px(520)
        self.bottom = round((self.theme.height - self.tall) / 2)
        window.add_widget(self)
        self._ends = Clock.schedule_once(lambda _: self.take_down(), SHOWN)

    def take_down(self) -> None:
        if self.parent is not None:
            self._ends.cancel()
            self.parent.remove_widget(self)

    def on_touch_down(self, touch: Any) -> bool:
        # Nobody means what they cannot see.
        return bool(self.bottom <= touch.y <= self.bottom + self.tall)


load_kv(__file__)
