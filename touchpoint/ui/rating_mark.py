"""What others think of a garment: a figure, five bars filled as far as it goes."""

from typing import Any

from kivy.graphics import Color, Line, Rectangle
from kivy.properties import NumericProperty, ObjectProperty
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from touchpoint.ui import words  # noqa: F401 - its rules
from touchpoint.ui.kv import load_kv
from touchpoint.ui.themed import Themed

_BARS, _GAP = 5, 6


class RatingBars(Themed, Widget):
    """Five outlines, filled from the left up to *share*."""

    share = NumericProperty(0)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for name in ("share", "theme", "pos", "size"):
            self.fbind(name, self._draw)

    def _draw(self, *_: object) -> None:
        self.canvas.clear()
        gap = self.theme.px(_GAP)
        wide = (self.width - (_BARS - 1) * gap) / _BARS
        with self.canvas:
            Color(*self.theme.palette.ink)
            for number in range(_BARS):
                x = self.x + number * (wide + gap)
                part = min(1.0, max(0.0, self.share * _BARS - number))
                Line(rectangle=(x, self.y, wide, self.height), width=1)
                Rectangle(pos=(x, self.y), size=(wide * part, self.height))


class RatingMark(Themed, BoxLayout):
    """*line* is a `RatingLine`; nothing without one."""

    line = ObjectProperty(None, allownone=True, rebind=True)


load_kv(__file__)
